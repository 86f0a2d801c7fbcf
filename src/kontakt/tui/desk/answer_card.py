"""The answer card: what the agent reads aloud."""

from datetime import date

from textual.content import Content

from kontakt.desk.answering_texts import AnsweringLine, answering_lines, nobody_there
from kontakt.desk.card import Card
from kontakt.desk.card_texts import age, beside, local_rule, no_english, note_heading
from kontakt.desk.current_card import CurrentCard
from kontakt.desk.figures import ASKED_DAYS
from kontakt.desk.notice_texts import on_card
from kontakt.knowledge.coverage import LocalState
from kontakt.library.names import title_of
from kontakt.library.reachable import CallOrder
from kontakt.locale import _, language, ngettext
from kontakt.locale.formats import number
from kontakt.tui.widgets.labelled import Item, Part, labelled_lines
from kontakt.tui.widgets.text_view import TextView

_NOTHING = Content("")
_LABEL_WIDTH = 13


class AnswerCard(TextView):
    """A title, the local rule marked off at the left, and the shared answer below it."""

    def __init__(self) -> None:
        super().__init__(id="card")
        self._drawn: object = None
        self._title = self._local = _NOTHING
        self._differs = False
        self._parts: tuple[Part, ...] = ()

    def show(self, current: CurrentCard | None, *, instead: Content = _NOTHING, parts: tuple[Part, ...] = ()) -> None:
        """Show an article; without one, what stands ``instead`` of a title, and ``parts`` below it."""
        if (drawn := (current, instead, parts, language())) == self._drawn:
            return  # drawing the card is much of the work of a key press, and most keys leave it as it is
        self._drawn = drawn
        card = current.card if current else None
        self._title = _title(current) if current else instead
        self._local = _local_rule(card) if card else _NOTHING
        self._differs = card is not None and card.looked in (LocalState.NOTE, LocalState.NOT_HERE)
        self._parts = _parts(card, current.times_asked) if current and card else parts
        self.draw()

    def lines(self, width: int) -> list[Content]:
        """The title, the local rule and the parts, with a line between them."""
        lines = [*self._title.wrap(width), Content("")]
        if self._local:
            mark = Content.styled("▌ ", "$act") if self._differs else _NOTHING
            lines += [mark + line for line in self._local.wrap(max(1, width - len(mark)))]
            lines.append(Content(""))
        return [*lines, *labelled_lines(self._parts, _LABEL_WIDTH, width)]


def _title(current: CurrentCard) -> Content:
    """What the article is called, and below it its theme."""
    card = current.card
    lines = "\n".join(filter(None, (card.theme, no_english(card))))
    # On a line that is there: nothing below it moves when one comes.
    notice = (f"   ! {on_card(card.notices, card.today)}", "$warn") if card.notices else ""
    return Content.assemble((card.title, "bold"), _remark(current), "\n", (lines, "$quiet"), notice)


def _remark(current: CurrentCard) -> Content:
    """How the card came to stand there, where that is not the search alone."""
    if current.pinned_instead:
        title = title_of(current.pinned_instead, language())
        return Content.styled("   ● " + _("pinned: {title}").format(title=title), "$warn")
    if current.pinned:
        return Content.styled("   ● " + _("pinned"), "$act")
    if current.again:
        return Content.styled("   " + _("as just now, in another municipality"), "$quiet")
    return Content.styled("   " + _("nearest hit: Enter pins it"), "$quiet") if current.nearest else _NOTHING


def _local_rule(card: Card) -> Content:
    """This municipality's rule, in words: a difference, that there is none, or that nobody knows."""
    if card.looked is LocalState.NOTE:
        return Content.assemble((note_heading(card), "$act bold"), " ", card.note)
    style = {LocalState.NOT_HERE: "$warn", LocalState.NOT_LOOKED: "$text-plain"}.get(
        card.looked or LocalState.AS_SHARED, "$quiet"
    )
    return Content.styled(local_rule(card), style)


def _parts(card: Card, times_asked: int) -> tuple[Part, ...]:
    """The answer, and the labelled parts that the card has, in the order they are needed in a call."""
    sections = {
        _("Who answers"): _answering(card.call_order, card.today),
        _("Ask about"): [Item(_with_hint(text, card), "– ") for text in card.ask],
        _("Do this"): [Item(_with_hint(text, card), f"{step}  ") for step, text in enumerate(card.steps, 1)],
        _("Links"): [Item(_link(text, to)) for text, to in card.links],
        _("Owner"): [Item(Content(card.owner[:1].upper() + card.owner[1:]))]
        if card.owner and not card.call_order.tried
        else [],
        _("Rests on"): [Item(Content.styled(rule, "$quiet")) for rule in card.sources],
        _("Checked"): [Item(_checked(card, times_asked))],
    }
    labelled = [Part(tuple(items), label, apart=True) for label, items in sections.items() if items]
    return (Part((Item(_with_hint(card.answer, card)),)), *labelled)


def _answering(order: CallOrder, today: date) -> list[Item]:
    lines, nobody = answering_lines(order, today), nobody_there(order, today)
    items = [_who(each, order) for each in lines]
    if nobody.sentence:
        text = Content.assemble((nobody.sentence, "$warn"), (f"  {nobody.why}" if nobody.why else "", "$quiet"))
        items.append(Item(text, "  " if len(lines) > 1 else ""))  # below the names, which leave room for an arrow
    return items


def _who(line: AnsweringLine, order: CallOrder) -> Item:
    """Who it is, whether they are there, and how they are reached; the first who is there stands out."""
    quiet = "  ".join(filter(None, (line.address, line.hours)))
    text = Content.assemble(
        (line.name, "bold" if line.tried == order.first_there and line.there else ""),
        f"  {line.phone}" if line.phone else "",
        (f"  {line.there}" if line.there else "", "$text-plain" if line.tried.passed_over is None else "$warn"),
        (f"  {quiet}" if quiet else "", "$quiet"),
    )
    return Item(text, line.mark)


def _link(text: str, to: str) -> Content:
    return Content(text) if text == to else Content.assemble(text, "  ", (to, "$quiet"))


def _with_hint(text: str, card: Card) -> Content:
    """A text; where it sends the agent to a local note that is not there, with that said beside it."""
    hint = beside(text, card)
    return Content.assemble(text, " ", (hint, "$quiet")) if hint else Content(text)


def _checked(card: Card, times_asked: int) -> Content:
    """How old the answer is, in words, and how often it was asked for."""
    checked = (age(card), "$quiet" if card.reviewed else "$warn")
    overdue = (f", {_('due for review')}", "$warn") if card.overdue else ""
    asked = ngettext(
        "Asked once in the last {days} days.", "Asked {count} times in the last {days} days.", times_asked
    ).format(count=number(times_asked), days=ASKED_DAYS)
    return Content.assemble(checked, overdue, (f".  {asked}" if times_asked else ".", "$quiet"))
