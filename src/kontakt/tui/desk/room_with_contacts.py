"""What an agent tells of those who answer: that nobody did, and that somebody is away, or in after all."""

from datetime import datetime

from textual import work

from kontakt.desk.availability_texts import availability_text, is_in, told_unanswered, was_not_away
from kontakt.desk.session import DeskSession
from kontakt.errors import KontaktError
from kontakt.library.contacts import FoundContact
from kontakt.library.reachable import key_of, with_absence
from kontakt.locale import _, language
from kontakt.presence.until import end_of_day, end_of_week, until_of
from kontakt.tui.desk.service_link import DeskLink
from kontakt.tui.desk.transfer import ask_what_came_of_it
from kontakt.tui.room import Room
from kontakt.tui.widgets.ask_screen import AskScreen
from kontakt.tui.widgets.choice import Choice, KeyMenu

_IN, _OTHER = "in", "other"
Ends = datetime | str


class RoomWithContacts(Room):
    """A room whose cards name contacts: those of ``session``'s card. Where the region has none, nothing of this is
    offered."""

    session: DeskSession
    put_through_to: FoundContact | None = None
    """To whom the last caller was put through; in memory alone, for it may be a person."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("unanswered", "absence") and not self.session.library.contacts:
            return False
        return super().check_action(action, parameters)

    @work(exclusive=True, group="flow", exit_on_error=False)
    async def action_unanswered(self) -> None:
        """Tell every desk that the first on the card who is there did not answer, and say who is next."""
        self.catch_up()
        order = self.session.finder.order_on_card
        if not order.tried:
            self.warn(_nobody())
            return
        if order.first_there is None:
            self.warn(_("Nobody on the card is there: there is nobody to ring."))
            return
        found = order.first_there.found
        if not await self._tell_unanswered(found):
            return
        others = (each.found for each in order.tried if each.passed_over is None and each.found != found)
        told = told_unanswered(found.name_in(language()))
        following = next(others, None)
        name = following.name_in(language()) if following else ""
        self.say(f"{_('Next: {name}.').format(name=name)} {told}" if name else told)

    async def _tell_unanswered(self, found: FoundContact) -> bool:
        link = self.query_one(DeskLink)
        try:
            await link.ask(lambda service: service.say_unanswered(found))
        except KontaktError as problem:
            self.warn(str(problem))
            return False
        link.look()
        return True

    @work(exclusive=True, group="flow", exit_on_error=False)
    async def ask_what_came_of_it(self) -> None:
        """Let the agent say what came of the transfer just logged. That nobody answered is told to every desk."""
        if said := await ask_what_came_of_it(self.app, self.session):
            self.say(said)
            self.query_one(DeskLink).send()
            if self.put_through_to and self.session.nobody_answered:
                await self._tell_unanswered(self.put_through_to)

    @work(exclusive=True, group="flow", exit_on_error=False)
    async def action_absence(self) -> None:
        """Tell that somebody on the card is away, and until when; or in after all."""
        self.catch_up()
        found = await self._whom()
        if found is None:
            return
        ends = await self._until(found)
        if ends is None:
            return
        link = self.query_one(DeskLink)
        name = found.name_in(language())
        try:
            if isinstance(ends, datetime):
                await link.ask(lambda service: service.say_away(found, ends))
                text = _("{name}: {availability}. Every desk sees it now.")
                self.say(text.format(name=name, availability=self._said(found, ends)))
            elif await link.ask(lambda service: service.say_in(found)):
                self.say(is_in(name))
            else:
                self.warn(was_not_away(name))
        except KontaktError as problem:
            self.warn(str(problem))
            return
        link.look()

    async def _whom(self) -> FoundContact | None:
        tried = self.session.finder.order_on_card.tried
        if not tried:
            self.warn(_nobody())
            return None
        if len(tried) == 1:
            return tried[0].found
        today = self.session.finder.today
        choices = [
            Choice(each.found, each.found.name_in(language()), availability_text(each.availability, today), str(digit))
            for digit, each in enumerate(tried[:9], 1)
        ]
        chosen = await self.app.push_screen_wait(
            KeyMenu(_("Who is away?"), choices, hint=_("One key chooses.   Esc: back"))
        )
        return chosen.value if chosen else None

    async def _until(self, found: FoundContact) -> Ends | None:
        now = self.session.clock()
        choices: list[Choice[Ends]] = [
            Choice(end_of_day(now), _("The rest of today"), key="1"),
            Choice(end_of_day(now, 1), _("Today and tomorrow"), key="2"),
            Choice(end_of_week(now), _("This week"), key="3"),
            Choice(_OTHER, _("Until a time or a day"), key="k"),
            Choice(_IN, _("Is in after all"), key="i"),
        ]
        title = _("{name} is away:").format(name=found.name_in(language()))
        chosen = await self.app.push_screen_wait(KeyMenu(title, choices, hint=_("One key chooses.   Esc: back")))
        if chosen is None or chosen.value != _OTHER:
            return chosen.value if chosen else None

        def read(text: str) -> datetime:
            return until_of(text, self.session.clock())

        hint = _("14:30, fredag, 24.12 or 24.12 12:00.   Enter stores it.   Esc: back")
        ends: datetime | None = await self.app.push_screen_wait(AskScreen(title, read, hint=hint))
        return ends

    def _said(self, found: FoundContact, ends: datetime) -> str:
        known = with_absence(key_of(found), found.hours, self.session.library, self.session.clock(), ends)
        return availability_text(known, self.session.finder.today)


def _nobody() -> str:
    return _("Nobody is on the card: find an article and choose the municipality, or look for somebody after #.")
