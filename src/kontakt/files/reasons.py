"""Why the operating system refused, in the language of the screen."""

from kontakt.locale import N_, _

_KNOWN = (
    N_("Directory not empty"),
    N_("Disk quota exceeded"),
    N_("Device or resource busy"),
    N_("File exists"),
    N_("File name too long"),
    N_("Input/output error"),
    N_("Is a directory"),
    N_("No space left on device"),
    N_("No such file or directory"),
    N_("Not a directory"),
    N_("Operation not permitted"),
    N_("Permission denied"),
    N_("Read-only file system"),
    N_("Resource temporarily unavailable"),
    N_("Text file busy"),
    N_("Too many levels of symbolic links"),
    N_("Too many open files"),
)
"""What the C library says of an error number. A text that is not here is shown in its words."""


def reason(problem: OSError) -> str:
    """For a sentence's ``({reason})``."""
    return _(problem.strerror) if problem.strerror else str(problem)
