"""One change to many articles at once: all in one transaction, each over what the editor had before them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kontakt.editor.commands import EditorTransaction
from kontakt.editor.find.finding import Replacement
from kontakt.editor.taking_back import ChangedArticle
from kontakt.errors import KontaktError
from kontakt.knowledge import store as knowledge
from kontakt.knowledge.article import Article
from kontakt.knowledge.article_input import InvalidArticle
from kontakt.knowledge.revisions import What
from kontakt.locale import _, ngettext
from kontakt.locale.formats import number


@dataclass(frozen=True, slots=True)
class ManyChanged:
    """How many articles were ``changed``; how many somebody else has changed ``meanwhile``, and stand as they are; and
    one sentence on each that was ``refused``, with its title."""

    changed: int
    meanwhile: int
    refused: tuple[str, ...]

    @property
    def left_alone(self) -> str:
        """What stands as it was, and why; empty for nothing."""
        meanwhile = ngettext(
            "{count} was changed by somebody meanwhile, and stands as it is.",
            "{count} were changed by somebody meanwhile, and stand as they are.",
            self.meanwhile,
        ).format(count=number(self.meanwhile))
        refused = ngettext(
            "Left as it is: {sentence}", "{count} left as they are; the first: {sentence}", len(self.refused)
        )
        first = self.refused[0] if self.refused else ""
        return " ".join(
            filter(
                None,
                (
                    meanwhile if self.meanwhile else "",
                    refused.format(count=number(len(self.refused)), sentence=first) if first else "",
                ),
            )
        )


def change_many(
    transaction: EditorTransaction, based_on: Mapping[str, int], change: Callable[[Article], Article], what: What
) -> ManyChanged:
    """Change the articles with these ids that stand at these revisions; ``change`` may raise InvalidArticle, and then
    that article stays."""
    session = transaction.session
    standing = knowledge.standing(session)
    here = [id for id, revision in based_on.items() if id in standing and standing[id].number == revision]
    changed, refused = [], []
    for before in knowledge.articles(session, here):
        try:
            after = change(before)
        except InvalidArticle as invalid:
            refused.append(_("“{title}”: {problem}").format(title=before.title, problem=invalid.problems[0]))
            continue
        if after != before:
            changed.append((before, after))
    knowledge.save(session, [after for _before, after in changed], by=transaction.by, at=transaction.at, what=what)
    standing = knowledge.standing(session)
    transaction.changed.extend(ChangedArticle(before, standing[before.id].number) for before, _after in changed)
    return ManyChanged(len(changed), len(based_on) - len(here), tuple(refused))


def replace_in_texts(transaction: EditorTransaction, replacement: Replacement, based_on: Mapping[str, int]) -> str:
    """Put one text in the place of another in these articles, which stand at these revisions. Raises KontaktError where
    none could be changed."""
    many = change_many(transaction, based_on, replacement.article, What.EDITED)
    if not many.changed:
        raise KontaktError(many.left_alone or _("Nothing was replaced: no article has that text any more."))
    if replacement.by:
        text = ngettext(
            "“{old}” is now “{new}” in {count} article.", "“{old}” is now “{new}” in {count} articles.", many.changed
        )
    else:
        text = ngettext(
            "“{old}” is taken out of {count} article.", "“{old}” is taken out of {count} articles.", many.changed
        )
    done = text.format(old=replacement.query.text, new=replacement.by, count=number(many.changed))
    return " ".join(filter(None, (done, many.left_alone)))
