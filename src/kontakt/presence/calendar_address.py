"""Fetching a calendar from its web address. What an address leads to is not trusted: size, time and redirects are
bounded, and it leads to no file, and into no internal network unless that is allowed."""

import socket
import ssl
from contextlib import suppress
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from threading import Timer
from time import monotonic
from urllib.parse import quote, urljoin, urlsplit

from kontakt.errors import KontaktError
from kontakt.locale import _
from kontakt.presence.absence import FeedProblem
from kontakt.presence.calendar_file import LARGEST_FILE

SECONDS = 30.0
"""For how long a calendar is waited for, redirects and all."""

MOST_REDIRECTS = 5

LONGEST_ADDRESS = 2000

_CONNECT_SECONDS = 10.0
_SCHEMES = ("http", "https")
_NAT64 = IPv6Network("64:ff9b::/96")
_INSIDE = tuple(map(IPv6Network, ("::/96", "64:ff9b:1::/48", "fec0::/10")))
"""Networks inside a house that some versions of Python take for those of the internet."""
_IN_ADDRESSES = "/%?&=:;,@+~!$'()*[]"
_HEADERS = {"Accept": "text/calendar", "Accept-Encoding": "identity", "User-Agent": "kontakt", "Connection": "close"}


class CalendarNotFetched(Exception):
    """``problem`` says why."""

    def __init__(self, problem: FeedProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem


def checked_address(text: str) -> str:
    """The address of a calendar as it is stored. Raises KontaktError for what is none. ``webcal:`` is another name for
    https."""
    address = text.strip()
    if address.casefold().startswith("webcal:"):
        address = f"https:{address[len('webcal:') :]}"
    if not _is_web_address(address) or "@" in urlsplit(address).netloc:
        raise KontaktError(_("That is no web address of a calendar: write one that begins with https://."))
    if len(address) > LONGEST_ADDRESS:
        raise KontaktError(_("The address is too long: it has at most {most} characters.").format(most=LONGEST_ADDRESS))
    return address


def fetched(address: str, *, private_allowed: bool, seconds: float = SECONDS) -> bytes:
    """What stands at the address now. ``private_allowed`` says that it may lead to an internal network, or to this
    computer. Raises CalendarNotFetched."""
    until = monotonic() + seconds
    for _redirect in range(MOST_REDIRECTS + 1):
        if not _is_web_address(address):
            raise CalendarNotFetched(FeedProblem.REFUSED)
        answer = _answer(address, private_allowed=private_allowed, seconds=until - monotonic())
        if isinstance(answer, bytes):
            return answer
        try:
            address = urljoin(address, answer)
        except ValueError as problem:
            raise CalendarNotFetched(FeedProblem.REFUSED) from problem
    raise CalendarNotFetched(FeedProblem.REDIRECTS)


def _is_web_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme in _SCHEMES and bool(parts.hostname) and parts.port != 0 and address.isprintable()
    except ValueError:
        return False


def _answer(address: str, *, private_allowed: bool, seconds: float) -> bytes | str:
    """What stands there, or where it has moved to."""
    if seconds <= 0:
        raise CalendarNotFetched(FeedProblem.HANGS)
    parts = urlsplit(address)
    kind = _SecureConnection if parts.scheme == "https" else _PlainConnection
    connection = kind(parts.hostname or "", parts.port or kind.default_port, timeout=min(seconds, _CONNECT_SECONDS))
    connection.private_allowed = private_allowed
    # A server that sends a letter every other second never times out by itself.
    cut = Timer(seconds, connection.cut)
    cut.daemon = True
    cut.start()
    try:
        query = f"?{parts.query}" if parts.query else ""
        connection.request("GET", quote(f"{parts.path or '/'}{query}", safe=_IN_ADDRESSES), headers=_HEADERS)
        with connection.getresponse() as response:
            answer = _read(response)
        if connection.is_cut:
            raise CalendarNotFetched(FeedProblem.HANGS)
        return answer
    except ssl.SSLCertVerificationError as problem:
        raise CalendarNotFetched(FeedProblem.UNTRUSTED) from problem
    except (OSError, HTTPException, ValueError) as problem:
        hangs = connection.is_cut or isinstance(problem, TimeoutError)
        raise CalendarNotFetched(FeedProblem.HANGS if hangs else FeedProblem.UNREACHABLE) from problem
    finally:
        cut.cancel()
        connection.close()


def _read(response: HTTPResponse) -> bytes | str:
    if response.status in (301, 302, 303, 307, 308):
        return response.getheader("Location") or ""
    if response.status in (401, 403):
        raise CalendarNotFetched(FeedProblem.FORBIDDEN)
    if response.status in (404, 410):
        raise CalendarNotFetched(FeedProblem.NOT_FOUND)
    if response.status != 200:
        raise CalendarNotFetched(FeedProblem.SERVER_ERROR)
    if response.length is not None and response.length > LARGEST_FILE:
        raise CalendarNotFetched(FeedProblem.TOO_LARGE)
    data = response.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise CalendarNotFetched(FeedProblem.TOO_LARGE)
    if response.length:  # half a calendar would say that somebody is in
        raise CalendarNotFetched(FeedProblem.UNREACHABLE)
    return data


class _PlainConnection(HTTPConnection):
    """Connects to an address that was looked at: a name that is asked for twice may lead elsewhere the second time."""

    private_allowed = False
    is_cut = False
    _line: socket.socket | None = None
    """What answers; ``sock`` is given up as soon as the last answer begins."""

    def connect(self) -> None:
        self.sock = self._connected()

    def _connected(self) -> socket.socket:
        found = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)
        allowed = [each for each in found if self.private_allowed or is_public(str(each[4][0]))]
        if not allowed:
            raise CalendarNotFetched(FeedProblem.PRIVATE)
        for at, (family, kind, protocol, _name, where) in enumerate(allowed, 1):
            self._line = line = socket.socket(family, kind, protocol)
            line.settimeout(self.timeout)
            try:
                line.connect(where)
            except OSError:
                line.close()
                if at == len(allowed) or self.is_cut:
                    raise
            else:
                break
        self._end_if_cut()
        return line

    def _end_if_cut(self) -> None:
        """What was cut while a name was looked up, or before a line stood, goes no further."""
        if self.is_cut:
            if self._line is not None:
                self._line.close()
            raise TimeoutError

    def cut(self) -> None:
        """Have whoever waits for an answer wait no longer. From another thread."""
        self.is_cut = True
        if self._line is not None:
            with suppress(OSError):  # it is closed already
                self._line.shutdown(socket.SHUT_RDWR)


class _SecureConnection(_PlainConnection, HTTPSConnection):
    def connect(self) -> None:
        plain = self._connected()
        context = ssl.create_default_context()
        secure = context.wrap_socket(plain, server_hostname=self.host, do_handshake_on_connect=False)
        self.sock = self._line = secure  # which can be cut while it shakes hands
        self._end_if_cut()
        secure.do_handshake()


def is_public(address: str) -> bool:
    """Whether an address of the internet protocol is one of the internet: none of this computer or of a network inside
    a house, however it is written."""
    found = ip_address(address.partition("%")[0])
    if any(found in each for each in _INSIDE):
        return False
    return all(each.is_global and not each.is_multicast for each in (found, *_within(found)))


def _within(address: IPv4Address | IPv6Address) -> tuple[IPv4Address, ...]:
    """The older address that a newer one stands for."""
    if isinstance(address, IPv4Address):
        return ()
    found = [address.ipv4_mapped, address.sixtofour]
    if address in _NAT64:
        found.append(IPv4Address(int(address) & 0xFFFFFFFF))
    return tuple(filter(None, found))
