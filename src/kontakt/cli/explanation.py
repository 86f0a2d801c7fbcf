"""Why a hit stands there, in plain words and columns."""

import typer

from kontakt.cli.output import print_columns
from kontakt.locale import _
from kontakt.locale.form import percent
from kontakt.search import Explanation, Meeting, Why


def print_explanation(each: Explanation, title: str) -> None:
    """The hit's score and title; its label; each typed word and how it met the label; what else counted."""
    typer.echo(f"{each.score:.2f}  {each.id}  {title}")
    if each.exact:
        label = _("just this title: {label}") if each.title else _("just this keyword: {label}")
    else:
        label = _("title: {label}") if each.title else _("keyword: {label}")
    typer.echo("  " + label.format(label=each.label))
    print_columns([("  ", *_columns(meeting)) for meeting in each.words])
    typer.echo(
        "  "
        + _("{query} of the query is in the label and {label} of the label in the query").format(
            query=percent(each.of_query, 0), label=percent(each.of_label, 0)
        )
    )
    typer.echo(
        "  "
        + _("{meeting} of the article's {labels} titles and keywords meet the query").format(
            meeting=each.meeting, labels=each.labels
        )
    )
    if each.usage:
        typer.echo(
            "  " + _("lifted by {lift} before an article that nobody has used lately").format(lift=f"{each.usage:.2f}")
        )


def _columns(meeting: Meeting) -> tuple[str, ...]:
    weight = _("{share} of the query's weight").format(share=percent(meeting.weight, 0))
    if meeting.why is None or meeting.met is None:
        return meeting.typed, "–", _("not in it"), "", weight
    return meeting.typed, meeting.met, _in_words(meeting.why), percent(meeting.fit, 0), weight


def _in_words(why: Why) -> str:
    return {
        Why.TITLE: _("the same word"),
        Why.KEYWORD: _("the same word"),
        Why.PREFIX: _("the beginning of the word"),
        Why.FORM: _("another form of the word"),
        Why.COMPOUND: _("a part of the compound"),
        Why.SPELLING: _("misspelled"),
        Why.PARTLY: _("some of its letters"),
    }[why]
