"""What ``tandem serve`` says once it runs: where, who may come in, and the first admin's link.

Knows which sentences a start needs. Does not know how a link is made (``bot.accounts``).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.accounts import ADMIN_LINK_LASTS, first_admin_link, wants_first_admin
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.app import App


@dataclass
class Welcome:
    """The words of one start, over the app that ``prepare`` gets."""

    settings: Settings
    say: Callable[[str], None]
    _app: "App | None" = field(default=None, init=False)

    def prepare(self, app: "App") -> None:
        """Keep the app that is about to serve."""
        self._app = app

    def announce(self, url: str) -> None:
        """Say where the app runs, what a proxy is believed, and how the first admin comes in."""
        shown = self.settings.public_url or url
        self.say(f"Tandem runs at {shown} (stop with Ctrl-C)")
        if self.settings.proxy_header:
            self.say(
                f"Whoever {self.settings.trusted_proxies} names in the header "
                f"{self.settings.proxy_header} is signed in. The proxy has to replace what "
                "visitors send in it."
            )
        if self._reads_along():
            self.say(
                "Passwords and answers cross the network in the clear. Put a proxy with https in "
                "front and set TANDEM_PUBLIC_URL (docs/operate.md, Who may come in)."
            )
        from bot.app import utc_now

        if self._app is not None and wants_first_admin(self._app.services):
            link = first_admin_link(self._app.services, now=utc_now())
            minutes = int(ADMIN_LINK_LASTS.total_seconds() // 60)
            self.say(
                f"Nobody is an admin yet. Open this link once, within {minutes} min, to become "
                f"one (tandem accounts link prints another):\n  {link.url}"
            )

    def _reads_along(self) -> bool:
        """Whether others on the network could read what is sent: neither loopback nor https."""
        loopback = self.settings.host in ("localhost", "::1") or self.settings.host.startswith(
            "127."
        )
        return not loopback and not self.settings.public_url.startswith("https://")
