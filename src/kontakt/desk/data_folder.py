"""The folder where everything of one installation lies."""

import os
from contextlib import suppress

from kontakt.errors import KontaktError
from kontakt.locale import _
from kontakt.settings import Settings


def make_data_folder(settings: Settings) -> None:
    """Create the data folder. Raises KontaktError when it cannot be made or written to."""
    folder = settings.data_dir
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # notes lie in it
    except OSError as problem:
        raise KontaktError(
            _("The data folder {folder} cannot be made ({reason}). Name another with KONTAKT_DATA_DIR.").format(
                folder=folder, reason=problem.strerror
            )
        ) from problem
    if not os.access(folder, os.W_OK | os.X_OK):
        raise KontaktError(
            _("The data folder {folder} is read-only. Make it writable, or name another with KONTAKT_DATA_DIR.").format(
                folder=folder
            )
        )
    files = [settings.log_path]
    if not settings.cache_path.exists():  # else a database that is gone would look as if it were there
        files.append(folder / "kontakt.sqlite")
    with suppress(OSError):  # a full disk is told of by what needs the room
        for file in files:
            file.touch(mode=0o600)  # the folder itself may have been there, and be open to others
