"""``exported.json``: which articles of an exported folder editors had changed, and what they were then.

An import tells by it that nobody has changed them here since. What came from files needs no line: files may
change it again. A folder without the file is read as well; more of it is then asked about.
"""

import json
from collections.abc import Mapping
from pathlib import Path

from kontakt.errors import KontaktError
from kontakt.files.reasons import reason
from kontakt.files.strict_yaml import read_text
from kontakt.files.writing import write_in_folder
from kontakt.locale import _

EXPORTED = "exported.json"

_DIGEST_DIGITS = 16
"""Of a digest: enough to tell texts apart, and short enough for every article of a large knowledge base."""


def read_exported(folder: Path) -> dict[str, str]:
    """How the digests begin of the texts that the folder's files were made from, by article id; empty where there is
    no file.

    Raises KontaktError for a file that an export did not write.
    """
    path = folder / EXPORTED
    if path.is_symlink():
        raise KontaktError(_("{file} is a link to another place: put the file itself there.").format(file=EXPORTED))
    if not path.exists():
        return {}
    try:
        digests = json.loads(read_text(path, EXPORTED))
    except (ValueError, RecursionError):
        digests = None
    if not isinstance(digests, dict) or not all(_is_digest(value) for value in digests.values()):
        text = _("{file} is not as an export writes it: delete it, and conflicts are found without it.")
        raise KontaktError(text.format(file=EXPORTED))
    return digests


def write_exported(folder: Path, digests: Mapping[str, str]) -> bool:
    """Write the file, or remove it where there is nothing to say; False if nothing changed. Raises KontaktError."""
    if digests:
        begun = {id: digest[:_DIGEST_DIGITS] for id, digest in digests.items()}
        text = json.dumps(begun, indent=0, sort_keys=True) + "\n"
        return write_in_folder(folder, EXPORTED, text.encode())
    try:
        (folder / EXPORTED).unlink()
    except FileNotFoundError:
        return False
    except OSError as problem:
        text = _("{file} cannot be written ({reason}): check the folder {folder}.")
        raise KontaktError(text.format(file=EXPORTED, reason=reason(problem), folder=folder)) from problem
    return True


def _is_digest(value: object) -> bool:
    return isinstance(value, str) and len(value) == _DIGEST_DIGITS
