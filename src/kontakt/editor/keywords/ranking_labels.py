"""Why a hit stands where it does, in words: for the command line and for the keyword workbench."""

from itertools import accumulate, pairwise

from kontakt.locale import _
from kontakt.locale.formats import percent
from kontakt.search import Explanation, Meeting, Why


def label(each: Explanation) -> str:
    """The title or keyword that met the query best."""
    if each.exact:
        sentence = _("just this title: {label}") if each.title else _("just this keyword: {label}")
    else:
        sentence = _("title: {label}") if each.title else _("keyword: {label}")
    return sentence.format(label=each.label)


def meetings(each: Explanation) -> list[tuple[str, ...]]:
    """A row for each typed word: the word, the label's word that it met, how, how well, and its part of the query."""
    return [_columns(meeting) for meeting in each.words]


def cover(each: Explanation) -> str:
    """How much of the query and of the label the other holds."""
    return _("{query} of the query is in the label and {label} of the label in the query").format(
        query=percent(each.of_query, 0), label=percent(each.of_label, 0)
    )


def breadth(each: Explanation) -> str:
    """How many of the article's titles and keywords meet the query."""
    return _("{meeting} of the article's {labels} titles and keywords meet the query").format(
        meeting=each.meeting, labels=each.labels
    )


def parts(each: Explanation) -> str:
    """What the score is made of, in hundredths that add up to it; empty for an exact title or keyword."""
    if len(each.parts) == 1:
        return ""
    steps = [round(100 * step) for step in (0.0, *accumulate(each.parts))]
    label, together, others, breadth, order = (f"{(after - before) / 100:+.2f}" for before, after in pairwise(steps))
    sentence = _(
        "{label} for the label, {together} for words in other labels, {others} for other labels, "
        "{breadth} for how much of the article meets the query, {order} for letters, place and use"
    )
    return sentence.format(label=label[1:], together=together, others=others, breadth=breadth, order=order)


def lift(each: Explanation) -> str:
    """What being used counted; empty for nothing."""
    if not each.usage:
        return ""
    return _("lifted by {lift} before an article that nobody has used lately").format(lift=f"{each.usage:.2f}")


def _columns(meeting: Meeting) -> tuple[str, ...]:
    weight = _("{share} of the query's weight").format(share=percent(meeting.weight, 0))
    if meeting.elsewhere:
        return meeting.typed, "–", _("in “{label}”").format(label=meeting.elsewhere), "", weight
    if meeting.why is None or meeting.met is None:
        return meeting.typed, "–", _("not in it"), "", weight
    return meeting.typed, meeting.met, _in_words(meeting.why), percent(meeting.fit, 0), weight


def _in_words(why: Why) -> str:
    return {
        Why.TITLE: _("the same word"),
        Why.KEYWORD: _("the same word"),
        Why.PREFIX: _("the beginning of the word"),
        Why.FORM: _("another form of the word"),
        Why.SYNONYM: _("another word for it"),
        Why.COMPOUND: _("a part of the compound"),
        Why.SPELLING: _("misspelled"),
        Why.PARTLY: _("some of its letters"),
    }[why]
