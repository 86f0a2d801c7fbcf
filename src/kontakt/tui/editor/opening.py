"""Opening an article: what is stored of it, what was typed and not saved, and which of the two the editor goes on
with."""

import asyncio
from dataclasses import dataclass

from kontakt.editor.article.unsaved import UnsavedArticle, UnsavedArticles
from kontakt.editor.article.writing import Writing
from kontakt.editor.overview.overview import Overview
from kontakt.errors import KontaktError
from kontakt.files.unsaved import Unsaved
from kontakt.knowledge.editing import NEW
from kontakt.tui.editor import sentences
from kontakt.tui.editor.service_link import EditorLink
from kontakt.tui.editor.unsaved_menus import Instead, resume_menu, unsaved_menu


@dataclass(frozen=True, slots=True)
class Opened:
    """What is to be shown, the unsaved text that it goes on with, if it does, and the ``sentence`` to begin with."""

    writing: Writing
    sentence: str = ""
    taken_up: UnsavedArticle | None = None


@dataclass(frozen=True, slots=True)
class NotOpened:
    """``sentence`` says why, as a ``warning`` where something is wrong; "" where the editor went back."""

    sentence: str = ""
    warning: bool = False


class ArticleOpening:
    """Asks the editor's service, the unsaved texts and, where it must, the editor; shows nothing itself."""

    def __init__(self, link: EditorLink, unsaved: UnsavedArticles) -> None:
        self._link = link
        self._unsaved = unsaved

    def new(self, overview: Overview, phrase: str) -> Writing:
        """A new article, whose id is that of no other and of no unsaved text."""
        return Writing.begin(phrase, {*overview.health, *(each.form.id for each in self._unsaved.all())})

    async def open(self, id: str) -> Opened | NotOpened:
        """An article as it stands; where a text of it was not saved, ask what is to become of that."""
        try:
            edited = await self._link.ask(lambda service: service.read(id))
        except KontaktError as problem:
            return NotOpened(str(problem), warning=True)
        if edited is None:
            return NotOpened(sentences.gone(), warning=True)
        if texts := await asyncio.to_thread(self._unsaved.of, id):
            chosen = await self._link.app.push_screen_wait(resume_menu(texts, self._unsaved))
            match chosen.value if chosen else None:
                case None:
                    return NotOpened()
                case Unsaved() as unsaved:
                    return Opened(Writing.resume(unsaved, edited), sentences.taken_up(unsaved), unsaved)
                case Instead.DROP:
                    for each in texts:
                        self._unsaved.forget_as_read(each)
        return Opened(Writing(edited))

    async def choose_unsaved(self) -> Opened | NotOpened:
        """One of the texts that were not saved."""
        texts = await asyncio.to_thread(self._unsaved.all)
        if not texts:
            return NotOpened(sentences.all_saved())
        chosen = await self._link.app.push_screen_wait(unsaved_menu(texts, self._unsaved))
        return await self._resume(chosen.value) if chosen else NotOpened()

    async def _resume(self, unsaved: UnsavedArticle) -> Opened | NotOpened:
        try:
            new = unsaved.based_on == NEW
            edited = None if new else await self._link.ask(lambda service: service.read(unsaved.form.id))
        except KontaktError as problem:
            return NotOpened(str(problem), warning=True)
        return Opened(Writing.resume(unsaved, edited), sentences.taken_up(unsaved), unsaved)
