"""Starting the server with the options that it was given."""

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
class ServeOptions:
    """``header`` is the one in which a proxy names users, None for a link that works once. ``proxies`` are addresses or
    networks, none for this computer; ``origins`` are none for the address that is listened on."""

    host: str
    port: int
    header: str | None
    proxies: Sequence[str]
    origins: Sequence[str]
    prefix: str
    most_sessions: int


def start(settings: Settings, options: ServeOptions, say: Callable[[str], None]) -> None:
    """Serve until the process is told to end. ``say`` is given what whoever started it is to do. Raises
    KontaktError."""
    serving = _serving(settings, options)
    server = Server(settings, serving)
    listening = Listening(host=options.host, port=options.port, is_known=serving.door.is_known)
    load()
    serve(server.app, listening, lambda: say(serving.door.invitation(serving.origins[0] + serving.prefix)))


def _serving(settings: Settings, options: ServeOptions) -> Serving:
    if options.header is None:
        if not is_loopback(options.host):
            raise KontaktError(
                _(
                    "A link lets whoever sees it in: listen on 127.0.0.1, or let a proxy sign users in with --auth header."
                )
            )
        return Serving(
            origins=tuple(options.origins) or _origins_here(options),
            door=ByLink(settings.agent),
            prefix=options.prefix,
            most_sessions=options.most_sessions,
        )
    if not options.origins:
        raise KontaktError(
            _("Say by --origin by which address browsers open it, such as https://kontakt.example.invalid.")
        )
    door = ByHeader.trusting(options.header, options.proxies or _THIS_COMPUTER)
    make_data_folder(settings)
    return Serving(
        origins=tuple(options.origins),
        door=door,
        prefix=options.prefix,
        most_sessions=options.most_sessions,
        key=key_in(settings.data_dir / "serve.key"),
    )


def _origins_here(options: ServeOptions) -> tuple[str, ...]:
    here = f"[{options.host}]" if ":" in options.host else options.host
    return tuple(f"http://{name}:{options.port}" for name in dict.fromkeys((here, "127.0.0.1", "localhost")))
