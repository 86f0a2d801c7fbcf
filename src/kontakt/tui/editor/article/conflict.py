"""Two editors saved the same article: what the second is shown."""

from collections.abc import Collection

from kontakt.editor.article.field_texts import FieldNaming, field_differences
from kontakt.knowledge.article import Article
from kontakt.knowledge.editing import EditConflict
from kontakt.locale import _
from kontakt.locale.formats import day_and_clock
from kontakt.tui.conflict_screen import ConflictScreen, Resolution
from kontakt.tui.diff_lines import field_parts
from kontakt.tui.widgets.labelled import Part


def article_versions(theirs: Article, mine: Article, naming: FieldNaming, fields: Collection[str]) -> tuple[Part, ...]:
    """Theirs and mine of these fields, one after the other."""
    differing = field_differences(theirs, mine, naming)
    return field_parts(each for each in differing if each.field in fields)


def article_conflict(mine: Article, conflict: EditConflict, both: tuple[Part, ...]) -> ConflictScreen:
    """The question whose version of the fields that ``both`` shows is to be saved."""
    revision = conflict.revision
    heading = _(
        "{name} saved revision {revision} of “{title}” {time}, and has changed the same as you. "
        "What else either of you has changed is kept."
    ).format(
        name=revision.by,
        revision=revision.number,
        title=(conflict.theirs or mine).title,
        time=day_and_clock(revision.at),
    )
    return ConflictScreen(heading, revision.by, both, list(Resolution))


def removal_conflict(mine: Article, conflict: EditConflict) -> ConflictScreen:
    """The question whether mine is to be saved although somebody else has removed the article."""
    revision = conflict.revision
    heading = _("{name} removed “{title}” or merged it into another {time}, while you were writing").format(
        name=revision.by, title=mine.title, time=day_and_clock(revision.at)
    )
    return ConflictScreen(heading, revision.by, (), [Resolution.KEEP_MINE])
