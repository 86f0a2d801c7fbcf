"""Starting the server as somebody asked for it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kontakt.errors import KontaktError
from kontakt.installation.data_folder import make_data_folder
from kontakt.locale import _
from kontakt.settings import Settings
from kontakt.web.app_process import load
from kontakt.web.cookies import key_in
from kontakt.web.listening import Listening, serve
from kontakt.web.server import Server, Serving
from kontakt.web.visitors import ByHeader, ByLink, is_loopback

_THIS_COMPUTER = ("127.0.0.1", "::1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """``header`` is the one in which a proxy names users, None for a link that works once. ``proxies`` are addresses or
    networks, none for this computer; ``origins`` are none for the address that is listened on."""

    host: str
    port: int
    header: str | None
    proxies: Sequence[str]
    origins: Sequence[str]
    prefix: str
    most_sessions: int


def start(settings: Settings, asked: Asked, say: Callable[[str], None]) -> None:
    """Serve until the process is told to end. ``say`` is given what whoever started it is to do. Raises
    KontaktError."""
    serving = _serving(settings, asked)
    server = Server(settings, serving)
    listening = Listening(host=asked.host, port=asked.port, is_known=serving.door.is_known)
    load()
    serve(server.app, listening, lambda: say(serving.door.invitation(serving.origins[0] + serving.prefix)))


def _serving(settings: Settings, asked: Asked) -> Serving:
    if asked.header is None:
        if not is_loopback(asked.host):
            raise KontaktError(
                _(
                    "A link lets whoever sees it in: listen on 127.0.0.1, or let a proxy sign users in with --auth header."
                )
            )
        return Serving(
            origins=tuple(asked.origins) or _origins_here(asked),
            door=ByLink(settings.agent),
            prefix=asked.prefix,
            most_sessions=asked.most_sessions,
        )
    if not asked.origins:
        raise KontaktError(
            _("Say by --origin by which address browsers open it, such as https://kontakt.example.invalid.")
        )
    door = ByHeader.trusting(asked.header, asked.proxies or _THIS_COMPUTER)
    make_data_folder(settings)
    return Serving(
        origins=tuple(asked.origins),
        door=door,
        prefix=asked.prefix,
        most_sessions=asked.most_sessions,
        key=key_in(settings.data_dir / "serve.key"),
    )


def _origins_here(asked: Asked) -> tuple[str, ...]:
    here = f"[{asked.host}]" if ":" in asked.host else asked.host
    return tuple(f"http://{name}:{asked.port}" for name in dict.fromkeys((here, "127.0.0.1", "localhost")))
