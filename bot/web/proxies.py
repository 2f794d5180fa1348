"""What a proxy in front says of a request: from where it comes, over https or not, and whose it is.

Knows which addresses are believed. Does not know people. What anybody else claims in these
headers is nothing.
"""

import ipaddress
from dataclasses import dataclass

from starlette.requests import HTTPConnection

from bot.settings import Settings
from bot.speech import tr
from bot.web.refusals import NotAllowed

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True)
class Proxies:
    """The trusted proxies; ``header`` is where they name a person, "" when they do not."""

    networks: tuple[Network, ...] = ()
    header: str = ""

    @classmethod
    def of(cls, settings: Settings) -> "Proxies":
        """Return the proxies that the settings trust."""
        return cls(settings.proxies, settings.proxy_header)

    def name_in(self, connection: HTTPConnection) -> str:
        """Return the name a trusted proxy gives, or "".

        Raises ``NotAllowed`` when anybody else sends the header, or it comes twice.
        """
        named = connection.headers.getlist(self.header) if self.header else []
        if not named:
            return ""
        if not self.passed_on(connection):
            raise NotAllowed(
                tr(
                    "The header {header} is believed only from the proxies in "
                    "TANDEM_TRUSTED_PROXIES, and this request comes from {address}. Leave the "
                    "header out, or open the site through its proxy.",
                    header=self.header,
                    address=_peer(connection) or "?",
                )
            )
        if len(named) > 1:
            raise NotAllowed(
                tr(
                    "The header {header} came more than once: the proxy has to replace what a "
                    "visitor sends in it.",
                    header=self.header,
                )
            )
        return named[0].strip()

    def passed_on(self, connection: HTTPConnection) -> bool:
        """Whether the request comes from a trusted proxy."""
        return self._trusts(_peer(connection))

    def address(self, connection: HTTPConnection) -> str:
        """Return the visitor's address: the last one that no trusted proxy has."""
        address = _peer(connection)
        hops = ",".join(connection.headers.getlist("x-forwarded-for")).split(",")
        while self._trusts(address) and hops:
            hop = hops.pop().strip()
            if _parsed(hop) is None:
                break
            address = hop
        return address

    def over_https(self, connection: HTTPConnection) -> bool:
        """Whether the visitor's connection is encrypted, as we or a trusted proxy see it."""
        said = connection.headers.get("x-forwarded-proto", "") if self.passed_on(connection) else ""
        return "https" in (connection.url.scheme, said.strip().casefold())

    def _trusts(self, address: str) -> bool:
        parsed = _parsed(address)
        return parsed is not None and any(parsed in network for network in self.networks)


def _peer(connection: HTTPConnection) -> str:
    return connection.client.host if connection.client else ""


def _parsed(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return None
    mapped = getattr(address, "ipv4_mapped", None)
    return mapped or address
