"""What of a logged inquiry can be corrected, and what a correction still needs."""

import pytest

from kontakt.desk.corrections import (
    Correction,
    is_possible,
    missing_for,
    put_through_to,
    with_caller,
    with_cause,
    with_note,
    with_outcome,
    with_transfer_result,
)
from kontakt.desk.outcome import Missing
from kontakt.desk.session import DeskSession
from kontakt.firstline.outcomes import Cause, Outcome
from kontakt.inquiries.inquiry import CallerType, Channel, Inquiry, TransferResult
from kontakt.inquiries.privacy_guard import NotAllowed


@pytest.fixture
def answered(session: DeskSession) -> Inquiry:
    """An answered inquiry for Tinn, with a note."""
    session.finder.search("@tinn gatelys")
    session.write_note("stolpe 12")
    return session.log(Outcome.ANSWERED)


@pytest.fixture
def void(session: DeskSession) -> Inquiry:
    """A wrong number of unknown municipality, without a note."""
    session.new_call()
    session.choose_municipality(None)
    return session.log(Outcome.VOID)


def test_only_what_is_forwarded_has_a_cause_to_correct_and_only_a_note_can_be_emptied(
    answered: Inquiry, void: Inquiry
) -> None:
    impossible = {each for each in Correction if not is_possible(each, answered)}
    assert impossible == {Correction.CAUSE, Correction.UNIT, Correction.TRANSFER_RESULT}
    transferred = with_cause(with_outcome(answered, Outcome.TRANSFERRED), Cause.NO_ANSWER, warm=True)
    assert [each for each in Correction if not is_possible(each, transferred)] == [Correction.TRANSFER_RESULT]
    assert all(is_possible(each, put_through_to(transferred, "4026/drift")) for each in Correction)
    assert not is_possible(Correction.EMPTY_NOTE, void)


def test_another_outcome_needs_what_the_old_one_did_not(answered: Inquiry, void: Inquiry) -> None:
    assert missing_for(answered, Outcome.GUIDED) is None
    assert missing_for(answered, Outcome.TRANSFERRED) is Missing.CAUSE
    assert missing_for(void, Outcome.NOT_OURS) is None
    assert missing_for(void, Outcome.TRANSFERRED) is Missing.MUNICIPALITY


def test_the_cause_of_the_old_outcome_goes_with_it(answered: Inquiry) -> None:
    transferred = with_cause(with_outcome(answered, Outcome.TRANSFERRED), Cause.NO_ANSWER, warm=True)
    again = with_outcome(transferred, Outcome.ANSWERED)
    assert (again.cause, again.warm) == (None, False)


def test_the_unit_goes_with_the_outcome_and_what_came_of_it_with_the_unit(answered: Inquiry) -> None:
    transferred = put_through_to(with_outcome(answered, Outcome.TRANSFERRED), "4026/drift")
    taken = with_transfer_result(transferred, TransferResult.TAKEN)
    assert (taken.unit, taken.transfer_result) == ("4026/drift", TransferResult.TAKEN)
    assert put_through_to(taken, "4026/drift") == taken
    assert put_through_to(taken, None).transfer_result is None
    again = with_outcome(taken, Outcome.CASE)
    assert (again.unit, again.transfer_result) == (None, None)


def test_a_note_is_corrected_as_it_is_stored_or_refused(answered: Inquiry, identity_number: str) -> None:
    assert "412 34 567" not in with_note(answered, "ring 412 34 567 ").note
    with pytest.raises(NotAllowed):
        with_note(answered, f"gjelder {identity_number}")


def test_a_caller_is_a_caller_type_or_a_channel(answered: Inquiry) -> None:
    assert with_caller(answered, CallerType.CABIN_OWNER).caller_type is CallerType.CABIN_OWNER
    assert with_caller(answered, Channel.COUNTER).channel is Channel.COUNTER
