"""A board over a small region with three municipalities and a log that the tests fill."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from kontakt.database import Engine, open_engine, writing
from kontakt.database.migrate import bring_up_to_date
from kontakt.directory import store as directory
from kontakt.firstline.outcomes import Outcome
from kontakt.inquiries import store as inquiries
from kontakt.inquiries.entries import logged
from kontakt.inquiries.inquiry import Inquiry
from kontakt.knowledge import store as knowledge
from kontakt.reports.board import Board

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)  # a Friday, 13:00 in Oslo

Log = Callable[..., list[Inquiry]]


@pytest.fixture
def engine(settings, region, articles, themes) -> Iterator[Engine]:
    engine = open_engine(settings.database_url)
    bring_up_to_date(engine, settings.data_dir, NOW)
    with writing(engine) as session:
        directory.save(session, region, by="test", at=NOW)
        knowledge.save(session, articles, themes, by="test", at=NOW)
    yield engine
    engine.dispose()


@pytest.fixture
def board(settings, engine) -> Iterator[Board]:
    board = Board(settings, clock=lambda: NOW)
    yield board
    board.close()


@pytest.fixture
def log(engine, board) -> Log:
    """Logs ``times`` inquiries that are alike, answered in Tinn at noon unless said otherwise; the board knows them."""

    def add(times: int = 1, **changes: object) -> list[Inquiry]:
        made = []
        for _ in range(times):
            fields = {
                "id": uuid4(),
                "call_id": uuid4(),
                "municipality": "4026",
                "outcome": Outcome.ANSWERED,
                "started_at": NOW,
                "agent": "kari",
                "target": 75,
            } | changes
            fields.setdefault("logged_at", fields["started_at"])
            made.append(Inquiry(**fields))  # type: ignore[arg-type]
        with writing(engine) as session:
            inquiries.deliver(session, [logged(each, each.logged_at) for each in made])
        board.bring_up_to_date()
        return made

    return add
