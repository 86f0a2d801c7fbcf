"""One article while it is being written: what stands in the database, what the fields hold, and what differs."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from enum import Enum, auto
from typing import Any

from kontakt.directory.region import Region
from kontakt.editor.article.field_merging import merged_fields
from kontakt.editor.article.form import ArticleForm, article_of, form_of, problems
from kontakt.editor.article.saving import SavedArticle, SaveRequest
from kontakt.editor.article.unsaved import UnsavedArticle
from kontakt.knowledge.article import Article, Status
from kontakt.knowledge.article_input import InvalidArticle
from kontakt.knowledge.editing import NEW, Edited
from kontakt.knowledge.new_id import new_id
from kontakt.knowledge.revisions import RevisionKind
from kontakt.locale import _

_BLANK = Article(id="", theme="", title="", answer="")


class NotShared(Enum):
    """Why an article cannot be marked as shared in a municipality."""

    NEW = auto()
    NATIONAL = auto()
    HAS_NOTE = auto()


class Writing:
    """``stored`` is the article as it was read or saved last (None: a new one), ``revision`` its number, and ``form``
    the fields. ``base`` is the stored article with what no text field holds as it is to be: for whom it exists, and
    where it is as shared. ``original`` is the article that the fields were made of, where that is at hand: what was
    saved since a text was kept is not."""

    def __init__(self, edited: Edited | None, form: ArticleForm | None = None) -> None:
        self.stored = edited.article if edited else None
        self.revision = edited.revision if edited else NEW
        self.base = self.original = self.stored
        self.form = form or (form_of(self.stored) if self.stored else ArticleForm())
        self._newest_known = self.revision

    @classmethod
    def begin(cls, phrase: str, taken: Collection[str]) -> "Writing":
        """A new article, with a phrase as its title and first keyword unless that is "". Until it is saved it has an
        id that is not ``taken``."""
        form = ArticleForm(
            id=new_id(_("New article"), taken),
            title=phrase[:1].upper() + phrase[1:],
            keywords=(phrase,) if phrase else (),
        )
        return cls(None, form)

    @classmethod
    def resume(cls, unsaved: UnsavedArticle, edited: Edited | None) -> "Writing":
        """Go on with a text that was not saved, of an article that stands as ``edited`` now. What was saved since it
        was typed is a conflict when it is saved."""
        writing = cls(edited, unsaved.form)
        if edited and edited.revision != unsaved.based_on:
            writing.revision = writing._newest_known = unsaved.based_on
            writing.original = None
        return writing

    @property
    def is_new(self) -> bool:
        return self.stored is None

    @property
    def is_changed(self) -> bool:
        """Whether there is anything to save."""
        return self.is_typed or self.base != self.stored

    @property
    def is_typed(self) -> bool:
        """Whether a field differs from what is stored."""
        return self.form != self._stored_form

    @property
    def _stored_form(self) -> ArticleForm:
        return form_of(self.stored) if self.stored else ArticleForm(id=self.form.id, theme=self.form.theme)

    @property
    def status(self) -> Status:
        return self.stored.status if self.stored else Status.DRAFT

    # --- what is changed -----------------------------------------------------------------------------------

    def change(self, values: Mapping[str, Any]) -> bool:
        """Take over what the fields hold. False if they held that already."""
        before, self.form = self.form, replace(self.form, **values)
        return self.form != before

    def exists_for(self, only: tuple[str, ...]) -> None:
        """Let the article exist for these municipalities alone; none of them: for all."""
        if self.base:
            self.base = replace(self.base, only=only)

    def mark_as_shared(self, number: str, today: date) -> NotShared | None:
        """Somebody has looked in this municipality, and nothing differs. Changes nothing, and returns why, where that
        cannot be said."""
        if self.base is None:
            return NotShared.NEW
        if self.form.national:
            return NotShared.NATIONAL
        if number in self.form.local:
            return NotShared.HAS_NOTE
        self.base = replace(self.base, as_shared={**self.base.as_shared, number: today})
        return None

    # --- the article that the fields make ------------------------------------------------------------------

    @property
    def problems(self) -> dict[str, str]:
        """The first sentence on each field that is wrong."""
        by_field = problems(self._with_id(()), self.base)
        if not self.form.theme:  # not typed, so what is wrong with an empty text says nothing
            by_field["theme"] = _("No theme is chosen: F4, then Enter, lists them.")
        return by_field

    @property
    def problems_of_filled(self) -> dict[str, str]:
        """The problems of the fields that hold something: an empty field of a new article is no mistake yet."""
        return {field: sentence for field, sentence in self.problems.items() if getattr(self.form, field, "")}

    def article(self, taken: Collection[str] = ()) -> Article:
        """What the fields make; a new article gets an id that is not ``taken``. Raises InvalidArticle."""
        return article_of(self._with_id(taken), self.base)

    def _with_id(self, taken: Collection[str]) -> ArticleForm:
        return replace(self.form, id=new_id(self.form.title, taken)) if self.is_new else self.form

    def previewed(self) -> Article:
        """The article for a preview: as it would be saved, or, while a field is wrong, as the fields have it. A new one
        has the id that its form began with, which is no other article's."""
        try:
            return replace(self.article(), id=self.form.id)
        except InvalidArticle:
            form, base = self.form, self.base or _BLANK
            return replace(
                base,
                id=form.id,
                theme=form.theme,
                title=form.title,
                answer=form.answer,
                title_nn=form.title_nn,
                title_en=form.title_en,
                answer_nn=form.answer_nn,
                answer_en=form.answer_en,
                keywords=form.keywords,
                keywords_nn=form.keywords_nn,
                keywords_en=form.keywords_en,
                owner=form.owner,
                ask=tuple(filter(None, form.ask.splitlines())),
                steps=tuple(filter(None, form.steps.splitlines())),
                ask_nn=tuple(filter(None, form.ask_nn.splitlines())),
                steps_nn=tuple(filter(None, form.steps_nn.splitlines())),
                national=form.national,
                local={number: note for number, note in form.local.items() if note.strip()},
            )

    def first_previewed_for(self, region: Region, home: str | None) -> str | None:
        """Whose agents the preview is for at first: the number of the editor's home, else of the first municipality
        that differs; None for none."""
        if region.municipality(home):
            return home
        noted = self.previewed().local
        return next((each.number for each in region.municipalities if each.number in noted), None)

    # --- against what is stored ----------------------------------------------------------------------------

    def without_changes(self) -> "Writing":
        """The article as it is stored."""
        return self.with_text(self._stored_form)

    def with_text(self, form: ArticleForm) -> "Writing":
        """The same article, with this in its fields."""
        return Writing(Edited(self.stored, self.revision) if self.stored else None, form)

    def is_news(self, revision: int) -> bool:
        """Whether this revision is newer than every one that the editor knows of; from now on they know of it."""
        if revision <= self._newest_known:
            return False
        self._newest_known = revision
        return True

    def save_request(self, taken: Collection[str]) -> SaveRequest:
        """What is to be stored; a new article gets an id that is not ``taken``. Raises InvalidArticle."""
        article = self.article(taken)
        return SaveRequest(article, self.form, self.revision, self._what_changed(article))

    def _what_changed(self, article: Article) -> RevisionKind:
        stored = self.stored
        if stored is None:
            return RevisionKind.CREATED
        keywords = {name: getattr(article, name) for name in ("keywords", "keywords_nn", "keywords_en")}
        if replace(stored, **keywords) == article:
            return RevisionKind.KEYWORDS
        if replace(stored, local=article.local, as_shared=article.as_shared) == article:
            return RevisionKind.NOTE
        return RevisionKind.EDITED

    def save_over(self, revision: int) -> None:
        """From now on this is written over the removal with this number, which the editor has seen."""
        self.revision = revision

    def merge(self, original: Article, theirs: Edited) -> None:
        """Take in what somebody else has saved of the article, field by field, where both began with ``original``. What
        both have changed stays as it is here. From now on this is written over theirs. Raises InvalidArticle."""
        article = merged_fields(original, self.article(), theirs.article).article
        self.stored = self.original = theirs.article
        self.base, self.form = article, form_of(article)
        self.revision = self._newest_known = theirs.revision

    def take_saved(self, saved: SavedArticle) -> None:
        """What was sent is stored. What was typed meanwhile stays in the fields."""
        typed_meanwhile = self.form != saved.form
        self.stored = self.base = self.original = saved.edited.article
        self.revision = self._newest_known = saved.edited.revision
        self.form = replace(self.form, id=self.stored.id) if typed_meanwhile else form_of(self.stored)
