"""The table of commands: what each has, and that no two of them get in each other's way."""

import re
from itertools import combinations

from kontakt.locale import LANGUAGES, _, use_language
from kontakt.tui.commands.article import CONFLICT
from kontakt.tui.commands.command import MORE, commands_in
from kontakt.tui.commands.table import PLACES, ROOMS
from kontakt.tui.desk.help import DESK_HELP
from kontakt.tui.editor.help import CHANGES_HELP, FIND_HELP, URGENT_HELP
from kontakt.tui.editor.help import ROOM_HELP as EDITOR_HELP
from kontakt.tui.lead.help import ROOM_HELP as LEAD_HELP
from kontakt.tui.operations.help import ROOM_HELP as OPERATIONS_HELP

COMMANDS = {each for place in PLACES for each in place.commands}


def test_every_command_has_a_name_an_explanation_and_a_short_name_that_fits_in_every_language() -> None:
    for language in LANGUAGES:
        use_language(language)
        for command in COMMANDS:
            assert _(command.name).strip(), command.id
            assert re.fullmatch(r"\S.*\.", _(command.explanation)), command.id
            assert len(_(command.short or command.name)) <= 24, command.id


def test_every_command_has_a_letter_but_those_of_a_question_and_the_list_of_letters_itself() -> None:
    without = {each for each in COMMANDS if not each.letter}
    assert {each.id for each in without - {*CONFLICT.commands}} == {MORE}
    assert all(each.key for each in without)
    assert all(each.letter == each.letter.casefold() for each in COMMANDS)


def test_every_command_is_in_the_help() -> None:
    assert {*COMMANDS} == {
        *commands_in((*DESK_HELP, *EDITOR_HELP, *CHANGES_HELP, *FIND_HELP, *URGENT_HELP, *LEAD_HELP, *OPERATIONS_HELP))
    }


def test_every_command_is_listed_under_its_room() -> None:
    assert {*COMMANDS} == {*commands_in(group for _room, groups in ROOMS for group in groups)}


def test_no_two_commands_that_are_possible_at_once_share_an_id_a_key_or_a_letter() -> None:
    for place in PLACES:
        for one, other in combinations(place.commands, 2):
            assert one.id != other.id
            assert not one.key or one.key != other.key, (place.room, one.id, other.id)
            assert not one.letter or one.letter != other.letter, (place.room, one.id, other.id)


def test_a_command_of_the_same_id_has_the_same_key_and_letter_everywhere() -> None:
    """For one line of kontakt.toml gives it another key wherever it is."""
    for one, other in combinations(COMMANDS, 2):
        if one.id == other.id:
            assert (one.key, one.letter) == (other.key, other.letter)


def test_no_command_uses_a_key_that_edits_or_gets_lost() -> None:
    lost = {f"ctrl+{letter}" for letter in "acdekuvwxijmh"} | {"ctrl+enter"}
    assert not lost & {each.key for each in COMMANDS}
    assert not [each.key for each in COMMANDS if "alt+" in each.key]


def test_keys_are_free_for_the_rooms_that_come() -> None:
    """F11 at the desk; nobody takes it without deciding it (docs/decisions/keys.md)."""
    desk = next(iter(PLACES))
    taken = {each.key for each in desk.commands}
    assert "f11" not in taken
