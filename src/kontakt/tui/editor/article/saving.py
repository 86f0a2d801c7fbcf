"""Saving one article, publishing and restoring it: what is asked on the way, and an explicit result to be drawn."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from kontakt.editor.article import saving
from kontakt.editor.article.field_merging import merged_fields
from kontakt.editor.article.field_texts import FieldNaming
from kontakt.editor.article.saving import SavedArticle
from kontakt.editor.article.writing import Writing
from kontakt.editor.overview.overview import Gap, Overview
from kontakt.editor.publishing import NO_FINDINGS, Findings, with_field
from kontakt.errors import KontaktError
from kontakt.knowledge.article import Article, Status
from kontakt.knowledge.article_input import InvalidArticle
from kontakt.knowledge.editing import EditConflict, Edited
from kontakt.tui.conflict_screen import ConflictScreen, Resolution
from kontakt.tui.editor import sentences
from kontakt.tui.editor.article.conflict import article_conflict, article_versions, removal_conflict
from kontakt.tui.editor.article.menus import archive_menu
from kontakt.tui.editor.service_link import EditorLink
from kontakt.tui.editor.warnings_menu import warnings_menu
from kontakt.tui.widgets.labelled import Part

if TYPE_CHECKING:
    from kontakt.editor.article.history import PastRevision
    from kontakt.editor.service import EditorService


@dataclass(frozen=True, slots=True)
class ArticleStored:
    """What was written is stored; ``sentence`` says so."""

    saved: SavedArticle
    sentence: str


@dataclass(frozen=True, slots=True)
class NothingToSave:
    """What is written is as stored."""


@dataclass(frozen=True, slots=True)
class Invalid:
    """A field is wrong; nothing was stored."""


@dataclass(frozen=True, slots=True)
class NotStored:
    """``sentence`` says why nothing was stored; "" where the editor went back to the fields."""

    sentence: str


@dataclass(frozen=True, slots=True)
class TakeTheirs:
    """The editor chose somebody else's version, which is to be shown."""

    theirs: Edited
    by: str


@dataclass(frozen=True, slots=True)
class Merge:
    """What somebody else has saved meanwhile is to be taken into the fields, where both began with ``original``; then
    it can be saved. ``fields`` are the names of those that come from theirs."""

    original: Article
    theirs: Edited
    by: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EditOn:
    """The editor goes on writing, with what somebody else has saved in other fields taken in, and the versions of the
    fields that both have changed beside them."""

    merge: Merge
    both: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class ChangedMeanwhile:
    """The article was changed by somebody else before; this is how it stands (None: it is gone)."""

    edited: Edited | None
    by: str


SaveResult: TypeAlias = ArticleStored | NothingToSave | Invalid | NotStored | TakeTheirs | Merge | EditOn
ChangeResult: TypeAlias = ArticleStored | NotStored | ChangedMeanwhile


class ArticleSaving:
    """Asks the editor's service and, where it must, the editor. Changes nothing on the screen, and of what is written
    only over which removal it is saved. ``gap`` ends with the first save."""

    def __init__(self, link: EditorLink, gap: Gap | None) -> None:
        self._link = link
        self._gap = gap
        self._accepted: set[str] = set()

    async def save(self, writing: Writing, overview: Overview) -> SaveResult:
        """Save what is written; a new article gets an id that no other has. Where somebody else was first, what both
        have changed in different fields is a Merge; of a field that both have changed, both versions are shown."""
        if not writing.is_changed:
            return NothingToSave()
        while True:
            try:
                request, gap = writing.save_request(overview.health), self._gap
                findings = await self._findings(request.article)
                if not await self._accepts(request.article, findings):
                    return NotStored("")
                saved = await self._link.ask(lambda service: saving.save(service, request, gap))  # noqa: B023
            except InvalidArticle:
                return Invalid()
            except EditConflict as conflict:
                result = await self._resolve(writing, request.article, conflict, overview)
                if result is None:
                    continue
                return result
            except KontaktError as problem:
                return NotStored(self._link.not_saved(problem))
            self._gap = None
            sentence = sentences.saved(saved.edited.article, saved.edited.revision)
            said = (sentence, saved.gap_ended, sentences.still_wrong(findings.old_errors))
            return ArticleStored(saved, " ".join(filter(None, said)))

    async def _resolve(
        self, writing: Writing, mine: Article, conflict: EditConflict, overview: Overview
    ) -> SaveResult | None:
        """What is to be done. None if mine is to be saved over their removal now."""
        if conflict.theirs is None:
            chosen = await self._link.app.push_screen_wait(removal_conflict(mine, conflict))
            if chosen is not Resolution.KEEP_MINE:
                return NotStored("")
            writing.save_over(conflict.revision.number)
            return None
        try:
            original = writing.original or await self._past(mine.id, writing.revision)
        except KontaktError as problem:
            return NotStored(self._link.not_saved(problem))
        theirs = Edited(conflict.theirs, conflict.revision.number)
        fields = merged_fields(original or _unknown(mine), mine, theirs.article)
        merge = Merge(original or theirs.article, theirs, conflict.revision.by, fields.theirs)
        if not fields.both:
            return merge
        both = article_versions(theirs.article, mine, FieldNaming.of(overview.library), fields.both)
        return await self._choose(merge, both, article_conflict(mine, conflict, both))

    async def _choose(self, merge: Merge, both: tuple[Part, ...], question: ConflictScreen) -> SaveResult:
        """Both have changed a field: what the editor chooses."""
        chosen = await self._link.app.push_screen_wait(question)
        results: dict[Resolution, SaveResult] = {
            Resolution.KEEP_MINE: merge,
            Resolution.EDIT_ON: EditOn(merge, both),
            Resolution.TAKE_THEIRS: TakeTheirs(merge.theirs, merge.by),
        }
        return results[chosen] if chosen else NotStored("")

    async def _past(self, id: str, number: int) -> Article | None:
        return await self._link.ask(lambda service: service.past_article(id, number))

    async def _findings(self, article: Article) -> Findings:
        """What the check says of an article as it is to be."""
        if article.status is not Status.PUBLISHED:
            return NO_FINDINGS
        found = await self._link.ask(lambda service: service.findings([article]))
        return found.get(article.id, NO_FINDINGS)

    async def _accepts(self, article: Article, findings: Findings) -> bool:
        """Whether the editor will have agents read an article as it is, where the check warns of something, or a change
        freeze holds. They are asked once about each warning; an error is refused when it is stored, with the reason."""
        published = article.status is Status.PUBLISHED
        freeze = await self._link.ask(lambda service: service.freeze()) if published else ""
        said = (*filter(None, (freeze,)), *map(with_field, findings.warnings))
        warnings = [each for each in said if each not in self._accepted]
        if not warnings:
            return True
        question = sentences.published_with_warnings(article)
        chosen = await self._link.app.push_screen_wait(warnings_menu(question, warnings))
        if not (chosen and chosen.value):
            return False
        self._accepted.update(warnings)
        return True

    async def publish(self, writing: Writing) -> ChangeResult | None:
        """Publish the article, so that agents find it. None where the editor would rather look at it again."""
        stored = writing.stored
        if stored is None or writing.is_changed:
            return NotStored(sentences.save_first())
        if stored.status is Status.PUBLISHED:
            return NotStored(sentences.published_already(stored))
        published = replace(stored, status=Status.PUBLISHED)
        try:
            if not await self._accepts(published, await self._findings(published)):
                return None
        except KontaktError as problem:
            return NotStored(str(problem))
        return await self._set_status(writing, stored, Status.PUBLISHED)

    async def archive(self, writing: Writing) -> ChangeResult | None:
        """Ask how the article is to leave the search. None where the editor went back."""
        stored = writing.stored
        if stored is None or writing.is_changed:
            return NotStored(sentences.save_first())
        chosen = await self._link.app.push_screen_wait(archive_menu(stored))
        return await self._set_status(writing, stored, chosen.value) if chosen else None

    async def _set_status(self, writing: Writing, stored: Article, status: Status) -> ChangeResult:
        before, sentence = Edited(stored, writing.revision), sentences.status_set(stored, status)
        return await self._change(writing, lambda service: saving.set_status(service, before, status), sentence)

    async def restore(self, writing: Writing, past: "PastRevision") -> ChangeResult:
        """Make the article what it was; that is a new revision."""
        stored = writing.stored
        if stored is None or writing.is_changed:
            return NotStored(sentences.save_first())
        if past.article != stored.id:
            return NotStored(sentences.of_merged_article())
        number, before = past.revision.number, Edited(stored, writing.revision)
        sentence = sentences.restored(stored, number)
        return await self._change(writing, lambda service: saving.restore(service, before, number), sentence)

    async def _change(
        self, writing: Writing, change: "Callable[[EditorService], Edited | None]", sentence: str
    ) -> ChangeResult:
        form = writing.form
        try:
            edited = await self._link.ask(change)
            return ArticleStored(SavedArticle(edited, form), sentence) if edited else NotStored(sentences.gone())
        except EditConflict as conflict:
            return await self.read_newer(writing, conflict.revision.by)
        except KontaktError as problem:
            return NotStored(str(problem))

    async def read_newer(self, writing: Writing, by: str) -> ChangeResult:
        """Read what somebody else has made of the article."""
        stored = writing.stored
        try:
            edited = await self._link.ask(lambda service: service.read(stored.id)) if stored else None
        except KontaktError as problem:
            return NotStored(str(problem))
        return ChangedMeanwhile(edited, by)


def _unknown(mine: Article) -> Article:
    """In the place of an article that a text began with and that is not known any more: every field that differs is
    shown."""
    return Article(id=mine.id, theme="", title="", answer="")
