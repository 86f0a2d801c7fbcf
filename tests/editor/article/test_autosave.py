"""Which text of an article is put on the disk, and which is not any more."""

from dataclasses import replace
from pathlib import Path

import pytest

from kontakt.editor.article.form import ArticleForm
from kontakt.editor.article.unsaved import UnsavedArticles, unsaved_articles
from kontakt.editor.article.writing import Writing
from kontakt.files.autosave import Autosave
from kontakt.knowledge.article import Article
from kontakt.knowledge.editing import Edited

from ...conftest import Clock

STREET_LIGHTS = Edited(Article(id="gatelys", theme="vei", title="Gatelys", answer="Meld fra."), 1)


@pytest.fixture
def forms(data_dir: Path, clock: Clock) -> UnsavedArticles:
    return unsaved_articles(data_dir / "unsaved", clock=clock)


@pytest.fixture
def autosave(forms: UnsavedArticles) -> Autosave[ArticleForm]:
    return Autosave(forms)


@pytest.fixture
def writing() -> Writing:
    """An article in which an exclamation mark was typed."""
    return typed("Gatelys!")


def typed(title: str) -> Writing:
    writing = Writing(STREET_LIGHTS)
    writing.change({"title": title})
    return writing


def write(autosave: Autosave[ArticleForm], writing: Writing) -> None:
    text = autosave.next_text(writing)
    assert text is not None
    autosave.write(text)


def titles(forms: UnsavedArticles) -> list[str]:
    return sorted(each.form.title for each in forms.all())


def test_a_text_is_written_once(autosave: Autosave[ArticleForm], forms: UnsavedArticles, writing: Writing) -> None:
    write(autosave, writing)
    assert titles(forms) == ["Gatelys!"]
    assert autosave.next_text(writing) is None


def test_what_is_as_stored_is_not_written(autosave: Autosave[ArticleForm]) -> None:
    assert autosave.next_text(Writing(STREET_LIGHTS)) is None


def test_a_text_on_its_way_is_not_sent_twice(autosave: Autosave[ArticleForm], writing: Writing) -> None:
    assert autosave.next_text(writing)
    assert autosave.next_text(writing) is None


def test_a_text_that_comes_late_does_not_take_the_place_of_a_later_one(
    autosave: Autosave[ArticleForm], forms: UnsavedArticles, writing: Writing
) -> None:
    late = autosave.next_text(writing)
    assert late is not None
    writing.change({"title": "Gatelys!?"})
    autosave.keep(writing)
    autosave.write(late)
    assert titles(forms) == ["Gatelys!?"]


def test_a_text_that_is_given_up_is_not_brought_back_by_the_disk(
    autosave: Autosave[ArticleForm], forms: UnsavedArticles, writing: Writing
) -> None:
    late = autosave.next_text(writing)
    assert late is not None
    autosave.forget()
    autosave.write(late)
    assert titles(forms) == []


def test_a_text_that_is_as_stored_again_is_forgotten(
    autosave: Autosave[ArticleForm], forms: UnsavedArticles, writing: Writing
) -> None:
    autosave.keep(writing)
    writing.change({"title": "Gatelys"})
    assert autosave.next_text(writing) is None
    assert titles(forms) == []


def test_a_text_that_makes_way_for_another_version_stays_whatever_is_typed_and_saved_there(
    autosave: Autosave[ArticleForm], forms: UnsavedArticles, writing: Writing
) -> None:
    autosave.put_aside(writing)
    autosave.keep(Writing(STREET_LIGHTS))
    assert titles(forms) == ["Gatelys!"]
    autosave.keep(typed("Noe annet"))
    assert titles(forms) == ["Gatelys!", "Noe annet"]
    autosave.forget()
    assert titles(forms) == ["Gatelys!"]


def test_a_text_of_a_window_that_is_gone_is_gone_on_with_under_its_name(
    forms: UnsavedArticles, writing: Writing
) -> None:
    unsaved_articles(forms.folder).keep("left", writing.form, 1)
    (left,) = forms.all()
    left = replace(left, window="")
    autosave = Autosave(forms, left)
    autosave.keep(typed("Gatelys!!"))
    assert [each.name for each in forms.all()] == ["left"]
    assert autosave.own >= {"left"}
    autosave.forget()
    assert titles(forms) == []


@pytest.mark.parametrize("window", ["5d6c3d2e", "a 01019010046 b"], ids=["plain", "like a national identity number"])
def test_a_text_that_is_open_elsewhere_is_gone_on_with_as_one_of_its_own(
    forms: UnsavedArticles, writing: Writing, window: str
) -> None:
    other = unsaved_articles(forms.folder)
    other.window = window
    other.keep("theirs", writing.form, 1)
    autosave = Autosave(forms, forms.all()[0])
    autosave.keep(typed("Gatelys!!"))
    assert titles(forms) == ["Gatelys!", "Gatelys!!"]
    autosave.forget()
    assert titles(forms) == []
