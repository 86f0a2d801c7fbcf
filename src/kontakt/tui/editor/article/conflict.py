"""Two editors saved the same article: what the second is shown."""

from kontakt.knowledge.article import Article
from kontakt.knowledge.editing import EditConflict
from kontakt.knowledge.files import format_article
from kontakt.locale import _
from kontakt.locale.formats import day_and_clock
from kontakt.tui.editor.conflict_screen import ConflictScreen, Resolution, versions
from kontakt.tui.widgets.labelled import Part


def article_versions(theirs: Article | None, mine: Article) -> tuple[Part, ...]:
    """What differs between the two, line by line; ``theirs`` of None was removed."""
    return versions(format_article(theirs) if theirs else "", format_article(mine))


def article_conflict(mine: Article, conflict: EditConflict) -> ConflictScreen:
    """The question what is to be saved. What was removed cannot be taken."""
    theirs, revision = conflict.theirs, conflict.revision
    heading = (
        _("{name} saved revision {revision} of “{title}” {time}, while you were writing")
        if theirs
        else _("{name} removed “{title}” or merged it into another {time}, while you were writing")
    )
    heading = heading.format(
        name=revision.by,
        revision=revision.number,
        title=(theirs or mine).title,
        time=day_and_clock(revision.at),
    )
    possible = [each for each in Resolution if theirs or each is not Resolution.TAKE_THEIRS]
    return ConflictScreen(heading, revision.by, article_versions(theirs, mine), possible)
