"""One user's desk on plain pages: every request is answered by itself, with the rules of the terminal's desk. What a
call holds stands in its form, and what is logged in the journal; between two requests nothing else is kept but whom
callers were put through to, which may be people."""

from collections import deque
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from kontakt.desk.availability_texts import told_unanswered
from kontakt.desk.contact_texts import came_of_it, outcome_name, useful_after
from kontakt.desk.corrections import with_transfer_result
from kontakt.desk.current_card import NoCard
from kontakt.desk.feedback import MissedSearch
from kontakt.desk.logbook import Logbook
from kontakt.desk.outcome import Missing
from kontakt.desk.own_texts import not_among_own
from kontakt.desk.service import DeskService
from kontakt.desk.session import DeskSession
from kontakt.desk.warm_choice import keep_warm_choice, read_warm_choice
from kontakt.directory.region import Region
from kontakt.errors import KontaktError
from kontakt.firstline.outcomes import Outcome
from kontakt.inquiries.inquiry import Entry, Inquiry, TransferResult
from kontakt.inquiries.journal.journal import Journal
from kontakt.inquiries.privacy_guard import masked_note
from kontakt.installation.clock import utc_now
from kontakt.library.contacts import FoundContact
from kontakt.library.library import Library, build_library
from kontakt.locale import _, language, use_language
from kontakt.settings import Settings
from kontakt.tui.desk import sentences
from kontakt.web.plain.call_form import CallForm, call_form, id_in, put_through_to, take_in
from kontakt.web.plain.call_page import Asks, call_page
from kontakt.web.plain.card_part import why_none
from kontakt.web.plain.cases import PlainCases
from kontakt.web.plain.cases_page import CASES
from kontakt.web.plain.correction_form import as_logged, corrected, correction_form
from kontakt.web.plain.exchange import PlainAnswer, PlainRequest
from kontakt.web.plain.inquiry_page import inquiry_page
from kontakt.web.plain.logged_before import as_new_call, says_the_same, with_usable_id

_TRANSFERS_KNOWN = 20
"""Of how many transfers it is known to whom: what came of an older one is not told as an unanswered call."""


class PlainDesk:
    """``service`` and ``journal`` are closed by whoever made them. From one thread."""

    def __init__(
        self, settings: Settings, service: DeskService, journal: Journal, *, clock: Callable[[], datetime] = utc_now
    ) -> None:
        self._settings = settings
        self._service = service
        self._journal = journal
        self._clock = clock
        self._library: Library | None = None
        self._trouble = ""
        self._put_through: deque[tuple[UUID, FoundContact]] = deque(maxlen=_TRANSFERS_KNOWN)

    def answer(self, request: PlainRequest) -> PlainAnswer:
        if request.language:
            use_language(request.language)
        self._look()
        if CASES in request.fields:
            cases = PlainCases(self._service, self._known, agent=self._settings.agent, trouble=self._trouble)
            return PlainAnswer(cases.answer(request.fields, is_sent=request.is_sent))
        entry = self._own(id_in(request.fields, "inquiry"))
        if request.is_sent and request.fields.get("do") in ("correct", "withdraw"):
            return self._correct(request, entry)
        if request.is_sent:
            return self._call(call_form(request.fields), sends_missed=request.fields.get("do") == "missed")
        if entry and not request.fields.get("said"):
            return PlainAnswer(self._inquiry_page(entry.inquiry))
        about, said = (entry.inquiry if entry else None), request.fields.get("said", "")
        put_through = about if about and about.unit and said == "logged" else None
        page = self._page(call_form({}), said=self._said(said, about), about=about, put_through=put_through)
        return PlainAnswer(page)

    # --- a call ------------------------------------------------------------------------------------------

    def _call(self, form: CallForm, *, sends_missed: bool) -> PlainAnswer:
        """Search, or log."""
        usable, said = self._with_usable_id(form), ""
        entry = self._own(usable.inquiry)
        if not form.outcome and not sends_missed and (entry or usable is not form):
            form, said = (
                as_new_call(form, entry, self._clock()),
                _("A new call has begun: the page was of an earlier one."),
            )
        else:
            form = usable
        session = self._session(form)
        try:
            if sends_missed:
                return self._send_missed(form, session)
            if form.outcome:
                return self._log(form, form.outcome, session, entry)
            if form.result:
                return self._came_of_it(form, form.result, session)
        except KontaktError as problem:
            return PlainAnswer(self._page(form, session, wrong=str(problem)))
        return PlainAnswer(self._page(form, session, said=said, wrong=self._wrong_with(form, session)))

    def _with_usable_id(self, form: CallForm) -> CallForm:
        logged: set[UUID] = set()
        with suppress(KontaktError):  # logging will say it
            logged = self._journal.logged_lately()
        return with_usable_id(form, logged, self._own, self._clock())

    def _log(self, form: CallForm, outcome: Outcome, session: DeskSession, entry: Entry | None) -> PlainAnswer:
        """``entry`` is there where the form was logged before: a button that is pressed twice logs once. Raises
        KontaktError where it cannot be logged."""
        if entry and says_the_same(form, outcome, session, entry.inquiry):
            return _go_to(said="logged", inquiry=str(entry.inquiry.id))
        if entry:
            wrong = _("This call is logged already. Correct it, or press Search to begin a new call.")
            return PlainAnswer(self._page(form, session, wrong=wrong, about=entry.inquiry))
        if not form.is_of_what_was_read:
            raise KontaktError(_("The search has changed: read what it finds, then log the outcome."))
        if asks := self._asks(form, outcome, session):
            wrong = self._no_municipality() if asks is Asks.MUNICIPALITY else ""
            return PlainAnswer(self._page(form, session, wrong=wrong, asks=asks))
        to = put_through_to(form, session)
        inquiry = session.log(outcome, cause=form.cause, warm=form.warm, unit=to.unit_key if to else None)
        self._service.send()
        if outcome is Outcome.TRANSFERRED and form.warm != session.warm:
            keep_warm_choice(self._settings.data_dir, inquiry.agent, warm=form.warm)
        if to:
            self._put_through.append((inquiry.id, to))
        return _go_to(said="logged", inquiry=str(inquiry.id))

    def _no_municipality(self) -> str:
        """What to do about it: there may be none to choose."""
        if self._known.region.municipalities:
            return _("Choose the municipality first.")
        return why_none(NoCard.NO_DATABASE)

    def _came_of_it(self, form: CallForm, result: TransferResult, session: DeskSession) -> PlainAnswer:
        """Say what came of a transfer; that nobody answered is told to every desk. Raises KontaktError where it is not
        among the agent's own."""
        entry = self._own(form.put_through)
        if entry is None or entry.inquiry.unit is None:
            raise KontaktError(not_among_own())
        inquiry, wrong = with_transfer_result(entry.inquiry, result), ""
        if inquiry != entry.inquiry:
            Logbook(self._journal, self._clock).correct(entry, inquiry)
            self._service.send()
        said = [came_of_it(inquiry, self._known)]
        found = next((each for id, each in self._put_through if id == inquiry.id), None)
        if found and result is TransferResult.NO_ANSWER:
            try:
                self._service.say_unanswered(found)
                said.append(told_unanswered(found.name_in(language())))
            except KontaktError as problem:
                wrong = str(problem)
        page = self._page(form, session, said=" ".join(said), wrong=wrong, about=inquiry, put_through=inquiry)
        return PlainAnswer(page)

    def _asks(self, form: CallForm, outcome: Outcome, session: DeskSession) -> Asks | None:
        missing = session.missing_for(outcome, form.cause)
        if missing is Missing.MUNICIPALITY:
            return Asks.MUNICIPALITY
        if outcome is Outcome.TRANSFERRED and session.offers_recipients and not form.to:
            return Asks.RECIPIENT
        return Asks.CAUSE if missing else None

    def _send_missed(self, form: CallForm, session: DeskSession) -> PlainAnswer:
        """Raises KontaktError where the search may not be sent. Another one is read first."""
        if not form.is_of_what_was_read:
            raise KontaktError(_("The search has changed: read what it finds before you send it."))
        sent = session.feedback.send_missed()
        self._service.send()
        if sent is MissedSearch.NOTHING_KNOWN:
            raise KontaktError(why_none(NoCard.NO_DATABASE))
        if sent is MissedSearch.NOTHING_SEARCHED:
            raise KontaktError(sentences.sent_missed(sent, session))
        return PlainAnswer(self._page(form, session, said=sentences.sent_missed(sent, session)))

    def _new_session(self) -> DeskSession:
        session = DeskSession(self._settings, self._journal, self._known, clock=self._clock)
        session.finder.read_at = self._clock() if self._trouble else None
        return session

    def _session(self, form: CallForm) -> DeskSession:
        session = self._new_session()
        if form.outcome is Outcome.TRANSFERRED:
            session.warm = read_warm_choice(self._settings.data_dir, self._settings.agent)
        take_in(form, session)
        return session

    def _wrong_with(self, form: CallForm, session: DeskSession) -> str:
        """What keeps the search or the note from being stored; else that a municipality is named and not chosen."""
        answer = session.call.answer
        wrong = session.note_refusal or sentences.warning_on_search(answer, form.text, self._known)
        if wrong and wrong == sentences.not_chosen(answer, self._known) and not answer.fitting:
            text = " ".join(f"@{name}" for name in answer.outright)
            return _("“{text}” is no municipality here, nor a whole place name in one. Choose it in the list.").format(
                text=text
            )
        return wrong

    def _page(
        self,
        form: CallForm,
        session: DeskSession | None = None,
        *,
        said: str = "",
        wrong: str = "",
        about: Inquiry | None = None,
        asks: Asks | None = None,
        put_through: Inquiry | None = None,
    ) -> str:
        return call_page(
            form,
            session or self._new_session(),
            self._own_inquiries(),
            said=said,
            wrong=wrong,
            about=about,
            asks=asks,
            put_through=put_through,
            trouble=self._trouble,
        )

    # --- what was logged ---------------------------------------------------------------------------------

    def _correct(self, request: PlainRequest, entry: Entry | None) -> PlainAnswer:
        if entry is None:
            return PlainAnswer(self._page(call_form({}), wrong=not_among_own()))
        logbook = Logbook(self._journal, self._clock)
        form = correction_form(request.fields, entry.inquiry, self._known)
        try:
            if request.fields["do"] == "withdraw":
                logbook.withdraw(entry)
            else:
                logbook.correct(entry, corrected(entry.inquiry, form, self._known))
        except KontaktError as problem:
            page = inquiry_page(
                entry.inquiry, form, self._known, wrong=str(problem), agent=self._settings.agent, trouble=self._trouble
            )
            return PlainAnswer(page)
        self._service.send()
        if request.fields["do"] == "withdraw":
            return _go_to(said="withdrawn")
        return _go_to(said="corrected", inquiry=str(entry.inquiry.id))

    def _inquiry_page(self, inquiry: Inquiry) -> str:
        agent = self._settings.agent
        return inquiry_page(inquiry, as_logged(inquiry), self._known, agent=agent, trouble=self._trouble)

    def _said(self, what: str, inquiry: Inquiry | None) -> str:
        """What was done by the form before this page, in one sentence."""
        if what == "withdrawn":
            return _("Withdrawn: it counts no longer.")
        if inquiry is None or what not in ("logged", "corrected"):
            return ""
        text = (
            _("Logged: {outcome} · {article} · {municipality}.")
            if what == "logged"
            else _("Corrected: {outcome} · {article} · {municipality}.")
        )
        said = text.format(
            outcome=outcome_name(inquiry, self._known),
            article=sentences.subject_of(inquiry, self._known),
            municipality=sentences.municipality_name(inquiry.municipality, self._known),
        )
        return " ".join(filter(None, (said, masked_note(inquiry.note), useful_after(inquiry, self._known))))

    def _own(self, id: UUID | None) -> Entry | None:
        return next((each for each in self._own_inquiries() if each.inquiry.id == id), None) if id else None

    def _own_inquiries(self) -> list[Entry]:
        with suppress(KontaktError):  # what keeps it from being read is told of as the trouble
            return self._service.own_inquiries()
        return []

    # --- the library ---------------------------------------------------------------------------------------

    @property
    def _known(self) -> Library:
        return self._library or build_library((), (), Region("", ()))

    def _look(self) -> None:
        """Take over what has changed; while the database is away, go on with what is known, and say so."""
        try:
            self._library = self._service.poll() or self._library
            self._trouble = ""
        except KontaktError as problem:
            waiting = self._service.waiting()
            self._trouble = f"{problem} {sentences.waits_for_database(waiting)}." if waiting else str(problem)
            if self._library is None:
                with suppress(KontaktError):
                    self._library = self._service.best_library()


def _go_to(**fields: str) -> PlainAnswer:
    return PlainAnswer(query=urlencode(fields))
