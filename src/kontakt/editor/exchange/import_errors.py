"""Articles with an error that an import would publish: refused, or stored as drafts."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from kontakt.editor.publishing import ArticleChange, new_errors, with_field
from kontakt.files.validation import Problems
from kontakt.knowledge.article import Article, Status
from kontakt.knowledge.by_id import LinkTargets
from kontakt.knowledge.files import article_file
from kontakt.locale import _


def without_errors(
    changes: Sequence[ArticleChange], targets: LinkTargets, today: date, *, as_drafts: bool
) -> tuple[tuple[Article, ...], tuple[str, ...]]:
    """The articles that an import stores, and the ids of those that are drafts though their files publish them: with
    ``as_drafts`` all that have an error which is new. ``targets`` are what links lead to beside the imported articles.

    Raises Problems with every such error, and its file, where they are not to be drafts.
    """
    wrong = new_errors(changes, targets, today)
    if wrong and not as_drafts:
        sentences = [
            f"{article_file(each.after)}: {with_field(error)}"
            for each in changes
            for error in wrong.get(each.after.id, ())
        ]
        how = _("Nothing was stored: what has an error is not published. Mend the files, or add --drafts.")
        raise Problems([how, *sentences])
    articles = [replace(each.after, status=Status.DRAFT) if each.after.id in wrong else each.after for each in changes]
    return tuple(articles), tuple(wrong)
