"""What leads to a question on an article's page: saving over somebody else's version, leaving, publishing, restoring."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from kontakt.editor.article.form import ArticleForm
from kontakt.editor.article.history import PastRevision
from kontakt.errors import KontaktError
from kontakt.inquiries.log.gaps import GapEnd
from kontakt.knowledge.article import Article, Status
from kontakt.knowledge.article_input import InvalidArticle
from kontakt.knowledge.editing import EditConflict, Edited
from kontakt.locale import _
from kontakt.search import fold
from kontakt.tui.editor import sentences
from kontakt.tui.editor.article.conflict import article_conflict, article_versions
from kontakt.tui.editor.conflict_screen import Resolution
from kontakt.tui.widgets.choice import Choice, FilterMenu, KeyMenu

if TYPE_CHECKING:
    from kontakt.editor.service import EditorService
    from kontakt.tui.editor.article.screen import ArticleScreen

_GO_ON = {
    Status.DRAFT: (Status.PUBLISHED, Status.ARCHIVED),
    Status.PUBLISHED: (Status.ARCHIVED, Status.DRAFT),
    Status.ARCHIVED: (Status.PUBLISHED, Status.DRAFT),
}


async def save(page: "ArticleScreen") -> bool:
    """Save what the fields hold; where somebody else was first, show both versions and do what is chosen. True if it
    is saved."""
    writing = page.writing
    if not writing.is_changed:
        page.say(sentences.nothing_to_save())
        return True
    try:
        article = writing.article(page.overview.health)
    except InvalidArticle:
        page.show_problems()
        return False
    page.say(sentences.saving())
    while True:
        sent, based_on, what = writing.form, writing.revision, writing.what_changed(article)
        try:
            number = await page.link.ask(lambda service: service.save(article, based_on=based_on, what=what))  # noqa: B023
        except EditConflict as conflict:
            if not await _resolve(page, article, conflict):
                return False
            continue
        except KontaktError as problem:
            page.keep_text()
            page.warn(sentences.not_saved(str(problem)))
            return False
        break
    page.take_saved(Edited(article, number), sent)
    page.say(" ".join(filter(None, (sentences.saved(article, number), await _end_gap(page, article)))))
    return True


async def _resolve(page: "ArticleScreen", mine: Article, conflict: EditConflict) -> bool:
    """Show both versions. True if mine is to be saved over theirs now."""
    chosen = await page.app.push_screen_wait(article_conflict(mine, conflict))
    theirs, by, writing = conflict.theirs, conflict.revision.by, page.writing
    match chosen:
        case Resolution.KEEP_MINE:
            writing.revision = conflict.revision.number
            return True
        case Resolution.EDIT_ON:
            writing.revision = conflict.revision.number
            page.lay_beside(article_versions(theirs, mine))
            page.say(sentences.theirs_beside(by))
        case Resolution.TAKE_THEIRS if theirs:
            page.take_instead(Edited(theirs, conflict.revision.number))
            page.say(sentences.taken_theirs(by))
        case _:
            page.keep_text()
    return False


async def _end_gap(page: "ArticleScreen", article: Article) -> str:
    """The search that the article was written for has one now. What was done, in a sentence; "" for nothing."""
    gap, page.gap = page.gap, None
    if gap is None:
        return ""
    try:
        return await page.link.ask(lambda service: service.end_gap(gap, how=GapEnd.ARTICLE, article=article.id))
    except KontaktError as problem:
        return str(problem)


async def leave(page: "ArticleScreen") -> None:
    """Go back to the list; with something that is not saved, ask first."""
    if page.writing.is_changed:
        choices = [
            Choice("save", _("Save it"), key="1"),
            Choice("keep", _("Leave it unsaved for now"), _("Ctrl+T lists it"), key="2"),
            Choice("drop", _("Throw away what is not saved"), key="3"),
        ]
        hint = _("One key chooses.   Esc: stay here")
        chosen = await page.app.push_screen_wait(KeyMenu(_("This text is not saved"), choices, hint=hint))
        match chosen.value if chosen else None:
            case "save":
                if not await save(page):
                    return
            case "keep":
                page.keep_text()
            case "drop":
                page.drop_text()
            case _:
                return
    page.dismiss()


async def set_status(page: "ArticleScreen") -> None:
    """Ask what the article is to be from now on: published, archived, a draft."""
    writing = page.writing
    stored = writing.stored
    if stored is None or writing.is_changed:
        page.warn(sentences.save_first())
        return
    names = {
        Status.PUBLISHED: _("Publish it: agents find it"),
        Status.ARCHIVED: _("Archive it: it leaves the search and keeps its history"),
        Status.DRAFT: _("Make it a draft: agents do not find it"),
    }
    choices = [Choice(each, names[each], key=str(key)) for key, each in enumerate(_GO_ON[stored.status], 1)]
    title = _("“{title}” is {status}").format(
        title=sentences.name_of(stored), status=_(sentences.STATUSES[stored.status])
    )
    chosen = await page.app.push_screen_wait(KeyMenu(title, choices, hint=_("One key chooses.   Esc: back")))
    if chosen is None:
        return
    status: Status = chosen.value
    sent = writing.form

    def in_the_office(service: "EditorService") -> Edited | None:
        service.set_status(stored.id, status, based_on=writing.revision)
        return service.read(stored.id)

    await _change_stored(page, sent, in_the_office, sentences.status_set(stored, status))


async def _change_stored(
    page: "ArticleScreen", sent: ArticleForm, call: "Callable[[EditorService], Edited | None]", said: str
) -> None:
    """Have the service change the stored article, and show what it is then."""
    try:
        edited = await page.link.ask(call)
        if edited:
            page.take_saved(edited, sent)
            page.say(said)
    except EditConflict as conflict:
        await show_anew(page, conflict.revision.by)
    except KontaktError as problem:
        page.warn(str(problem))


async def restore(page: "ArticleScreen", past: PastRevision) -> None:
    """Make the article what it was; that is a new revision."""
    writing = page.writing
    stored = writing.stored
    if stored is None or writing.is_changed:
        page.warn(sentences.save_first())
        return
    if past.article != stored.id:
        page.warn(sentences.of_merged_article())
        return
    number, sent = past.revision.number, writing.form

    def in_the_office(service: "EditorService") -> Edited | None:
        service.restore(stored.id, number, based_on=writing.revision)
        return service.read(stored.id)

    await _change_stored(page, sent, in_the_office, sentences.restored(stored, number))


async def show_anew(page: "ArticleScreen", by: str) -> None:
    """Show what somebody else has made of the article meanwhile, or tell it where one is writing."""
    stored = page.writing.stored
    try:
        edited = await page.link.ask(lambda service: service.read(stored.id)) if stored else None
    except KontaktError as problem:
        page.warn(str(problem))
        return
    page.catch_up()
    if page.writing.is_changed:
        page.warn(sentences.changed_by_another(by))
    elif edited:
        page.take_instead(edited)
        page.say(sentences.shown_anew(by))


def mark_as_shared(page: "ArticleScreen", number: str) -> None:
    """Somebody has looked in this municipality today, and nothing differs; where a note says otherwise, say so."""
    writing, member = page.writing, page.overview.library.region.municipality(number)
    name = member.name if member else number
    if writing.is_new:
        page.warn(sentences.save_first())
    elif writing.form.national:
        page.warn(sentences.cannot_differ())
    elif number in writing.form.local:
        page.warn(sentences.note_first(name))
    else:
        writing.as_shared(number, page.overview.today)
        page.say(sentences.marked_as_shared(name))


async def choose_municipality(page: "ArticleScreen") -> None:
    """Ask for which municipality the preview is."""
    members = page.overview.library.region.municipalities

    def find(text: str) -> Sequence[Choice[str]]:
        wanted = fold(text.strip())
        return [
            Choice(each.number, each.name, each.number)
            for each in members
            if wanted in fold(each.name) or each.number.startswith(wanted)
        ]

    hint = _("Letters narrow the list.   Enter shows the article for it.   Esc: back")
    chosen = await page.app.push_screen_wait(FilterMenu(_("Preview for a municipality"), find, hint=hint))
    if chosen:
        page.preview_for(chosen.value)
