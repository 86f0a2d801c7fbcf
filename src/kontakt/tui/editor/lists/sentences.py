"""What the views of the editor's room say: a task, a gap, a due article in one sentence each, and what went wrong."""

from collections.abc import Mapping, Sequence
from datetime import date

from kontakt.editor.commands import next_review, sources_dated
from kontakt.editor.overview.overview import (
    RECENT_DAYS,
    ClosedGap,
    CoverageRow,
    Due,
    DueReason,
    Gap,
    GapKind,
    Overview,
    ReportNote,
    Task,
)
from kontakt.editor.overview.tasks import DOUBT, counts_in_full, let_down
from kontakt.inquiries.log.gaps import GapEnd
from kontakt.knowledge.article import Article
from kontakt.library.names import title_of
from kontakt.locale import N_, _, language, ngettext
from kontakt.locale.formats import OSLO, decimal, number, percent, short_date

REASONS = {
    DueReason.RULE_CHANGED: N_("the law has changed"),
    DueReason.OVERDUE: N_("overdue"),
    DueReason.NEVER: N_("never checked"),
    DueReason.OLD: N_("checked long ago"),
}


def title(overview: Overview, id: str | None) -> str:
    """The article's title in the screen's language; its id where there is no such article (any longer)."""
    article = overview.article(id)
    return title_of(article, language()) if article else id or ""


def municipality(overview: Overview, number: str | None) -> str:
    return overview.library.region.name_of(number) if number else _("municipality not known")


def by_municipality(overview: Overview, counts: Mapping[str | None, int]) -> str:
    """ "Tinn 5, Rollag 3", the most first."""
    most_first = sorted(counts.items(), key=lambda each: -each[1])
    return ", ".join(f"{municipality(overview, each)} {number(count)}" for each, count in most_first)


def quoted(text: str) -> str:
    return _("“{text}”").format(text=text)


def of_note(note: ReportNote, overview: Overview) -> str:
    """ "står to uker (Tinn, 12.11.2026)"."""
    where = municipality(overview, note.municipality)
    return f"{note.text} ({where}, {short_date(note.at.astimezone(OSLO).date())})"


def used(times: int) -> str:
    return ngettext("Used once", "Used {count} times", times).format(count=number(times))


# --- tasks ---------------------------------------------------------------------------------------------------


def of_task(task: Task, overview: Overview) -> str:
    """What is to be mended, and how many callers it concerned."""
    if task.gap:
        return of_gap(task.gap, overview)
    if task.due:
        return of_due(task.due, task.callers, overview)
    return of_coverage(task.coverage, overview) if task.coverage else ""


def counts(task: Task) -> str:
    """What the order of the tasks follows, as a figure."""
    figure = let_down(task)
    return decimal(figure, 0 if figure == int(figure) else 1)


def why_here(task: Task) -> str:
    """What the order makes of the task: how many callers, and what each of them counts."""
    callers = ngettext("{count} caller in {days} days", "{count} callers in {days} days", task.callers)
    callers = callers.format(count=number(task.callers), days=RECENT_DAYS)
    if counts_in_full(task):
        return _("Counts {figure}: {callers}, each in full. What counts most stands first.").format(
            figure=counts(task), callers=callers
        )
    return _(
        "Counts {figure}: {callers}, each as {share}, as most such answers are right. What counts most stands first."
    ).format(figure=counts(task), callers=callers, share=percent(DOUBT, 0))


def of_gap(gap: Gap, overview: Overview) -> str:
    if gap.kind is GapKind.UNCLEAR:
        sentence = ngettext(
            "Called unclear once: the answer in “{title}”",
            "Called unclear {count} times: the answer in “{title}”",
            gap.times,
        )
    else:
        sentence = ngettext(
            "{count} caller searched for “{phrase}”, which found nothing",
            "{count} callers searched for “{phrase}”, which found nothing",
            gap.times,
        )
    said = sentence.format(count=number(gap.times), phrase=gap.phrase, title=title(overview, gap.article))
    return f"{said} {_('(again)')}" if gap.reopened else said


def of_due(due: Due, times: int, overview: Overview) -> str:
    """The article first: the end is cut where there is no room."""
    article = overview.article(due.article)
    day = short_date(due.since) if due.since else ""
    match due.reason:
        case DueReason.RULE_CHANGED:
            sentence = _("“{title}”: {rule} changed {day}. {used}.")
        case DueReason.OVERDUE:
            sentence = _("“{title}”: was to be checked by {day}. {used}.")
        case DueReason.OLD if article and article.reviewed:
            sentence, day = _("“{title}”: last checked {day}. {used}."), short_date(article.reviewed)
        case _:
            sentence = _("“{title}”: never checked. {used}.")
    return sentence.format(title=title(overview, due.article), rule=due.rule, day=day, used=used(times))


def of_coverage(row: CoverageRow, overview: Overview) -> str:
    where = row.most_asked_unlooked
    times = row.asked.get(where, 0) if where else 0
    sentence = ngettext(
        "Asked once in {municipality}, where nobody has looked at “{title}”",
        "Asked {count} times in {municipality}, where nobody has looked at “{title}”",
        times,
    )
    return sentence.format(
        municipality=municipality(overview, where), title=title(overview, row.article), count=number(times)
    )


def what_is_dated(articles: Sequence[Article], today: date) -> str:
    """What saying that these are checked today puts a date on, before it is done."""
    sources = sources_dated(sum(len(each.sources) for each in articles))
    if len(articles) != 1:
        text = ngettext(
            "Says that {count} article is checked today and still right, {sources}.",
            "Says that {count} articles are checked today and still right, {sources}.",
            len(articles),
        )
        return text.format(count=number(len(articles)), sources=sources)
    if day := next_review(articles[0], today):
        text = _("Says that it is checked today and still right, {sources}; to be checked again by {day}.")
        return text.format(sources=sources, day=short_date(day))
    return _("Says that it is checked today and still right, {sources}.").format(sources=sources)


# --- notices -------------------------------------------------------------------------------------------------


def no_search_here() -> str:
    return _("This line is about an answer, not about a search: Enter opens the article.")


def nothing_to_put_aside() -> str:
    return _("This line goes away when it is mended, not before.")


def and_how_to_take_back(sentence: str) -> str:
    """What was done, and the key that takes it back."""
    return f"{sentence} {_('Ctrl+Z takes it back.')}"


# --- what is closed ------------------------------------------------------------------------------------------


def how_closed(gap: ClosedGap, overview: Overview) -> str:
    """What closed it."""
    article = title(overview, gap.article)
    match gap.how:
        case GapEnd.KEYWORD:
            return _("keyword of “{title}”").format(title=article)
        case GapEnd.ARTICLE:
            return _("article: “{title}”").format(title=article)
        case GapEnd.DISMISSED:
            return _("dismissed")
        case GapEnd.CORRECTED:
            return _("the answer is corrected")
    return _("found now: “{title}”").format(title=article)
