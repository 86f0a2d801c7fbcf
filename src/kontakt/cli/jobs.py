"""``kontakt jobs``: the background work of a shared region."""

from time import sleep
from typing import Annotated

import typer

from kontakt.cli.output import print_error, print_line
from kontakt.errors import KontaktError
from kontakt.installation.region_jobs import purge_old_texts
from kontakt.locale import _, ngettext
from kontakt.locale.formats import number
from kontakt.settings import Settings

_EVERY_SECONDS = 300


def jobs(
    context: typer.Context,
    once: Annotated[bool, typer.Option("--once", help=_("Do it once and end."))] = False,
) -> None:
    """Notes and queries older than the setting `note_days` are emptied in the region's database, every five minutes. It is
    run beside the server, signed in as the owner; a server that is away is waited for. Ctrl+C ends it."""
    settings: Settings = context.obj
    if once:
        _do(settings)
        return
    while True:
        try:
            _do(settings)
        except KontaktError as problem:
            print_error(problem)
        sleep(_EVERY_SECONDS)


def _do(settings: Settings) -> None:
    purged = purge_old_texts(settings)
    sentence = ngettext("{count} old text was emptied.", "{count} old texts were emptied.", purged)
    print_line(sentence.format(count=number(purged)))
