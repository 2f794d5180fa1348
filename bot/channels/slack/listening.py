"""Listening to Slack: each payload is kept once, then acknowledged, then worked on.

Knows Bolt: the signature is checked, the workspace known, and one listener takes everything. Does
not know what is done about anything; ``at_once`` does what cannot wait for durable work, which is
opening a form. Where the store cannot keep something, Slack is told so and sends it again.
"""

import logging
import re
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.authorize import Authorize

from bot.channels.slack.receiving import Work, asks, happening_of
from bot.channels.slack.workspaces import NotInstalled, Workspaces
from bot.jobs import Jobs
from bot.jobs.points import Passing, Point, unwatched
from bot.settings import Settings
from knowledge.model import Happening, Place
from knowledge.store import Store

AtOnce = Callable[[Happening, str], None]
"""Does what cannot wait, with the trigger that came with it; it is not done again."""

Refusal = Callable[[Happening], dict[str, Any] | None]
"""What a form's sender is answered when it cannot be taken as it is."""

Begun = Callable[[Happening], dict[str, Any]]
"""What somebody is answered whose happening was kept and takes its time."""

Overheard = Callable[[Happening], Happening | None]
"""What is kept, without its words, of something that was not said to us; None is nothing."""

_ALL = re.compile(".*", re.DOTALL)
_STARTERS = 4
_CAME_OR_WENT = frozenset({"channel_join", "channel_leave", "group_join", "group_leave"})
_log = logging.getLogger("tandem.slack")


class Listener:
    """Takes what Slack sends, over HTTP or a socket; close it when done."""

    def __init__(
        self,
        settings: Settings,
        store: Store,
        workspaces: Workspaces,
        jobs: Jobs,
        *,
        at_once: AtOnce,
        refusal: Refusal,
        begun: Begun,
        overheard: Overheard,
        members_changed: Callable[[str, str], None],
        coming: Callable[[], None],
        clock: Callable[[], datetime],
        passing: Passing = unwatched,
    ) -> None:
        self._store = store
        self._workspaces = workspaces
        self._jobs = jobs
        self._at_once = at_once
        self._refusal = refusal
        self._begun = begun
        self._overheard = overheard
        self._members_changed = members_changed
        self._coming = coming
        self._clock = clock
        self._passing = passing
        self._starters = ThreadPoolExecutor(_STARTERS, thread_name_prefix="slack-start")
        self.bolt = App(
            name="tandem",
            logger=logging.getLogger("tandem.slack.bolt"),
            signing_secret=settings.slack_signing_secret.get_secret_value(),
            client=workspaces.client_with(None),
            authorize=_Known(workspaces),  # type: ignore[arg-type]
            process_before_response=True,  # else events are acknowledged before they are kept
        )
        self._listen()

    def dispatch(self, request: BoltRequest) -> BoltResponse:
        """Take one payload and return what Slack is answered."""
        return self.bolt.dispatch(request)

    def close(self) -> None:
        """Start nothing more; what is kept is started by the next sweep."""
        self._starters.shutdown(wait=True, cancel_futures=True)

    def _listen(self) -> None:
        def take(body: dict[str, Any], ack: Callable[..., Any]) -> None:
            ack(**self._take(body))

        self.bolt.event(_ALL)(take)
        self.bolt.command(_ALL)(take)
        self.bolt.action(_ALL)(take)
        self.bolt.shortcut(_ALL)(take)
        self.bolt.view(_ALL)(take)
        self.bolt.view_closed(_ALL)(lambda ack: ack())

    def begin(self, happenings: Sequence[Happening]) -> None:
        """Start the work on what was kept otherwise than by listening."""
        for each in happenings:
            self._starters.submit(self._jobs.start, each.name, each.key)

    def _take(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """Keep what the payload tells and return what Slack is answered."""
        self._coming()
        self._note_members(body)
        happening = happening_of(body, now=self._clock())
        if happening is not None and not self._is_wanted(happening):
            happening = self._overheard(happening)
        if happening is None:
            return {}
        refused = self._refusal(happening) if happening.name == Work.FORM else None
        if refused:
            return refused
        if self._store.inbox.receive(happening):
            self._passing(Point.RECEIVED)
            self._starters.submit(self._start, happening, str(body.get("trigger_id", "")))
        return self._begun(happening)

    def _start(self, happening: Happening, trigger: str) -> None:
        try:
            if trigger:
                self._at_once(happening, trigger)
        except Exception:  # noqa: BLE001 - the edge of a request; the durable work goes on
            _log.exception("%s could not be answered at once", happening.name)
        self._jobs.start(happening.name, happening.key)

    def _is_wanted(self, happening: Happening) -> bool:
        """Whether we are addressed: what people say to each other is not even kept."""
        said = happening.payload
        if happening.name not in (Work.QUESTION, Work.EDIT, Work.DELETION):
            return True
        if said.get("direct") or said.get("mentioned"):
            return True
        first = f"{said['workspace']}:{said['channel']}:{said['ts']}"
        if happening.name != Work.QUESTION:
            return self._store.inbox.get(Work.QUESTION, first) is not None or (
                happening.name == Work.DELETION and said["channel"].startswith("D")
            )
        opted_in = self._store.chats.channel(
            Place.SLACK, said["workspace"], said["channel"]
        ).opted_in
        return opted_in and asks(said["text"]) and not said["to_others"]

    def _note_members(self, body: Mapping[str, Any]) -> None:
        event = body.get("event", {})
        joined = event.get("type") in ("member_joined_channel", "member_left_channel")
        if joined or event.get("subtype") in _CAME_OR_WENT:
            self._members_changed(body.get("team_id", ""), event.get("channel", ""))


class _Known(Authorize):
    """Tells Bolt with which token we are in a workspace, without asking Slack each time."""

    def __init__(self, workspaces: Workspaces) -> None:
        self._workspaces = workspaces

    def __call__(self, **told: Any) -> AuthorizeResult | None:
        team, enterprise = told.get("team_id"), told.get("enterprise_id")
        try:
            found = self._workspaces.of(team or enterprise or "")
            token = self._workspaces.token(found.id)
        except NotInstalled as refused:
            _log.warning("%s", refused)
            return None
        return AuthorizeResult(
            enterprise_id=enterprise,
            team_id=team,
            bot_user_id=found.bot_user,
            bot_id=found.bot,
            bot_token=token,
            user_id=told.get("user_id"),
        )
