"""The lists that the desk opens: what each offers, and what its lines say."""

from collections.abc import Sequence

from kontakt.desk.corrections import with_note
from kontakt.desk.fitting_municipalities import fitting_municipalities
from kontakt.desk.session import DeskSession
from kontakt.errors import KontaktError
from kontakt.firstline.outcomes import Cause, Outcome
from kontakt.inquiries.inquiry import CallerType, Channel, Inquiry, may_be_unknown
from kontakt.inquiries.privacy_guard import remark_on_note
from kontakt.knowledge.article import Article
from kontakt.library.labels import CALLER_TYPES, CAUSES, CHANNELS, OUTCOMES
from kontakt.library.library import Library
from kontakt.library.names import title_of
from kontakt.locale import _, language
from kontakt.search import fold
from kontakt.tui.commands.command import Command, pick
from kontakt.tui.commands.desk import LOG_OUTCOME
from kontakt.tui.desk import sentences
from kontakt.tui.widgets.ask_screen import AskScreen
from kontakt.tui.widgets.choice import Choice, FilterMenu, KeyMenu

ESCAPE = "Esc"


def municipality_menu(
    library: Library, suggested: str | None, *, offers_lock: bool = True, outcome: Outcome | None = None
) -> FilterMenu[str | None]:
    """Every municipality, by name, number or place; the suggested one stands first. An ``outcome`` that waits for it
    stands in the title; where it allows that, its own key says that the municipality is unknown (None)."""
    unknown = _unknown(outcome) if outcome and may_be_unknown(outcome) else None

    def find(text: str) -> Sequence[Choice[str | None]]:
        wanted = fold(text.strip())
        choices: list[Choice[str | None]] = [
            Choice(fitting.municipality.number, fitting.municipality.name, fitting.place or fitting.municipality.number)
            for fitting in fitting_municipalities(library.region, text, suggested)
        ]
        if unknown and not wanted:
            choices.insert(1 if library.region.municipality(suggested) else 0, unknown)
        elif unknown and fold(unknown.label).startswith(wanted):
            choices.append(unknown)
        return choices

    lock = _("   Tab: for every call, until you choose another") if offers_lock else ""
    hint = _("Letters narrow the list.   Enter: for this call") + lock + f"   {ESCAPE}: " + _("back")
    title = _("Municipality")
    if outcome:
        title = _("{outcome}: for which municipality?").format(outcome=_(OUTCOMES[outcome]))
    return FilterMenu(title, find, hint=hint, offers_tab=offers_lock)


def _unknown(outcome: Outcome) -> Choice[str | None]:
    return Choice(None, _("Unknown municipality"), _("counts in no rate"), _command_of(outcome).keys[0])


def _command_of(outcome: Outcome) -> Command:
    (command,) = pick([LOG_OUTCOME], f"outcome.{outcome}")
    return command


def cause_menu(outcome: Outcome, *, warm: bool = False) -> KeyMenu[Cause]:
    """Why it was not resolved here; for a transfer also whether it was warm, as chosen already."""
    choices = [Choice(cause, _(name), key=str(key)) for key, (cause, name) in enumerate(CAUSES.items(), 1)]
    toggle = (
        ("v", _("Warm transfer: you told the receiver what it is about")) if outcome is Outcome.TRANSFERRED else None
    )
    title = _("{outcome}: why was it not resolved here?").format(outcome=_(OUTCOMES[outcome]))
    return KeyMenu(
        title,
        choices,
        hint=_("One key chooses.") + f"   {ESCAPE}: " + _("back, nothing is logged"),
        toggle=toggle,
        toggled=warm,
    )


def outcome_menu() -> KeyMenu[Outcome]:
    choices = [Choice(outcome, _(name), key=str(key)) for key, (outcome, name) in enumerate(OUTCOMES.items(), 2)]
    keys = {key: outcome for outcome in OUTCOMES for key in _command_of(outcome).keys}
    return KeyMenu(_("Outcome"), choices, hint=_("The function key chooses, and so does its digit."), other_keys=keys)


def caller_menu() -> KeyMenu[CallerType | Channel]:
    """Who asks on 1–5, the channel on 6–9: one key changes either."""
    names: list[tuple[CallerType | Channel, str]] = [*CALLER_TYPES.items(), *CHANNELS.items()]
    choices = [Choice(value, _(name), key=str(key)) for key, (value, name) in enumerate(names, 1)]
    return KeyMenu(_("Who asks, and how"), choices, hint=_("One key changes who asks or the channel."))


def note_question(inquiry: Inquiry) -> AskScreen[Inquiry]:
    """The inquiry with another note, written or corrected."""

    def read(text: str) -> Inquiry:
        try:
            return with_note(inquiry, text)
        except KontaktError as problem:
            raise ValueError(str(problem)) from problem

    hint = _("Enter stores it.") + f"   {ESCAPE}: " + _("back")
    return AskScreen(_("Note"), read, inquiry.note, hint=hint, remark=remark_on_note)


def unclear_question(session: DeskSession, article: Article) -> AskScreen[str]:
    """What is wrong or unclear in the answer, in the agent's own words. It sends them, and gives the sentence that says
    so; what may not be stored stays in the box."""

    def send(note: str) -> str:
        try:
            session.feedback.send_unclear(article, note)
        except KontaktError as problem:
            raise ValueError(str(problem)) from problem
        return sentences.sent_unclear(article)

    title = _("What is wrong or unclear in “{title}”? In one line, if you like.").format(
        title=title_of(article, language())
    )
    hint = _("Enter sends it, without words too.") + f"   {ESCAPE}: " + _("back")
    return AskScreen(title, send, hint=hint, remark=remark_on_note)


def article_menu(library: Library, municipality: str | None) -> FilterMenu[str]:
    """Any article, found by the desk's own search."""

    def find(text: str) -> Sequence[Choice[str]]:
        if not text.strip():
            articles = sorted(library.articles.values(), key=lambda article: article.title)
        else:
            hits = library.index.search(text, municipality, 20).hits
            articles = [article for hit in hits if (article := library.article(hit.id))]
        return [Choice(article.id, title_of(article, language())) for article in articles]

    return FilterMenu(_("Article"), find, hint=_("Letters search.   Enter chooses."))
