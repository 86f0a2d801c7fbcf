"""Other keys for commands: they work, they are shown wherever a key is shown, and a wrong one is refused in a
sentence."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from kontakt.errors import KontaktError
from kontakt.locale import LANGUAGES, use_language
from kontakt.settings import Settings
from kontakt.tui.commands.desk import LOG_OUTCOME
from kontakt.tui.commands.keymap import use_keys
from kontakt.tui.commands.remapping import check_keys
from kontakt.tui.modes import EDITOR

from .conftest import AtDesk

KEYS = {
    "note": "F11",
    "outcome.answered": "f3",
    "outcome.guided": "f2",
    "language": "ctrl+f8, ctrl+f7",
    "room": "ctrl+f6",
    "more": "ctrl+f5",
}


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, keys=KEYS)


@pytest.fixture(autouse=True)
def own_keys_again() -> Iterator[None]:
    yield
    use_keys({})


def test_the_keys_of_these_tests_are_possible() -> None:
    check_keys(KEYS, "kontakt.toml")


@pytest.mark.long
async def test_a_command_has_the_key_that_the_user_gave_it_and_no_longer_its_own(
    at_desk: AtDesk,
) -> None:
    async with at_desk() as shift:
        await shift.type("@tinn brøyt")
        await shift.press("ctrl+t")
        assert shift.app.focused.id == "search"
        await shift.press("f11")
        assert shift.app.focused.id == "note"
        await shift.type("hei")
        await shift.press("enter", "f2")
        assert shift.logged() == ["guided"]
        await shift.press("ctrl+n")
        await shift.type("@tinn gatelys")
        await shift.press("f3")
        assert shift.logged() == ["answered", "guided"]


async def test_a_command_without_a_key_gets_one_and_a_command_may_have_two(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.press("ctrl+f8")
        assert "Svart på" in shift.screen
        await shift.press("ctrl+f7")
        assert "Answered" in shift.screen


async def test_the_foot_the_help_the_palette_and_the_list_of_commands_show_the_keys_that_hold(
    at_desk: AtDesk,
) -> None:
    async with at_desk((160, 90)) as shift:
        foot = shift.screen
        for text in ("F3 Besvart", "F2 Selvbetjening", "F11 Notat", "Ctrl+F5 Mer", "Ctrl+F6 Rom"):
            assert text in foot
        titles = {command.title for command in shift.app.get_system_commands(shift.app.screen)}
        assert {"Notat  (F11)", "Språk  (Ctrl+F8)", "Farger  (Ctrl+F5 C)"} <= titles
        await shift.press("f1")
        assert next(line for line in shift.screen.splitlines() if "Skriv et kort notat" in line).split()[1] == "F11"
        await shift.press("escape", "ctrl+f5")
        assert next(line for line in shift.screen.splitlines() if "Notat" in line).count("F11") == 1
        await shift.press("v")
        assert "Svart på" in shift.screen


@pytest.mark.long
async def test_the_key_of_the_rooms_leads_to_the_desk_when_it_is_pressed_twice(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.press("ctrl+f6", "1")
        assert shift.app.current_mode == EDITOR
        await shift.press("ctrl+f6")
        assert "Ctrl+F6 en gang til" in shift.screen
        await shift.press("ctrl+f6")
        assert shift.app.current_mode != EDITOR


@pytest.mark.parametrize(
    ("keys", "parts"),
    [
        ({"notat": "f11"}, ("notat", "kontakt keys")),
        ({"note": "f99"}, ("f99", "note")),
        ({"note": ""}, ("note",)),
        ({"note": "ctrl+m"}, ("ctrl+m", "note")),
        ({"note": "ctrl+enter"}, ("ctrl+enter", "note")),
        ({"note": "alt+b"}, ("alt+b", "note")),
        ({"note": "f11, alt+1"}, ("alt+1", "note")),
        ({"note": "q"}, ("q", "note")),
        ({"note": "@"}, ("@", "note")),
        ({"note": "ctrl+a"}, ("ctrl+a", "note")),
        ({"note": "tab"}, ("tab", "note")),
        ({"note": "pageup"}, ("pageup", "note")),
        ({"note": "f2"}, ("note", "outcome.answered", "f2")),
        ({"note": "f1"}, ("note", "help", "f1")),
        ({"save": "ctrl+g"}, ("save", "preview_for", "ctrl+g")),
        ({"sort": "f8"}, ("sort", "change_facts", "f8")),
        ({"language": "f11", "colours": "F11"}, ("language", "colours", "f11")),
    ],
    ids=str,
)
def test_a_key_that_cannot_be_is_one_sentence_that_names_the_place_the_command_and_the_key(
    keys: dict[str, str], parts: tuple[str, ...]
) -> None:
    said = set()
    for language in LANGUAGES:
        use_language(language)
        with pytest.raises(KontaktError) as refused:
            check_keys(keys, "/mappe/kontakt.toml: keys")
        sentence = str(refused.value)
        assert sentence.startswith("/mappe/kontakt.toml: keys: ")
        assert "\n" not in sentence
        for part in parts:
            assert part in sentence
        said.add(sentence)
    assert len(said) == len(LANGUAGES)


def test_keys_that_change_places_are_no_clash() -> None:
    check_keys({each.id: key for each, key in zip(LOG_OUTCOME.commands, ("f3", "f2"), strict=False)}, "kontakt.toml")
    check_keys({"caller": "ctrl+t", "note": "ctrl+y"}, "kontakt.toml")


def test_commands_of_different_rooms_may_have_one_key() -> None:
    check_keys({"note": "ctrl+f9", "report": "ctrl+f9", "publish": "ctrl+f9"}, "kontakt.toml")
