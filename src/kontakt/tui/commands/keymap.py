"""The keys that commands have now: the user's in place of their own, and without those that a browser keeps for itself.
As the language, one choice for the whole program."""

from collections.abc import Iterable, Mapping

_remapped: dict[str, str] = {}
_kept: set[str] = set()

KEPT_BY_BROWSERS = ("ctrl+n", "ctrl+t", "ctrl+w", "f11", "f12")
"""A new window, a new tab, closing one, the whole screen, the tools for developers: no page can have these."""


def use_keys(remapped: Mapping[str, str]) -> None:
    """From now on show these keys: the id of a command, and its key or keys, separated by commas."""
    _remapped.clear()
    _remapped.update(remapped)


def keep_from_commands(keys: Iterable[str]) -> None:
    """From now on no command has these keys: what has no other is reached by Ctrl+O and its letter."""
    _kept.clear()
    _kept.update(keys)


def keys_of(id: str, own: str) -> tuple[str, ...]:
    """The keys of the command with this id, whose ``own`` key is this or empty: what the user chose, else its own."""
    return tuple(key for key in apart(_remapped.get(id, own)) if key not in _kept)


def apart(keys: str) -> tuple[str, ...]:
    """The single keys of a list separated by commas, as Textual writes them."""
    return tuple(key for each in keys.split(",") if (key := each.strip().lower()))
