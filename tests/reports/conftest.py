"""The documents of a lead's report on a small region."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from kontakt.database import open_engine
from kontakt.firstline import periods
from kontakt.firstline.outcomes import Cause, Outcome
from kontakt.inquiries.inquiry import CallerType, Channel
from kontakt.installation.lazy_engine import LazyEngine
from kontakt.lead.figures import LeadFigures
from kontakt.lead.scope import Scope
from kontakt.lead.service import LeadService
from kontakt.library.names import KnownNames
from kontakt.reports.document import ReportDocument
from kontakt.reports.document_report import document
from kontakt.settings import Settings

from ..lead.conftest import NOW, engine, log, logs_into, service  # noqa: F401 (the log is filled as for a lead)


@pytest.fixture(scope="session")
def awkward_service(filled_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LeadService]:
    """A November of thirds and sevenths, with what was forwarded, hidden, compared and helped with in it. Only read."""
    folder = tmp_path_factory.mktemp("awkward")
    shutil.copytree(filled_folder, folder, dirs_exist_ok=True)
    settings = Settings(data_dir=folder, agent="kari", home_municipality="4026")
    database = open_engine(settings.database_url)
    board = LeadService(settings, LazyEngine(settings, lambda: NOW), clock=lambda: NOW)
    add = logs_into(database, board)
    yesterday, a_month_ago = NOW - timedelta(days=1), NOW - timedelta(days=31)
    kongsberg = {"municipality": "3303", "target": 80}
    add(2, article="gatelys", agent="kari")
    add(1, article="gatelys", agent="ola", outcome=Outcome.CASE, cause=Cause.NO_ACCESS)
    add(3, municipality="3303", article="barnevern", outcome=Outcome.CASE, cause=Cause.DECISION, first_line="never")
    add(4, **kongsberg, agent="per", home_municipality="3303", started_at=yesterday)
    add(1, **kongsberg, outcome=Outcome.MESSAGE, cause=Cause.NO_ANSWER, channel=Channel.EMAIL)
    add(30, **kongsberg, article="byggesak", caller_type=CallerType.CABIN_OWNER, agent="liv")
    add(5, article="byggesak", agent="liv", outcome=Outcome.CASE, cause=Cause.WRONG_ANSWER)
    add(7, started_at=a_month_ago)
    add(4, started_at=a_month_ago, outcome=Outcome.TRANSFERRED, cause=Cause.INSISTED)
    yield board
    board.close()
    database.dispose()


@pytest.fixture(scope="session")
def awkward(awkward_service: LeadService) -> LeadFigures:
    return awkward_service.figures(Scope(period=periods.parse("2026-11"), against=periods.parse("2026-10")))


@pytest.fixture(scope="session")
def names(awkward_service: LeadService) -> KnownNames:
    return awkward_service.names


@pytest.fixture(scope="session")
def made(awkward: LeadFigures, names: KnownNames) -> ReportDocument:
    """The same as a document, in English."""
    return document(awkward, names, lambda: NOW)
