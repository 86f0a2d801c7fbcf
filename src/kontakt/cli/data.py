"""``kontakt data``: where everything of this installation lies."""

import typer

from kontakt.cli.output import print_columns
from kontakt.desk.starter import starter_folder
from kontakt.locale import _
from kontakt.settings import Settings, config_path


def data(context: typer.Context) -> None:
    settings: Settings = context.obj
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
