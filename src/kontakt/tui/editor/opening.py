"""Opening an article: what is stored of it, what was typed and not saved, and which of the two the editor goes on with."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from kontakt.editor.article.unsaved import UnsavedForm, UnsavedForms
from kontakt.editor.article.writing import Writing
from kontakt.editor.overview.overview import Overview
from kontakt.errors import KontaktError
from kontakt.knowledge.editing import NEW
from kontakt.locale import _
from kontakt.locale.formats import day_and_clock
from kontakt.tui.editor import sentences
from kontakt.tui.editor.service_link import EditorLink
from kontakt.tui.widgets.choice import Choice, KeyMenu


@dataclass(frozen=True, slots=True)
class Opened:
    """What is to be shown, and the ``sentence`` to begin with."""

    writing: Writing
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class NotOpened:
    """``sentence`` says why, as a ``warning`` where something is wrong; "" where the editor went back."""

    sentence: str = ""
    warning: bool = False


class ArticleOpening:
    """Asks the editor's service, the unsaved texts and, where it must, the editor; shows nothing itself."""

    def __init__(self, link: EditorLink, unsaved: UnsavedForms) -> None:
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
        if unsaved := await asyncio.to_thread(self._unsaved.load, id):
            chosen = await self._link.app.push_screen_wait(_resume_menu(unsaved))
            if chosen is None:
                return NotOpened()
            if chosen.value:
                return Opened(Writing.resume(unsaved, edited), sentences.taken_up(unsaved))
            self._unsaved.forget(id)
        return Opened(Writing(edited))

    async def choose_unsaved(self) -> Opened | NotOpened:
        """One of the texts that were not saved."""
        texts = await asyncio.to_thread(self._unsaved.all)
        if not texts:
            return NotOpened(sentences.all_saved())
        chosen = await self._link.app.push_screen_wait(_unsaved_menu(texts))
        return await self._resume(chosen.value) if chosen else NotOpened()

    async def _resume(self, unsaved: UnsavedForm) -> Opened | NotOpened:
        try:
            new = unsaved.based_on == NEW
            edited = None if new else await self._link.ask(lambda service: service.read(unsaved.form.id))
        except KontaktError as problem:
            return NotOpened(str(problem), warning=True)
        return Opened(Writing.resume(unsaved, edited), sentences.taken_up(unsaved))


def _resume_menu(unsaved: UnsavedForm) -> KeyMenu[bool]:
    """What is to become of a text that was not saved: True to go on with it, False to throw it away."""
    choices = [
        Choice(True, _("Go on with it"), key="1"),
        Choice(False, _("Throw it away, and show what is saved"), key="2"),
    ]
    title = _("Your text from {time} was not saved").format(time=day_and_clock(unsaved.at))
    return KeyMenu(title, choices, hint=_("One key chooses.   Esc: back, it stays kept"))


def _unsaved_menu(texts: Sequence[UnsavedForm]) -> KeyMenu[UnsavedForm]:
    choices = [
        Choice(each, each.form.title or _("Without a title"), day_and_clock(each.at), str(key) if key < 10 else "")
        for key, each in enumerate(texts, 1)
    ]
    return KeyMenu(_("Texts that were not saved"), choices, hint=_("Enter takes it up.   Esc: back"))
