"""A board over a small region with three municipalities and a log that the tests fill."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from kontakt.database import Engine, open_engine, writing
from kontakt.firstline import periods
from kontakt.firstline.outcomes import Cause, Outcome
from kontakt.inquiries.entries import logged
from kontakt.inquiries.inquiry import CallerType, Channel, Inquiry
from kontakt.inquiries.log import store as inquiries
from kontakt.installation.lazy_engine import LazyEngine
from kontakt.lead.figures import LeadFigures
from kontakt.lead.scope import Scope
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
def service(settings, engine) -> Iterator[LeadService]:
    service = LeadService(settings, LazyEngine(settings, lambda: NOW), clock=lambda: NOW)
    yield service
    service.close()


@pytest.fixture
def log(engine, service) -> Log:
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
        service.bring_up_to_date()
        return made

    return add


@pytest.fixture
def awkward(service, log) -> LeadFigures:
    """A November of thirds and sevenths, with what was forwarded, hidden, compared and helped with in it."""
    yesterday = NOW - timedelta(days=1)
    log(2, article="gatelys", agent="kari")
    log(1, article="gatelys", agent="ola", outcome=Outcome.CASE, cause=Cause.NO_ACCESS)
    log(3, municipality="3303", article="barnevern", outcome=Outcome.CASE, cause=Cause.DECISION, first_line="never")
    log(4, municipality="3303", target=80, agent="per", home_municipality="3303", started_at=yesterday)
    log(1, municipality="3303", target=80, outcome=Outcome.MESSAGE, cause=Cause.NO_ANSWER, channel=Channel.EMAIL)
    log(30, municipality="3303", target=80, article="byggesak", caller_type=CallerType.CABIN_OWNER, agent="liv")
    log(5, article="byggesak", agent="liv", outcome=Outcome.CASE, cause=Cause.WRONG_ANSWER)
    log(7, started_at=NOW - timedelta(days=31))
    log(4, started_at=NOW - timedelta(days=31), outcome=Outcome.TRANSFERRED, cause=Cause.INSISTED)
    return service.figures(Scope(period=periods.parse("2026-11"), against=periods.parse("2026-10")))
