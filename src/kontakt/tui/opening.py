"""Opening the app on a terminal or in a browser."""

import gc
import os
import sys
from pathlib import Path

from kontakt.desk.session import DeskSession
from kontakt.directory.region import NO_REGION
from kontakt.errors import KontaktError
from kontakt.inquiries.journal.journal import SCREEN_SECONDS, Journal
from kontakt.installation.data_folder import make_data_folder
from kontakt.installation.signed_in import SignedIn, ask_again, signed_in
from kontakt.library.cache import Cache
from kontakt.library.cached_library import cached_library
from kontakt.library.library import build_library
from kontakt.settings import Settings, where_set
from kontakt.tui.ending import keep_calls_at_the_end
from kontakt.tui.modes import DESK, EVERYTHING, UNKNOWN, Access


def open_app(
    settings: Settings, *, room: str | None = None, made_up: bool = False, log_path: Path | None = None
) -> None:
    """Open the app with what the cache holds, and end the process with its exit code when it is closed; the database
    follows behind the first frame.

    ``room`` is the one to open first, None for the first that one may use; ``made_up`` says on the screen that the data
    is made up; ``log_path`` is where the log goes, if that is not the data folder. Raises KontaktError for keys that
    commands cannot have, for a room that one may not use, or without a usable data folder.
    """
    if settings.keys:
        from kontakt.tui.commands.remapping import check_keys  # noqa: PLC0415 (few have other keys)

        check_keys(settings.keys, where_set("keys"))
    make_data_folder(settings)
    access = _access(settings, room)
    # Textual draws at most this often; at its own 60 a key waits for 8 ms on average before anything is drawn.
    os.environ.setdefault("TEXTUAL_FPS", "250")
    from kontakt.tui.app import KontaktApp  # noqa: PLC0415 (not before it is known that the app can be opened)

    library = cached_library(Cache(settings.cache_path)) or build_library((), (), NO_REGION)
    with Journal(settings.journal_path, patience=SCREEN_SECONDS) as journal:
        session = DeskSession(settings, journal, library)
        app = KontaktApp(
            session,
            log_path=log_path or settings.log_path,
            room=room or access.rooms[0],
            access=access,
            made_up=made_up,
        )
        keep_calls_at_the_end(app)
        app.run()
    # What the app left out of collecting is looked at again: objects of a library in C++ that outlive the interpreter
    # end Python 3.14 in an abort.
    gc.unfreeze()
    gc.collect()
    sys.exit(app.return_code)


def _access(settings: Settings, room: str | None) -> Access:
    """Which rooms may be used. Raises KontaktError where ``room`` is none of them, or there is none at all."""
    if not settings.is_shared:
        return EVERYTHING
    access = _of(signed_in(settings))
    if not access.rooms or room not in (None, *access.rooms):
        access = _of(ask_again(settings))  # the right may have been given since
    if not access.rooms or room not in (None, *access.rooms):
        from kontakt.tui.sentences import may_not  # noqa: PLC0415 (as the app above)

        raise KontaktError(may_not(room or DESK, access))
    return access


def _of(known: SignedIn | None) -> Access:
    return Access(known.groups) if known else UNKNOWN
