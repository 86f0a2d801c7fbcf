"""The files of the page: the terminal, its font, the script and the styles. All of them come with the package."""

from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files

_TYPES = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
    "webmanifest": "application/manifest+json",
    "woff2": "font/woff2",
}


@dataclass(frozen=True, slots=True)
class StaticFile:
    """``tag`` is what a browser asks by whether the file has changed."""

    content: bytes
    type: str
    tag: str


def static_files() -> dict[str, StaticFile]:
    """By name; what has no type among those known is not for browsers."""
    found = {}
    for each in files("kontakt.web").joinpath("static").iterdir():
        if type := _TYPES.get(each.name.rpartition(".")[2]):
            content = each.read_bytes()
            found[each.name] = StaticFile(content, type, f'"{sha256(content).hexdigest()[:20]}"')
    return found
