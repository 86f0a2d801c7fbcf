"""What is done on plain pages with cases, and whatever else was done with when it went by e-mail: one is said to have
come back, sent again, or noted to have gone another way."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from kontakt.desk.message_draft import current_recipient, new_address, readdressed
from kontakt.desk.open_messages import EVENTS, NOT_ANY_MORE, MessageAct, possible_acts, what_was_done
from kontakt.desk.service import DeskService
from kontakt.errors import KontaktError
from kontakt.library.library import Library
from kontakt.locale import _
from kontakt.messages.checked import checked_number, checked_text, masked_text
from kontakt.messages.message import CLOSED_WHEN_SENT, OpenMessage
from kontakt.web.plain.call_form import id_in
from kontakt.web.plain.cases_page import (
    ARRIVED,
    CAME_BACK,
    SEND,
    WENT_ANOTHER_WAY,
    WRITE_ANEW,
    CaseWrittenAnew,
    cases_page,
    written_anew_page,
)

_ACTS = {
    CAME_BACK: MessageAct.CAME_BACK,
    ARRIVED: MessageAct.ARRIVED,
    WENT_ANOTHER_WAY: MessageAct.DONE,
    WRITE_ANEW: MessageAct.READDRESS,
}
_LONGEST_TEXT = 2_000


class PlainCases:
    """``trouble`` is what is wrong with the database, in one sentence; "" where nothing is."""

    def __init__(self, service: DeskService, library: Library, *, agent: str, trouble: str = "") -> None:
        self._service = service
        self._library = library
        self._agent = agent
        self._trouble = trouble

    def answer(self, fields: Mapping[str, str], *, is_sent: bool) -> str:
        """The page that follows what was sent; a problem is said on it, and nothing that was typed is lost."""
        wrong = said = ""
        case: CaseWrittenAnew | None = None
        try:
            if is_sent and id_in(fields, SEND):
                case = self._typed(fields)
                said = self._send_again(case)
            elif is_sent and (message := self._chosen(fields, WRITE_ANEW)):
                return self._form(CaseWrittenAnew(message, current_recipient(message, self._library).address))
            elif is_sent:
                said = self._say(fields)
        except KontaktError as problem:
            wrong = str(problem)
        if case and wrong:
            return self._form(case, wrong)
        return self._list(said, wrong)

    def _form(self, case: CaseWrittenAnew, wrong: str = "") -> str:
        to = current_recipient(case.message, self._library)
        return written_anew_page(case, to, self._library, agent=self._agent, wrong=wrong, trouble=self._trouble)

    def _list(self, said: str, wrong: str) -> str:
        came_back: Sequence[OpenMessage] = ()
        sent: Sequence[OpenMessage] = ()
        try:
            came_back, sent = self._returned(), self._service.messages.sent_lately()
        except KontaktError as problem:
            wrong = wrong or str(problem)
        return cases_page(
            came_back,
            sent,
            self._library,
            self._service.clock(),
            agent=self._agent,
            said=said,
            wrong=wrong,
            trouble=self._trouble if self._trouble != wrong else "",
        )

    def _returned(self) -> list[OpenMessage]:
        """Raises KontaktError while the database is away."""
        found = self._service.messages.found()
        if found.away:
            raise KontaktError(found.away)
        return [each for each in found.open if each.came_back and each.kind in CLOSED_WHEN_SENT]

    def _chosen(self, fields: Mapping[str, str], name: str) -> OpenMessage | None:
        """The one whose button of this name was pressed. Raises KontaktError where that cannot be done any more."""
        id = id_in(fields, name)
        return self._one(id, _ACTS[name]) if id else None

    def _one(self, id: UUID | None, act: MessageAct) -> OpenMessage:
        known = (*self._returned(), *self._service.messages.sent_lately())
        found = next((each for each in known if each.id == id), None)
        if found is None or act not in possible_acts(found, self._agent, self._service.clock()):
            raise KontaktError(_("That is not possible any more: somebody was faster."))
        return found

    def _say(self, fields: Mapping[str, str]) -> str:
        """What was done, in one sentence; "" for nothing."""
        for name in (CAME_BACK, ARRIVED, WENT_ANOTHER_WAY):
            if message := self._chosen(fields, name):
                if not self._service.messages.say(message.id, EVENTS[_ACTS[name]]):
                    raise KontaktError(_(NOT_ANY_MORE))
                return what_was_done(message, _ACTS[name])
        return ""

    def _typed(self, fields: Mapping[str, str]) -> CaseWrittenAnew:
        message = self._one(id_in(fields, SEND), MessageAct.READDRESS)
        address, number, text = (fields.get(name, "")[:_LONGEST_TEXT] for name in ("address", "number", "text"))
        return CaseWrittenAnew(message, address.strip(), number, text)

    def _send_again(self, case: CaseWrittenAnew) -> str:
        number = checked_number(case.number)
        text = checked_text(case.text, number)
        if case.message.lost_its_text and not text:
            raise KontaktError(_("Nothing is sent: write what the caller wants."))
        to = readdressed(case.message, case.address, None, self._agent, self._library)
        new = new_address(case.message, to, self._service.clock(), self._library, number, text)
        if not self._service.messages.readdress(case.message.id, new):
            raise KontaktError(_(NOT_ANY_MORE))
        said = _("It is sent to {name}, {address}.").format(name=to.name, address=to.address)
        return " ".join(filter(None, (said, masked_text(text))))
