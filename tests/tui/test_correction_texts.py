"""What the desk says of a correction, in Norwegian: what was corrected to what."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from kontakt.firstline.outcomes import Cause, Outcome
from kontakt.inquiries.inquiry import CallerType, Channel, Inquiry, LinkedBy, TransferResult
from kontakt.library.library import Library, build_library
from kontakt.locale import use_language
from kontakt.tui.desk.correction_texts import corrected

from .conftest import ARTICLES, REGION, THEMES, AtDesk

NOON = datetime(2026, 11, 20, 11, tzinfo=UTC)
LOGGED = Inquiry(
    id=UUID(int=1),
    call_id=UUID(int=2),
    municipality="4026",
    outcome=Outcome.ANSWERED,
    started_at=NOON,
    logged_at=NOON,
    agent="kari",
    channel=Channel.PHONE,
    caller_type=CallerType.RESIDENT,
    article="gatelys",
    linked_by=LinkedBy.SURE,
)
FORWARDED = replace(LOGGED, outcome=Outcome.CASE, cause=Cause.DECISION)
PUT_THROUGH = replace(LOGGED, outcome=Outcome.TRANSFERRED, cause=Cause.DECISION, unit="4026/drift")


@pytest.fixture(autouse=True)
def in_norwegian() -> Iterator[None]:
    use_language("nb")
    yield
    use_language("en")


@pytest.fixture(scope="module")
def library() -> Library:
    return build_library(ARTICLES, THEMES, REGION)


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        (LOGGED, replace(LOGGED, outcome=Outcome.BOOKED), "Time avtalt (før: Besvart) · Gatelys · Tinn"),
        (LOGGED, FORWARDED, "Til sak (før: Besvart) · Krever vurdering · Gatelys · Tinn"),
        (FORWARDED, LOGGED, "Besvart (før: Til sak) · Gatelys · Tinn"),
        (
            FORWARDED,
            replace(FORWARDED, cause=Cause.INSISTED),
            "Til sak · Ville ha saksbehandler (før: Krever vurdering) · Gatelys · Tinn",
        ),
        (LOGGED, replace(LOGGED, municipality="3336"), "Besvart · Gatelys · Rollag (før: Tinn)"),
        (LOGGED, replace(LOGGED, article="barnevern"), "Besvart · Barnevern (før: Gatelys) · Tinn"),
        (LOGGED, replace(LOGGED, article=None), "Besvart · ingen artikkel (før: Gatelys) · Tinn"),
        (
            LOGGED,
            replace(LOGGED, channel=Channel.CHAT),
            "Besvart · Gatelys · Tinn · Innbygger · Chat (før: Innbygger · Telefon)",
        ),
        (LOGGED, replace(LOGGED, note="ved skolen"), "Besvart · Gatelys · Tinn · notatet er rettet"),
        (replace(LOGGED, note="ved skolen"), LOGGED, "Besvart · Gatelys · Tinn · ikke noe notat"),
        (
            PUT_THROUGH,
            replace(PUT_THROUGH, transfer_result=TransferResult.TAKEN),
            "Satt over → drift · Tatt imot (før: ikke sagt) · Gatelys · Tinn",
        ),
    ],
)
def test_beside_what_was_changed_it_says_what_it_was(
    library: Library, before: Inquiry, now: Inquiry, said: str
) -> None:
    assert corrected(before, now, library) == f"Rettet: {said}."


def test_a_note_in_which_something_is_masked_is_told_as_it_is_stored(library: Library) -> None:
    said = corrected(LOGGED, replace(LOGGED, note="Ring 99 88 77 66"), library)
    assert said.partition("   ")[2].startswith("Notatet er lagret som")


@pytest.mark.long
async def test_a_correction_to_what_it_is_already_changes_nothing_and_says_so(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.type("@tinn gatelys")
        await shift.press("f2", "ctrl+z")
        await shift.until(lambda: shift.app.screen.is_modal)
        await shift.press("1", "3")
        await shift.type("tinn")
        await shift.press("enter")
        await shift.until(lambda: "Ingenting er rettet" in shift.screen)
        entry = shift.desk.logbook.just_logged
        assert entry is not None
        assert entry.kind == "logged"
        await shift.press("ctrl+z")
        await shift.until(lambda: shift.app.screen.is_modal)
        await shift.press("1", "3")
        await shift.type("rollag")
        await shift.press("enter")
        await shift.until(lambda: "Rettet: Besvart · Gatelys · Rollag (før: Tinn)." in shift.screen)
