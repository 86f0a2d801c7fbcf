"""The documents of a lead's report on a small region."""

import pytest

from kontakt.lead.figures import LeadFigures
from kontakt.lead.service import LeadService
from kontakt.reports.document import ReportDocument
from kontakt.reports.document_report import document

from ..lead.conftest import NOW, awkward, engine, log, service  # noqa: F401, TID252 (the log is filled as for a lead)


@pytest.fixture
def made(awkward: LeadFigures, service: LeadService) -> ReportDocument:  # noqa: F811
    """A report of thirds and sevenths as a document."""
    return document(awkward, service.names, lambda: NOW)
