"""What a card says of the municipality of the call, in words: what is known there, and where a step leads to nothing;
and how old its answer is.

That nobody has looked is never worded as that nothing differs.
"""

from kontakt.desk.card import Card
from kontakt.knowledge.coverage import LocalState
from kontakt.knowledge.local_note import refers_to_local_note
from kontakt.locale import _, ngettext
from kontakt.locale.formats import number, short_date


def local_rule(card: Card) -> str:
    """What is known of the article in the municipality of the call; "" where there is nothing to say. A local note is
    told with its municipality."""
    name = card.municipality or ""
    match card.looked:
        case None:
            return _without_municipality(card)
        case LocalState.NOTE:
            return f"{note_heading(card)} {card.note}"
        case LocalState.NATIONAL:
            return ""
        case LocalState.NOT_HERE:
            text = _("{municipality} does not have this. It holds for {others}.")
            return text.format(municipality=name, others=", ".join(card.only))
        case LocalState.AS_SHARED:
            day = short_date(card.looked_at) if card.looked_at else ""
            return _("Looked at {day} for {municipality}: nothing differs.").format(municipality=name, day=day)
        case LocalState.NOT_LOOKED:
            text = _("Nobody has looked at this for {municipality} yet: say that local rules may differ.")
            return text.format(municipality=name)


def read_out(card: Card) -> str:
    """What whoever does not see the card is to hear of it: what it is about, what is known of the municipality, the
    answer."""
    return " ".join(filter(None, (f"{card.title}.", local_rule(card), card.answer)))


def note_heading(card: Card) -> str:
    """What stands before a local note."""
    return _("In {municipality}:").format(municipality=card.municipality or "")


def beside(text: str, card: Card) -> str:
    """What is to be said beside a step, a question or an answer that sends the agent to the local note, where there is
    none; "" for any other text."""
    if card.looked in (LocalState.NOTE, LocalState.NOT_HERE) or not refers_to_local_note(text):
        return ""
    if card.municipality is None:
        return _("(choose a municipality)")
    match card.looked:
        case LocalState.AS_SHARED:
            hint = _("(nothing differs in {municipality})")
        case LocalState.NATIONAL:
            hint = _("(no local note for {municipality})")
        case _:
            hint = _("(no local note for {municipality} yet)")
    return hint.format(municipality=card.municipality)


def with_hint(text: str, card: Card) -> str:
    """A text of the card in plain letters, with what is to be said beside it."""
    hint = beside(text, card)
    return f"{text} {hint}" if hint else text


def no_english(card: Card) -> str:
    """That the card is not in the language that was asked for; "" where it is."""
    return _("Not in English yet: tell it in your own words.") if card.no_english else ""


def age(card: Card) -> str:
    """How old the answer is, in words."""
    if card.reviewed is None or card.age_days is None:
        return _("never checked")
    days = ngettext("{count} day ago", "{count} days ago", card.age_days).format(count=number(card.age_days))
    return f"{short_date(card.reviewed)} ({_('today') if card.age_days <= 0 else days})"


def _without_municipality(card: Card) -> str:
    said = []
    if card.only:
        said.append(_("This holds for {others} alone.").format(others=", ".join(card.only)))
    if card.noted:
        said.append(_("There are local notes: choose a municipality."))
    return " ".join(said)
