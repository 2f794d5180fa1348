"""Tandem in Slack: what listens, what works on it, and what is sent, put together.

Knows which work belongs to which happening. Loaded only where Slack is set up.
"""

import contextlib
import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from starlette.routing import Route

from bot.channels.slack.cards import Cards
from bot.channels.slack.channels import Channels
from bot.channels.slack.clicks import Clicks
from bot.channels.slack.coming import Coming
from bot.channels.slack.commands import Commands
from bot.channels.slack.consulting import Consulting
from bot.channels.slack.curating import Curating
from bot.channels.slack.digesting import Digests
from bot.channels.slack.following import Following
from bot.channels.slack.forms import Forms
from bot.channels.slack.hearing import Hearing
from bot.channels.slack.http import install_routes, slack_routes
from bot.channels.slack.inquiring import Inquiring
from bot.channels.slack.installing import Installing
from bot.channels.slack.listening import Listener
from bot.channels.slack.notices import Notices
from bot.channels.slack.opening import Opening
from bot.channels.slack.parts import Parts
from bot.channels.slack.people import People
from bot.channels.slack.progress import Progress
from bot.channels.slack.receiving import Work
from bot.channels.slack.replying import Replying
from bot.channels.slack.reviewing import Reviewing
from bot.channels.slack.scopes import SCOPES
from bot.channels.slack.sealing import Seal
from bot.channels.slack.sending import SlackTransport
from bot.channels.slack.tabs import Tabs
from bot.channels.slack.transferring import Transferring
from bot.channels.slack.turns import Turns
from bot.channels.slack.withdrawing import Withdrawing
from bot.channels.slack.workspaces import NotInstalled, Workspaces
from bot.delivering import Deliverer, NotNow
from bot.jobs import Job, Jobs, Later
from bot.jobs.points import Passing, unwatched
from bot.jobs.rush import Rush
from bot.services import Services
from knowledge.model import Happening

_REMEMBERED = 10_000
_LOOKED_AT = timedelta(minutes=2)
"""Who opened a tab has left it by then, and opens it again."""

_log = logging.getLogger("tandem.slack")


class SlackApp:
    """Slack for one opened installation; close it before its services."""

    def __init__(
        self,
        services: Services,
        *,
        clock: Callable[[], datetime],
        passing: Passing = unwatched,
    ) -> None:
        settings, store = services.settings, services.store
        workspaces = Workspaces(settings, store, Seal.of(settings.data_dir), clock)
        transport = SlackTransport(workspaces)
        deliverer = Deliverer(store, transport, now=clock, passing=passing)
        people = People(services, workspaces)
        self.rush = Rush()
        self._parts = Parts(services, workspaces, people, transport, deliverer, clock, self.rush)
        replying = Replying(self._parts)
        notices = self._notices = Notices(self._parts)
        channels = Channels(self._parts, notices)
        self._turns = Turns(self._parts, replying, Progress(self._parts))
        self._cards = Cards(self._parts, channels)
        self._coming = Coming(self._parts, replying)
        self._reviewing = Reviewing(self._parts, notices)
        self._digests = Digests(self._parts)
        self._withdrawing = Withdrawing(self._parts, replying)
        self._following = Following(self._parts)
        self._transferring = Transferring(self._parts, notices)
        curating = Curating(self._parts, notices)
        self._tabs = Tabs(self._parts, self._reviewing, curating)
        asking = self._inquiring = Inquiring(self._parts)
        offers, knowing = self._transferring, Consulting(self._parts, notices)
        self._consulting = knowing
        self._hearing = Hearing(self._parts, self._turns, knowing)
        self._opening = Opening(
            self._parts, channels, self._reviewing, asking, offers, knowing, curating, notices
        )
        self._forms = Forms(
            self._parts,
            replying,
            self._cards,
            channels,
            notices,
            self._reviewing,
            asking,
            offers,
            knowing,
            curating,
        )
        self._clicks = Clicks(
            self._parts,
            self._turns,
            replying,
            self._cards,
            notices,
            self._tabs,
            asking,
            offers,
            knowing,
            self._hearing,
        )
        self._commands = Commands(self._parts, self._turns, notices)
        self._swept: set[str] = set()
        self._passing = passing
        self._listener: Listener | None = None

    def jobs(self) -> list[Job]:
        """Return the durable work on what happens in Slack."""
        turns, told = self._turns, self._notices.given_up
        jobs = [
            Job(Work.COMMAND, self._commands.command, given_up=turns.given_up),
            Job(Work.STOP, turns.stop, patience=_LOOKED_AT),
            Job(Work.CLICK, self._clicks.click, given_up=told),
            Job(Work.SHORTCUT, self._clicks.shortcut, given_up=told),
            Job(Work.FORM, self._forms.form, given_up=told),
            Job(Work.CARD, self._cards.post),
            Job(Work.NOTE, self._cards.note),
            Job(Work.REDRAW, self._cards.gone_on),
            Job(Work.REQUEST, self._coming.tell),
            Job(Work.RECEIPT, self._reviewing.receipt),
            Job(Work.DIGEST, self._digests.tell),
            Job(Work.INQUIRY, self._inquiring.tell),
            *self._transferring.jobs(),
            *self._consulting.jobs(),
            *self._withdrawing.jobs(),
            *self._following.jobs(),
            *self._hearing.jobs(),
            Job(Work.HOME, self._tabs.opened, patience=_LOOKED_AT),
            Job(Work.REMOVED, self._removed),
        ]
        return [replace(job, work=_patient(job.work)) for job in jobs]

    def listen(self, jobs: Jobs) -> None:
        """Take what Slack sends from now on."""
        services = self._parts.services
        self._listener = Listener(
            services.settings,
            services.store,
            self._parts.workspaces,
            jobs,
            at_once=self._opening.open,
            refusal=self._forms.refusal,
            begun=self._commands.begun,
            overheard=self._hearing.overheard,
            members_changed=self._parts.people.forget_members,
            coming=self.rush.note,
            clock=self._parts.clock,
            passing=self._passing,
        )

    def routes(self) -> list[Route]:
        """Return the ways in over HTTP: events if they are signed, installing if it is set up."""
        settings, found = self._parts.services.settings, []
        if settings.slack_signing_secret.get_secret_value() and self._listener is not None:
            found += slack_routes(self._listener.dispatch, coming=self.rush.note)
        if settings.slack_client_id:
            found += install_routes(
                Installing(
                    settings,
                    self._parts.services.store,
                    self._parts.workspaces,
                    scopes=SCOPES,
                    clock=self._parts.clock,
                )
            )
        return found

    @contextlib.contextmanager
    def connected(self) -> Iterator[None]:
        """Be connected over Socket Mode inside, if it is set up; learn who we are in any case."""
        threading.Thread(target=self._introduce, name="slack-introduce", daemon=True).start()
        token = self._parts.services.settings.slack_app_token.get_secret_value()
        if not token or self._listener is None:
            yield
            return
        from bot.channels.slack.socket import listening_socket

        with listening_socket(self._listener.bolt, token):
            yield

    def sweep(self) -> None:
        """Keep what is to be told unasked, each once, and start telling it."""
        if self._listener is None or not self._parts.workspaces.known():
            return
        swept = (
            self._cards,
            self._coming,
            self._reviewing,
            self._digests,
            self._inquiring,
            self._transferring,
            self._consulting,
            self._withdrawing,
            self._following,
        )
        due = [each for one in swept for each in one.sweep() if each.key not in self._swept]
        inbox = self._parts.services.store.inbox
        self._listener.begin([each for each in due if inbox.receive(each)])
        if len(self._swept) > _REMEMBERED:
            self._swept.clear()  # the inbox remembers them all; this spares it the asking
        self._swept.update(each.key for each in due)

    def close(self) -> None:
        """Take and send nothing more."""
        if self._listener is not None:
            self._listener.close()
        self._parts.deliverer.close()

    def _introduce(self) -> None:
        try:
            self._parts.workspaces.refresh()
        except Exception as error:  # noqa: BLE001 - the edge of a job; the first event asks again
            _log.warning("Slack could not be reached at the start: %s", error)

    def _removed(self, happening: Happening) -> None:
        """Forget an installation that was taken back."""
        if self._parts.workspaces.remove(happening.payload["workspace"]):
            _log.info("Tandem was removed from %s", happening.payload["workspace"])


def _patient(work: Callable[[Happening], None]) -> Callable[[Happening], None]:
    """Return the work that waits as Slack says, and is over where Tandem is no longer."""

    def waits(happening: Happening) -> None:
        try:
            work(happening)
        except NotNow as told:
            raise Later(told.seconds, str(told)) from told
        except NotInstalled as gone:
            _log.warning("%s is left: %s", happening.name, gone)

    return waits
