"""The command ``kontakt``."""

import gc

# Looking for garbage among modules that are being loaded finds none and takes a tenth of the start.
gc.disable()

import logging
import sys

from kontakt.errors import KontaktError
from kontakt.locale import _, preferred_language, use_language
from kontakt.log_file import log_to_file


def main() -> None:
    """Open the desk, or run the command that is named. Errors are one sentence, never a traceback."""
    use_language(preferred_language(None))
    try:
        from kontakt.settings import load_settings  # noqa: PLC0415 (its errors are translated)

        settings = load_settings()
        use_language(preferred_language(settings.language))
        log_to_file(settings.log_path)
        if len(sys.argv) == 1:
            # The desk is opened without loading what only commands need.
            from kontakt.cli.desk import open_desk  # noqa: PLC0415

            open_desk(settings)
        else:
            from kontakt.cli.app import run  # noqa: PLC0415

            gc.enable()
            run(settings)
    except KontaktError as problem:
        print(problem, file=sys.stderr)
        sys.exit(1)
    except Exception:  # the edge of the program: a traceback is for the log file, not for whoever sits there
        logging.getLogger("kontakt").exception("kontakt stopped")
        print(
            _("kontakt stopped because of a mistake in the program. What was logged is safe. Details: {path}").format(
                path=settings.log_path
            ),
            file=sys.stderr,
        )
        sys.exit(1)


if __name__ == "__main__":
    main()
