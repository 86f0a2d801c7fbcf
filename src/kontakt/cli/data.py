"""``kontakt data``: where everything of this installation lies, and whether it is in order."""

from typing import Annotated

import typer

from kontakt.cli.output import print_columns
from kontakt.installation.clock import utc_now
from kontakt.installation.starter import starter_folder
from kontakt.locale import _
from kontakt.settings import Settings, config_path


def data(
    context: typer.Context,
    check: Annotated[
        bool, typer.Option("--check", help=_("Look whether it is in order, and say what to do where it is not."))
    ] = False,
) -> None:
    """With --check, ends with exit status 1 where something is not in order."""
    settings: Settings = context.obj
    if check:
        _check(settings)
        return
    places = [
        (_("Data folder"), settings.data_dir),
        (_("Database"), settings.database_shown),
        (_("Journal"), settings.journal_path),
        (_("Cache"), settings.cache_path),
        (_("Log file"), settings.log_path),
        (_("Settings file"), config_path()),
        (_("Starter knowledge"), starter_folder()),
    ]
    print_columns([(name, str(place)) for name, place in places])


def _check(settings: Settings) -> None:
    from kontakt.installation.soundness import findings  # noqa: PLC0415 (the database's libraries)

    file_findings = list(findings(settings, utc_now()))
    print_columns([(_(finding.name), finding.sentence) for finding in file_findings])
    if not all(finding.sound for finding in file_findings):
        raise typer.Exit(1)
