"""One article while it is being written: what stands in the database, what the fields hold, and what differs."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from kontakt.editor.article.form import ArticleForm, article_of, form_of, new_id, problems
from kontakt.knowledge.article import Article, Status
from kontakt.knowledge.article_input import InvalidArticle
from kontakt.knowledge.editing import NEW, Edited
from kontakt.knowledge.revisions import What
from kontakt.locale import _

_BLANK = Article(id="", theme="", title="", answer="")


class Writing:
    """``stored`` is the article as it was read or saved last (None: a new one), ``revision`` its number, and ``form``
    the fields. What no text field holds (for whom it exists, where it is as shared) is changed in ``rest``."""

    def __init__(self, edited: Edited | None, form: ArticleForm | None = None) -> None:
        self.stored = edited.article if edited else None
        self.revision = edited.revision if edited else NEW
        self.rest = self.stored
        self.form = form or (form_of(self.stored) if self.stored else ArticleForm())

    @property
    def is_new(self) -> bool:
        return self.stored is None

    @property
    def is_changed(self) -> bool:
        """Whether there is anything to save."""
        return self.is_typed_in or self.rest != self.stored

    @property
    def is_typed_in(self) -> bool:
        """Whether a field differs from what is stored."""
        return self.form != self._unchanged

    @property
    def _unchanged(self) -> ArticleForm:
        return form_of(self.stored) if self.stored else ArticleForm(id=self.form.id, theme=self.form.theme)

    @property
    def status(self) -> Status:
        return self.stored.status if self.stored else Status.DRAFT

    def change(self, values: Mapping[str, Any]) -> bool:
        """Take over what the fields hold. False if they held that already."""
        before, self.form = self.form, replace(self.form, **values)
        return self.form != before

    def exists_for(self, only: tuple[str, ...]) -> None:
        """Let the article exist for these municipalities alone; none of them: for all."""
        if self.rest:
            self.rest = replace(self.rest, only=only)

    def as_shared(self, number: str, today: date) -> None:
        """Somebody has looked in this municipality, and nothing differs."""
        if self.rest:
            self.rest = replace(self.rest, as_shared={**self.rest.as_shared, number: today})

    @property
    def problems(self) -> dict[str, str]:
        """The first sentence on each field that is wrong."""
        found = problems(self._named(()), self.rest)
        if not self.form.theme:  # not typed, so what is wrong with an empty text says nothing
            found["theme"] = _("No theme is chosen: F4, then Enter, lists them.")
        return found

    def article(self, taken: Collection[str] = ()) -> Article:
        """What the fields make; a new article gets an id that is not ``taken``. Raises InvalidDraft."""
        return article_of(self._named(taken), self.rest)

    def _named(self, taken: Collection[str]) -> ArticleForm:
        return replace(self.form, id=new_id(self.form.title, taken)) if self.is_new else self.form

    def as_far_as_it_goes(self) -> Article:
        """The article for a preview: as it would be saved, or, while a field is wrong, as the fields have it. A new one
        has the id that its form began with, which is no other article's."""
        try:
            return replace(self.article(), id=self.form.id)
        except InvalidArticle:
            form, basis = self.form, self.rest or _BLANK
            return replace(
                basis,
                id=form.id,
                theme=form.theme,
                title=form.title,
                answer=form.answer,
                title_nn=form.title_nn,
                answer_nn=form.answer_nn,
                keywords=form.keywords,
                keywords_nn=form.keywords_nn,
                owner=form.owner,
                ask=tuple(filter(None, form.ask.splitlines())),
                steps=tuple(filter(None, form.steps.splitlines())),
                ask_nn=tuple(filter(None, form.ask_nn.splitlines())),
                steps_nn=tuple(filter(None, form.steps_nn.splitlines())),
                national=form.national,
                local={number: note for number, note in form.local.items() if note.strip()},
            )

    def without_changes(self) -> "Writing":
        """The article as it is stored."""
        return self.with_text(self._unchanged)

    def with_text(self, form: ArticleForm) -> "Writing":
        """The same article, with this in its fields."""
        return Writing(Edited(self.stored, self.revision) if self.stored else None, form)

    def what_changed(self, article: Article) -> What:
        """What a revision with ``article`` would be called."""
        stored = self.stored
        if stored is None:
            return What.CREATED
        if replace(stored, keywords=article.keywords, keywords_nn=article.keywords_nn) == article:
            return What.KEYWORDS
        if replace(stored, local=article.local, as_shared=article.as_shared) == article:
            return What.NOTE
        return What.EDITED

    def saved(self, edited: Edited, sent: ArticleForm) -> None:
        """``sent`` was saved as ``edited``. What was typed meanwhile stays."""
        typed_meanwhile = self.form != sent
        self.stored = self.rest = edited.article
        self.revision = edited.revision
        self.form = replace(self.form, id=edited.article.id) if typed_meanwhile else form_of(edited.article)
