"""The command ``kontakt``."""

import gc

# Looking for garbage among modules that are being loaded finds none and takes a tenth of the start.
gc.disable()

import logging
import os
import sys
from pathlib import Path

# Pydantic would look through every installed package for plugins, and there are none.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

from kontakt.errors import KontaktError
from kontakt.installation.log_file import log_to_file
from kontakt.locale import LANGUAGES, _, preferred_language, use_language


def _language_asked_for() -> str | None:
    """The language for errors in the settings themselves."""
    language = os.environ.get("KONTAKT_LANGUAGE")
    return language if language in LANGUAGES else None


def main() -> None:
    """Open the desk, or run the command that is named. Errors are one sentence, never a traceback."""
    use_language(preferred_language(_language_asked_for()))
    details: Path | None = None
    try:
        from kontakt.installation.signed_in import as_signed_in  # noqa: PLC0415
        from kontakt.settings import load_settings  # noqa: PLC0415 (its errors are translated)

        settings = as_signed_in(load_settings(), ask=sys.argv[1:2] != ["doctor"])  # which changes nothing
        use_language(preferred_language(settings.language))
        details = settings.log_path
        log_to_file(details)
        if len(sys.argv) == 1:
            # The desk is opened without loading what only commands need.
            from kontakt.cli.desk import open_desk  # noqa: PLC0415

            open_desk(settings)
        else:
            from kontakt.cli.app import app_for, run  # noqa: PLC0415

            app = app_for(sys.argv[1:])
            gc.enable()
            run(app, settings)
    except KontaktError as problem:
        _print_error(problem)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)  # as a shell says of a program that was interrupted
    except Exception:  # the edge of the program: a traceback is for the log file, not for whoever sits there
        if details is not None:  # without its file the log would go to the screen
            logging.getLogger("kontakt").exception("kontakt stopped")
        _print_error(
            _("kontakt stopped because of a mistake in the program. What was logged is safe. Details: {path}").format(
                path=details
            )
        )
        sys.exit(1)


def _print_error(problem: KontaktError | str) -> None:
    from kontakt.cli.output import print_error  # noqa: PLC0415 (what it loads the desk does without)

    print_error(problem)


if __name__ == "__main__":
    main()
