"""The folder where everything of one installation lies."""

import os
from contextlib import suppress

from kontakt.errors import KontaktError
from kontakt.files import private
from kontakt.files.reasons import reason
from kontakt.locale import _
from kontakt.settings import Settings

_OURS = ("*.sqlite*", "figures.duckdb*", "kontakt.log*", "*.lock")


def make_data_folder(settings: Settings) -> None:
    """Create the data folder. Raises KontaktError when it cannot be made or written to."""
    folder = settings.data_dir
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # notes lie in it
    except OSError as problem:
        raise KontaktError(
            _("The data folder {folder} cannot be made ({reason}). Name another with KONTAKT_DATA_DIR.").format(
                folder=folder, reason=reason(problem)
            )
        ) from problem
    if not os.access(folder, os.W_OK | os.X_OK):
        raise KontaktError(
            _("The data folder {folder} is read-only. Make it writable, or name another with KONTAKT_DATA_DIR.").format(
                folder=folder
            )
        )
    with suppress(OSError):  # a full disk is told of by what needs the room
        private.touch(settings.log_path)
    # The folder itself may have been there, and be open to others; an earlier version left these open as well.
    private.close_to_others(file for name in _OURS for file in folder.glob(name))
