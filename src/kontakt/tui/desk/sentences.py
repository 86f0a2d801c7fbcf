"""What the desk says in one line: what was done, what is missing, what is wrong."""

from datetime import datetime, timedelta

from kontakt.desk import contact_texts
from kontakt.desk.contact_texts import outcome_name, useful_after
from kontakt.desk.current_card import NoCard
from kontakt.desk.feedback import MissedSearch
from kontakt.desk.finder import Listed
from kontakt.desk.message_draft import MessageDraft, sends_messages
from kontakt.desk.session import DeskSession
from kontakt.desk.unlogged_file import STORED_FOR
from kontakt.errors import KontaktError
from kontakt.firstline.outcomes import Outcome
from kontakt.inquiries.inquiry import Inquiry
from kontakt.inquiries.privacy_guard import guarded_query, masked_note, remark_on_note
from kontakt.knowledge.article import Article
from kontakt.library.labels import OUTCOMES
from kontakt.library.library import Library
from kontakt.library.names import theme_name, title_of
from kontakt.locale import N_, _, language, ngettext
from kontakt.locale.formats import number
from kontakt.search import SearchAnswer
from kontakt.tui.sentences import no_right_to_log, server_away

MOST_NAMED = 4

TOO_SMALL = N_("The window is too small to read answers in. Make it at least {width} × {height}; nothing is lost.")
MISTAKE = N_("That went wrong because of a mistake in the program; nothing was logged. The log file says what.")
"""What the desk says of a step that failed."""


def nothing_listed(listed: Listed, library: Library) -> str:
    """For a list without rows: what would fill it."""
    if listed is Listed.HITS:
        return _("Nothing found.") if library.change else ""
    if listed is Listed.CONTACTS:
        return ""
    return _("Nothing to list yet.") if library.articles else ""


def heading(listed: Listed, theme_id: str | None, library: Library) -> str:
    """What is listed, where it is not the hits of a search; empty for those."""
    match listed:
        case Listed.HITS:
            return ""
        case Listed.THEME:
            return next((theme_name(theme, language()) for theme in library.themes if theme.id == theme_id), "")
        case Listed.THEMES:
            return _("Themes")
        case Listed.SUGGESTIONS:
            return _("Recent and often asked")
        case Listed.CONTACTS:
            return _("Units and contacts")


_NO_CARD = {
    NoCard.DANGER: N_(
        "Somebody may be in danger: do as the first line says.\n\n↑ ↓ shows the articles that the words resemble."
    ),
    NoCard.NO_LIBRARY: N_("The knowledge base is being made ready …"),
    NoCard.NO_DATABASE: N_(
        "The region's database could not be opened yet. The desk tries again, and is ready by itself when it answers. "
        "Until then there is no municipality to log for: write a note on the call (Ctrl+T) and park it (Ctrl+N)."
    ),
    NoCard.NO_ARTICLES: N_(
        "There are no articles yet.\n\nAn editor writes them in the editor's room (Ctrl+F), or brings them in "
        "with kontakt knowledge import FOLDER. Calls can be logged meanwhile."
    ),
    NoCard.NOTHING_FOUND: N_("No article found. Try another word, or press F10 to send the search to the editor."),
    NoCard.THEMES_LISTED: N_(
        "Type two or three letters of what the caller asks about.\n\nOr choose a theme with ↑ ↓ and Enter."
    ),
    NoCard.NO_CONTACTS: N_(
        "There are no contacts yet. They are added in the operations room, or read in with kontakt people import."
    ),
    NoCard.NOBODY_FOUND: N_("Nobody found. Try another word, or another municipality."),
    NoCard.CONTACTS_NEED_WORDS: N_(
        "Type a name, a unit, what it is about, or a number. With a municipality, # alone lists its units."
    ),
    NoCard.NOTHING_ASKED: N_("Type two or three letters of what the caller asks about."),
}


def no_card(why: NoCard) -> str:
    """For a card without an article: what would fill it."""
    return _(_NO_CARD[why])


def warning_on_search(answer: SearchAnswer, text: str, library: Library) -> str:
    """What is wrong with a search: a text that may not be stored, or a municipality that is named and not chosen; empty
    for nothing."""
    try:
        guarded_query(text)
    except KontaktError as problem:
        return str(problem)
    # Before the first library has come there are no names to know a municipality by.
    return (
        not_chosen(answer, library) if library.region.municipalities and answer.outright and not answer.chosen else ""
    )


def on_search(answer: SearchAnswer, text: str) -> str:
    """What to remark on a search: a surer spelling, or that what is listed is only the nearest; empty for nothing."""
    if answer.did_you_mean:
        return _("Did you mean “{text}”?").format(text=answer.did_you_mean)
    if answer.hits and not answer.sure and not answer.blank and len(text.strip()) > 2:
        return _("No sure answer. These are the nearest; F10 sends the search to the editor.")
    return ""


def not_chosen(answer: SearchAnswer, library: Library) -> str:
    """For a text that names a municipality and chooses none: why not."""
    text = " ".join(f"@{name}" for name in answer.outright)
    if not answer.fitting:
        return _("“{text}” is no municipality here, nor a whole place name in one. Ctrl+G lists them.").format(
            text=text
        )
    names = [municipality_name(number, library) for number in answer.fitting]
    some = [*names[:MOST_NAMED], *(["…"] if len(names) > MOST_NAMED else [])]
    return _("“{text}” fits {names}: none is chosen.").format(text=text, names=", ".join(some))


def locked(municipality: str) -> str:
    return _("{municipality} holds for every call now. Tab unlocks it.").format(municipality=municipality)


def unlocked(municipality: str) -> str:
    return _("{municipality} is no longer locked.").format(municipality=municipality)


def on_note(session: DeskSession) -> str:
    """What to remark on the note that is written; empty for nothing."""
    return session.note_refusal or remark_on_note(session.note)


def pinned(article: Article) -> str:
    return _("Pinned: {title}. Enter loosens it.").format(title=title_of(article, language()))


def taken_out(article: Article) -> str:
    return _("An editor has just taken “{title}” out of the search: what stands here now is another answer.").format(
        title=title_of(article, language())
    )


def reading_in(form: str) -> str:
    """That the cards of this call are read in another language form ("nb", "nn", "en")."""
    texts = {
        "nb": N_("The cards of this call are in bokmål."),
        "nn": N_("The cards of this call are in nynorsk, where there is any."),
        "en": N_("The cards of this call are in English, where there is any."),
    }
    return _(texts[form])


def loosened(article: Article) -> str:
    return _("No longer pinned: {title}.").format(title=title_of(article, language()))


def logged(inquiry: Inquiry, library: Library, draft: MessageDraft | None = None) -> str:
    """What was logged, for whom, what is of use now, and the keys that undo it or say more."""
    article, notice = library.article(inquiry.article), library.notices.of_id(inquiry.notice)
    keys = [
        _("F5 says what came of it.") if inquiry.unit else "",
        _("Shift+Tab takes the article off.") if article else _("Shift+Tab takes the notice off.") if notice else "",
        _("Ctrl+Z undoes or corrects it."),
    ]
    said = _("Logged: {outcome} · {article} · {municipality}.").format(
        outcome=outcome_name(inquiry, library),
        article=subject_of(inquiry, library),
        municipality=municipality_name(inquiry.municipality, library),
    )
    useful = _sent(inquiry, draft, library) or useful_after(inquiry, library)
    return "   ".join(filter(None, (said, masked_note(inquiry.note), useful, " ".join(filter(None, keys)))))


def _sent(inquiry: Inquiry, draft: MessageDraft | None, library: Library) -> str:
    """Whom the message goes to; that nothing is sent, where one might think so."""
    if draft:
        return _("It goes to {name} by e-mail.").format(name=draft.recipient.name)
    expected = inquiry.outcome is Outcome.MESSAGE or sends_messages(inquiry.outcome, library)
    return _("Nothing is sent: tell whoever it is for.") if expected else ""


def taken_off(inquiry: Inquiry | None, library: Library) -> str:
    """What is logged without its article now; None for nothing that has one."""
    if inquiry is None:
        return _("Shift+Tab takes the article off what was logged last, until the next call begins. There is none now.")
    return _("Logged without an article: {outcome} · {municipality}.   Ctrl+Z chooses another one.").format(
        outcome=_(OUTCOMES[inquiry.outcome]), municipality=municipality_name(inquiry.municipality, library)
    )


def subject_of(inquiry: Inquiry, library: Library) -> str:
    """What it was about: an article, a notice, or both."""
    article, notice = library.article(inquiry.article), library.notices.of_id(inquiry.notice)
    names = [title_of(article, language())] if article else []
    names += [_("notice “{title}”").format(title=notice.title_in(language()))] if notice else []
    return ", ".join(names) or _("no article")


def came_of_it(inquiry: Inquiry, library: Library) -> str:
    """What came of a transfer, and the keys that say otherwise."""
    return "   ".join((contact_texts.came_of_it(inquiry, library), _("F5 says otherwise, Ctrl+Z corrects it.")))


def emptied(inquiry: Inquiry, library: Library) -> str:
    return _("The note is emptied, in the history too: {outcome} · {municipality}.").format(
        outcome=_(OUTCOMES[inquiry.outcome]), municipality=municipality_name(inquiry.municipality, library)
    )


def withdrawn(inquiry: Inquiry, library: Library) -> str:
    return _("Withdrawn: {outcome} · {municipality}. It counts no longer.").format(
        outcome=_(OUTCOMES[inquiry.outcome]), municipality=municipality_name(inquiry.municipality, library)
    )


def municipality_name(number: str | None, library: Library) -> str:
    """The municipality's name; its number where the region does not have it (any longer), in words where it is
    unknown."""
    if number is None:
        return _("Unknown municipality")
    return library.region.name_of(number)


def no_call() -> str:
    return _("No call is in progress. Type what the caller asks about, or press Ctrl+N first.")


def no_caller() -> str:
    return _("There has been no caller yet. Type what the caller asks about.")


def sent_missed(what: MissedSearch, session: DeskSession) -> str:
    match what:
        case MissedSearch.NOTHING_SEARCHED:
            return _("Nothing is searched for yet: type what the caller asks about first.")
        case MissedSearch.NOTHING_KNOWN:
            return no_municipalities_yet(session)
        case MissedSearch.SENT_ALREADY:
            text = _("“{query}” is sent to the editor already.")
        case MissedSearch.SENT:
            text = _("Sent to the editor: “{query}” found no answer.")
    return text.format(query=guarded_query(session.call.query.strip()))


def no_municipalities_yet(session: DeskSession) -> str:
    """Why there is none to choose, and what to do."""
    if session.finder.read_at:
        return no_card(NoCard.NO_DATABASE)
    return _("The municipalities are still being read in: try again in a moment.")


def waits_for_server(since: datetime, now: datetime, waiting: int, *, may_log: bool = True) -> str:
    """That the database's server does not answer, and how many inquiries wait for it. ``may_log`` is false where there
    is no municipality to log for yet: then nothing is promised."""
    if not waiting and not may_log:
        return server_away(since, now)
    if not waiting:
        return f"{server_away(since, now)} {_('What is logged is kept here, and sent when it is back.')}"
    sentence = ngettext(
        "{count} inquiry waits, and is sent when it is back.",
        "{count} inquiries wait, and are sent when it is back.",
        waiting,
    )
    return f"{server_away(since, now)} {sentence.format(count=number(waiting))}"


def waits_for_others(waiting: int) -> str:
    """Of a computer that several agents share."""
    sentence = ngettext(
        "{count} inquiry that another agent logged here waits, and is sent when they sign in.",
        "{count} inquiries that others logged here wait, and are sent when they sign in.",
        waiting,
    )
    return sentence.format(count=number(waiting))


def clock_wrong(behind: timedelta) -> str:
    """By how much this computer's clock is behind the server's, or ahead of it: more than a minute."""
    minutes = int(abs(behind).total_seconds()) // 60
    if behind > timedelta(0):
        sentence = ngettext(
            "The clock of this computer is {count} minute behind the database's: have it set, for what you log has its time.",
            "The clock of this computer is {count} minutes behind the database's: have it set, for what you log has its time.",
            minutes,
        )
    else:
        sentence = ngettext(
            "The clock of this computer is {count} minute ahead of the database's: have it set, for what you log has its time.",
            "The clock of this computer is {count} minutes ahead of the database's: have it set, for what you log has its time.",
            minutes,
        )
    return sentence.format(count=number(minutes))


def may_not_log(waiting: int) -> str:
    """That the database takes nothing that is logged here any more, and what becomes of it."""
    kept = _("What is logged is kept here until you have it again.")
    return f"{no_right_to_log()} {f'{waits_for_database(waiting)}.' if waiting else kept}"


def waits_for_database(waiting: int) -> str:
    sentence = ngettext("{count} inquiry waits for the database", "{count} inquiries wait for the database", waiting)
    return sentence.format(count=number(waiting)) + ": " + _("nothing is lost")


def nothing_to_report() -> str:
    return _("No article is shown: find the one whose answer is wrong first.")


def sent_unclear(article: Article) -> str:
    return _("Sent to the editor: the answer in “{title}” is wrong or unclear.").format(
        title=title_of(article, language())
    )


def offered(count: int) -> str:
    sentence = ngettext(
        "This version brings {count} new or changed article. See it with: kontakt knowledge starter",
        "This version brings {count} new or changed articles. See them with: kontakt knowledge starter",
        count,
    )
    return sentence.format(count=count)


def unfinished(count: int) -> str:
    """What holds the desk open: so many calls without an outcome; empty for none."""
    if not count:
        return ""
    sentence = ngettext(
        "{count} call has no outcome. Ctrl+Q again closes the desk; it is offered to you again for {hours} hours.",
        "{count} calls have no outcome. Ctrl+Q again closes the desk; they are offered to you again for {hours} hours.",
        count,
    )
    return sentence.format(count=count, hours=STORED_FOR // timedelta(hours=1))
