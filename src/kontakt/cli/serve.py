"""``kontakt serve``: the app in a browser."""

import importlib.util
from enum import StrEnum
from typing import Annotated

import typer

from kontakt.cli.output import print_line
from kontakt.errors import KontaktError
from kontakt.locale import _


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
    again for {away_minutes} minutes. Behind a proxy that signs users in (docs/serve.md), or for this computer alone, by
    a link that works once."""
    if importlib.util.find_spec("aiohttp") is None:
        raise KontaktError(_("Browsers need the package aiohttp: install kontakt[web]."))
    from kontakt.web.start import ServeOptions, start  # noqa: PLC0415 (part of an extra)

    options = ServeOptions(
        host=host,
        port=port,
        header=header if auth is Auth.HEADER else None,
        proxies=proxy or (),
        origins=origin or (),
        prefix=prefix,
        most_sessions=max_sessions,
    )
    start(context.obj, options, print_line)
