"""The whole throw-away desk, as ``kontakt demo`` opens it, on the knowledge that is shipped."""

import os
import pty
import select
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
import typer
from typer.testing import CliRunner

from kontakt.cli.app import app_with
from kontakt.cli.demo import demo
from kontakt.database import reading
from kontakt.demo.desk import signed_in, throw_away_desk
from kontakt.demo.inquiries import made_up_inquiries
from kontakt.desk.service import DeskService
from kontakt.directory.region import Region
from kontakt.errors import KontaktError
from kontakt.firstline import Verdict, first_line_rate, last_days
from kontakt.inquiries.log import store
from kontakt.installation.lazy_engine import LazyEngine
from kontakt.knowledge.article import Article
from kontakt.library.cache import Cache
from kontakt.library.cached_library import cached_library
from kontakt.settings import Settings

pytestmark = [pytest.mark.xdist_group("throw-away desk"), pytest.mark.long]  # one worker makes it for all of them


@pytest.fixture
def service(made_up: Settings, now: datetime) -> Iterator[DeskService]:
    service = DeskService(made_up, LazyEngine(made_up, lambda: now), clock=lambda: now)
    yield service
    service.close()


def verdicts(service: DeskService, days: int, now: datetime) -> set[Verdict]:
    period = last_days(days, now)
    with reading(service.engine) as session:
        return {
            first_line_rate(store.counts(session, period.start, period.end, municipality=each.number)).verdict
            for each in service.library().region.municipalities
        }


def test_every_verdict_stands_on_the_board_of_a_quarter(service: DeskService, now: datetime) -> None:
    assert verdicts(service, 84, now) == set(Verdict) - {Verdict.NOTHING}


def test_a_month_is_too_short_for_some_verdicts_and_long_enough_for_others(service: DeskService, now: datetime) -> None:
    # Whether a municipality with some hundred calls has reached its target in a month is chance.
    assert verdicts(service, 30, now) >= {Verdict.NOT_REACHED, Verdict.UNCERTAIN, Verdict.NO_TARGET}


def test_the_desk_is_full_before_the_database_is_opened(made_up: Settings) -> None:
    library = cached_library(Cache(made_up.cache_path))
    assert library is not None
    assert len(library.articles) > 40
    assert library.region.municipalities


def test_the_agent_has_inquiries_of_today_and_the_desk_something_to_suggest(service: DeskService) -> None:
    figures = service.figures(None)
    assert figures.tally.today > 0
    assert figures.suggestions
    assert service.own_inquiries()


def test_nothing_waits_to_be_delivered(service: DeskService) -> None:
    assert service.deliver() == 0


def test_language_and_colours_are_the_users_and_everything_else_is_thrown_away(
    own: Settings, made_up: Settings
) -> None:
    assert (made_up.language, made_up.theme) == ("nn", "kontakt-light")
    assert made_up.agent != own.agent
    assert made_up.database_url != own.database_url
    assert not own.data_dir.exists()


def test_a_home_outside_the_region_is_replaced_by_one_in_it(service: DeskService, made_up: Settings) -> None:
    assert service.library().region.municipality(made_up.home_municipality)


def test_a_home_in_the_region_is_kept(
    own: Settings, region: Region, small_region: Region, small_articles: tuple[Article, ...], now: datetime
) -> None:
    home = region.municipalities[-1].number
    answered = next(made_up_inquiries(small_region, small_articles, now, 1)).inquiry
    settings = signed_in(replace(own, home_municipality=home), region, answered)
    assert (settings.agent, settings.home_municipality) == (answered.agent, home)


def test_the_folder_is_removed_when_the_desk_closes_also_after_an_error(
    own: Settings, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kontakt.demo.desk.fill", lambda settings, *_: settings)  # what is in it makes no difference
    folders: list[Path] = []

    def closes_badly() -> None:
        with throw_away_desk(own, now) as settings:
            folders.append(settings.data_dir)
            assert settings.data_dir.is_dir()
            raise KontaktError("The terminal is too small.")

    with pytest.raises(KontaktError):
        closes_badly()
    assert not folders[0].exists()


def test_without_a_terminal_one_sentence_says_so_and_nothing_is_made_up(own: Settings) -> None:
    result = CliRunner().invoke(app_with(["demo"]), ["demo"], obj=own)
    assert isinstance(result.exception, KontaktError)
    assert result.output == ""


def test_what_is_typed_while_it_is_made_up_does_not_reach_the_desk_that_opens(
    own: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, theirs = pty.openpty()
    left: list[object] = []

    @contextmanager
    def makes_it_up(settings: Settings, _now: datetime) -> Iterator[Settings]:
        os.write(ours, b"typed\n")
        select.select([theirs], [], [])
        yield settings

    for name, stand_in in (("require_terminal", lambda: None), ("_end_with_the_window", lambda: None)):
        monkeypatch.setattr(f"kontakt.cli.demo.{name}", stand_in)
    monkeypatch.setattr("kontakt.cli.demo.throw_away_desk", makes_it_up)
    monkeypatch.setattr("kontakt.cli.demo.open_desk", lambda *_, **__: left.extend(select.select([theirs], [], [], 0)))
    with os.fdopen(theirs) as terminal:
        monkeypatch.setattr("sys.stdin", terminal)
        demo(cast("typer.Context", SimpleNamespace(obj=own)))
    os.close(ours)
    assert left == [[], [], []]
