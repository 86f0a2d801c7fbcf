"""A calendar is fetched from its address within limits, and from nowhere that it must not lead to."""

import socket
from collections.abc import Iterator

import pytest

from kontakt.errors import KontaktError
from kontakt.presence import calendar_address
from kontakt.presence.absence import FeedProblem
from kontakt.presence.calendar_address import CalendarNotFetched, checked_address, fetched, is_public

from ..calendars import CalendarServer, calendar_server, ics


@pytest.fixture
def server() -> Iterator[CalendarServer]:
    with calendar_server() as server:
        yield server


def problem(address: str, *, private_allowed: bool = True, seconds: float = 20) -> FeedProblem:
    with pytest.raises(CalendarNotFetched) as failed:
        fetched(address, private_allowed=private_allowed, seconds=seconds)
    return failed.value.problem


def test_what_stands_at_the_address_is_fetched_also_where_it_has_moved(server: CalendarServer) -> None:
    server.pages |= {"/kari.ics?key=1": ics(), "/old": (301, "/older"), "/older": (302, server.at("/kari.ics?key=1"))}
    assert fetched(server.at("/kari.ics?key=1"), private_allowed=True) == ics()
    assert fetched(server.at("/old"), private_allowed=True) == ics()
    assert server.asked == ["/kari.ics?key=1", "/old", "/older", "/kari.ics?key=1"]


def test_what_cannot_be_fetched_says_why(server: CalendarServer) -> None:
    server.pages |= {
        "/closed": (403, ""),
        "/broken": (500, ""),
        "/file": (302, "file:///etc/passwd"),
        "/other": (302, "ftp://example.invalid/x"),
        "/nowhere": (302, ""),
        "/none": (302, "http://["),
        "/round": (302, "/round"),
    }
    assert {path: problem(server.at(path)) for path in server.pages} == {
        "/closed": FeedProblem.FORBIDDEN,
        "/broken": FeedProblem.SERVER_ERROR,
        "/file": FeedProblem.REFUSED,
        "/other": FeedProblem.REFUSED,
        "/nowhere": FeedProblem.REDIRECTS,
        "/none": FeedProblem.REFUSED,
        "/round": FeedProblem.REDIRECTS,
    }
    assert problem(server.at("/gone")) is FeedProblem.NOT_FOUND
    assert problem(server.at("/half")) is FeedProblem.UNREACHABLE
    assert problem(server.at("/huge")) is FeedProblem.TOO_LARGE
    assert problem(server.at("/endless")) is FeedProblem.TOO_LARGE


def test_one_that_sends_a_letter_now_and_then_is_left(server: CalendarServer) -> None:
    assert problem(server.at("/hangs"), seconds=0.3) is FeedProblem.HANGS


def test_a_port_where_nobody_listens_is_unreachable() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        assert problem(f"http://127.0.0.1:{taken.getsockname()[1]}/") is FeedProblem.UNREACHABLE


def test_nothing_inside_is_asked_unless_the_owner_allows_it(
    server: CalendarServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.pages["/kari.ics"] = ics()
    assert problem(server.at("/kari.ics"), private_allowed=False) is FeedProblem.PRIVATE
    port = server.address.rpartition(":")[2]
    assert problem(f"http://localhost:{port}/kari.ics", private_allowed=False) is FeedProblem.PRIVATE
    assert server.asked == []


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "::1",
        "::",
        "fe80::1%eth0",
        "fc00::1",
        "::ffff:127.0.0.1",
        "2002:7f00:1::",
        "64:ff9b::a00:1",
        "64:ff9b:1::a00:1",
        "::10.0.0.1",
        "fec0::1",
    ],
)
def test_an_address_inside_is_known_however_it_is_written(address: str) -> None:
    assert not is_public(address)


def test_an_address_of_the_internet_is_public() -> None:
    assert all(map(is_public, ("193.213.112.4", "2001:700:300::1", "64:ff9b::c1d5:7004")))


def test_only_web_addresses_are_taken() -> None:
    assert checked_address(" webcal://example.invalid/kari.ics ") == "https://example.invalid/kari.ics"
    for text in (
        "",
        "kari.ics",
        "file:///etc/passwd",
        "ftp://example.invalid/x",
        "https://",
        "https://kari:hemmelig@example.invalid/",
        "https://example.invalid:0/",
        "http://[::1",
        "https://example.invalid/\nHost: x",
    ):
        with pytest.raises(KontaktError, match="no web address"):
            checked_address(text)
    with pytest.raises(KontaktError, match="too long"):
        checked_address(f"https://example.invalid/{'x' * 2000}")


def test_a_line_that_is_cut_before_it_stands_goes_no_further(
    server: CalendarServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.pages["/kari.ics"] = ics()
    monkeypatch.setattr(calendar_address._PlainConnection, "is_cut", True)
    assert problem(server.at("/kari.ics")) is FeedProblem.HANGS
    assert server.asked == []
