"""A room with one view in it: an overview made by hand over a small real region, and an app that keeps what the view
asks for."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from textual.app import App, ComposeResult
from textual.message import Message
from textual.pilot import Pilot
from textual.widget import Widget

import kontakt.tui
from kontakt.directory.region import Municipality, Region
from kontakt.editor.overview.overview import (
    ClosedGap,
    CoverageRow,
    Due,
    DueReason,
    Gap,
    GapKind,
    Health,
    Overlap,
    OverlapKind,
    Overview,
    ReportNote,
    Task,
    TaskKind,
)
from kontakt.inquiries.log.gaps import GapEnd
from kontakt.knowledge.article import Article, Source, Theme
from kontakt.knowledge.coverage import looked
from kontakt.library.library import build_library
from kontakt.tui.editor.lists.view import EditorView
from kontakt.tui.themes import THEMES

NOW = datetime(2026, 11, 20, 10, 30, tzinfo=UTC)
TODAY = date(2026, 11, 20)
STYLES = Path(kontakt.tui.__file__).parent / "styles"

REGION = Region(
    "Kongsbergregionen",
    tuple(
        Municipality(number=number, name=name)
        for number, name in {
            "3303": "Kongsberg",
            "4005": "Notodden",
            "4026": "Tinn",
            "3332": "Sigdal",
            "3334": "Flesberg",
            "3336": "Rollag",
            "3338": "Nore og Uvdal",
            "4024": "Hjartdal",
        }.items()
    ),
)
ARTICLES = (
    Article(
        id="slamtoemming",
        theme="vann",
        title="Slamtømming",
        answer="Tanken tømmes annethvert år. Du får varsel på SMS.",
        keywords=("septiktank", "tømming"),
        sources=(Source("forurensningsforskriften § 13", date(2026, 1, 5)),),
        reviewed=date(2026, 1, 5),
        review_by=date(2026, 9, 1),
        owner="teknisk drift",
        as_shared={"3336": date(2026, 10, 5)},
    ),
    Article(
        id="tett-avloep",
        theme="vann",
        title="Tett avløp",
        answer="Kommunen har ansvar for hovedledningen, du for stikkledningen.",
        keywords=("tømming", "kloakk", "[/ ny"),
        local={"4026": "I Tinn ringer du vakten. [/ ny] er ikke en kode."},
    ),
    Article(
        id="byggesak",
        theme="plan",
        title="Byggesak",
        answer="Du søker digitalt.",
        sources=(Source("plan- og bygningsloven § 20-1"),),
    ),
    Article(id="hytteavgift", theme="vann", title="Hytteavgift [/ ny", answer="Bare her.", only=("3336",)),
)
THEMES_OF_ARTICLES = (Theme("vann", "Vann og avløp"), Theme("plan", "Plan og bygg"))

TETT_DO = Gap(
    subject="missed:tett do",
    kind=GapKind.MISSED,
    phrase="tett do",
    wordings=(("tett do", 9), ("doen er tett", 5)),
    times=14,
    municipalities={"4026": 9, "3336": 4, None: 1},
    last_at=NOW,
    suggestions=("tett-avloep", "slamtoemming"),
    reopened=True,
)
HOSTILE = Gap(
    subject="missed:[/ ny",
    kind=GapKind.MISSED,
    phrase="[/ ny [bold]x[/]",
    wordings=(("[/ ny [bold]x[/]", 2),),
    times=2,
    municipalities={"4026": 2},
    last_at=NOW,
)
UNCLEAR = Gap(
    subject="unclear:byggesak",
    kind=GapKind.UNCLEAR,
    phrase="garasje",
    wordings=(("garasje", 3),),
    times=3,
    municipalities={"3303": 3},
    last_at=NOW,
    article="byggesak",
    notes=(ReportNote("[/ ny står ikke", "3303", NOW),),
)
CLOSED = (
    ClosedGap(
        subject="unclear:slamtoemming",
        kind=GapKind.UNCLEAR,
        phrase="septik",
        wordings=(("septik", 2),),
        times=2,
        article="slamtoemming",
        how=GapEnd.CORRECTED,
        by="kari",
        at=NOW,
    ),
    ClosedGap(
        subject="missed:[/ ny",
        kind=GapKind.MISSED,
        phrase="[/ ny",
        wordings=(("[/ ny", 1),),
        times=1,
        article="hytteavgift",
        how=None,
        by="[/ ny",
        at=NOW,
    ),
)
DUE = (
    Due("byggesak", DueReason.RULE_CHANGED, date(2026, 11, 1), "plan- og bygningsloven"),
    Due("slamtoemming", DueReason.OVERDUE, date(2026, 9, 1)),
    Due("tett-avloep", DueReason.NEVER),
)
ASKED = {"tett-avloep": {"3336": 12, "4026": 3}, "byggesak": {"3303": 5}}
OVERLAPS = (
    Overlap(
        one="slamtoemming",
        other="tett-avloep",
        kinds=frozenset({OverlapKind.KEYWORD, OverlapKind.ANSWER}),
        keywords=("tømming",),
        similarity=0.83,
    ),
    Overlap(one="byggesak", other="hytteavgift", kinds=frozenset({OverlapKind.ANSWER}), similarity=0.71),
)


def an_overview(articles: tuple[Article, ...] = ARTICLES) -> Overview:
    """Something of each kind."""
    numbers = [each.number for each in REGION.municipalities]
    rows = tuple(
        CoverageRow(
            article=each.id,
            looked={number: looked(each, number) for number in numbers},
            asked=ASKED.get(each.id, {}),
        )
        for each in articles
    )
    health = {
        each.id: Health(article=each, revision=1, changed_at=NOW, changed_by="kari", uses=31, looked=row.looked)
        for each, row in zip(articles, rows, strict=True)
    }
    most_asked = tuple(sorted(rows, key=lambda row: -row.unlooked))
    return Overview(
        library=build_library(articles, THEMES_OF_ARTICLES, REGION),
        health=health,
        gaps=(TETT_DO, UNCLEAR, HOSTILE),
        due=DUE,
        coverage=most_asked,
        tasks=(
            Task(kind=TaskKind.GAP, callers=14, gap=TETT_DO),
            Task(kind=TaskKind.FLAG, callers=3, gap=UNCLEAR),
            Task(kind=TaskKind.DUE, callers=31, due=DUE[1]),
            Task(kind=TaskKind.COVERAGE, callers=12, coverage=most_asked[0]),
            Task(kind=TaskKind.GAP, callers=2, gap=HOSTILE),
        ),
        today=TODAY,
        closed=CLOSED,
    )


def nothing_at_all() -> Overview:
    return replace(an_overview(), gaps=(), due=(), coverage=(), tasks=(), closed=())


class Room(App[None]):
    CSS_PATH = [STYLES / "app.tcss", STYLES / "desk.tcss", STYLES / "editor_views.tcss"]  # noqa: RUF012

    def __init__(self, widget: Widget) -> None:
        super().__init__()
        self.widget = widget
        self.asked_for: list[Message] = []
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name

    def compose(self) -> ComposeResult:
        yield self.widget

    def on_editor_view_do(self, message: EditorView.Do) -> None:
        self.asked_for.append(message)

    def on_view_open_article(self, message: EditorView.OpenArticle) -> None:
        self.asked_for.append(message)

    def on_editor_view_new_article(self, message: EditorView.NewArticle) -> None:
        self.asked_for.append(message)

    def on_view_say(self, message: EditorView.Say) -> None:
        self.asked_for.append(message)


class Editor:
    """An editor in a room: presses keys, and says what stands on the screen and what was asked for."""

    def __init__(self, app: Room, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.pilot.press(key)
        for _step in range(3):  # a key, the view's message about it, and what is made of that
            await self.pilot.pause()

    async def type(self, text: str) -> None:
        await self.press(*("space" if letter == " " else letter for letter in text))

    @property
    def screen(self) -> str:
        """The text on the screen, line by line."""
        width, height = self.app.size
        strips = self.app.screen._compositor.render_strips(self.app.size)
        return "\n".join(strip.text.ljust(width) for strip in strips[:height])

    @property
    def asked_for(self) -> Message | None:
        """What the view asked for last."""
        return self.app.asked_for[-1] if self.app.asked_for else None


@asynccontextmanager
async def room_with(
    view: EditorView, overview: Overview | None = None, size: tuple[int, int] = (120, 36)
) -> AsyncIterator[Editor]:
    app = Room(view)
    async with app.run_test(size=size) as pilot:
        view.show(overview or an_overview())
        view.take_focus()
        await pilot.pause()
        yield Editor(app, pilot)
