"""One list of what to mend next, over all the views: what has let down most callers lately stands first.

The measure is the callers of the last 30 days that a task concerned, each counted by how surely it let them down:

- a gap, an answer called wrong, and one whose rule has changed count in full: those callers got no answer, or maybe a
  wrong one. An answer called wrong concerns everybody it was read to, not only those who said so;
- an article that nobody has reviewed in time, and municipalities that nobody has looked at, count a tenth: most such
  answers are right. Else a busy article without a review would stand before every search that led nowhere.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from kontakt.editor.overview.overview import CoverageRow, Due, DueReason, Gap, GapKind, Health, Task, TaskKind

COVERAGE_TASKS = 5
"""So many of the coverage rows are tasks; the others wait in their own view, or they would bury the list."""

DOUBT = 0.1
"""What a caller counts where the answer may well have been right."""

_KINDS = tuple(TaskKind)


def tasks(
    gaps: Iterable[Gap],
    due: Iterable[Due],
    coverage: Sequence[CoverageRow],
    health: Mapping[str, Health],
    unlooked: Callable[[CoverageRow], int],
) -> tuple[Task, ...]:
    """Everything there is to mend, each thing once. What concerned nobody lately stands last, in its view's order;
    an article that was called wrong is one task, though it be due as well. ``unlooked`` counts the callers of the last
    30 days from where nobody has looked."""
    found = [*_gap_tasks(gaps, health)]
    flagged = {each.gap.article for each in found if each.gap and each.kind is TaskKind.FLAG}
    found += [
        Task(kind=TaskKind.DUE, callers=health[each.article].uses, due=each)
        for each in due
        if each.article not in flagged
    ]
    found += list(_coverage_tasks(coverage, unlooked))
    # Sorting is stable: what counts the same keeps its view's order.
    return tuple(sorted(found, key=lambda task: (-let_down(task), _KINDS.index(task.kind))))


def _gap_tasks(gaps: Iterable[Gap], health: Mapping[str, Health]) -> Iterator[Task]:
    for gap in gaps:
        if gap.kind is GapKind.MISSED:
            yield Task(kind=TaskKind.GAP, callers=gap.recent, gap=gap)
        elif flagged := health.get(gap.article or ""):
            yield Task(kind=TaskKind.FLAG, callers=max(gap.recent, flagged.uses), gap=gap)


def _coverage_tasks(coverage: Iterable[CoverageRow], unlooked: Callable[[CoverageRow], int]) -> Iterator[Task]:
    counted = [(unlooked(row), row) for row in coverage]
    asked = sorted((each for each in counted if each[0]), key=lambda each: -each[0])
    for callers, row in asked[:COVERAGE_TASKS]:
        yield Task(kind=TaskKind.COVERAGE, callers=callers, coverage=row)


def counts_in_full(task: Task) -> bool:
    """Whether each caller counts in full: they got no answer, or maybe a wrong one."""
    return task.kind is not TaskKind.COVERAGE and (task.due is None or task.due.reason is DueReason.RULE_CHANGED)


def let_down(task: Task) -> float:
    """What the order follows: the callers of the last 30 days, each counted by how surely the task let them down."""
    return task.callers if counts_in_full(task) else DOUBT * task.callers
