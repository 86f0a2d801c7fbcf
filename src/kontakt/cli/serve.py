"""``kontakt serve``: the app in a browser."""

import importlib.util
from enum import StrEnum
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import TYPE_CHECKING, Annotated

import typer

from kontakt.cli.output import print_line
from kontakt.errors import KontaktError
from kontakt.locale import _
from kontakt.settings import Settings

if TYPE_CHECKING:
    from kontakt.web.server import Server
    from kontakt.web.visitors import Door


class Auth(StrEnum):
    LINK = "link"
    HEADER = "header"


def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option(help=_("The address to listen on."))] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help=_("The port to listen on."))] = 8088,
    auth: Annotated[
        Auth,
        typer.Option(
            help=_("Who comes in: whoever opens a link that is printed once, or whom a proxy names in a header.")
        ),
    ] = Auth.LINK,
    header: Annotated[str, typer.Option(help=_("The header in which the proxy names the user."))] = "X-Remote-User",
    proxy: Annotated[
        list[str] | None, typer.Option(help=_("An address or network of the proxy; several are given one by one."))
    ] = None,
    origin: Annotated[
        list[str] | None,
        typer.Option(help=_("The address that browsers open it by, such as https://kontakt.example.invalid.")),
    ] = None,
    prefix: Annotated[str, typer.Option(help=_("The path below which it stands, such as /kontakt."))] = "",
    max_sessions: Annotated[int, typer.Option(min=1, help=_("How many desks may be open at once."))] = 40,
) -> None:
    """The same app as in a terminal, for browsers, with a process for each window. A lost connection finds its desk
    again for ten minutes. Behind a proxy that signs users in (docs/serve.md), or for this computer alone, by a link
    that works once."""
    if importlib.util.find_spec("aiohttp") is None:
        raise KontaktError(_("Browsers need the package aiohttp: install kontakt[web]."))
    from kontakt.web.server import Server, Serving  # noqa: PLC0415 (part of an extra)

    settings: Settings = context.obj
    if auth is Auth.LINK and not _is_loopback(host):
        raise KontaktError(
            _("A link lets whoever sees it in: listen on 127.0.0.1, or let a proxy sign users in with --auth header.")
        )
    if auth is Auth.HEADER and not origin:
        raise KontaktError(
            _("Say by --origin by which address browsers open it, such as https://kontakt.example.invalid.")
        )
    here = f"[{host}]" if ":" in host else host
    origins = tuple(origin or (f"http://{name}:{port}" for name in dict.fromkeys((here, "127.0.0.1", "localhost"))))
    door = _door(auth, header, proxy or ["127.0.0.1", "::1"], settings)
    server = Server(settings, Serving(origins=origins, door=door, prefix=prefix, most_sessions=max_sessions))
    _run(server, host, port, _invitation(door, origins[0] + prefix))


def _run(server: "Server", host: str, port: int, invitation: str) -> None:
    """Until it is told to end."""
    from aiohttp import web  # noqa: PLC0415 (part of an extra)

    from kontakt.web.app_process import load  # noqa: PLC0415 (as above)

    load()
    print_line(invitation)
    try:
        web.run_app(server.app, host=host, port=port, print=None, access_log=None, shutdown_timeout=15)
    except OSError as problem:
        raise KontaktError(
            _("kontakt cannot listen on {host}, port {port}: {reason}.").format(
                host=host, port=port, reason=problem.strerror or problem
            )
        ) from problem


def _door(auth: Auth, header: str, proxies: list[str], settings: Settings) -> "Door":
    from kontakt.web.visitors import ByHeader, ByLink  # noqa: PLC0415 (needs the extra)

    if auth is Auth.LINK:
        return ByLink(settings.agent)
    return ByHeader(header, [_network(each) for each in proxies])


def _invitation(door: "Door", address: str) -> str:
    from kontakt.web.visitors import ByLink  # noqa: PLC0415 (needs the extra)

    if isinstance(door, ByLink):
        return _("Open {link} in a browser. The link works once. Ctrl+C ends the server.").format(
            link=f"{address}/?code={door.code}"
        )
    return _("kontakt answers at {address}, for whom the proxy signs in. Ctrl+C ends the server.").format(
        address=address
    )


def _network(text: str) -> IPv4Network | IPv6Network:
    try:
        return ip_network(text, strict=False)
    except ValueError:
        raise KontaktError(_("“{address}” is no address and no network.").format(address=text)) from None


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
