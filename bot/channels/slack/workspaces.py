"""The workspaces where Tandem is installed: who we are there, and how their Slack is called.

Knows the token of the settings and those of installations, which are sealed. Does not know what
is called for. Nothing here tries again by itself: a call whose result is unknown may have worked.
"""

import logging
from collections.abc import Callable
from datetime import datetime

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.channels.slack.sealing import Seal, Unreadable
from bot.settings import Settings
from knowledge.model import Place
from knowledge.store import Store, Workspace

TIMEOUT_SECONDS = 10
_log = logging.getLogger("tandem.slack")


class NotInstalled(LookupError):
    """Tandem is not, or no longer, installed in that workspace."""


class Workspaces:
    """All workspaces; ``clock`` says when one was first seen."""

    def __init__(
        self, settings: Settings, store: Store, seal: Seal, clock: Callable[[], datetime]
    ) -> None:
        self._settings = settings
        self._store = store
        self._seal = seal
        self._clock = clock
        self._clients: dict[str, WebClient] = {}

    def known(self) -> list[Workspace]:
        """Return where it is installed."""
        return self._store.chats.workspaces(Place.SLACK)

    def of(self, workspace: str) -> Workspace:
        """Return who we are there; raises ``NotInstalled``.

        The workspace of the settings' token is asked for once and remembered.
        """
        found = self._kept(workspace) or (self._own() and self._kept(workspace))
        if not found:
            raise NotInstalled(f"Tandem is not installed in the workspace {workspace}")
        return found

    def token(self, workspace: str) -> str:
        """Return the token for the workspace; raises ``NotInstalled``."""
        sealed = self.of(workspace).token
        try:
            return self._seal.open(sealed) if sealed else self._given
        except Unreadable as unreadable:
            raise NotInstalled(f"the token of the workspace {workspace}: {unreadable}") from None

    def client(self, workspace: str) -> WebClient:
        """Return what calls Slack for the workspace; raises ``NotInstalled``."""
        return self.client_with(self.token(workspace))

    def client_with(self, token: str | None) -> WebClient:
        """Return what calls Slack with this token."""
        client = self._clients.get(token or "")
        if client is None:
            client = WebClient(
                token=token,
                base_url=self._settings.slack_api_url,
                timeout=TIMEOUT_SECONDS,
                retry_handlers=[],
                logger=logging.getLogger("tandem.slack.sdk"),
            )
            self._clients[token or ""] = client
        return client

    def install(self, workspace: Workspace, token: str) -> None:
        """Keep an installation, its token sealed."""
        sealed = self._seal.close(token)
        kept = {**vars(workspace), "token": sealed}
        self._store.chats.install(Workspace(**kept))

    def remove(self, workspace: str) -> bool:
        """Forget an installation; False when there was none."""
        return self._store.chats.uninstall(Place.SLACK, workspace)

    def refresh(self) -> Workspace | None:
        """Ask Slack who the settings' token is and remember it; None without such a token.

        Raises ``SlackApiError`` and what a connection raises.
        """
        if not self._given:
            return None
        told = self.client_with(self._given).auth_test()
        own = Workspace(
            place=Place.SLACK,
            id=told["team_id"],
            name=told.get("team") or told["team_id"],
            bot_user=told["user_id"],
            bot=told.get("bot_id") or "",
            token="",  # it is in the settings and nowhere else
            scopes=told.headers.get("x-oauth-scopes", ""),
            installed_by="",
            installed_at=self._clock(),
            enterprise=told.get("enterprise_id") or "",
        )
        self._store.chats.install(own)
        return own

    @property
    def _given(self) -> str:
        return self._settings.slack_bot_token.get_secret_value()

    def _own(self) -> Workspace | None:
        try:
            return self.refresh()
        except (SlackApiError, OSError) as error:
            _log.warning("Slack could not be asked who we are: %s", error)
            return None

    def _kept(self, workspace: str) -> Workspace | None:
        for each in self.known():
            if each.id == workspace and (each.token or self._given):
                return each
        return None
