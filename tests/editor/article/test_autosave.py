"""Which text of an article is put on the disk, and which is not any more."""

import pytest

from kontakt.editor.article.autosave import ArticleAutosave
from kontakt.editor.article.unsaved import UnsavedForms
from kontakt.editor.article.writing import Writing
from kontakt.knowledge.article import Article
from kontakt.knowledge.editing import Edited

STREET_LIGHTS = Edited(Article(id="gatelys", theme="vei", title="Gatelys", answer="Meld fra."), 1)


@pytest.fixture
def forms(data_dir, clock) -> UnsavedForms:
    return UnsavedForms(data_dir / "unsaved", clock=clock)


@pytest.fixture
def autosave(forms) -> ArticleAutosave:
    return ArticleAutosave(forms)


@pytest.fixture
def writing() -> Writing:
    """An article in which an exclamation mark was typed."""
    typed = Writing(STREET_LIGHTS)
    typed.change({"title": "Gatelys!"})
    return typed


def test_a_text_is_written_once(autosave, forms, writing):
    autosave.write(autosave.next_text(writing))
    assert forms.load("gatelys").form.title == "Gatelys!"
    assert autosave.next_text(writing) is None


def test_what_is_as_stored_is_not_written(autosave):
    assert autosave.next_text(Writing(STREET_LIGHTS)) is None


def test_a_text_on_its_way_is_not_sent_twice(autosave, writing):
    assert autosave.next_text(writing)
    assert autosave.next_text(writing) is None


def test_a_text_that_comes_late_does_not_take_the_place_of_a_later_one(autosave, forms, writing):
    late = autosave.next_text(writing)
    writing.change({"title": "Gatelys!?"})
    autosave.keep(writing)
    autosave.write(late)
    assert forms.load("gatelys").form.title == "Gatelys!?"


def test_a_text_that_is_given_up_is_not_brought_back_by_the_disk(autosave, forms, writing):
    late = autosave.next_text(writing)
    autosave.forget("gatelys")
    autosave.write(late)
    assert forms.load("gatelys") is None


def test_a_text_that_is_as_stored_again_is_forgotten(autosave, forms, writing):
    autosave.keep(writing)
    writing.change({"title": "Gatelys"})
    assert autosave.next_text(writing) is None
    assert forms.load("gatelys") is None


def test_a_text_that_makes_way_for_another_version_stays_on_the_disk(autosave, forms, writing):
    autosave.put_aside(writing)
    autosave.keep(Writing(STREET_LIGHTS))
    assert autosave.aside == writing.form
    assert forms.load("gatelys").form == writing.form
