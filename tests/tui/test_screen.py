"""What the desk looks like: sizes, languages, colours, other people's text."""

import sqlite3
from dataclasses import replace
from functools import partialmethod
from itertools import product

import pytest
from textual.color import Color
from textual.message_pump import MessagePump
from textual.theme import Theme
from textual.widgets import Input

from kontakt.database import open_engine, writing
from kontakt.desk.service import DeskService
from kontakt.errors import KontaktError
from kontakt.inquiries.journal.journal import Journal
from kontakt.knowledge import store as knowledge
from kontakt.locale import LANGUAGES
from kontakt.settings import Settings
from kontakt.tui.commands.command import commands_in
from kontakt.tui.commands.desk import DESK_GROUPS
from kontakt.tui.commands.everywhere import EVERYWHERE
from kontakt.tui.desk.service_link import DeskLink
from kontakt.tui.themes import THEMES

from .conftest import ARTICLES, NOW, AtDesk, Shift

COMMANDS = commands_in((*DESK_GROUPS, *EVERYWHERE))


async def _rests_at(shift: Shift, size: tuple[int, int]) -> None:
    """Wait for this size and for the figures, which rest during a call."""
    await shift.until(lambda: shift.app.screen.size == size and "I dag" in shift.screen)


async def _has_title(shift: Shift, title: str) -> None:
    await shift.until(lambda: shift.desk.library.article("broeyting").title == title)


@pytest.mark.long
async def test_every_size_shows_hits_card_outcomes_and_help(at_desk: AtDesk) -> None:
    """A window that is resized. Opened anew are 60×16, 80×24 and 120×36: test_low_window.py, test_snapshots.py."""
    async with at_desk((60, 16)) as shift:
        await shift.settle()
        for size in ((60, 16), (80, 24), (100, 30), (120, 36), (160, 50)):
            await shift.pilot.resize_terminal(*size)
            await _rests_at(shift, size)
            await shift.type("@tinn brøyt")
            screen = shift.screen
            for text in ("Tinn", "Brøyting", "Ring vakten", "F2", "F9", "Ctrl+N"):
                assert text in screen, f"{text} at {size}"
            await shift.press("f2")


@pytest.mark.long
async def test_a_window_too_small_says_so_and_resizing_in_the_middle_of_a_call_loses_nothing(at_desk: AtDesk) -> None:
    async with at_desk((40, 10)) as shift:
        await shift.type("brøyt")
        assert "for lite" in " ".join(shift.screen.split())
        await shift.pilot.resize_terminal(20, 5)
        await shift.until(lambda: "Vinduet er for lite til å lese svar i." in " ".join(shift.screen.split()))
        await shift.type(" puster ikke")
        await shift.until(lambda: "Fare for liv: ring 113" in " ".join(shift.screen.split()))
        await shift.pilot.resize_terminal(120, 36)
        await shift.until(lambda: "F2 Besvart" in shift.screen)
        assert shift.typed == "brøyt puster ikke"
        await shift.press("ctrl+u")
        await shift.type("@tinn brøyt")
        await shift.press("ctrl+t")
        await shift.type("halv setn")
        await shift.pilot.resize_terminal(80, 24)
        await shift.type("ing")
        assert "halv setning" in shift.screen
        assert shift.typed == "@tinn brøyt"


HOSTILE = ("[/ ny", "[bold]x[/]", "[@click=app.quit]x[/]", "]]", "[", "\\[x", "$act")


@pytest.mark.long
async def test_text_from_people_is_never_markup(at_desk: AtDesk, settings: Settings) -> None:
    def write(hostile: str) -> None:
        engine = open_engine(settings.database_url)
        article = replace(
            ARTICLES[0],
            title=f"Tittel {hostile}",
            answer=f"Svar {hostile}",
            keywords=(f"søkeord {hostile}",),
            ask=(f"Spør {hostile}",),
            steps=(f"Gjør {hostile}",),
            owner=f"eier {hostile}",
            local={"4026": f"Merknad {hostile}"},
        )
        with writing(engine) as session:
            knowledge.save(session, [article], by="test", at=NOW)
        engine.dispose()

    async with at_desk() as shift:
        for hostile in HOSTILE:
            write(hostile)
            shift.app.room.query_one(DeskLink).look()
            await _has_title(shift, f"Tittel {hostile}")
            await shift.type("@tinn søkeord")
            for text in ("Tittel", "Svar", "Spør", "Gjør", "Merknad"):
                assert f"{text} {hostile}" in shift.screen
            await shift.press("ctrl+t")
            shift.app.screen.query_one("#note", Input).value = hostile
            await shift.press("enter", "enter", "f2", "ctrl+z")
            await shift.until(lambda: shift.app.screen.is_modal)
            assert f"Tittel {hostile}" in shift.screen
            await shift.press("escape")
            shift.app.screen.query_one("#search", Input).value = hostile
            await shift.press("f10")
            assert hostile in shift.screen
            await shift.press("ctrl+u")


@pytest.mark.long
async def test_a_change_reaches_the_open_desk_without_touching_what_is_typed(
    at_desk: AtDesk, settings: Settings
) -> None:
    async with at_desk() as shift:
        await shift.settle()
        await shift.type("rullestol")
        assert shift.desk.finder.article_on_card is None
        engine = open_engine(settings.database_url)
        with writing(engine) as session:
            added = replace(ARTICLES[3], keywords=("skolebuss", "rullestoltaxi"))
            knowledge.save(session, [added], by="test", at=NOW)
        engine.dispose()
        await shift.until(lambda: "Skoleskyss" in shift.screen)
        assert shift.typed == "rullestol"


async def test_a_one_shot_timer_that_is_skipped_keeps_nothing_from_the_desk(
    at_desk: AtDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Textual skips one for good when the machine lets the program wait at the wrong moment."""
    monkeypatch.setattr(MessagePump, "set_timer", partialmethod(MessagePump.set_timer, pause=True))
    async with at_desk() as shift:
        await shift.settle()


async def test_the_desk_goes_on_while_the_database_is_locked_and_catches_up(
    at_desk: AtDesk, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kontakt.database.engine.BUSY_TIMEOUT_SECONDS", 0.1)
    async with at_desk() as shift:
        await shift.settle()
        other = sqlite3.connect(settings.data_dir / "kontakt.sqlite", isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
        await shift.type("@tinn brøyt")
        await shift.press("f2")
        assert "Besvart" in shift.screen
        assert shift.desk.journal.waiting() == 1
        other.execute("ROLLBACK")
        other.close()
        await shift.until(lambda: shift.desk.journal.waiting() == 0)
        assert shift.logged() == ["answered"]


@pytest.mark.long
async def test_an_emptied_journal_is_made_anew_and_said_and_nothing_is_confirmed_that_is_not_stored(
    at_desk: AtDesk, settings: Settings
) -> None:
    async with at_desk() as shift:
        await shift.settle()
        await shift.type("@tinn brøyt")
        await shift.press("f2")
        await shift.until(lambda: shift.desk.journal.waiting() == 0)
        settings.journal_path.write_bytes(b"")
        await shift.type("@tinn gatelys")
        await shift.press("f3")
        assert "Loggført: Selvbetjening" in shift.screen
        await shift.until(lambda: "Journalen var skadet og er lagt til side" in shift.screen)
        await shift.until(lambda: shift.desk.journal.waiting() == 0)
        assert shift.logged() == ["guided", "answered"]


@pytest.mark.long
async def test_a_journal_that_is_locked_keeps_no_key_waiting_and_confirms_nothing(
    at_desk: AtDesk, settings: Settings
) -> None:
    async with at_desk() as shift:
        await shift.settle()
        shift.desk.journal.close()
        shift.desk.journal = Journal(settings.journal_path, patience=0.01)
        await shift.type("@tinn brøyt")
        other = sqlite3.connect(settings.journal_path, isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
        await shift.press("f2")
        assert "ikke" in shift.screen
        assert "Loggført" not in shift.screen
        other.execute("ROLLBACK")
        other.close()
        await shift.press("f2")
        assert "Loggført: Besvart" in shift.screen


@pytest.mark.long
async def test_a_database_that_is_emptied_under_the_desk_is_told_and_the_desk_goes_on(
    at_desk: AtDesk, settings: Settings
) -> None:
    async with at_desk() as shift:
        await shift.settle()
        (settings.data_dir / "kontakt.sqlite").write_bytes(b"")
        await shift.until(lambda: "er skadet (den er tømt)" in " ".join(shift.screen.split()))
        await shift.type("@tinn brøyt")
        await shift.press("f2")
        assert "Loggført: Besvart" in shift.screen
        assert shift.desk.journal.waiting() == 1
        assert (settings.data_dir / "kontakt.sqlite").stat().st_size == 0


async def test_a_damaged_article_is_left_out_and_named(at_desk: AtDesk, settings: Settings) -> None:
    with sqlite3.connect(settings.data_dir / "kontakt.sqlite") as connection:
        connection.execute("UPDATE article SET audience = '[' WHERE id = 'gatelys'")
        connection.execute("UPDATE change SET number = number + 1 WHERE number = (SELECT max(number) FROM change)")
    connection.close()
    async with at_desk() as shift:
        await shift.until(lambda: "Artikkelen gatelys er skadet i databasen" in " ".join(shift.screen.split()))
        await shift.type("brøyt")
        assert "Brøyting av kommunal vei" in shift.screen


@pytest.mark.long
async def test_the_language_is_switched_while_running_and_the_command_palette_speaks_it_too(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        offered = {command.title for command in shift.app.get_system_commands(shift.app.screen)}
        assert len(offered) == len(
            [each for each in COMMANDS if each.id not in ("unanswered", "absence", "messages", "notices")]
        )  # nobody is known, no messages are sent, and nothing is announced
        await shift.type("@tinn brøyt")
        assert "Brøyting av kommunal vei " in shift.screen
        await shift.press("ctrl+o", "v")
        assert "Brøyting av kommunal veg" in shift.screen
        assert "Svart på" in shift.screen
        await shift.press("ctrl+p", *"xqxq")
        await shift.until(lambda: "Inga handling heiter det." in shift.screen)
        await shift.press("enter")
        assert not shift.app.screen.is_modal
        await shift.press("ctrl+o", "v")
        assert "Answered" in shift.screen
        assert shift.typed == "@tinn brøyt"


@pytest.mark.long
async def test_the_help_shows_every_key_that_is_possible_here_in_every_language(at_desk: AtDesk) -> None:
    async with at_desk((120, 90)) as shift:
        possible = [each for each in COMMANDS if each.is_possible(shift.app.room)]
        assert len(possible) > 20
        for language in LANGUAGES:
            await shift.press("f1")
            for action in possible:
                assert action.shown_key in shift.screen, f"{action.id} in {language}"
            await shift.press("escape", "ctrl+o", "v")


def contrast(one: str, other: str) -> float:
    """The WCAG 2 contrast ratio of two colours, 1 to 21."""

    def luminance(colour: Color) -> float:
        channels = [value / 255 for value in (colour.r, colour.g, colour.b)]
        linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
        return sum(weight * value for weight, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    darker, lighter = sorted(luminance(Color.parse(colour)) for colour in (one, other))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_contrast_is_computed_as_the_standard_does() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(
    ("theme", "ground", "text"), list(product(THEMES, ("ground", "lifted"), ("text-plain", "act", "warn", "quiet")))
)
def test_text_stands_out_from_its_ground(theme: Theme, ground: str, text: str) -> None:
    least = 4.5 if text == "quiet" else 7
    assert contrast(theme.variables[text], theme.variables[ground]) >= least, f"{theme.name}: {text} on {ground}"


async def test_articles_that_came_with_a_new_version_are_offered_not_taken(
    at_desk: AtDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kontakt.installation.starter.shipped_texts", lambda: {"nytt": "en ny tekst"})
    async with at_desk() as shift:
        await shift.until(lambda: "1 ny eller endret artikkel" in shift.screen)
        assert shift.desk.library.article("nytt") is None


async def test_a_new_library_arrives_even_when_the_offer_cannot_be_read(
    at_desk: AtDesk, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(_service: DeskService) -> None:
        raise KontaktError("the database is away")

    monkeypatch.setattr("kontakt.desk.service.DeskService.offered", away)
    engine = open_engine(settings.database_url)
    with writing(engine) as session:
        knowledge.save(session, [replace(ARTICLES[1], title="Gatelys og lyktestolper")], by="test", at=NOW)
    engine.dispose()
    async with at_desk() as shift:
        await shift.until(lambda: shift.desk.library.article("gatelys").title == "Gatelys og lyktestolper")
        await shift.until(lambda: "the database is away" in shift.screen)
