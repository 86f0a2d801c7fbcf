"""An editor's room over a small real region, and what agents do meanwhile."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from kontakt.database import writing
from kontakt.editor.service import EditorService
from kontakt.firstline.outcomes import Cause, Outcome
from kontakt.inquiries.entries import logged
from kontakt.inquiries.inquiry import Entry, Feedback, FeedbackKind, Inquiry, LinkedBy
from kontakt.inquiries.log import store as inquiries
from kontakt.installation.lazy_engine import LazyEngine
from kontakt.settings import Settings


@pytest.fixture
def service(filled: Settings, clock: Callable[[], datetime]) -> Iterator[EditorService]:
    """Kari's."""
    with LazyEngine(filled, clock) as database:
        yield EditorService(filled, database, clock=clock)


@pytest.fixture
def other_service(filled: Settings, clock: Callable[[], datetime]) -> Iterator[EditorService]:
    """Ola's, at the same time."""
    with LazyEngine(filled, clock) as database:
        yield EditorService(replace(filled, agent="ola"), database, clock=clock)


class Centre:
    """What agents send to the shared log: at the clock's time, from Tinn, unless said otherwise."""

    def __init__(self, service: EditorService, clock: Callable[[], datetime]) -> None:
        self._service = service
        self._clock = clock

    def _send(self, item: Entry | Feedback) -> None:
        with writing(self._service.engine) as session:
            inquiries.deliver(session, [item])

    def misses(self, query: str, *, agent: str = "", municipality: str | None = "4026") -> None:
        """An agent sends a search that led nowhere to the editor; each time another one unless named."""
        self._report(FeedbackKind.MISSED, agent, municipality, query, None)

    def doubts(
        self, article: str, *, query: str = "", agent: str = "", municipality: str | None = "4026", note: str = ""
    ) -> None:
        """An agent calls an article's answer wrong or unclear, and may say why."""
        self._report(FeedbackKind.UNCLEAR, agent, municipality, query, article, note)

    def _report(
        self,
        kind: FeedbackKind,
        agent: str,
        municipality: str | None,
        query: str,
        article: str | None,
        note: str = "",
    ) -> None:
        agent = agent or f"agent {uuid4()}"
        feedback = Feedback(
            id=uuid4(),
            kind=kind,
            made_at=self._clock(),
            agent=agent,
            municipality=municipality,
            query=query,
            article=article,
            note=note,
        )
        self._send(feedback)

    def logs(
        self,
        article: str | None = None,
        outcome: Outcome = Outcome.ANSWERED,
        *,
        cause: Cause | None = None,
        query: str = "",
        times: int = 1,
        days_ago: float = 0,
        seconds: int = 120,
        linked_by: LinkedBy = LinkedBy.SURE,
        municipality: str = "4026",
        agent: str = "per",
        call_id: object = None,
    ) -> None:
        """Inquiries that end now, or so long ago."""
        end = self._clock() - timedelta(days=days_ago)
        for _ in range(times):
            inquiry = Inquiry(
                id=uuid4(),
                call_id=call_id or uuid4(),  # type: ignore[arg-type]
                municipality=municipality,
                outcome=outcome,
                cause=cause,
                started_at=end - timedelta(seconds=seconds),
                logged_at=end,
                agent=agent,
                article=article,
                linked_by=linked_by if article else None,
                query=query,
                first_line="usually" if article else None,
            )
            self._send(logged(inquiry, end))


@pytest.fixture
def centre(service: EditorService, clock: Callable[[], datetime]) -> Centre:
    return Centre(service, clock)


@pytest.fixture
def change(service: EditorService) -> Callable[..., int]:
    """Saves an article with these fields changed, as Kari."""

    def change(id: str, **fields: object) -> int:
        edited = service.read(id)
        assert edited is not None
        return service.save(replace(edited.article, **fields), based_on=edited.revision)  # type: ignore[arg-type]

    return change
