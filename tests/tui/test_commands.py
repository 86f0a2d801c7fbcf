"""The table of commands: what each has, and that no two of them get in each other's way."""

import re
from itertools import combinations

import pytest

from kontakt.locale import LANGUAGES, _, use_language
from kontakt.tui.commands.article import CONFLICT
from kontakt.tui.commands.command import MORE, Command, commands_in
from kontakt.tui.commands.table import PLACES, Place, rows
from kontakt.tui.desk.help import DESK_HELP
from kontakt.tui.editor.help import ROOM_HELP as EDITOR_HELP
from kontakt.tui.editor.help import URGENT_HELP
from kontakt.tui.lead.help import ROOM_HELP as LEAD_HELP

COMMANDS = sorted({each for place in PLACES for each in place.commands}, key=lambda each: (each.id, each.name))
BY_NAME = pytest.mark.parametrize("command", COMMANDS, ids=[f"{each.id} {each.name}" for each in COMMANDS])
IN_EACH_PLACE = pytest.mark.parametrize(
    "place", PLACES, ids=[f"{each.room}, {each.groups[0].heading}" for each in PLACES]
)


@BY_NAME
def test_a_command_has_a_name_and_an_explanation_in_every_language(command: Command):
    for language in LANGUAGES:
        use_language(language)
        assert _(command.name).strip()
        assert re.fullmatch(r"\S.*\.", _(command.explanation))


@BY_NAME
def test_a_command_has_a_key_or_a_letter_and_a_short_name_that_fits(command: Command):
    assert command.key or command.letter
    assert command.letter or command.id == MORE or command in CONFLICT.commands
    assert command.letter == command.letter.casefold()
    for language in LANGUAGES:
        use_language(language)
        assert len(_(command.short or command.name)) <= 24


@BY_NAME
def test_a_command_is_in_the_help(command: Command):
    assert command in commands_in((*DESK_HELP, *EDITOR_HELP, *URGENT_HELP, *LEAD_HELP))


@BY_NAME
def test_a_command_is_in_the_handbooks_table_of_keys(command: Command):
    assert command in [each.command for each in rows()]


def test_no_row_of_the_handbooks_table_stands_there_twice():
    listed = [(each.room, each.group, each.command.id) for each in rows()]
    assert len(listed) == len(set(listed))


@IN_EACH_PLACE
def test_no_two_commands_that_are_possible_at_once_share_an_id_a_key_or_a_letter(place: Place):
    for one, other in combinations(place.commands, 2):
        assert one.id != other.id
        assert not one.key or one.key != other.key, (one.id, other.id)
        assert not one.letter or one.letter != other.letter, (one.id, other.id)


def test_a_command_of_the_same_id_has_the_same_key_and_letter_everywhere():
    """For one line of kontakt.toml gives it another key wherever it is."""
    for one, other in combinations(COMMANDS, 2):
        if one.id == other.id:
            assert (one.key, one.letter) == (other.key, other.letter)


def test_no_command_uses_a_key_that_edits_or_gets_lost():
    lost = {f"ctrl+{letter}" for letter in "acdekuvwxijmh"} | {"ctrl+enter"}
    assert not lost & {each.key for each in COMMANDS}
    assert not [each.key for each in COMMANDS if "alt+" in each.key]


def test_keys_are_free_for_the_rooms_that_come():
    """F11, F12, Ctrl+B and Ctrl+R at the desk; nobody takes one without deciding it (docs/decisions/keys.md)."""
    desk = next(iter(PLACES))
    taken = {each.key for each in desk.commands}
    assert not taken & {"f11", "f12", "ctrl+b", "ctrl+r"}
