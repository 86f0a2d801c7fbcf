"""Who may come in: whom a proxy of the region signed in, or whoever was given a link that works once, on this computer
alone."""

import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Protocol, Self

from aiohttp import web

from kontakt.errors import KontaktError
from kontakt.locale import _

_LONGEST_NAME = 100


class NotLetIn(Exception):
    """``status`` is HTTP's; the text is one sentence for whoever sits there."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


class Door(Protocol):
    """A way to know who a request comes from."""

    def is_known(self, address: str) -> bool:
        """Whether people come in by this address."""

    def name_of(self, request: web.Request, known: str | None) -> str:
        """The name of who it is. ``known`` is whom the request's cookie belongs to, None for nobody. Raises
        NotLetIn."""

    def invitation(self, address: str) -> str:
        """What whoever started the server is told. ``address`` is that of the page."""


@dataclass(frozen=True)
class ByHeader:
    """A proxy signs users in, and names them in a header. The header counts from its addresses alone."""

    header: str
    proxies: Sequence[IPv4Network | IPv6Network]

    @classmethod
    def trusting(cls, header: str, proxies: Sequence[str]) -> Self:
        """``proxies`` are addresses or networks. Raises KontaktError for what is neither."""
        return cls(header, [_network(each) for each in proxies])

    def is_known(self, address: str) -> bool:
        try:
            known = ip_address(address)
        except ValueError:
            return False
        return any(known in each for each in self.proxies)

    def name_of(self, request: web.Request, known: str | None) -> str:
        if not self.is_known(request.remote or ""):
            raise NotLetIn(
                403, _("This address is the proxy's alone. Open kontakt by the address that your region gave you.")
            )
        names = request.headers.getall(self.header, [])
        if not names or not names[0].strip():
            raise NotLetIn(401, _("Nobody is signed in. Sign in, and open kontakt again."))
        if len(names) > 1:
            raise NotLetIn(400, _("The proxy named two people at once. Tell whoever runs it."))
        return _checked(names[0].strip())

    def invitation(self, address: str) -> str:
        return _("kontakt answers at {address}, for whom the proxy signs in. Ctrl+C ends the server.").format(
            address=address
        )


@dataclass
class ByLink:
    """Whoever opens the link first is ``name``, and no one after; for a server that listens on this computer alone."""

    name: str
    code: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    _used: bool = False

    def is_known(self, address: str) -> bool:
        return is_loopback(address)

    def name_of(self, request: web.Request, known: str | None) -> str:
        if known is not None:
            return known
        given = request.query.get("code", "")
        fits = given.isascii() and hmac.compare_digest(given, self.code)
        if not fits:
            raise NotLetIn(
                401,
                _(
                    "Open kontakt by the link that kontakt serve printed. Started again, it has a new one: ask for that."
                ),
            )
        if self._used:
            raise NotLetIn(401, _("This link was used already. Start kontakt serve again for another one."))
        self._used = True
        return self.name

    def invitation(self, address: str) -> str:
        return _("Open {link} in a browser. The link works once. Ctrl+C ends the server.").format(
            link=f"{address}/?code={self.code}"
        )


def is_loopback(host: str) -> bool:
    """Whether it is an address that this computer alone can reach."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _network(text: str) -> IPv4Network | IPv6Network:
    try:
        return ip_network(text, strict=False)
    except ValueError:
        raise KontaktError(_("“{address}” is no address and no network.").format(address=text)) from None


def _checked(name: str) -> str:
    # In braces a proxy writes what it was to put in their place, and had not: all of those would be one user.
    if len(name) > _LONGEST_NAME or not name.isprintable() or "{" in name:
        raise NotLetIn(400, _("The proxy named somebody with a name that no one can have. Tell whoever runs it."))
    return name
