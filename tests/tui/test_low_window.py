"""A window of 60 columns and 16 lines: every choice and every key can still be reached."""

import pytest

from kontakt.tui.desk.hit_list import HitList, HitRow
from kontakt.tui.widgets.choice import Choice, FilterMenu

from .conftest import AtDesk


async def test_every_cause_and_the_hint_stand_in_a_low_window(at_desk: AtDesk) -> None:
    async with at_desk((60, 16)) as shift:
        await shift.type("@tinn gatelys")
        await shift.press("f5")
        await shift.until(lambda: "Ville ha saksbehandler" in shift.screen)
        assert "Fant ikke svar" in shift.screen
        assert "Varm overføring" in shift.screen
        assert "Velg med én tast" in shift.screen
        await shift.press("6")
        assert shift.desk.logbook.just_logged.inquiry.cause == "insisted"


@pytest.mark.long
async def test_the_help_scrolls_to_its_last_line_in_a_low_window(at_desk: AtDesk) -> None:
    async with at_desk((60, 16)) as shift:
        assert "F1 Hjelp" in shift.screen
        await shift.press("f1")
        await shift.until(lambda: "I søkefeltet" in shift.screen)
        await shift.press("end")
        await shift.until(lambda: "lukker siden" in " ".join(shift.screen.split()))


@pytest.mark.parametrize("size", [(60, 16), (80, 24)], ids=["60x16", "80x24"])
async def test_the_hint_of_the_municipalities_is_whole(at_desk: AtDesk, size: tuple[int, int]) -> None:
    async with at_desk(size) as shift:
        await shift.press("ctrl+g")
        await shift.until(lambda: "tilbake" in shift.screen)
        assert "Hjartdal" in shift.screen


async def test_a_long_list_leaves_its_hint_in_sight(at_desk: AtDesk) -> None:
    async with at_desk((80, 24)) as shift:
        many = [Choice(number, f"Kontakt {number}") for number in range(40)]
        shift.app.push_screen(FilterMenu("Hvem er borte?", lambda _text: many, hint="Skriv for å snevre inn listen."))
        await shift.until(lambda: "Kontakt 0" in shift.screen)
        assert "Skriv for å snevre inn listen." in shift.screen
        await shift.press(*["down"] * 39)
        await shift.until(lambda: "Kontakt 39" in shift.screen)


async def test_how_many_articles_a_theme_has_is_not_cut(at_desk: AtDesk) -> None:
    async with at_desk((80, 24)) as shift:
        await shift.settle()
        row = HitRow("Økonomi, sosialhjelp og bolig", figure="28")
        shift.app.screen.query_one(HitList).show((row,), 0, heading="Tema", empty="")
        await shift.until(lambda: "Økonomi, sosialhje… (28)" in shift.screen)
