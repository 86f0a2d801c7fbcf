"""The keys that the user gave to commands in place of their own: as the language, one choice for the whole program."""

from collections.abc import Mapping

_remapped: dict[str, str] = {}


def use_keys(remapped: Mapping[str, str]) -> None:
    """From now on show these keys: the id of a command, and its key or keys, apart by commas."""
    _remapped.clear()
    _remapped.update(remapped)


def keys_of(id: str, own: str) -> tuple[str, ...]:
    """The keys of the command with this id, whose ``own`` key is this or empty: what the user chose, else its own."""
    return apart(_remapped.get(id, own))


def apart(keys: str) -> tuple[str, ...]:
    """The single keys of a list apart by commas, as Textual writes them."""
    return tuple(key for each in keys.split(",") if (key := each.strip().lower()))
