"""Who may come in: whom a proxy of the region signed in, or whoever was given a link that works once, on this computer
alone."""

import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_address
from typing import Protocol

from aiohttp import web

from kontakt.locale import _

COOKIE = "kontakt"
_LONGEST_NAME = 100


class NotLetIn(Exception):
    """``status`` is HTTP's; the text is one sentence for whoever sits there."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


class Door(Protocol):
    """A way to know who a request comes from."""

    def name_of(self, request: web.Request, known: str | None) -> str:
        """The name of who it is. ``known`` is whom the request's cookie belongs to, None for nobody. Raises
        NotLetIn."""


@dataclass(frozen=True)
class ByHeader:
    """A proxy signs users in, and names them in a header. The header counts from its addresses alone."""

    header: str
    proxies: Sequence[IPv4Network | IPv6Network]

    def name_of(self, request: web.Request, known: str | None) -> str:
        if not self._is_proxy(request.remote):
            raise NotLetIn(
                403, _("This address is the proxy's alone. Open kontakt by the address that your region gave you.")
            )
        names = request.headers.getall(self.header, [])
        if not names or not names[0].strip():
            raise NotLetIn(401, _("Nobody is signed in. Sign in, and open kontakt again."))
        if len(names) > 1:
            raise NotLetIn(400, _("The proxy named two people at once. Tell whoever runs it."))
        return _checked(names[0].strip())

    def _is_proxy(self, remote: str | None) -> bool:
        try:
            address = ip_address(remote or "")
        except ValueError:
            return False
        return any(address in each for each in self.proxies)


@dataclass
class ByLink:
    """Whoever opens the link first is ``name``, and no one after; for a server that listens on this computer alone."""

    name: str
    code: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    _used: bool = False

    def name_of(self, request: web.Request, known: str | None) -> str:
        if known is not None:
            return known
        given = request.query.get("code", "")
        if not given:
            raise NotLetIn(401, _("Open kontakt by the link that kontakt serve printed."))
        if self._used or not hmac.compare_digest(given.encode(), self.code.encode()):
            raise NotLetIn(401, _("This link was used already. Start kontakt serve again for another one."))
        self._used = True
        return self.name


class Visits:
    """Which browser belongs to whom: a cookie that nobody can guess, for as long as the server runs."""

    def __init__(self, most: int) -> None:
        """``most`` is how many are remembered; the oldest is forgotten first."""
        self._most = most
        self._names: dict[str, str] = {}

    def who(self, request: web.Request) -> str | None:
        """Whom the request's cookie belongs to."""
        return self._names.get(request.cookies.get(COOKIE, ""))

    def begin(self, name: str) -> str:
        """A new cookie for this user."""
        cookie = secrets.token_urlsafe(32)
        self._names[cookie] = name
        while len(self._names) > self._most:
            del self._names[next(iter(self._names))]
        return cookie


def _checked(name: str) -> str:
    if len(name) > _LONGEST_NAME or not name.isprintable():
        raise NotLetIn(400, _("The proxy named somebody with a name that no one can have. Tell whoever runs it."))
    return name
