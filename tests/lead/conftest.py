"""A board over a small region with three municipalities and a log that the tests fill."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from kontakt.database import Engine, open_engine, writing
from kontakt.firstline.outcomes import Outcome
from kontakt.inquiries.entries import logged
from kontakt.inquiries.inquiry import Inquiry
from kontakt.inquiries.log import store as inquiries
from kontakt.installation.lazy_engine import LazyEngine
from kontakt.lead.service import LeadService
from kontakt.settings import Settings

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)  # a Friday, 13:00 in Oslo

Log = Callable[..., list[Inquiry]]


@pytest.fixture
def engine(filled: Settings) -> Iterator[Engine]:
    engine = open_engine(filled.database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def service(filled: Settings, engine: Engine) -> Iterator[LeadService]:
    with LazyEngine(filled, lambda: NOW) as database:
        service = LeadService(filled, database, clock=lambda: NOW)
        yield service
        service.close()


def logs_into(engine: Engine, service: LeadService) -> Log:
    """Logs ``times`` inquiries that are alike, answered in Tinn at noon unless told otherwise; the board knows them."""

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
        service.bring_up_to_date()
        return made

    return add


@pytest.fixture
def log(engine: Engine, service: LeadService) -> Log:
    return logs_into(engine, service)
