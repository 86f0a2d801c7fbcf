"""The keyword workbench: keywords as chips, and what they do to the searches that people have made."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.message import Message
from textual.pilot import Pilot
from textual.widgets import Input

from kontakt.editor.keywords.vocabulary_suggestions import Suggestion
from kontakt.editor.keywords.workbench import Workbench
from kontakt.knowledge.article import Article
from kontakt.tui.editor.article.workbench_pane import WorkbenchPane
from kontakt.vocabulary.concept import Concept, Kind, Role

from ..rooms import ARTICLES, REGION, Editor, Room

TETT_AVLOEP = ARTICLES[1]


def a_workbench() -> Workbench:
    return Workbench(
        TETT_AVLOEP,
        ARTICLES,
        REGION,
        asked={"septiktank tømming": 7, "kloakk": 5, "tett avløp": 4, "septik tett": 3},
        wanted={"toalett": 2},
        usage={},
    )


class AtWorkbench(Editor):
    """An editor at the workbench of one article; ``changes`` is all that the pane has said."""

    def __init__(self, app: Room, pilot: Pilot[None]) -> None:
        super().__init__(app, pilot)
        self.changes: list[Message] = []
        self.bench = a_workbench()


@asynccontextmanager
async def at_the_workbench(phrase: str | None = None, size: tuple[int, int] = (120, 36)) -> AsyncIterator[AtWorkbench]:
    pane = WorkbenchPane()
    app = Room(pane)
    async with app.run_test(size=size) as pilot:
        editor = AtWorkbench(app, pilot)
        post = pane.post_message

        def note(message: Message) -> bool:
            editor.changes.append(message)
            return post(message)

        pane.post_message = note  # type: ignore[method-assign]
        pane.show(TETT_AVLOEP)
        pane.load(editor.bench)
        if phrase is not None:
            pane.offer(phrase)
        pane.take_focus()
        await pilot.pause()
        yield editor


def keywords_told(editor: AtWorkbench) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    told = [each for each in editor.changes if isinstance(each, WorkbenchPane.Changed)]
    return (told[-1].keywords["keywords"], told[-1].keywords["keywords_nn"]) if told else None


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["80x24", "120x36"])
async def test_the_keywords_are_chips_beside_the_searches_that_they_concern(size: tuple[int, int]) -> None:
    async with at_the_workbench(size=size) as editor:
        for text in ("tømming", "kloakk", "[/ ny", "toalett"):
            assert text in editor.screen


async def test_typing_and_enter_adds_a_keyword_and_ranks_anew() -> None:
    async with at_the_workbench() as editor:
        await editor.type("toalett")
        await editor.press("enter")
        assert keywords_told(editor) == (("tømming", "kloakk", "[/ ny", "toalett"), ())
        assert editor.bench.article.keywords[-1] == "toalett"
        assert "– → 1." in editor.screen


async def test_several_keywords_are_added_apart_by_commas() -> None:
    async with at_the_workbench() as editor:
        await editor.type("toalett, dass")
        await editor.press("enter")
        assert keywords_told(editor)[0][-2:] == ("toalett", "dass")


@pytest.mark.parametrize("again", ["kloakk", "KLOAKK", "Tømming", "toemming"])
async def test_a_keyword_that_is_there_in_another_case_or_spelling_is_refused_and_stays_in_the_box(again: str) -> None:
    async with at_the_workbench() as editor:
        await editor.type(again)
        await editor.press("enter")
        assert keywords_told(editor) is None
        assert f"“{again}”" in editor.screen or f"«{again}»" in editor.screen


async def test_delete_takes_the_marked_chip_away() -> None:
    async with at_the_workbench() as editor:
        await editor.press("left", "left", "delete")
        assert keywords_told(editor) == (("tømming", "[/ ny"), ())


async def test_backspace_in_an_empty_box_marks_the_last_chip_before_it_takes_it_away() -> None:
    async with at_the_workbench() as editor:
        await editor.press("x", "backspace", "backspace")
        assert keywords_told(editor) is None
        await editor.press("backspace")
        assert keywords_told(editor) == (("tømming", "kloakk"), ())


async def test_tab_goes_on_to_the_nynorsk_keywords() -> None:
    async with at_the_workbench() as editor:
        await editor.press("tab")
        await editor.type("tett do")
        await editor.press("enter")
        assert keywords_told(editor) == (TETT_AVLOEP.keywords, ("tett do",))


async def test_a_keyword_that_takes_another_articles_search_is_said_to_disturb() -> None:
    async with at_the_workbench() as editor:
        assert "→ Tett avløp" not in editor.screen
        await editor.type("septiktank")
        await editor.press("enter")
        assert "Slamtømming → Tett avløp" in editor.screen


async def test_a_search_that_is_tried_shows_the_ranking_with_reasons() -> None:
    async with at_the_workbench() as editor:
        await editor.press("tab", "tab", "tab")
        await editor.type("septiktank")
        lines = editor.screen.splitlines()
        assert any("1" in line and "Slamtømming" in line and "septiktank" in line for line in lines)


async def test_a_phrase_from_the_queue_is_tried_and_one_enter_from_being_added() -> None:
    async with at_the_workbench("tett do") as editor:
        await editor.press("enter")
        assert keywords_told(editor)[0][-1] == "tett do"


async def test_a_phrase_that_is_a_keyword_is_one_delete_from_being_taken_away() -> None:
    async with at_the_workbench("kloakk") as editor:
        await editor.press("delete")
        assert keywords_told(editor) == (("tømming", "[/ ny"), ())


async def test_what_the_vocabulary_offers_is_accepted_one_by_one_in_its_own_language_form() -> None:
    concept = Concept(path="ord/avloep", kind=Kind.WORD, name="Avløp [/ ny")
    async with at_the_workbench() as editor:
        offered = [
            Suggestion("avløpsrør", "nb", Role.ALTERNATIVE, concept),
            Suggestion("avløpsrøyr", "nn", Role.ALTERNATIVE, concept),
        ]
        editor.app.query_one(WorkbenchPane).suggest(offered)
        await editor.pilot.pause()
        await editor.press("tab", "tab", "tab", "right", "enter")
        assert keywords_told(editor) == (TETT_AVLOEP.keywords, ("avløpsrøyr",))
        await editor.press("delete")
        assert keywords_told(editor) == (TETT_AVLOEP.keywords, ("avløpsrøyr",))
        assert "avløpsrør " not in editor.screen


async def test_a_pasted_list_becomes_keywords_and_a_pasted_book_is_refused_with_a_sentence() -> None:
    from textual.events import Paste

    async with at_the_workbench() as editor:
        box = editor.app.focused
        assert isinstance(box, Input)
        box.post_message(Paste("dass\ntoalett\n"))
        await editor.press("enter")
        assert keywords_told(editor)[0][-2:] == ("dass", "toalett")
        box.post_message(Paste("kjempelangt " * 100_000))
        await editor.pilot.pause()
        assert box.value == ""
        assert len(keywords_told(editor)[0]) == 5


async def test_a_keyword_without_a_letter_is_refused() -> None:
    async with at_the_workbench() as editor:
        await editor.type("?!")
        await editor.press("enter")
        assert keywords_told(editor) is None


async def test_an_empty_workbench_says_what_would_fill_it_and_keeps_keywords_for_a_new_article() -> None:
    pane = WorkbenchPane()
    app = Room(pane)
    async with app.run_test(size=(120, 36)) as pilot:
        editor = Editor(app, pilot)
        pane.show(Article(id="ny", theme="", title="", answer=""))
        pane.load(Workbench(None, (), REGION, asked={}, wanted={}, usage={}))
        pane.offer("tett do")
        pane.take_focus()
        await editor.press("enter")
        assert "tett do" in editor.screen
        assert len(editor.screen.split()) > 20


async def test_a_keyword_that_is_added_before_the_workbench_comes_stays() -> None:
    pane = WorkbenchPane()
    app = Room(pane)
    async with app.run_test(size=(120, 36)) as pilot:
        editor = Editor(app, pilot)
        pane.show(TETT_AVLOEP)
        pane.take_focus()
        await pilot.pause()
        assert "Ser på søkene …" in editor.screen
        await editor.type("toalett")
        await editor.press("enter")
        bench = a_workbench()
        pane.load(bench)
        await pilot.pause()
        assert pane.keywords["keywords"] == bench.article.keywords == ("tømming", "kloakk", "[/ ny", "toalett")
        assert "toalett" in editor.screen
        assert "Ser på søkene" not in editor.screen
        pane.load(None)  # the next one cannot be had: what is known stays
        assert "Det går ikke an" not in editor.screen
