"""One change to many articles at once: all in one transaction, each over what the editor had before them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from kontakt.editor.article.form import article_of, form_of
from kontakt.editor.commands import EditorTransaction
from kontakt.editor.find.finding import Replacement
from kontakt.editor.publishing import ArticleChange, new_errors, sentence_on
from kontakt.editor.taking_back import ChangedArticle
from kontakt.errors import KontaktError
from kontakt.knowledge import store as knowledge
from kontakt.knowledge.article import Article, Status
from kontakt.knowledge.article_input import InvalidArticle
from kontakt.knowledge.revisions import RevisionKind
from kontakt.library.labels import STATUSES
from kontakt.locale import _, ngettext
from kontakt.locale.formats import number, short_date


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
    transaction: EditorTransaction,
    based_on: Mapping[str, int],
    change: Callable[[Article], Article],
    what: RevisionKind,
) -> ManyChanged:
    """Change the articles with these ids that stand at these revisions; ``change`` may raise InvalidArticle, and then
    that article stays; so does one in which agents would read an error that is new."""
    session = transaction.session
    standing = knowledge.standing(session)
    here = [id for id, revision in based_on.items() if id in standing and standing[id].number == revision]
    changes: list[ArticleChange] = []
    refused: list[str] = []
    for before in knowledge.articles(session, here):
        try:
            after = change(before)
        except InvalidArticle as invalid:
            refused.append(_("“{title}”: {problem}").format(title=before.title, problem=invalid.problems[0]))
            continue
        if after != before:
            changes.append(ArticleChange(before, after))
    wrong = new_errors(changes, knowledge.link_targets(session), transaction.today)
    refused += [sentence_on(each.after, wrong[each.after.id]) for each in changes if each.after.id in wrong]
    changed = [each for each in changes if each.after.id not in wrong]
    transaction.store_many([each.after for each in changed], what)
    for each in changed:
        id, stood_at = each.after.id, standing[each.after.id].number
        if each.before is not None and (number := transaction.revisions.get((id, stood_at))):
            transaction.changed.append(ChangedArticle(each.before, stood_at, number))
    return ManyChanged(len(changed), len(based_on) - len(here), tuple(refused))


def replace_in_texts(transaction: EditorTransaction, replacement: Replacement, based_on: Mapping[str, int]) -> str:
    """Put one text in the place of another in these articles, which stand at these revisions. Raises KontaktError where
    none could be changed."""
    many = change_many(transaction, based_on, replacement.article, RevisionKind.EDITED)
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


@dataclass(frozen=True, slots=True)
class FactsChange:
    """What is to be known of many articles from now on; None stays as it is."""

    owner: str | None = None
    review_by: date | None = None
    status: Status | None = None

    def of(self, article: Article) -> Article:
        """The article after it. Raises InvalidArticle."""
        given = {name: value for name in ("owner", "review_by", "status") if (value := getattr(self, name)) is not None}
        after = replace(article, **given)
        return article if after == article else article_of(form_of(after), after)

    def sentence(self, count: int) -> str:
        """What was done in so many articles."""
        if self.owner is not None:
            text = ngettext(
                "{count} article has the owner {value} now.", "{count} articles have the owner {value} now.", count
            )
            return text.format(count=number(count), value=self.owner or "–")
        if self.review_by is not None:
            text = ngettext(
                "{count} article is to be reviewed by {value}.",
                "{count} articles are to be reviewed by {value}.",
                count,
            )
            return text.format(count=number(count), value=short_date(self.review_by))
        value = _(STATUSES[self.status]) if self.status else ""
        return ngettext("{count} article now: {value}.", "{count} articles now: {value}.", count).format(
            count=number(count), value=value
        )


def change_facts(transaction: EditorTransaction, change: FactsChange, based_on: Mapping[str, int]) -> str:
    """Change owner, day of review or status of these articles, which stand at these revisions. An article with an error
    is not published. Raises KontaktError where none could be changed."""
    what = RevisionKind.EDITED if change.status is None else RevisionKind.STATUS
    many = change_many(transaction, based_on, change.of, what)
    if not many.changed:
        raise KontaktError(many.left_alone or _("Nothing was changed: all of them are so already."))
    return " ".join(filter(None, (change.sentence(many.changed), many.left_alone)))
