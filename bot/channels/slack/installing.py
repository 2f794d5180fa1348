"""Installing Tandem in a further workspace: Slack asks an admin there, and gives us a token.

Knows Bolt's flow over our store: a state works once and for ten minutes, a token is kept sealed.
Does not know what is done with it.
"""

import hashlib
import html
import logging
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from logging import Logger
from typing import Any

from slack_bolt import BoltRequest, BoltResponse
from slack_bolt.error import BoltError
from slack_bolt.oauth import OAuthFlow
from slack_bolt.oauth.callback_options import CallbackOptions, FailureArgs, SuccessArgs
from slack_bolt.oauth.oauth_settings import OAuthSettings
from slack_sdk.oauth import InstallationStore, OAuthStateStore
from slack_sdk.oauth.installation_store import Bot, Installation

from bot.accounts import site_address
from bot.channels.slack.workspaces import NotInstalled, Workspaces
from bot.settings import Settings
from bot.speech import tr
from knowledge.model import Place
from knowledge.store import Store, Workspace

INSTALL_PATH, REDIRECT_PATH = "/slack/install", "/slack/oauth_redirect"
_STATE_LASTS = timedelta(minutes=10)
_log = logging.getLogger("tandem.slack")


class Installing:
    """The pages of installing, for a Slack app whose client is in the settings."""

    def __init__(
        self,
        settings: Settings,
        store: Store,
        workspaces: Workspaces,
        *,
        scopes: tuple[str, ...],
        clock: Callable[[], datetime],
    ) -> None:
        kept = _Installations(workspaces, settings.slack_guests, clock)
        self._flow = OAuthFlow(
            client=workspaces.client_with(None),
            logger=_log,
            settings=OAuthSettings(
                client_id=settings.slack_client_id,
                client_secret=settings.slack_client_secret.get_secret_value(),
                scopes=scopes,
                redirect_uri=f"{site_address(settings)}{REDIRECT_PATH}",
                install_path=INSTALL_PATH,
                redirect_uri_path=REDIRECT_PATH,
                installation_store=kept,
                callback_options=CallbackOptions(_installed, _refused),
                state_store=_States(store, clock),
                state_expiration_seconds=int(_STATE_LASTS.total_seconds()),
                logger=_log,
            ),
        )

    def begin(self, request: BoltRequest) -> BoltResponse:
        """Return the page that leads to Slack, with a state that comes back once."""
        return self._flow.handle_installation(request)

    def end(self, request: BoltRequest) -> BoltResponse:
        """Take what Slack sends the browser back with, and keep the installation."""
        return self._flow.handle_callback(request)


class _States(OAuthStateStore):
    """States by their hash, in our store."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._chats = store.chats
        self._clock = clock

    @property
    def logger(self) -> Logger:
        return _log

    def issue(self, *_args: Any, **_options: Any) -> str:
        """Return a new state."""
        state, now = secrets.token_urlsafe(32), self._clock()
        self._chats.issue_state(_hash(state), expires_at=now + _STATE_LASTS, now=now)
        return state

    def consume(self, state: str) -> bool:
        """Use a state up; False when it is none of ours, over, or was used."""
        return self._chats.consume_state(_hash(state), now=self._clock())


class _Installations(InstallationStore):
    """Installations in our store, as Bolt wants them."""

    def __init__(
        self, workspaces: Workspaces, guests: frozenset[str], clock: Callable[[], datetime]
    ) -> None:
        self._workspaces = workspaces
        self._guests = guests
        self._clock = clock

    @property
    def logger(self) -> Logger:
        return _log

    def save(self, installation: Installation) -> None:
        """Keep an installation of one workspace; raises ``BoltError`` for one not invited.

        Whoever knows the address could install it, and ask what is for everyone.
        """
        team = installation.team_id or installation.enterprise_id or ""
        if team not in self._guests:
            _log.warning("the workspace %s is not in TANDEM_SLACK_WORKSPACES", team)
            raise BoltError(team)
        scopes = installation.bot_scopes or ()
        self._workspaces.install(
            Workspace(
                place=Place.SLACK,
                id=team,
                name=installation.team_name or team,
                bot_user=installation.bot_user_id or "",
                bot=installation.bot_id or "",
                token="",
                scopes=",".join(scopes),
                installed_by=installation.user_id or "",
                installed_at=self._clock(),
                enterprise=installation.enterprise_id or "",
            ),
            installation.bot_token or "",
        )

    def find_bot(
        self,
        *,
        enterprise_id: str | None,
        team_id: str | None,
        is_enterprise_install: bool | None = False,  # noqa: ARG002 - Bolt's signature
    ) -> Bot | None:
        """Return what Bolt asks to know of an installation."""
        try:
            found = self._workspaces.of(team_id or enterprise_id or "")
            token = self._workspaces.token(found.id)
        except NotInstalled:
            return None
        return Bot(
            bot_token=token,
            bot_id=found.bot,
            bot_user_id=found.bot_user,
            team_id=found.id,
            installed_at=found.installed_at.timestamp(),
        )


def _hash(state: str) -> str:
    return hashlib.sha256(state.encode()).hexdigest()


def _installed(told: SuccessArgs) -> BoltResponse:
    name = told.installation.team_name or told.installation.team_id or ""
    return _page(200, tr("Tandem is installed in {workspace}. Write to it there.", workspace=name))


def _refused(told: FailureArgs) -> BoltResponse:
    if isinstance(told.error, BoltError):
        said = tr(
            "Tandem was not installed: the workspace {id} is not one of those that may. Its admin "
            "adds it to TANDEM_SLACK_WORKSPACES; then install it again.",
            id=str(told.error),
        )
        return _page(403, said)
    said = tr(
        "Tandem was not installed ({reason}). Begin again at {path}, in one browser, within ten "
        "minutes.",
        reason=told.reason,
        path=INSTALL_PATH,
    )
    return _page(told.suggested_status_code, said)


def _page(status: int, said: str) -> BoltResponse:
    body = f"<!doctype html><title>Tandem</title><p>{html.escape(said)}</p>"
    return BoltResponse(
        status=status, body=body, headers={"content-type": "text/html; charset=utf-8"}
    )
