"""The keys that a user gives to commands in ``kontakt.toml``, looked through before the app opens."""

from collections.abc import Mapping
from itertools import combinations

from textual.keys import Keys
from textual.widgets import Input

from kontakt.errors import KontaktError
from kontakt.locale import _
from kontakt.tui.commands.command import Command
from kontakt.tui.commands.keymap import apart
from kontakt.tui.commands.table import PLACES

_EDITING = frozenset(
    {
        *(f"ctrl+{letter}" for letter in "acdekuvwx"),
        *(key for each in Input.BINDINGS for key in apart(getattr(each, "key", ""))),
        *("up", "down", "pageup", "pagedown", "home", "end", "enter", "escape", "tab", "shift+tab", "space", "insert"),
    }
)
"""They edit a text, or go through a list."""
_LOST = frozenset({"ctrl+i", "ctrl+j", "ctrl+m", "ctrl+h", "ctrl+enter"})
"""A terminal sends another key in their place, or none."""


def check_keys(remapped: Mapping[str, str], where: str) -> None:
    """Raises KontaktError, in one sentence that begins with ``where``, for a command that does not exist, a key that
    none can have, and a key that two commands of one place would share."""
    commands = {each.id: each for place in PLACES for each in place.commands}
    for id, keys in remapped.items():
        if id not in commands:
            raise KontaktError(
                _("{where}: there is no command {name}. kontakt keys lists them.").format(where=where, name=id)
            )
        for key in apart(keys) or ("",):
            if key not in apart(commands[id].key) and (wrong := _wrong(key)):
                raise KontaktError(f"{where}: " + wrong.format(name=id, key=key or "“”"))
    for place in PLACES:
        for one, other in combinations(place.commands, 2):
            if shared := set(_keys(one, remapped)) & set(_keys(other, remapped)):
                raise KontaktError(
                    _("{where}: {one} and {other} would share the key {key}. Give one of them another.").format(
                        where=where, one=one.id, other=other.id, key=min(shared)
                    )
                )


def _keys(command: Command, remapped: Mapping[str, str]) -> tuple[str, ...]:
    return apart(remapped.get(command.id, command.key))


def _wrong(key: str) -> str:
    """What keeps a command from having the key, to be completed with ``name`` and ``key``; empty for nothing."""
    modifiers, _plus, last = key.rpartition("+")
    if key in _LOST or (len(last) == 1 and "alt" in modifiers):
        return _("{name} cannot have {key}, which many terminals do not send. Try f11 or f12.")
    if key in _EDITING or len(key) == 1:
        return _("{name} cannot have {key}, which types, edits or moves. Try f11 or f12.")
    if key not in {each.value for each in Keys} or key.startswith("<"):
        return _("{key} for {name} is not a key. Write f11, ctrl+b or ctrl+f5.")
    return ""
