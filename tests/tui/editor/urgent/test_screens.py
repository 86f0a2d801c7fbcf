"""An editor keeps the words that mean danger: sees them, changes them, tries them, and is told of another's changes."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from kontakt.database import open_engine, writing
from kontakt.editor.service import EditorService
from kontakt.installation.lazy_engine import LazyEngine
from kontakt.knowledge.urgent import store
from kontakt.knowledge.urgent.kind import UrgentKind, UrgentTable
from kontakt.settings import Settings
from kontakt.tui.editor.urgent.kind_screen import UrgentKindScreen
from kontakt.tui.widgets.field import Field, Lines

from ..conftest import NOW, AtRoom, Visit

LIFE = UrgentKind(id="life", numbers=("113",), says="Fare for liv: ring 113", words=("puster ikke",))
FIRE = UrgentKind(id="fire", numbers=("110",), says="Brann: ring 110", words=("brann", "det brenner"))


@pytest.fixture(autouse=True)
def a_small_table(settings: Settings) -> None:
    engine = open_engine(settings.database_url)
    with writing(engine) as session:
        store.save(session, UrgentTable(kinds=(LIFE, FIRE)), by="test", at=NOW)
    engine.dispose()


@pytest.fixture
def ola(settings: Settings) -> Iterator[EditorService]:
    with LazyEngine(settings, lambda: NOW) as database:
        yield EditorService(replace(settings, agent="ola"), database, clock=lambda: NOW)


async def open_fire(visit: Visit) -> UrgentKindScreen:
    await visit.press("ctrl+o", "u")
    await visit.sees("Brann: ring 110")
    await visit.press("down", "enter")
    await visit.until(lambda: isinstance(visit.app.screen, UrgentKindScreen))
    await visit.pilot.pause()
    page = visit.app.screen_stack[-1]
    assert isinstance(page, UrgentKindScreen)
    return page


async def type_a_phrase(visit: Visit, text: str) -> None:
    """At the end of the words that raise the line."""
    lines = visit.app.screen.query(Lines).first()
    visit.app.screen.set_focus(lines)
    lines.move_cursor(lines.document.end)
    await visit.press("enter")
    await visit.type(text)


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (60, 16)])
async def test_the_table_is_seen_with_its_words_and_numbers(at_room: AtRoom, size: tuple[int, int]) -> None:
    async with at_room(size) as visit:
        await visit.press("ctrl+o", "u")
        await visit.sees("Brann: ring 110")
        await visit.press("down")
        await visit.sees("det brenner")
        assert "113" in visit.screen


@pytest.mark.long
async def test_a_phrase_is_added_tried_saved_and_raises_on_the_desk(at_room: AtRoom) -> None:
    async with at_room() as visit:
        page = await open_fire(visit)
        page.query(Field)[4].take_focus()
        await visit.type("store flammer")
        await visit.sees("utløser ingenting her")
        await type_a_phrase(visit, "flammer")
        await visit.sees("utløser linjen")
        await visit.press("ctrl+s")
        await visit.sees("Lagret.")
        await visit.until(lambda: visit.desk.library.urgent.raised("flammer"))
        await visit.press("escape")
        await visit.press("escape")
        assert visit.app.screen is visit.room


@pytest.mark.long
async def test_what_is_wrong_is_said_beside_its_field_and_not_saved(at_room: AtRoom, ola: EditorService) -> None:
    async with at_room() as visit:
        await open_fire(visit)
        await type_a_phrase(visit, "ikke")
        await visit.sees("! «ikke» alene blir sagt i mange samtaler")
        await visit.press("ctrl+s")
        await visit.pilot.pause()
        assert ola.urgent().kind("fire") == FIRE


@pytest.mark.long
async def test_leaving_with_something_unsaved_asks_first(at_room: AtRoom, ola: EditorService) -> None:
    async with at_room() as visit:
        page = await open_fire(visit)
        await type_a_phrase(visit, "flammer")
        await visit.press("escape")
        await visit.sees("Disse ordene er ikke lagret")
        await visit.press("escape")
        assert visit.app.screen is page
        await visit.press("escape", "1")
        await visit.until(lambda: "flammer" in ola.urgent().kind("fire").words)


@pytest.mark.long
async def test_another_editors_words_are_shown_and_one_chooses(at_room: AtRoom, ola: EditorService) -> None:
    async with at_room() as visit:
        await open_fire(visit)
        ola.put_urgent(replace(FIRE, words=("brann", "røyk ut")), before=FIRE)
        await type_a_phrase(visit, "flammer")
        await visit.press("ctrl+s")
        await visit.sees("ola lagret også disse ordene mens du skrev")
        assert "røyk ut" in visit.screen
        assert "flammer" in visit.screen
        await visit.press("f8")
        await visit.sees("Lagret.")
        assert ola.urgent().kind("fire").words == ("brann", "det brenner", "flammer")


@pytest.mark.long
async def test_what_the_words_were_is_taken_back_from_the_history(at_room: AtRoom, ola: EditorService) -> None:
    ola.put_urgent(replace(FIRE, words=("flammer",)), before=FIRE)
    async with at_room() as visit:
        await open_fire(visit)
        await visit.press("f6")
        await visit.sees("Det disse ordene har vært")
        await visit.press("down", "enter")
        await visit.sees("Slik det var da")
        await visit.press("ctrl+s")
        await visit.until(lambda: ola.urgent().kind("fire").words == FIRE.words)


@pytest.mark.long
async def test_a_kind_is_moved_up_and_one_is_removed_after_a_question(at_room: AtRoom, ola: EditorService) -> None:
    async with at_room() as visit:
        await visit.press("ctrl+o", "u")
        await visit.sees("Brann: ring 110")
        await visit.press("down", "f8")
        await visit.until(lambda: [each.id for each in ola.urgent().kinds] == ["fire", "life"])
        await visit.sees("Vises nå før den under")
        await visit.press("f10")
        await visit.sees("utløser ingenting lenger")
        await visit.press("1")
        await visit.until(lambda: [each.id for each in ola.urgent().kinds] == ["life"])


@pytest.mark.long
async def test_a_new_kind_comes_into_the_table(at_room: AtRoom, ola: EditorService) -> None:
    async with at_room() as visit:
        await visit.press("ctrl+o", "u")
        await visit.sees("Brann: ring 110")
        await visit.press("ctrl+n")
        await visit.until(lambda: isinstance(visit.app.screen, UrgentKindScreen))
        await visit.type("Flom: ring 112")
        await visit.press("tab", "tab", "tab")
        await visit.type("112")
        await type_a_phrase(visit, "tatt av flommen")
        await visit.press("ctrl+s")
        await visit.sees("Lagret.")
        assert ola.urgent().kind("flom-ring-112").words == ("tatt av flommen",)
