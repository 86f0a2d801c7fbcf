"""What a command is, and a group of them under one heading.

From the groups come the bindings, the keys at the foot of the screen, the help page, the command palette, the list of
Ctrl+O and the handbook's table of keys. A screen, and a part of one, names its groups in ``COMMAND_GROUPS``; whether a
command is possible at this moment is decided by ``check_action`` of whoever has the group.
"""

from collections.abc import Iterable
from typing import NamedTuple

from textual.binding import Binding
from textual.dom import DOMNode

from kontakt.tui.commands.keymap import keys_of

NO_KEY = "no_key"
"""Bound to what has no key of its own: no terminal sends it. Textual remaps only what is bound."""

MORE = "more"
MORE_KEY = "ctrl+o"
"""The command that lists every other one by group, each with its letter, and its key."""


class Command(NamedTuple):
    """``id`` names the command in ``kontakt.toml`` and says which action it is: "outcome.answered" is
    action_outcome('answered'). ``key`` is the key it has unless the user gave it another; empty where it has none.
    ``letter`` chooses it after Ctrl+O. ``name`` and ``explanation`` are translated when drawn; ``short`` is the name
    where room is scarce."""

    id: str
    key: str
    letter: str
    name: str
    explanation: str
    short: str = ""

    @property
    def binding(self) -> Binding:
        # Without priority: a key must not overtake the letters typed before it. The search box binds none of these.
        return Binding(self.key or NO_KEY, self.call, self.name, tooltip=self.explanation, id=self.id, show=False)

    @property
    def call(self) -> str:
        """The action as Textual calls it."""
        name, _dot, argument = self.id.partition(".")
        return f"{name}('{argument}')" if argument else name

    def is_possible(self, owner: DOMNode) -> bool:
        """Whether ``owner``, which has the command, can do it now."""
        name, _dot, argument = self.id.partition(".")
        return bool(owner.check_action(name, (argument,) if argument else ()))

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys that it has now, as Textual names them."""
        return keys_of(self.id, self.key)

    @property
    def shown_key(self) -> str:
        """Its first key as it is printed on the screen, "F2" or "Ctrl+N"; Ctrl+O and the letter where it has none."""
        if self.keys:
            return key_name(self.keys[0])
        return f"{key_name(keys_of(MORE, MORE_KEY)[0])} {self.letter.upper()}"


class Group(NamedTuple):
    """Commands under one heading, and what else works there: names of keys, or other terms, with what they do. All of
    it is translated when drawn."""

    heading: str
    commands: tuple[Command, ...] = ()
    keys: tuple[tuple[str, str], ...] = ()

    def without(self, commands: Iterable[Command]) -> "Group":
        """The group without those of these commands that are in it."""
        return self._replace(commands=tuple(each for each in self.commands if each not in set(commands)))


Possible = tuple[DOMNode, Group]
"""What one part of the screen can do now, and which part that is."""


def commands_in(groups: Iterable[Group]) -> tuple[Command, ...]:
    """The commands of these groups, in their order."""
    return tuple(command for group in groups for command in group.commands)


def possible_from(node: DOMNode) -> list[Possible]:
    """What can be done at a part of the screen now: its own groups first, then those of what it stands in."""
    possible = [
        (owner, group._replace(commands=tuple(each for each in group.commands if each.is_possible(owner))))
        for owner in node.ancestors_with_self
        for group in getattr(owner, "COMMAND_GROUPS", ())
    ]
    return [(owner, group) for owner, group in possible if group.commands]


def bindings_of(groups: Iterable[Group]) -> list[Binding]:
    """The bindings of these groups' commands."""
    return [each.binding for each in commands_in(groups)]


def pick(groups: Iterable[Group], *ids: str) -> tuple[Command, ...]:
    """The commands with these ids, in the order of the ids."""
    by_id = {each.id: each for each in commands_in(groups)}
    return tuple(by_id[id] for id in ids)


def key_name(key: str) -> str:
    """A key as it is printed on the screen: "F2", "Ctrl+N". Ctrl and the space bar are sent as Ctrl+@."""
    return "+".join(part.capitalize() for part in key.replace("@", "space").split("+"))
