"""A server with an app of three lines in the place of the desk."""

import asyncio
import json
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import timedelta
from io import BytesIO
from ipaddress import ip_network
from pathlib import Path
from typing import Any, cast
from uuid import uuid4

import pytest
from aiohttp import ClientResponse, ClientWebSocketResponse, ClientWSTimeout, DummyCookieJar
from aiohttp.test_utils import TestClient, TestServer
from textual._binary_encode import dump as binary_dump

from kontakt.database import writing
from kontakt.desk.service import DeskService
from kontakt.directory.contacts import store as contacts
from kontakt.directory.contacts.contact_list import Contact, ContactList, Responsibility, Unit
from kontakt.inquiries.journal.journal import Journal
from kontakt.installation.lazy_engine import LazyEngine
from kontakt.library import notice_changes, presence_changes
from kontakt.locale import use_language
from kontakt.messages import store as messages
from kontakt.messages.message import Message, MessageKind, MessageStep, StepKind
from kontakt.notices.notice import Notice, NoticeKind, NoticePriority
from kontakt.settings import Settings
from kontakt.web.app_process import DATA, FILE, META, AppEnded, AppProcess, Packet
from kontakt.web.plain.desk import PlainDesk
from kontakt.web.plain.exchange import PlainRequest
from kontakt.web.server import Server, Serving
from kontakt.web.visitors import ByHeader

from ..conftest import START, Clock
from ..messages.conftest import a_message
from .plain_page import PlainPage

ORIGIN = "https://kontakt.example.invalid"
HEADERS = {"Host": "kontakt.example.invalid", "Origin": ORIGIN, "Accept-Language": "en", "X-Remote-User": "kari"}
TAB, PAGE = "t" * 20, "p" * 20


class EchoApp:
    """Draws what is typed. ``told`` is what it was told beside that."""

    def __init__(self, user: str, size: tuple[int, int]) -> None:
        self.user = user
        self.size = size
        self.typed = b""
        self.told: list[dict[str, Any]] = []
        self.killed = False
        self._files: dict[str, BytesIO] = {}
        self.pid = 1
        self._packets: asyncio.Queue[Packet | None] = asyncio.Queue()

    async def read(self) -> Packet:
        packet = await self._packets.get()
        if packet is None:
            raise AppEnded
        return packet

    async def type(self, keys: bytes) -> None:
        self.typed += keys
        self.draw(keys)

    def draw(self, data: bytes) -> None:
        self._packets.put_nowait(Packet(DATA, data))

    def say(self, **told: str) -> None:
        self._packets.put_nowait(Packet(META, json.dumps(told).encode()))

    def deliver(self, name: str, type: str, content: bytes) -> None:
        """Hand over a file, as Textual's web driver does; its key is its name."""
        self._files[name] = BytesIO(content)
        self.say(type="deliver_file_start", key=name, path=f"/home/kari/{name}", mime_type=type)

    def close(self) -> None:
        self._packets.put_nowait(None)

    async def tell(self, kind: str, **values: Any) -> None:
        self.told.append({"type": kind, **values})
        if kind == "deliver_chunk_request":
            piece = self._files[values["key"]].read(values["size"])
            self._packets.put_nowait(Packet(FILE, binary_dump(("deliver_chunk", values["key"], piece))))
        if kind == "quit":
            self.close()

    async def wait(self) -> None:
        pass

    def kill(self) -> None:
        self.killed = True
        self.close()


class Served:
    """A server that is asked over a real connection, and the apps that it started."""

    def __init__(self, server: Server, client: TestClient[Any, Any], apps: list[EchoApp]) -> None:
        self.server = server
        self.client = client
        self.apps = apps
        self.cookies: dict[str, str] = {}  # by user, as a browser of theirs keeps them

    async def enter(self, user: str = "kari") -> None:
        """Load the page, which brings the cookie."""
        answer = await self.client.get("/", headers=HEADERS | {"X-Remote-User": user})
        assert answer.status == 200
        self.cookies[user] = answer.headers["Set-Cookie"].partition(";")[0]

    async def get(self, path: str, user: str = "kari") -> ClientResponse:
        """Ask as the page of this user does."""
        headers = HEADERS | {"X-Remote-User": user, "Cookie": self.cookies[user]}
        return await self.client.get(path, headers=headers)

    async def connect(
        self, user: str = "kari", tab: str = TAB, page: str = PAGE, **headers: str
    ) -> ClientWebSocketResponse:
        return await self.client.ws_connect(
            f"/session?tab={tab}&page={page}&width=100&height=30",
            timeout=ClientWSTimeout(ws_close=1),
            headers=HEADERS | {"X-Remote-User": user, "Cookie": self.cookies.get(user, "")} | headers,
        )


async def drawn(socket: ClientWebSocketResponse, text: bytes) -> bytes:
    """What is drawn until this text has come."""
    seen = b""
    while text not in seen:
        seen += await socket.receive_bytes(timeout=60)
    return seen


async def told(socket: ClientWebSocketResponse, kind: str) -> dict[str, Any]:
    """The next that the server tells of this kind, whatever is drawn meanwhile."""
    while True:
        message = await socket.receive(timeout=60)
        assert isinstance(message.data, (str, bytes)), message
        if isinstance(message.data, str) and (what := json.loads(message.data))["type"] == kind:
            return cast(dict[str, Any], what)


Serve = Callable[..., AbstractAsyncContextManager[Served]]


@pytest.fixture
def serve(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Serve:
    @asynccontextmanager
    async def served(**options: Any) -> AsyncIterator[Served]:
        apps: list[EchoApp] = []

        async def start(environment: dict[str, str], size: tuple[int, int]) -> EchoApp:
            apps.append(EchoApp(environment["KONTAKT_AGENT"], size))
            return apps[-1]

        monkeypatch.setattr(AppProcess, "started", start)
        door = options.pop("door", ByHeader("X-Remote-User", [ip_network("127.0.0.1")]))
        server = Server(settings, Serving(origins=(ORIGIN,), door=door, **options))
        async with TestClient(TestServer(server.app), cookie_jar=DummyCookieJar()) as client:
            yield Served(server, client, apps)

    return served


@pytest.fixture
def region_folder(desk_folder: Path, tmp_path: Path) -> Path:
    """A data folder with the shipped knowledge, where a desk has stood."""
    return shutil.copytree(desk_folder, tmp_path / "data")


@pytest.fixture
def service(filled: Settings, clock: Clock) -> Iterator[DeskService]:
    with LazyEngine(filled, clock) as database:
        service = DeskService(filled, database, clock=clock)
        yield service
        service.close()


@pytest.fixture
def desk(filled: Settings, service: DeskService, clock: Clock) -> Iterator[PlainDesk]:
    """The desk on plain pages."""
    with Journal(filled.journal_path) as journal:
        yield PlainDesk(filled, service, journal, clock=clock)


@pytest.fixture
def first(desk: PlainDesk) -> PlainPage:
    """The first plain page."""
    return PlainPage(desk, desk.answer(PlainRequest({})))


_TINN = ContactList(
    municipality="4026",
    units=(
        Unit(
            id="drift",
            name="Teknisk drift",
            known_as=("Anlegg",),
            phone="35 00 00 01",
            email="drift@tinn.example.invalid",
        ),
        Unit(id="skole", name="Skolekontoret", known_as=("Anlegg",)),
    ),
    contacts=(Contact(id="kari", name="Kari Vei", unit="drift"), Contact(id="ola", name="Ola Vei", unit="drift")),
    responsibilities=(Responsibility(unit="drift", article="broeyting", first="kari", second="ola"),),
)


@pytest.fixture
def peopled(first: PlainPage, service: DeskService) -> PlainPage:
    """The first page of a region with people, of whom Kari is away for the day."""
    with writing(service.engine) as session:
        contacts.save(session, _TINN, by="kari", at=START)
    known = service.library().contacts
    (kari,) = known.named("Kari Vei", "4026")
    presence_changes.say_away(service.engine, kari, START + timedelta(hours=3), now=START)
    return first.get()


@pytest.fixture
def case(peopled: PlainPage, service: DeskService) -> Message:
    """One that another agent wrote, and that was sent to an address which stands in no list any more."""
    case = a_message(kind=MessageKind.CASE, agent="ola", unit="", recipient="Tinn", made_at=START, due_at=None)
    with writing(service.engine) as session:
        messages.announce(session, "kontakt@example.invalid", START)
        messages.put(session, [MessageStep(StepKind.WRITTEN, case)])
        messages.take(session, case.id, START)
        messages.accepted(session, case.id, START - timedelta(days=1))
    return case


@pytest.fixture
def notices(service: DeskService) -> tuple[Notice, ...]:
    """Two that are out, the first more urgent."""
    made = tuple(
        Notice(
            id=uuid4(),
            kind=NoticeKind.WATER,
            title=title,
            municipalities=("4026",),
            begins=START - timedelta(hours=1),
            ends=START + timedelta(hours=5),
            priority=priority,
        )
        for title, priority in (("Vannet er brunt", NoticePriority.URGENT), ("Vannet er borte", NoticePriority.NORMAL))
    )
    return tuple(notice_changes.write(service.engine, each, by="kari", now=START) for each in made)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("en")
