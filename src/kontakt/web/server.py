"""The server: who may ask for what, and the answers' headers. The proxy of the region stands before it and does TLS."""

import asyncio
import logging
import re
import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

from aiohttp import web

from kontakt.errors import KontaktError
from kontakt.locale import _, use_language_in_task
from kontakt.settings import Settings
from kontakt.web import pages
from kontakt.web.allowance import Allowances
from kontakt.web.app_process import AppProcess
from kontakt.web.cookies import Cookies
from kontakt.web.listening import QUIET_SECONDS
from kontakt.web.plain.desks import PlainDesks
from kontakt.web.plain.exchange import ADDRESS, PlainRequest
from kontakt.web.session import LARGEST_WINDOW
from kontakt.web.sessions import AWAY_SECONDS, ServerFull, Sessions
from kontakt.web.static_files import StaticFile, static_files
from kontakt.web.user_environment import refuse_named_login, user_environment
from kontakt.web.visitors import Door, NotLetIn

log = logging.getLogger(__name__)

LARGEST_MESSAGE = 256 * 1024
"""In bytes, of what a browser sends at once. The page sends a long paste in pieces."""
_HEARTBEAT_SECONDS = 15.0
"""How often a browser is asked whether it is still there."""
ASKED_AT_ONCE, ASKED_PER_SECOND = 120, 10
"""Requests of one user; a page and its files are eight."""
MOST_AT_ONCE = 32
"""Requests of one user that are not answered yet: windows are among them, and those that wait for a desk."""
_COOKIE = "kontakt"
_ID = re.compile(r"[A-Za-z0-9_-]{16,64}")

_HEADERS = {
    "Content-Security-Policy": (
        # Styles of its own: xterm.js writes the colours of the screen into the page.
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src 'self'; "
        "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
}

_PLAIN_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    # With no-referrer a browser says that its own form comes from nowhere.
    "Referrer-Policy": "same-origin",
}

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """``origins`` are the addresses that browsers open it by, such as ``https://kontakt.example.invalid``; ``prefix``
    is the path below which it stands, "" or such as ``/kontakt``; ``key`` signs cookies: a server that is started again
    with the same one knows its browsers. Raises KontaktError."""

    origins: tuple[str, ...]
    door: Door
    prefix: str = ""
    key: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    most_sessions: int = 40
    away_seconds: float = AWAY_SECONDS

    def __post_init__(self) -> None:
        for each in self.origins:
            parts = urlsplit(each)
            if parts.scheme not in ("http", "https") or not parts.netloc or f"{parts.scheme}://{parts.netloc}" != each:
                raise KontaktError(
                    _("“{origin}” is no origin: write it as https://kontakt.example.invalid, without a path.").format(
                        origin=each
                    )
                )
        if self.prefix and not re.fullmatch(r"(/[A-Za-z0-9_.~-]+)+", self.prefix):
            raise KontaktError(_("“{prefix}” is no path: write it as /kontakt.").format(prefix=self.prefix))

    @property
    def hosts(self) -> frozenset[str]:
        return frozenset(urlsplit(each).netloc.lower() for each in self.origins)

    @property
    def is_secure(self) -> bool:
        return all(each.startswith("https:") for each in self.origins)


class Server:
    """Answers requests. ``app`` is what aiohttp runs."""

    def __init__(self, settings: Settings, serving: Serving) -> None:
        """Raises KontaktError where the database's address names one login for everybody."""
        refuse_named_login(settings)
        self._settings = settings
        self._serving = serving
        self._cookies = Cookies(serving.key)
        self._requests = Allowances(ASKED_AT_ONCE, ASKED_PER_SECOND)
        self._unanswered: dict[int, str] = {}  # whose they are, of requests by id
        self._languages: dict[str, str] = {}  # of users, as their browsers ask
        self._files = static_files()
        self.sessions = Sessions(self._start, most=serving.most_sessions, away_seconds=serving.away_seconds)
        self._plain = PlainDesks(self._start_plain, self.sessions, idle_seconds=serving.away_seconds)
        self.app = web.Application(middlewares=[self._guard], client_max_size=LARGEST_MESSAGE)
        self.app.router.add_get(f"{serving.prefix}/", self._page)
        self.app.router.add_get(f"{serving.prefix}/session", self._session)
        self.app.router.add_get(f"{serving.prefix}/{ADDRESS}", self._plain_page)
        self.app.router.add_post(f"{serving.prefix}/{ADDRESS}", self._plain_page)
        self.app.router.add_get(f"{serving.prefix}/static/{{name}}", self._static)
        # A file is given out once: HEAD would take it.
        self.app.router.add_get(f"{serving.prefix}/file/{{name}}", self._file, allow_head=False)
        if serving.prefix:
            self.app.router.add_get(serving.prefix, self._add_slash)
        self.app.on_response_prepare.append(_with_headers)
        self.app.on_shutdown.append(self._close)

    async def _start(self, user: str, size: tuple[int, int]) -> AppProcess:
        return await AppProcess.started(self._environment(user), size)

    async def _start_plain(self, user: str) -> AppProcess:
        return await AppProcess.started_plain(self._environment(user))

    def _environment(self, user: str) -> dict[str, str]:
        return user_environment(self._settings, user, self._languages.get(user, "nb"))

    async def _close(self, _app: web.Application) -> None:
        await asyncio.gather(self._plain.close(), self.sessions.close())

    # --- what holds for every request ----------------------------------------------------------------------

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        use_language_in_task(pages.language_of(request.headers.get("Accept-Language", "")))
        try:
            if request.host.lower() not in self._serving.hosts:
                raise NotLetIn(
                    421, _("kontakt is not known by this address. Open it by the address that your region gave you.")
                )
            return await handler(request)
        except NotLetIn as refused:
            return _sentence(refused.status, str(refused))
        except ServerFull:
            return _sentence(503, pages.server_full())
        except KontaktError as problem:
            return _sentence(503, str(problem))
        except web.HTTPException as answer:
            return _sentence(answer.status, _of_status(answer.status))
        except Exception:  # the edge of the server: a trace is for the log
            log.exception("%s %s failed", request.method, request.path)
            return _sentence(500, _("Something went wrong in the server; its log says what. What was logged is safe."))
        finally:
            self._unanswered.pop(id(request), None)

    def _visitor(self, request: web.Request) -> tuple[str, bool]:
        """Who asks, and whether the request's cookie is theirs. Raises NotLetIn."""
        known = self._cookies.whose(request.cookies.get(_COOKIE, ""))
        name = self._serving.door.name_of(request, known)
        if not self._requests.take(name):
            raise NotLetIn(
                429, _("You have asked for too much in a short while. Wait a moment, and load the page again.")
            )
        if list(self._unanswered.values()).count(name) >= MOST_AT_ONCE:
            raise NotLetIn(429, _("Too many windows of yours ask at once. Close those that you do not use."))
        self._unanswered[id(request)] = name
        return name, known == name

    # --- the answers -------------------------------------------------------------------------------------------

    async def _add_slash(self, request: web.Request) -> web.StreamResponse:
        """Whoever writes the address by hand leaves it out."""
        return web.Response(
            status=308, headers={"Location": str(request.rel_url.with_path(f"{request.path}/", keep_query=True))}
        )

    async def _page(self, request: web.Request) -> web.StreamResponse:
        name, has_cookie = self._visitor(request)
        self._languages[name] = pages.language_of(request.headers.get("Accept-Language", ""))
        if "code" in request.query:  # it works once, and shall not stand in the browser's history
            answer = web.Response(status=303, headers={"Location": request.path})
        else:
            answer = web.Response(text=pages.terminal_page(), content_type="text/html")
        if not has_cookie:
            self._give_cookie(answer, name)
        return answer

    def _give_cookie(self, answer: web.Response, name: str) -> None:
        answer.set_cookie(
            _COOKIE,
            self._cookies.new(name),
            path=f"{self._serving.prefix}/",
            httponly=True,
            samesite="Strict",
            secure=self._serving.is_secure,
        )

    async def _plain_page(self, request: web.Request) -> web.StreamResponse:
        if "code" in request.query:
            return await self._page(request)
        name, has_cookie = self._visitor(request)
        self._languages[name] = pages.language_of(request.headers.get("Accept-Language", ""))
        if request.method == "POST":
            self._refuse_foreign(request, has_cookie=has_cookie)
        sent = await _form(request) if request.method == "POST" else request.query
        fields = {key: value for key, value in sent.items() if isinstance(value, str)}
        answer = await self._plain.ask(
            name, PlainRequest(fields, request.method == "POST", language=self._languages[name])
        )
        if answer.query:
            return web.Response(status=303, headers={"Location": f"{self._serving.prefix}/{ADDRESS}?{answer.query}"})
        page = web.Response(text=answer.html, content_type="text/html", headers=_PLAIN_HEADERS)
        if not has_cookie:
            self._give_cookie(page, name)
        return page

    def _refuse_foreign(self, request: web.Request, *, has_cookie: bool) -> None:
        """Raises NotLetIn for what a page of another address sends, or another one's browser."""
        if request.headers.get("Origin", "") not in self._serving.origins:
            raise NotLetIn(403, _("A page of another address asked for your desk, and was refused."))
        if not has_cookie:
            raise NotLetIn(403, _("This browser belongs to somebody else's session. Load the page again."))

    async def _static(self, request: web.Request) -> web.StreamResponse:
        self._visitor(request)
        file: StaticFile | None = self._files.get(request.match_info["name"])
        if file is None:
            raise web.HTTPNotFound
        if request.headers.get("If-None-Match") == file.tag:
            return web.Response(status=304, headers={"ETag": file.tag, "Cache-Control": "private, no-cache"})
        return web.Response(
            body=file.content,
            headers={"Content-Type": file.type, "ETag": file.tag, "Cache-Control": "private, no-cache"},
        )

    async def _file(self, request: web.Request) -> web.StreamResponse:
        """A file that the desk has for its browser: once, to keep and not to show."""
        name, has_cookie = self._visitor(request)
        file = self.sessions.give_out(name, request.match_info["name"]) if has_cookie else None
        if file is None:
            raise NotLetIn(404, _("This file was taken already, or its desk is closed: have it made again."))
        headers = {
            "Content-Type": file.type,
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name, '')}",
        }
        return web.Response(body=file.content, headers=headers)

    async def _session(self, request: web.Request) -> web.StreamResponse:
        name, has_cookie = self._visitor(request)
        self._refuse_foreign(request, has_cookie=has_cookie)
        tab, page = request.query.get("tab", ""), request.query.get("page", "")
        if not _ID.fullmatch(tab) or not _ID.fullmatch(page):
            raise NotLetIn(400, _("The page is of another version. Load it again."))
        size = _number(request.query.get("width"), 80), _number(request.query.get("height"), 24)
        # Without ``autoping``: what a session is sent counts, whatever it is (see Session.show).
        socket = web.WebSocketResponse(max_msg_size=LARGEST_MESSAGE, heartbeat=_HEARTBEAT_SECONDS, autoping=False)
        try:
            await socket.prepare(request)
            await self._show(socket, name, tab, page, size)
        except ConnectionError:
            log.info("A browser of %s went while it was shown the desk", name)
        return socket

    async def _show(self, socket: web.WebSocketResponse, name: str, tab: str, page: str, size: tuple[int, int]) -> None:
        """Show this tab its desk until it goes, or say why it gets none."""
        try:
            session = await self.sessions.of(name, tab, page, size)
        except ServerFull:
            session, why = None, "full"
        else:
            why = "duplicate"
        if session is None:
            await socket.send_json({"type": why})
            await socket.close()
            return
        try:
            await session.show(socket, page, size)
        finally:
            self.sessions.left(session)


async def _with_headers(_request: web.Request, answer: web.StreamResponse) -> None:
    for name, value in _HEADERS.items():
        answer.headers.setdefault(name, value)
    answer.headers.pop("Server", None)  # whoever means harm need not know the versions


async def _form(request: web.Request) -> Mapping[str, object]:
    """What was sent. Raises NotLetIn for a body that does not come, and for what no form of ours sends."""
    try:
        if request.content_type != "application/x-www-form-urlencoded":
            raise web.HTTPUnsupportedMediaType
        return await asyncio.wait_for(request.post(), QUIET_SECONDS)
    except TimeoutError:
        raise NotLetIn(408, _("What you sent did not arrive. Check the connection, and send it again.")) from None
    except (UnicodeDecodeError, LookupError):  # in signs that are none
        raise web.HTTPBadRequest from None


def _sentence(status: int, sentence: str) -> web.StreamResponse:
    return web.Response(status=status, text=pages.sentence_page(sentence), content_type="text/html")


def _of_status(status: int) -> str:
    if status == 404:
        return _("There is nothing at this address. Open kontakt by the address that your region gave you.")
    return _("The browser asked for something that kontakt does not do. Load the page again.")


def _number(text: str | None, otherwise: int) -> int:
    return (
        min(max(int(text), 1), LARGEST_WINDOW)
        if text and text.isascii() and text.isdigit() and len(text) < 6
        else otherwise
    )
