"""The lead's room: what a lead sees, and what the keys do."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from textual.widgets import Input

from kontakt.database import Engine, writing
from kontakt.directory import store as directory
from kontakt.directory.region import Region
from kontakt.errors import KontaktError
from kontakt.firstline import Cause, Outcome, first_line_rate
from kontakt.inquiries.inquiry import CallerType, Channel, Feedback, FeedbackKind
from kontakt.inquiries.log import phone_calls
from kontakt.inquiries.log import store as inquiries
from kontakt.inquiries.log.phone_calls import AnsweredCalls
from kontakt.lead.service import LeadService as Figures
from kontakt.lead.standing import Standing
from kontakt.locale import LANGUAGES, language, use_language
from kontakt.tui.app import KontaktApp
from kontakt.tui.commands.command import commands_in
from kontakt.tui.commands.lead import LEAD_GROUPS
from kontakt.tui.lead import sentences
from kontakt.tui.lead.screen import LeadScreen
from kontakt.tui.lead.service_link import LeadLink
from kontakt.tui.lead.views import VIEWS

from ..conftest import NOW
from .conftest import AtBoard, Log

pytestmark = pytest.mark.long

SIZES = [(80, 24), (120, 36)]
VIEW_KEYS = ["f2", "f3", "f4", "f5", "f6"]


# --- every view ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x36"])
async def test_every_view_says_the_period_the_count_and_the_definition_in_each_language(
    at_board: AtBoard, a_quarter: None, size: tuple[int, int]
) -> None:
    seen = set()
    async with at_board(size) as service:
        for _language in LANGUAGES:
            seen.add(language())
            for key in VIEW_KEYS:
                screen = await service.look(key)
                assert "2026" in service.lines[1 if size == (80, 24) else 2], (language(), key)
                assert "240 " in screen, (language(), key)
                assert "72,9" in screen.replace(".", ","), (language(), key)
                assert "/ (" in screen, (language(), key)
            await service.look("ctrl+o", "v")
    assert seen == set(LANGUAGES)


async def test_a_view_without_inquiries_has_no_rate_and_says_so(at_board: AtBoard) -> None:
    said = ("–", "Ingenting ble videresendt", "ingenting å måle", "Ingenting er loggført", "Ingenting er loggført")
    async with at_board() as service:
        for key, sentence in zip(VIEW_KEYS, said, strict=True):
            screen = await service.look(key)
            assert "0 henvendelser" in screen, key
            assert "0,0 %" not in screen, key
            assert sentence in screen, key


async def test_without_a_region_every_view_stands_and_the_first_says_what_would_fill_it(
    at_board: AtBoard, engine: Engine
) -> None:
    with writing(engine) as session:
        directory.save(session, Region("", ()), by="test", at=NOW)
    async with at_board() as service:
        assert "kontakt knowledge import" in service.screen
        for key in VIEW_KEYS:
            await service.look(key)
            await service.press("enter", "down", "right", "ctrl+r", "ctrl+b", "escape")
            assert service.app.is_running, key


async def test_no_view_names_an_agent_or_shows_a_note(at_board: AtBoard, a_quarter: None) -> None:
    async with at_board() as service:
        for key in VIEW_KEYS:
            for keys in ([key], ["down"], ["enter"], ["enter"]):
                screen = await service.look(*keys)
                assert "nordmann" not in screen.lower()
                assert "skal ikke sees" not in screen
            await service.press("escape", "escape")


def test_the_room_and_each_view_do_what_they_offer() -> None:
    for view in VIEWS:
        assert all(hasattr(view, f"action_{each.id}") for each in commands_in(view.COMMAND_GROUPS))
    assert all(hasattr(LeadScreen, f"action_{each.id.partition('.')[0]}") for each in commands_in(LEAD_GROUPS))


# --- municipalities ----------------------------------------------------------------------------------------


async def test_each_municipality_has_its_rate_its_interval_and_its_verdict_in_words_of_the_language(
    at_board: AtBoard, a_quarter: None
) -> None:
    async with at_board() as service:
        assert "200 70,0 % 63,3–75,9" in service.line("Tinn")
        assert "ikke nådd: 20 til" in service.line("Tinn")
        assert "usikkert" in service.line("Rollag")
        assert "– uten mål" in service.line("Hjartdal")
        assert "●" in service.line("Tinn")
        assert "├" in service.line("Tinn")
        for _ in range(6):  # however the list is sorted, the region stands first
            await service.press("ctrl+r")
            rows = [line.lstrip("▌ ").split("  ")[0] for line in service.lines]
            shown = [each for each in rows if each in ("Regionen", "Tinn", "Rollag", "Hjartdal")]
            assert shown[0] == "Regionen"
            assert len(shown) >= 4
        await service.press("ctrl+o", "v")
        assert "Kommunar" in service.screen
        assert "ikkje nådd: 20 til" in service.screen
        await service.press("ctrl+o", "v")
        assert "not reached: +20" in service.screen


async def test_in_a_narrow_window_the_row_under_the_cursor_says_the_rest(at_board: AtBoard, a_quarter: None) -> None:
    async with at_board((80, 24)) as service:
        assert "63,3–75,9" not in service.line("Tinn")
        await service.press("down")
        assert "ikke nådd: 20 flere løste gir 80 %" in service.screen
        assert "70,0 % av 200 (63,3–75,9)" in service.screen
        assert "87,5 % av 160 (81,5–91,8), uten 40 som krever vurdering" in service.screen


async def test_the_change_says_whether_it_is_certain(at_board: AtBoard, a_quarter: None, log: Log) -> None:
    log(50, started_at=NOW - timedelta(days=92))
    log(50, started_at=NOW - timedelta(days=92), outcome=Outcome.CASE, cause=Cause.DECISION)
    async with at_board() as service:
        await service.press("down")
        assert "+20,0 (+8,3 til +31,3): opp" in service.line("Endring")
        assert "(01.07.2026–20.08.2026)" in service.line("Endring")
        await service.look("f8")
        assert "–" in service.line("Endring")
        assert "ingen" not in service.line("Endring")
        await service.look("f8")
        assert "Endring" not in service.screen
        assert "sammenlignet" not in service.screen


async def test_logged_of_answered_is_shown_where_it_was_imported(
    at_board: AtBoard, a_quarter: None, engine: Engine
) -> None:
    with writing(engine) as session:
        phone_calls.store(session, [AnsweredCalls(NOW.date(), "4026", "", 400)])
    async with at_board() as service:
        await service.press("down")
        assert "200 av 400 besvarte samtaler er loggført (50,0 %)" in service.line("Loggført")
        await service.press("down")
        assert "Loggført" not in service.screen


def test_more_logged_than_answered_says_what_that_means() -> None:
    use_language("nb")
    standing = Standing(municipality="4026", rate=first_line_rate(()), calls_answered=700, calls_logged=812)
    said = sentences.logged(standing).replace("\xa0", " ")
    assert said.startswith("812 samtaler er loggført, og 700 ble besvart (116,0 %): flere enn telefonsystemet talte.")


async def test_new_figures_keep_the_cursor_and_the_order(at_board: AtBoard, a_quarter: None, log: Log) -> None:
    async with at_board() as service:
        await service.press("ctrl+r", "down", "down")
        before = [line for line in service.lines if line.startswith("▌ Rollag")]
        assert before
        log(5, municipality="3336")
        service.room._look_if_seen()
        await service.counted()
        assert "35 " in service.line("Rollag")
        assert any(line.startswith("▌ Rollag") for line in service.lines)
        assert "▴" in service.screen


# --- why not -----------------------------------------------------------------------------------------------


async def test_the_bars_lead_to_the_inquiries_whose_text_is_never_markup_and_are_left_with_their_scope(
    at_board: AtBoard, a_quarter: None, log: Log
) -> None:
    log(2, article="gatelys", outcome=Outcome.CASE, cause=Cause.DECISION)
    async with at_board() as service:
        await service.look("f3")
        assert "42 62,7 % 62,7 %" in service.line("Vei og trafikk")  # the largest first
        assert "20 29,9 % 92,5 %" in service.line("Barnehage og skole")
        assert "Endring" not in service.screen, "there is nothing to compare with"
        screen = await service.look("enter")
        assert "Vei og trafikk › Krever vurdering" in screen
        assert "Brøyting av kommunal vei" in screen
        screen = await service.look("enter")
        assert "20.11.2026 10:30" in screen
        assert "brøyter dere [/ ny" in screen
        await service.press("escape")
        assert "brøyter dere" not in service.screen
        await service.press("escape")
        assert "Etter årsak" in service.screen
        assert any(line.startswith("▌ Vei og trafikk") for line in service.lines)
        await service.type("gal uklart")
        await service.press(*["backspace"] * 10)
        await service.type("uklart")
        screen = await service.look("enter")
        assert "› Gebyr [/ ny [bold]x[/]" in screen
        await service.press("ctrl+t")
        await service.type("2025")
        await service.press("enter")
        await service.until(lambda: "Ingenting ble videresendt" in service.screen)
        assert "›" not in service.screen


async def test_a_bar_with_one_article_or_none_leads_straight_to_its_inquiries_and_back(
    at_board: AtBoard, log: Log
) -> None:
    log(3, article=None, query="solceller", outcome=Outcome.MESSAGE, cause=Cause.NO_ANSWER)
    log(2, article="gatelys", query="lykt", outcome=Outcome.CASE, cause=Cause.DECISION)
    async with at_board() as service:
        await service.look("f3")
        screen = await service.look("enter")
        assert screen.count("solceller") == 3
        assert service.line("ingen artikkel") == "ingen artikkel › Fant ikke svar Esc: tilbake"
        await service.press("escape")
        assert "Etter årsak" in service.screen
        await service.press("down")
        assert "lykt" in await service.look("enter")
        assert "Vei og trafikk › Krever vurdering › Gatelys" in service.screen
        await service.press("escape")
        assert "Etter årsak" in service.screen


async def test_an_article_opens_in_the_editors_room(at_board: AtBoard, a_quarter: None) -> None:
    async with at_board() as service:
        await service.look("f3")
        await service.press("ctrl+b")
        assert "Velg en artikkel først" in service.screen
        await service.look("enter")
        await service.press("ctrl+b")
        await service.until(
            lambda: "Brøyting av kommunal vei" in service.screen and service.app.current_mode == "editor"
        )


def missed(query: str) -> Feedback:
    return Feedback(id=uuid4(), kind=FeedbackKind.MISSED, made_at=NOW, agent="ola", municipality="4026", query=query)


async def test_an_inquiry_without_an_article_leads_to_the_gap_that_its_search_is_part_of(
    at_board: AtBoard, log: Log, engine: Engine
) -> None:
    log(3, article=None, query="solceller", outcome=Outcome.MESSAGE, cause=Cause.NO_ANSWER)
    with writing(engine) as session:
        inquiries.deliver(session, [missed("kompost"), missed("kompost"), missed("solceller")])
    async with at_board() as service:
        await service.look("f3")
        await service.look("enter")
        await service.press("enter")
        await service.until(lambda: service.app.current_mode == "editor" and "▌ solceller" in service.screen)


# --- closing the gap -----------------------------------------------------------------------------------------


async def test_the_gap_is_a_sentence_the_contributions_say_what_to_do_and_arrows_go_to_the_next_with_a_target(
    at_board: AtBoard, a_quarter: None
) -> None:
    async with at_board() as service:
        await service.look("f4")
        assert "Tinn er på 70,0 %: " in service.screen
        assert "flere løst i perioden ville gitt 80 %" in service.screen
        assert "+20" in service.line("+20")
        assert "Barnehage og skole: gi førstelinjen tilgang til systemet" in service.line("+20")
        assert "løs like ofte som Rollag" in service.screen
        assert "kan ikke legges sammen" in " ".join(service.screen.split())
        await service.press("right")
        assert "Rollag er på 90,0 %. Målet på 80 %: usikkert." in service.screen
        assert "«Gebyr [/ ny [bold]x[/]»: rett svaret" in service.screen
        await service.press("left")
        assert "Tinn er på 70,0 %" in service.screen
        assert "Hjartdal" not in service.screen


# --- when ----------------------------------------------------------------------------------------------------


async def test_the_map_counts_and_hides_the_rate_of_fewer_than_three_agents(at_board: AtBoard, log: Log) -> None:
    for agent in ("a", "b", "c"):
        log(3, agent=agent, channel=Channel.CHAT, caller_type=CallerType.CABIN_OWNER)
    log(2, started_at=NOW - timedelta(hours=3), outcome=Outcome.CASE, cause=Cause.DECISION)
    log(1, started_at=NOW.replace(hour=5))
    async with at_board() as service:
        await service.look("f5")
        assert service.line("10–11").split()[-1] == "9"
        assert "█" in service.line("10–11")
        assert service.line("06–07").split()[-1] == "1"
        assert "07–08" not in service.screen or service.line("08–09")
        await service.press("ctrl+b")
        assert "100 %" in service.line("10–11")
        assert "*" in service.line("08–09")
        assert "0 %" not in service.line("08–09")
        assert "* skjult: færre enn 3 agenter." in service.screen
        assert "Chat 9 100,0 %" in service.line("Telefon") or "Chat" in service.screen
        assert "Hytteeier" in service.screen


# --- who helps whom --------------------------------------------------------------------------------------------


async def test_homes_with_few_agents_stand_together(at_board: AtBoard, log: Log) -> None:
    for agent in ("a", "b", "c"):
        log(4, agent=agent)
        log(2, agent=agent, municipality="3336")
    log(5, agent="d", home_municipality="3336")
    async with at_board() as service:
        await service.look("f6")
        assert service.line("Tinn") == "Tinn (12) 6 – 18 +1"
        assert service.line("andre") == "andre 5 – – 5 –"
        assert "100,0 % av 23 henvendelser" in service.line("Med artikkel")


async def test_the_minutes_are_an_assumption_that_can_be_changed(at_board: AtBoard, log: Log) -> None:
    log(90)
    async with at_board() as service:
        await service.look("f6")
        assert "omtrent 15 timer" in service.screen
        await service.press("ctrl+b")
        await service.type("mye")
        await service.press("enter")
        assert "Skriv et helt tall fra 1 til 600." in service.screen
        service.app.screen.query_one(Input).value = "20"
        await service.press("enter")
        await service.until(lambda: "omtrent 30 timer" in service.screen)
        assert "20 minutter" in service.screen


async def test_a_cost_is_shared_by_the_inquiries_that_are_shown(at_board: AtBoard, log: Log) -> None:
    log(30)
    log(10, municipality="3336")
    async with at_board((120, 60)) as service:
        await service.look("f6")
        await service.press("ctrl+o", "k")
        await service.type("mye 40/60")
        await service.press("enter")
        assert "mye er ikke et beløp" in service.screen
        service.app.screen.query_one(Input).value = "1 000,00 40/60"
        await service.press("enter")
        await service.until(lambda: "583,34" in service.screen)
        # A third of 400 each; 600 by 30, 10 and none; the øre that are left to whom they are owed most.
        assert "283,33" in service.screen
        assert "133,33" in service.screen
        assert "1 000,00" in service.screen.replace("\xa0", " ")
        assert "uansett utfall" in " ".join(service.screen.split())


# --- which inquiries -------------------------------------------------------------------------------------------


async def test_keys_go_through_the_periods_and_to_the_one_before_and_a_view_gone_to_has_the_chosen_one(
    at_board: AtBoard, a_quarter: None
) -> None:
    async with at_board() as service:
        seen = [service.lines[2]]
        for _ in range(6):
            await service.look("f7")
            seen.append(service.lines[2])
        beginnings = ("4. kvartal 2026 ·", "2026 ·", "til og med", "20.11.2026 ·", "uke 47 2026 ·", "november 2026 ·")
        assert all(line.startswith(begin) for line, begin in zip(seen, beginnings, strict=False))
        assert seen[6].startswith("4. kvartal 2026")
        assert "sammenlignet" not in seen[2]
        assert "3. kvartal 2026 ·" in await service.look("ctrl+g")
        assert "4. kvartal 2026" in await service.look("ctrl+l")
        assert "ingen periode etter" in await service.look("ctrl+l")
        await service.look("f3")
        await service.look("f2")
        await service.look("f7")
        screen = await service.look("f3")
        assert "4. kvartal" not in screen


async def test_a_municipality_opens_as_a_page_and_the_arrows_lead_to_the_next(
    at_board: AtBoard, a_quarter: None
) -> None:
    async with at_board() as service:
        await service.type("tinn")
        await service.look("enter")
        await service.until(lambda: "Hvorfor henvendelser ble videresendt" in service.screen)
        for text in ("70,0 % av 200", "flere løst i perioden", "Telefon", "Uke for uke", "uke 47 2026"):
            assert text in service.screen
        await service.look("right")
        await service.until(lambda: service.line("Rollag"))
        await service.press("escape")
        assert service.line("Tinn")
        assert service.room.view.id == "municipalities"


async def test_the_total_says_of_how_many_the_rate_is(at_board: AtBoard, a_quarter: None, log: Log) -> None:
    log(5, outcome=Outcome.VOID)
    async with at_board() as service:
        assert "av 240 løst" in service.screen
        assert "245 henvendelser i alt" in service.screen


async def test_any_period_can_be_written_and_a_wrong_one_is_said(at_board: AtBoard, a_quarter: None) -> None:
    async with at_board() as service:
        await service.press("ctrl+t")
        await service.type("i fjor")
        await service.press("enter")
        assert "«i fjor» er ingen periode." in service.screen
        service.app.screen.query_one(Input).value = "2026-11-01..2026-11-22"
        await service.press("enter")
        await service.until(lambda: "01.11.2026–22.11.2026" in service.screen)
        assert "240 henvendelser" in service.screen


async def test_filters_combine_stand_in_the_heading_and_are_cleared_by_one_key(
    at_board: AtBoard, a_quarter: None, log: Log
) -> None:
    log(3, channel=Channel.CHAT)
    async with at_board() as service:
        await service.press("f9", "1")
        await service.type("tinn")
        await service.press("enter")
        await service.until(lambda: "4. kvartal 2026 · Tinn · alle kanaler" in service.screen)
        screen = service.screen
        assert "Rollag" not in screen
        assert "Regionen" not in screen
        await service.press("f9", "3")
        await service.type("chat")
        await service.press("enter")
        await service.until(lambda: "Tinn · Chat" in service.screen)
        assert "3 henvendelser" in service.screen
        screen = await service.look("f10")
        assert "243 henvendelser" in screen
        assert "Rollag" in screen


# --- the database, threads, language ---------------------------------------------------------------------------


async def test_a_database_that_is_away_and_a_mistake_are_one_sentence_and_the_last_figures_stay(
    at_board: AtBoard, a_quarter: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async with at_board() as service:

        def away(*_args: Any) -> None:
            raise KontaktError("Databasen svarer ikke.")

        with monkeypatch.context() as patched:
            patched.setattr(Figures, "bring_up_to_date", away)
            screen = await service.look("f7")
            assert "Databasen svarer ikke. Tallene som vises, er fra 11:30." in screen
            assert "4. kvartal 2026" in screen
            assert "70,0 %" in screen
        screen = await service.look("ctrl+n")
        assert "Databasen" not in screen
        assert "2026 ·" in screen
        monkeypatch.setattr(Figures, "standings", lambda *_: 1 / 0)
        screen = await service.look("ctrl+n")
        assert "Noe gikk galt i bakgrunnen" in screen
        assert "70,0 %" in screen
        assert "ZeroDivisionError" in caplog.text


async def test_a_late_answer_is_dropped_and_taking_in_a_large_log_shows_how_far_it_is(
    at_board: AtBoard, a_quarter: None
) -> None:
    async with at_board() as service:
        shown = service.room._answers["municipalities"]
        late = LeadLink.Answered("municipalities", 0, None, shown.scope, shown.rate, service.room._names, None)
        service.room.post_message(late)
        await service.pilot.pause()
        assert service.room._answers["municipalities"] is shown
        service.room._answers.clear()
        service.room.post_message(LeadLink.Progress(20_000, 1_200_000))
        await service.pilot.pause()
        assert "Henter inn loggen: 20 000 av 1 200 000 henvendelser" in service.screen


async def test_in_the_smallest_window_every_list_shows_some_of_its_rows(at_board: AtBoard, a_quarter: None) -> None:
    async with at_board((60, 16)) as service:
        for key in ("f2", "f3", "f4"):
            await service.look(key)
            assert service.room.view.query(".rows").first().size.height > 1, key
            assert "Tinn" in service.screen or key == "f3", key
            assert not any(line.startswith("K   ") for line in service.lines), key


async def test_a_tiny_window_says_that_it_is_too_small(at_board: AtBoard) -> None:
    async with at_board((50, 12)) as service:
        assert "60 × 16" in " ".join(service.screen.split())


# --- reports ---------------------------------------------------------------------------------------------------


async def test_a_report_of_what_is_shown_is_written_and_over_another_file_only_when_asked(
    at_board: AtBoard, a_quarter: None, tmp_path: Path
) -> None:
    file = tmp_path / "til styret.html"
    async with at_board() as service:
        await service.press("ctrl+s")
        await service.until(lambda: service.app.screen.query(Input))
        box = service.app.screen.query_one(Input)
        assert box.value.endswith(".html")
        assert "4-kvartal-2026" in box.value
        box.value = str(file.with_suffix(".pdf"))
        await service.press("enter")
        said = " ".join(service.screen.replace("│", " ").split())  # wherever the line is broken, by the folder's length
        assert "ender ikke på noe av .html, .xlsx" in said
        box.value = str(file)
        await service.press("enter")
        await service.until(lambda: "Rapporten ligger i" in service.screen)
        assert "70,0" in file.read_text(encoding="utf-8")
        file.write_text("min egen", encoding="utf-8")
        await service.press("ctrl+s")
        await service.until(lambda: service.app.screen.query(Input))
        service.app.screen.query_one(Input).value = str(file)
        await service.press("enter")
        await service.until(lambda: "til styret.html finnes allerede" in service.screen)
        await service.press("2")
        await service.until(lambda: service.app.screen.query(Input))
        assert service.app.screen.query_one(Input).value == str(file)
        assert file.read_text(encoding="utf-8") == "min egen"
        await service.press("enter")
        await service.until(lambda: "til styret.html finnes allerede" in service.screen)
        await service.press("1")
        await service.until(lambda: "Rapporten ligger i" in service.screen)
        assert "70,0" in file.read_text(encoding="utf-8")


async def test_in_a_browser_a_report_is_handed_over_under_a_bare_name_and_lies_nowhere_on_the_server(
    at_board: AtBoard, a_quarter: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed: dict[str, bytes] = {}
    monkeypatch.setattr(KontaktApp, "is_web", True)
    monkeypatch.setattr(
        KontaktApp, "deliver_binary", lambda _app, file, save_filename: handed.update({save_filename: file.read()})
    )
    async with at_board() as service:
        await service.press("ctrl+s")
        await service.until(lambda: service.app.screen.query(Input))
        box = service.app.screen.query_one(Input)
        assert "/" not in box.value
        assert "blant nedlastingene" in service.screen
        box.value = str(tmp_path / "styret.csv")
        await service.press("enter")
        await service.until(lambda: "Rapporten styret.csv er sendt til nettleseren." in service.screen)
        service.app.on_delivery_failed()
        assert "Filen er for stor for en nettleser" in service.screen
    assert "Kommunenummer" in handed["styret.csv"].decode()
    assert not list(tmp_path.rglob("*.csv"))


async def test_a_comment_goes_with_the_report_and_is_there_the_next_time(
    at_board: AtBoard, a_quarter: None, tmp_path: Path
) -> None:
    file = tmp_path / "til styret.html"
    async with at_board() as service:
        await service.press("ctrl+s")
        await service.until(lambda: service.app.screen.query(Input))
        service.app.screen.query_one(Input).value = str(file)
        await service.press("tab")
        await service.type("**Bra** 15076500565")
        await service.press("ctrl+s")
        assert "Kommentaren inneholder et fødselsnummer" in service.screen
        await service.press(*["backspace"] * 11, "escape", "ctrl+s")
        await service.until(lambda: service.app.screen.query(Input))
        assert "**Bra**" in service.screen
        service.app.screen.query_one(Input).value = str(file)
        await service.press("tab", "ctrl+end")
        await service.type("35012345")
        await service.press("ctrl+s")
        await service.until(lambda: "Rapporten ligger i" in service.screen)
        assert "i kommentaren er skjult" in " ".join(service.screen.split())
        assert "<strong>Bra</strong> [telefon]" in file.read_text(encoding="utf-8")
