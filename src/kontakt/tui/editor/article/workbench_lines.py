"""What the workbench says beside the keywords: where searches lead, before the edit and now."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from kontakt.editor.keywords import ranking_labels
from kontakt.locale import _
from kontakt.locale.formats import number
from kontakt.tui.widgets.labelled import Item, Part

if TYPE_CHECKING:
    from kontakt.editor.keywords.workbench import AskedQuery, Workbench
    from kontakt.search import Explanation, Hit

_SHOWN = 12


def places(workbench: "Workbench") -> dict[str, int | None]:
    """Where each search that has to do with the article finds it now (1 is first, None not among ten)."""
    return {each.query: each.place for each in (*workbench.finds(), *workbench.should_find())}


def asked_parts(workbench: "Workbench", before: Mapping[str, int | None]) -> tuple[Part, ...]:
    """The searches that find the article, and those that should have, with its place before → now."""
    should_find, finds = workbench.should_find(), workbench.finds()
    return (
        _part(
            _("Searches that should have found it"),
            [_asked(each, before, workbench) for each in should_find],
            empty=_("None known. Searches after which agents chose this article, or sent it on, come here."),
        ),
        _part(
            _("Searches that find it"),
            [_asked(each, before, workbench) for each in finds],
            empty=_("None logged yet. Searches at the desk that lead to this article come here."),
        ),
    )


def displaced_parts(workbench: "Workbench") -> tuple[Part, ...]:
    """Other articles' searches that now lead elsewhere, because of the edit."""
    displaced = workbench.displaced()
    lines = [
        Item(
            Content.assemble(
                each.query, "  ", (f"{_title(workbench, each.before)} → {_title(workbench, each.after)}", "$warn")
            ),
            _times(each.times),
        )
        for each in displaced
    ]
    heading = _("Searches that now get another answer: is it right?")
    return (_part(heading, lines, warning=True),) if lines else ()


def trial_parts(text: str, workbench: "Workbench") -> tuple[Part, ...]:
    """The ranking of a search that is tried out, each hit with its reason, and this article's in full."""
    trial = workbench.rank(text)
    explained = {each.id: each for each in trial.explained}
    lines = [_hit(place, hit, explained.get(hit.id), workbench) for place, hit in enumerate(trial.hits, 1)]
    heading = _("“{text}” finds, and is sure of the first") if trial.sure else _("“{text}” finds, without being sure")
    own = explained.get(_own(workbench))
    return (
        _part(heading.format(text=text), lines, empty=_("Nothing found.")),
        *((_in_full(own),) if own else ()),
    )


def _asked(each: "AskedQuery", before: Mapping[str, int | None], workbench: "Workbench") -> Item:
    was, now = before.get(each.query), each.place
    moved = was != now and each.query in before
    place = f"{_place(was)} → {_place(now)}" if moved else _place(now)
    instead = f"  {_title(workbench, each.first)}" if now != 1 and each.first else ""
    return Item(
        Content.assemble((f"{place:<9}", "$act bold" if moved else ""), each.query, (instead, "$quiet")),
        _times(each.times),
    )


def _hit(place: int, hit: "Hit", explained: "Explanation | None", workbench: "Workbench") -> Item:
    own = hit.id == _own(workbench)
    why = f"  {ranking_labels.label(explained)}" if explained else ""
    return Item(
        Content.assemble((_title(workbench, hit.id), "bold" if own else ""), (why, "$quiet")),
        f"{'●' if own else ' '}{place:>3}  ",
    )


def _in_full(explained: "Explanation") -> Part:
    """Word for word, why the article stands where it does."""
    words = [
        Content(f"{typed}: {', '.join(filter(None, (met if fit else '', how, fit)))}")
        for typed, met, how, fit, _weight in ranking_labels.meetings(explained)
    ]
    rest = filter(
        None, (ranking_labels.cover(explained), ranking_labels.breadth(explained), ranking_labels.lift(explained))
    )
    return Part(tuple(Item(line.stylize("$quiet"), "      ") for line in (*words, *map(Content, rest))))


def _part(heading: str, lines: Sequence[Item], *, empty: str = "", warning: bool = False) -> Part:
    """A heading and its lines, the first of them where there are many."""
    shown = list(lines[:_SHOWN])
    if len(lines) > _SHOWN:
        shown.append(
            Item(Content.styled(_("and {count} more").format(count=number(len(lines) - _SHOWN)), "$quiet"), "      ")
        )
    head = Item(Content.styled(f"{heading} ({number(len(lines))})", "$warn bold" if warning else "bold"))
    return Part((head, *(shown or [Item(Content.styled(empty, "$quiet"))])), apart=True)


def _times(times: int) -> str:
    return f"{number(times):>4}  "


def _place(place: int | None) -> str:
    return f"{place}." if place else "–"


def _own(workbench: "Workbench") -> str:
    return workbench.article.id if workbench.article else ""


def _title(workbench: "Workbench", id: str) -> str:
    return workbench.title(id) if id else _("nothing")
