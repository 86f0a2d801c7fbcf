"""The answer card: what the agent reads aloud."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from kontakt.desk.card import Card, LocalRule
from kontakt.locale import _, language, ngettext
from kontakt.locale.form import number, short_date
from kontakt.tui.widgets.labelled import Item, Labelled, Part


class AnswerCard(VerticalScroll, can_focus=False):
    """A title, the local rule marked off at the left, and the shared answer below it."""

    def __init__(self) -> None:
        super().__init__(id="card")
        self._drawn: object = None

    def compose(self) -> ComposeResult:
        yield Static(id="card-title", markup=False)
        yield Static(id="card-local", markup=False)
        yield Labelled(label_width=13)

    def show(self, card: Card | None, *, unsure: bool, used: int, empty: Content) -> None:
        """Show a card; without one, ``empty`` says what would fill the place. ``unsure`` warns that the
        search is not sure of it, ``used`` is how often it was asked for the last seven days."""
        if (drawn := (card, unsure, used, empty, language())) == self._drawn:
            return  # laying the card out is most of the work of a key press, and most keys leave it as it is
        self._drawn = drawn
        title, local = self.query_one("#card-title", Static), self.query_one("#card-local", Static)
        local.display = card is not None
        if card is None:
            title.update(empty)
        else:
            warning = (f"   {_('not sure: Enter pins it')}", "$warn") if unsure else ""
            title.update(Content.assemble((card.title, "bold"), warning, "\n", (card.theme, "$quiet")))
            local.update(local_rule(card))
            local.set_class(card.rule in (LocalRule.NOTE, LocalRule.NOT_HERE), "differs")
        self.query_one(Labelled).show(_parts(card, used) if card else ())

    def scroll_back(self) -> None:
        self.scroll_home(animate=False)


def local_rule(card: Card) -> Content:
    """This municipality's rule, in words: a difference, or that there is none."""
    name = card.municipality or ""
    match card.rule:
        case LocalRule.NOTE:
            return Content.assemble((_("In {municipality}:").format(municipality=name), "$act bold"), " ", card.note)
        case LocalRule.NOT_HERE:
            return Content.styled(
                _("{municipality} does not have this. It holds for {others}.").format(
                    municipality=name, others=", ".join(card.only)
                ),
                "$warn",
            )
        case LocalRule.AS_SHARED:
            day = short_date(card.looked_at) if card.looked_at else ""
            text = _("In {municipality}: as the shared answer, looked at {day}.").format(municipality=name, day=day)
        case LocalRule.NO_NOTE:
            text = _("In {municipality}: no local note, the shared answer holds.").format(municipality=name)
        case LocalRule.NO_MUNICIPALITY:
            text = _("No municipality chosen: local notes are not shown.")
    return Content.styled(text, "$quiet")


def _parts(card: Card, used: int) -> tuple[Part, ...]:
    """The answer, and the labelled parts that the card has, in the order they are needed in a call."""
    sections = {
        _("Ask about"): [Item(Content(text), "– ") for text in card.ask],
        _("Do this"): [Item(Content(text), f"{step}  ") for step, text in enumerate(card.steps, 1)],
        _("Links"): [Item(Content.assemble(text, "  ", (url, "$quiet"))) for text, url in card.links],
        _("Owner"): [Item(Content(card.owner[:1].upper() + card.owner[1:]))] if card.owner else [],
        _("Rests on"): [Item(Content.styled(rule, "$quiet")) for rule in card.sources],
        _("Checked"): [Item(_checked(card, used))],
    }
    labelled = [Part(tuple(items), label, apart=True) for label, items in sections.items() if items]
    return (Part((Item(Content(card.answer)),)), *labelled)


def _checked(card: Card, used: int) -> Content:
    """How old the answer is, in words, and how often it was asked for."""
    if card.reviewed is None or card.age_days is None:
        age = (_("never checked"), "$warn")
    else:
        days = ngettext("{count} day ago", "{count} days ago", card.age_days).format(count=number(card.age_days))
        age = (f"{short_date(card.reviewed)} ({_('today') if card.age_days <= 0 else days})", "$quiet")
    overdue = (f", {_('due for review')}", "$warn") if card.overdue else ""
    asked = ngettext("Asked once in the last seven days.", "Asked {count} times in the last seven days.", used).format(
        count=number(used)
    )
    return Content.assemble(age, overdue, (f".  {asked}" if used else ".", "$quiet"))
