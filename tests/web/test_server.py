"""Who gets which answer: past the page, as somebody would ask who means harm."""

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from html import unescape
from ipaddress import ip_network
from pathlib import Path

import pytest
from aiohttp import WSServerHandshakeError

from kontakt.errors import KontaktError
from kontakt.settings import Settings, load_settings
from kontakt.web import server as server_module
from kontakt.web.cookies import Cookies, key_in
from kontakt.web.server import ASKED_AT_ONCE, LARGEST_MESSAGE, MOST_AT_ONCE, Server, Serving
from kontakt.web.user_environment import user_environment, user_folder
from kontakt.web.visitors import ByHeader, ByLink

from .conftest import HEADERS, ORIGIN, PAGE, TAB, Serve, drawn, told

WITHOUT_NAME = {name: value for name, value in HEADERS.items() if name != "X-Remote-User"}


def _sentence(html: str) -> str:
    found = re.search(r'class="sentence">([^<]*)<', html)
    assert found, html
    return unescape(found[1])


@pytest.mark.parametrize(
    ("headers", "status", "sentence"),
    [
        (WITHOUT_NAME, 401, "Nobody is signed in. Sign in, and open kontakt again."),
        (HEADERS | {"X-Remote-User": "  "}, 401, "Nobody is signed in. Sign in, and open kontakt again."),
        (
            [*HEADERS.items(), ("X-Remote-User", "ola")],
            400,
            "The proxy named two people at once. Tell whoever runs it.",
        ),
        (
            HEADERS | {"X-Remote-User": "k" * 101},
            400,
            "The proxy named somebody with a name that no one can have. Tell whoever runs it.",
        ),
        (
            HEADERS | {"X-Remote-User": "{http.reverse_proxy.header.X-Auth-Request-Email}"},
            400,
            "The proxy named somebody with a name that no one can have. Tell whoever runs it.",
        ),
        (
            HEADERS | {"Host": "elsewhere.example.invalid"},
            421,
            "kontakt is not known by this address. Open it by the address that your region gave you.",
        ),
    ],
)
async def test_whoever_is_not_let_in_reads_one_sentence(
    serve: Serve, headers: dict[str, str], status: int, sentence: str
) -> None:
    async with serve() as served:
        for path in ("/", "/static/page.js", "/session"):
            answer = await served.client.get(path, headers=headers)
            assert (answer.status, _sentence(await answer.text())) == (status, sentence)
        assert not served.apps


async def test_the_header_counts_from_the_proxy_alone(serve: Serve) -> None:
    async with serve(door=ByHeader("X-Remote-User", [ip_network("192.0.2.0/24")])) as served:
        answer = await served.client.get("/", headers=HEADERS)
        assert answer.status == 403
        assert _sentence(await answer.text()).startswith("This address is the proxy's alone.")


@pytest.mark.parametrize("origin", ["https://elsewhere.example.invalid", "null", "", ORIGIN + ".elsewhere.invalid"])
async def test_a_page_of_another_address_gets_no_session(serve: Serve, origin: str) -> None:
    async with serve() as served:
        await served.enter()
        with pytest.raises(WSServerHandshakeError) as refused:
            await served.connect(Origin=origin)
        assert refused.value.status == 403
        assert not served.apps


async def test_the_cookie_of_somebody_else_opens_nothing(serve: Serve) -> None:
    async with serve() as served:
        await served.enter("ola")
        served.cookies["kari"] = served.cookies["ola"]
        with pytest.raises(WSServerHandshakeError) as refused:
            await served.connect("kari")
        assert refused.value.status == 403


async def test_without_a_cookie_there_is_no_session(serve: Serve) -> None:
    async with serve() as served:
        with pytest.raises(WSServerHandshakeError) as refused:
            await served.connect()
        assert refused.value.status == 403


async def test_every_answer_forbids_what_comes_from_elsewhere_and_the_cookie_is_the_servers_alone(serve: Serve) -> None:
    async with serve() as served:
        page = await served.client.get("/", headers=HEADERS)
        missing = await served.client.get("/static/", headers=HEADERS)
        for answer in (page, missing):
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert "Server" not in answer.headers, "it tells versions"
        for part in ("HttpOnly", "Secure", "SameSite=Strict", "Path=/"):
            assert part in page.headers["Set-Cookie"]
        assert "http" not in re.sub(r"<!DOCTYPE html>|http-equiv", "", await page.text())


@pytest.mark.parametrize(
    "path", ["/static/", "/static/LICENSES.txt", "/static/..%2fserver.py", "/etc/passwd", "/session/x"]
)
async def test_nothing_is_listed_and_nothing_but_the_pages_files_is_given_out(serve: Serve, path: str) -> None:
    async with serve() as served:
        answer = await served.client.get(path, headers=HEADERS)
        assert answer.status == 404
        assert _sentence(await answer.text()).startswith("There is nothing at this address.")


async def test_a_file_that_has_not_changed_is_not_sent_again(serve: Serve) -> None:
    async with serve() as served:
        first = await served.client.get("/static/page.js", headers=HEADERS)
        again = await served.client.get("/static/page.js", headers=HEADERS | {"If-None-Match": first.headers["ETag"]})
        assert (first.status, again.status, await again.read()) == (200, 304, b"")


async def test_a_mistake_in_the_server_shows_no_trace(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    async with serve() as served:
        monkeypatch.setattr("kontakt.web.pages.terminal_page", lambda: 1 / 0)
        answer = await served.client.get("/", headers=HEADERS)
        assert answer.status == 500
        assert "Something went wrong in the server" in await answer.text()
        assert "ZeroDivision" not in await answer.text()


async def test_below_a_prefix_everything_stands_below_it(serve: Serve) -> None:
    async with serve(prefix="/kontakt") as served:
        page = await served.client.get("/kontakt/", headers=HEADERS)
        assert page.status == 200
        assert "Path=/kontakt/" in page.headers["Set-Cookie"]
        assert (await served.client.get("/", headers=HEADERS)).status == 404
        assert (await served.client.get("/kontakt/static/page.css", headers=HEADERS)).status == 200
        by_hand = await served.client.get("/kontakt?code=x", headers=HEADERS, allow_redirects=False)
        assert (by_hand.status, by_hand.headers["Location"]) == (308, "/kontakt/?code=x")


async def test_the_link_works_once_and_its_code_leaves_the_address(serve: Serve) -> None:
    door = ByLink("kari")
    async with serve(door=door) as served:
        answer = await served.client.get(f"/?code={door.code}", headers=WITHOUT_NAME, allow_redirects=False)
        assert (answer.status, answer.headers["Location"]) == (303, "/")
        cookie = answer.headers["Set-Cookie"].partition(";")[0]
        known = await served.client.get("/", headers=WITHOUT_NAME | {"Cookie": cookie})
        assert known.status == 200
        for path, sentence in (
            (f"/?code={door.code}", "used already"),
            ("/?code=x", "link that kontakt serve printed"),
            ("/", "by the link"),
        ):
            again = await served.client.get(path, headers=WITHOUT_NAME | {"Cookie": ""}, allow_redirects=False)
            assert again.status == 401
            assert sentence in _sentence(await again.text())


@pytest.mark.parametrize(("tab", "page"), [("", PAGE), (TAB, "../x"), ("ø" * 20, PAGE)])
async def test_ids_that_are_none_are_refused(serve: Serve, tab: str, page: str) -> None:
    async with serve() as served:
        await served.enter()
        with pytest.raises(WSServerHandshakeError) as refused:
            await served.connect(tab=tab, page=page)
        assert refused.value.status == 400


async def test_a_message_that_is_too_large_ends_the_connection_and_not_the_session(serve: Serve) -> None:
    async with serve() as served:
        await served.enter()
        socket = await served.connect()
        await socket.send_bytes(b"x" * (LARGEST_MESSAGE + 1))
        while not socket.closed:
            await socket.receive(timeout=60)
        assert socket.close_code == 1009
        again = await served.connect()
        await again.send_bytes(b"still here")
        await drawn(again, b"still here")
        assert len(served.apps) == 1


@pytest.mark.parametrize("text", ["", "[]", "{", '{"type": "resize", "width": "a"}', '{"type": "quit"}', '{"type": 3}'])
async def test_what_the_page_never_sends_does_nothing(serve: Serve, text: str) -> None:
    async with serve() as served:
        await served.enter()
        socket = await served.connect()
        await socket.send_str(text)
        await socket.send_bytes(b"on")
        await drawn(socket, b"on")
        assert [each["type"] for each in served.apps[0].told] == ["resize", "redraw"]


async def test_a_window_is_as_large_as_it_says_within_reason(serve: Serve) -> None:
    async with serve() as served:
        await served.enter()
        socket = await served.connect()
        await socket.send_str('{"type": "resize", "width": 20, "height": 5}')
        await socket.send_str('{"type": "resize", "width": 900000, "height": -3}')
        await socket.send_bytes(b"on")
        await drawn(socket, b"on")
        sizes = [(each["width"], each["height"]) for each in served.apps[0].told if each["type"] == "resize"]
        assert sizes == [(100, 30), (20, 5), (1000, 1)]


async def test_the_server_full_says_so_and_has_room_again_when_a_desk_closes(serve: Serve) -> None:
    async with serve(most_sessions=1) as served:
        await served.enter()
        first = await served.connect()
        await served.enter("ola")
        await told(await served.connect("ola", tab="o" * 20), "full")
        served.apps[0].close()
        await served.enter()
        await told(first, "ended")
        await served.enter("ola")
        third = await served.connect("ola", tab="o" * 20)
        await third.send_bytes(b"in")
        await drawn(third, b"in")


@pytest.mark.parametrize(
    ("origins", "prefix", "sentence"),
    [
        (("kontakt.example.invalid",), "", "is no origin"),
        (("https://kontakt.example.invalid/path",), "", "is no origin"),
        (("ftp://kontakt.example.invalid",), "", "is no origin"),
        ((ORIGIN,), "kontakt", "is no path"),
        ((ORIGIN,), "/kontakt/", "is no path"),
    ],
)
def test_addresses_that_are_none_are_refused_at_the_start(origins: tuple[str, ...], prefix: str, sentence: str) -> None:
    with pytest.raises(KontaktError, match=sentence):
        Serving(origins=origins, prefix=prefix, door=ByLink("kari"))


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://eier@server/kontakt",
        "postgresql+psycopg://eier:hemmelig@server/kontakt",
        "postgresql://server/kontakt?user=eier",
        "postgresql:///?service=region",
    ],
)
def test_an_address_that_signs_everybody_in_as_one_is_refused(settings: Settings, address: str) -> None:
    shared = replace(settings, database=address)
    with pytest.raises(KontaktError, match="names a login") as refused:
        Server(shared, Serving(origins=(ORIGIN,), door=ByLink("kari")))
    assert "hemmelig" not in str(refused.value)


def test_everybody_has_a_folder_and_a_login_of_their_own(settings: Settings) -> None:
    names = ["kari", "Kari", "kari@tinn.example.invalid", "../../etc", "æ", "", "/"]
    folders = [user_folder(settings, each) for each in names]
    assert len(set(folders)) == len(names)
    assert all(each.parent == settings.data_dir / "users" for each in folders)
    embedded = user_environment(settings, "kari", "nn")
    assert (embedded["KONTAKT_AGENT"], embedded["LC_ALL"]) == ("kari", "nn_NO.UTF-8")
    assert embedded["KONTAKT_DATABASE"] == settings.database_url
    shared = user_environment(replace(settings, database="postgresql://server/kontakt"), "kari", "nb")
    assert (shared["PGUSER"], "KONTAKT_AGENT" in shared) == ("kari", False)


def test_who_employs_a_user_is_said_in_their_own_folder_and_not_by_the_servers_settings(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_server = replace(settings, agent="kari", home_municipality="4026")
    (settings.data_dir / "kontakt.toml").write_text('agent = "kari"\nhome_municipality = "4026"\n', encoding="utf-8")
    folder = user_folder(settings, "per")
    folder.mkdir(parents=True)
    (folder / "kontakt.toml").write_text('home_municipality = "4020"\n', encoding="utf-8")

    def home(user: str) -> str | None:
        with monkeypatch.context() as session:
            for name, value in user_environment(of_server, user, "nb").items():
                session.setenv(name, value)
            return load_settings().home_municipality

    monkeypatch.setenv("KONTAKT_DATA_DIR", str(settings.data_dir))
    assert {user: home(user) for user in ("kari", "ola", "per")} == {"kari": "4026", "ola": None, "per": "4020"}


async def test_a_server_that_was_started_again_with_its_key_knows_its_browsers(serve: Serve, tmp_path: Path) -> None:
    key = key_in(tmp_path / "serve.key")
    async with serve(key=key) as before:
        await before.enter()
    async with serve(key=key_in(tmp_path / "serve.key")) as again:
        again.cookies = before.cookies
        socket = await again.connect()
        await socket.send_bytes(b"back")
        await drawn(socket, b"back")
    async with serve(key=key_in(tmp_path / "another.key")) as another:
        another.cookies = before.cookies
        with pytest.raises(WSServerHandshakeError):
            await another.connect()


@pytest.mark.parametrize("forged", ["", ".", "..", "x.a2FyaQ.", "x.a2FyaQ." + "0" * 64, "æ", "\udce6", "0" * 5000])
def test_a_cookie_that_the_server_did_not_write_is_nobodys(forged: str) -> None:
    cookies = Cookies(b"k" * 32)
    assert cookies.whose(cookies.new("kåre@tinn.example.invalid")) == "kåre@tinn.example.invalid"
    assert cookies.whose(forged) is None


def test_a_file_that_holds_no_key_is_told(tmp_path: Path) -> None:
    (tmp_path / "serve.key").write_bytes(b"short")
    with pytest.raises(KontaktError, match="holds no key"):
        key_in(tmp_path / "serve.key")


async def test_who_asks_for_too_much_waits_and_nobody_else_does(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server_module, "ASKED_PER_SECOND", 1e-6)  # none comes back while the test lasts
    async with serve() as served:
        answers = [await served.client.get("/static/page.css", headers=HEADERS) for _ in range(ASKED_AT_ONCE + 1)]
        assert answers[-1].status == 429
        assert _sentence(await answers[-1].text()).startswith("You have asked for too much in a short while.")
        await served.enter("ola")


async def test_one_user_cannot_have_requests_wait_without_end(serve: Serve) -> None:
    may_come = asyncio.Event()

    async def body() -> AsyncIterator[bytes]:
        yield b"note="
        await may_come.wait()

    async with serve() as served:
        await served.enter()
        headers = {"Cookie": served.cookies["kari"], "Content-Type": "application/x-www-form-urlencoded"}
        sent = [
            asyncio.create_task(served.client.post("/plain", data=body(), headers=HEADERS | headers))
            for _ in range(MOST_AT_ONCE)
        ]
        while (refused := await served.get("/static/page.css")).status != 429:
            await asyncio.sleep(0.1)
        assert _sentence(await refused.text()).startswith("Too many windows of yours ask at once.")
        await served.enter("ola")
        for each in sent:
            each.cancel()
        while (await served.get("/static/page.css")).status != 200:
            await asyncio.sleep(0.1)
