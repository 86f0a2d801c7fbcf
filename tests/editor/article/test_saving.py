"""What came of saving, publishing and restoring: as it is stored then, with what else was done."""

import pytest

from kontakt.editor.article import saving
from kontakt.editor.article.writing import Writing
from kontakt.editor.service import EditorService
from kontakt.files.unsaved import Unsaved
from kontakt.knowledge.article import Status
from kontakt.knowledge.article_input import InvalidArticle
from kontakt.knowledge.editing import EditConflict
from kontakt.knowledge.revisions import RevisionKind

from ...conftest import Clock

NOT_TAKEN = ()


@pytest.fixture
def writing(service: EditorService) -> Writing:
    return Writing(service.read("gatelys"))


def test_what_is_written_is_stored_and_the_fields_are_as_stored_again(service: EditorService, writing: Writing) -> None:
    writing.change({"title": "Gatelys i veien"})
    saved = saving.save(service, writing.save_request(NOT_TAKEN), None)
    writing.take_saved(saved)
    assert (saved.edited, saved.gap_ended) == (service.read("gatelys"), "")
    assert (writing.revision, writing.is_changed) == (2, False)


def test_what_is_typed_while_it_is_saved_stays(service: EditorService, writing: Writing) -> None:
    writing.change({"title": "Gatelys i veien"})
    saved = saving.save(service, writing.save_request(NOT_TAKEN), None)
    writing.change({"owner": "drift"})
    writing.take_saved(saved)
    assert (writing.is_changed, writing.form.owner, writing.stored.owner) == (True, "drift", "")


@pytest.mark.parametrize(
    ("values", "what"),
    [
        ({"title": "Gatelys i veien"}, RevisionKind.EDITED),
        ({"keywords": ("lys",)}, RevisionKind.KEYWORDS),
        ({"local": {"4026": "Ring vakten."}}, RevisionKind.NOTE),
    ],
)
def test_a_revision_is_called_what_was_changed(
    service: EditorService,
    writing: Writing,
    values: dict[str, str] | dict[str, tuple[str, ...]] | dict[str, dict[str, str]],
    what: RevisionKind,
) -> None:
    writing.change(values)
    assert writing.save_request(NOT_TAKEN).what is what


def test_a_new_article_gets_an_id_that_is_not_taken(service: EditorService) -> None:
    writing = Writing.begin("gatelys", ())
    writing.change({"theme": "vei", "answer": "Ja."})
    request = writing.save_request({"gatelys"})
    assert (request.article.id, request.article.status, request.what) == (
        "gatelys-2",
        Status.DRAFT,
        RevisionKind.CREATED,
    )


def test_a_field_that_is_wrong_keeps_everything_from_being_saved(writing: Writing) -> None:
    writing.change({"title": ""})
    with pytest.raises(InvalidArticle):
        writing.save_request(NOT_TAKEN)


def test_over_somebody_elses_version_nothing_is_stored_until_the_editor_has_seen_it(
    service: EditorService, other_service: EditorService, writing: Writing
) -> None:
    writing.change({"title": "Mitt"})
    other_service.set_status("gatelys", Status.ARCHIVED, based_on=1)
    with pytest.raises(EditConflict) as conflict:
        saving.save(service, writing.save_request(NOT_TAKEN), None)
    writing.save_over(conflict.value.revision.number)
    assert saving.save(service, writing.save_request(NOT_TAKEN), None).edited.revision == 3


def test_a_text_that_was_resumed_meets_what_was_saved_since_as_a_conflict(
    service: EditorService, other_service: EditorService, writing: Writing, clock: Clock
) -> None:
    writing.change({"title": "Mitt"})
    other_service.set_status("gatelys", Status.ARCHIVED, based_on=1)
    resumed = Writing.resume(Unsaved(writing.form, 1, clock()), service.read("gatelys"))
    with pytest.raises(EditConflict):
        saving.save(service, resumed.save_request(NOT_TAKEN), None)


def test_publishing_and_restoring_give_what_is_stored_then(service: EditorService, writing: Writing) -> None:
    archived = saving.set_status(service, service.read("gatelys"), Status.ARCHIVED)
    assert (archived.revision, archived.article.status) == (2, Status.ARCHIVED)
    writing = Writing(archived)
    writing.change({"answer": "Feil."})
    changed = saving.save(service, writing.save_request(NOT_TAKEN), None).edited
    restored = saving.restore(service, changed, 1)
    assert (restored.revision, restored.article.answer) == (4, service.read("gatelys").article.answer)
