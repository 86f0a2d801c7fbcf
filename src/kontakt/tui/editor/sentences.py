"""What the editor's room and its article pages say in one line."""

from collections.abc import Collection, Sequence
from datetime import datetime

from kontakt.editor.article.unsaved import UnsavedArticle
from kontakt.editor.article.writing import NotShared
from kontakt.editor.overview.overview import Gap
from kontakt.editor.publishing import with_field
from kontakt.knowledge.article import Article, Status
from kontakt.knowledge.checking.finding import Finding
from kontakt.knowledge.coverage import LocalState
from kontakt.library.names import title_of
from kontakt.locale import N_, _, language, ngettext
from kontakt.locale.formats import clock, number
from kontakt.tui.sentences import server_away

LOOKED = {
    LocalState.NOTE: N_("local note"),
    LocalState.AS_SHARED: N_("as shared"),
    LocalState.NOT_LOOKED: N_("not looked at"),
    LocalState.NATIONAL: N_("cannot differ"),
    LocalState.NOT_HERE: N_("not here"),
}
TOO_SMALL = N_("The window is too small to edit in. Make it at least {width} × {height}; nothing is lost.")
MISTAKE = N_("That went wrong because of a mistake in the program; your text is kept. The log file says what.")
"""What a page says of a step that failed: what is written there stands, and its copy on the disk."""


def name_of(article: Article) -> str:
    return title_of(article, language()) or _("Without a title")


def saved(article: Article, revision: int) -> str:
    return _("Saved: revision {revision} of “{title}”. F6 shows what it was, and restores it.").format(
        revision=revision, title=name_of(article)
    )


def reported(report: Gap | None) -> str:
    """That the answer is reported, with what was written of it last; "" where it is not."""
    if report is None:
        return ""
    if not report.notes:
        return still_reported(report)
    times = ngettext("Reported once", "Reported {count} times", report.times).format(count=number(report.times))
    return _("{times}, last: “{words}”. F9 says that the answer is corrected.").format(
        times=times, words=report.notes[0].text
    )


def still_reported(report: Gap | None) -> str:
    """That reports about the answer stand open, and the key that closes them; "" for none."""
    if report is None:
        return ""
    return ngettext(
        "{count} report about the answer stands open: F9 says that it is corrected.",
        "{count} reports about the answer stand open: F9 says that it is corrected.",
        report.times,
    ).format(count=number(report.times))


def restored(article: Article, revision: int) -> str:
    return _("Restored: “{title}” is as in revision {revision} again, and that is a new revision.").format(
        title=name_of(article), revision=revision
    )


def status_set(article: Article, status: Status) -> str:
    match status:
        case Status.PUBLISHED:
            sentence = _("Published: agents find “{title}” from now on.")
        case Status.ARCHIVED:
            sentence = _("Archived: “{title}” has left the search; its history is kept.")
        case Status.DRAFT:
            sentence = _("A draft again: agents no longer find “{title}”.")
    return sentence.format(title=name_of(article))


def published_with_warnings(article: Article) -> str:
    return _("Are agents to read “{title}” like this?").format(title=name_of(article))


def many_published_with_warnings(count: int) -> str:
    return ngettext(
        "Are agents to read {count} article like this?", "Are agents to read {count} articles like this?", count
    ).format(count=number(count))


def in_article(article: Article, problem: str) -> str:
    return _("“{title}”: {problem}").format(title=name_of(article), problem=problem)


def still_wrong(errors: Sequence[Finding]) -> str:
    """The first error that stood in a published article before it was saved, and stands there still; "" for none."""
    return _("Still wrong, as before: {problem}").format(problem=with_field(errors[0])) if errors else ""


def published_already(article: Article) -> str:
    return _("“{title}” is published already. Ctrl+O A archives it, or makes it a draft.").format(
        title=name_of(article)
    )


def not_saved(problem: str) -> str:
    """Why saving failed, and where the text is."""
    return f"{problem} {_('Your text is kept: Ctrl+S tries again.')}"


def not_saved_without_server(since: datetime, now: datetime) -> str:
    return f"{server_away(since, now)} {_('The article cannot be saved now. Your text is kept: Ctrl+S saves it when it is back.')}"


def waits_for_server(since: datetime, now: datetime) -> str:
    return f"{server_away(since, now)} {_('Articles can be read and written meanwhile, and saved when it is back.')}"


def saving() -> str:
    return _("Saving …")


def first_problem(problems: Collection[str]) -> str:
    """The first of what keeps an article from being saved, and how much more there is."""
    first = next(iter(problems), "")
    if (more := len(problems) - 1) > 0:
        rest = ngettext("And {count} more problem.", "And {count} more problems.", more)
        return f"{first} {rest.format(count=number(more))}"
    return first


def nothing_to_save() -> str:
    return _("There is nothing to save.")


def save_first() -> str:
    return _("Save the article first: Ctrl+S.")


def no_neighbour() -> str:
    return _("The list ends here: Esc leads back to it.")


def gone() -> str:
    return _("This article is there no longer: it was removed or merged into another.")


def changed_by_another(name: str) -> str:
    return _(
        "{name} has changed this article meanwhile: saving brings both together, and asks where both changed the same."
    ).format(name=name)


def shown_anew(name: str) -> str:
    return _("{name} has changed this article meanwhile: this is how it is now.").format(name=name)


def taken_theirs(name: str) -> str:
    return _("This is what {name} saved. Yours is kept: Ctrl+T lists it.").format(name=name)


def theirs_beside(name: str) -> str:
    return _("What {name} saved stands beside yours (− theirs, + yours). Ctrl+S saves yours over it.").format(name=name)


def merged(name: str, fields: Sequence[str]) -> str:
    """What of somebody else's was taken in, by the names of the fields."""
    if not fields:
        return _("{name} had saved meanwhile; what both changed is as you wrote it.").format(name=name)
    return _("With what {name} has changed meanwhile: {fields}.").format(name=name, fields=", ".join(fields))


def no_other_text(is_changed: bool, others: Collection[UnsavedArticle]) -> str:
    """That no other text of this article waits, and what does."""
    if not is_changed and not others:
        return all_saved()
    here = _("This text is not saved: Ctrl+S saves it.") if is_changed else ""
    elsewhere = ngettext(
        "{count} text of another article is not saved: Ctrl+T in the lists shows it.",
        "{count} texts of other articles are not saved: Ctrl+T in the lists shows them.",
        len(others),
    ).format(count=number(len(others)))
    return " ".join(filter(None, (here, elsewhere if others else "")))


def unsaved_here(form_title: str) -> str:
    title = form_title or _("Without a title")
    return _("“{title}” is not saved; it is kept and offered again. Ctrl+Q again closes.").format(title=title)


def waiting_texts(unsaved: Collection[UnsavedArticle]) -> str:
    """What waits to be saved, and the key that lists it."""
    sentence = ngettext(
        "{count} text was not saved. Ctrl+T lists it.", "{count} texts were not saved. Ctrl+T lists them.", len(unsaved)
    )
    return sentence.format(count=number(len(unsaved)))


def all_saved() -> str:
    return _("Every text is saved.")


def taken_up(unsaved: UnsavedArticle) -> str:
    return _("This is your text from {time}, which was not saved. Ctrl+S saves it.").format(time=clock(unsaved.at))


def database_back() -> str:
    return _("The database is back. Ctrl+S saves your text.")


def not_shared(why: NotShared, municipality: str) -> str:
    """Why an article cannot be marked as shared there."""
    match why:
        case NotShared.NEW:
            return save_first()
        case NotShared.NATIONAL:
            return _("This article cannot differ by municipality, so there is nothing to look for: F4 changes that.")
        case NotShared.HAS_NOTE:
            sentence = _("{municipality} has a local note: empty it first if nothing differs any longer.")
            return sentence.format(municipality=municipality)


def marked_as_shared(municipality: str) -> str:
    return _("{municipality}: as shared, looked at today. Ctrl+S saves it.").format(municipality=municipality)


def of_merged_article() -> str:
    return _("This revision is of an article that was merged into this one: copy from it what you need.")
