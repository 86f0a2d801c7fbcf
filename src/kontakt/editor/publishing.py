"""What keeps an article from being published: errors of the check stop it, warnings are for the editor to judge.

An article that agents read already is held to what a change brings: an error that it had before, such as a link that
somebody else's archiving has broken, keeps nobody from mending another thing.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kontakt.errors import KontaktError
from kontakt.knowledge.article import Article, Status, Theme
from kontakt.knowledge.by_id import LinkTargets, redirects_of
from kontakt.knowledge.checking import Finding, Severity, check_article, errors_in
from kontakt.knowledge.field_names import FIELD_NAMES
from kontakt.locale import _, language, ngettext
from kontakt.locale.formats import day_and_clock, number
from kontakt.notices.notice import Notice


class NotPublished(KontaktError):
    """Articles may not be published as they are. Nothing was stored."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What the check says of an article that agents are to read: what it did not say of the one that they read now is
    ``new``, what it said before is ``old``. Both are empty for one that is not published."""

    new: tuple[Finding, ...] = ()
    old: tuple[Finding, ...] = ()

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What an editor is to look at before agents read it; empty where an error keeps them from it anyway."""
        return () if _errors(self.new) else self.new

    @property
    def old_errors(self) -> tuple[Finding, ...]:
        """What stays wrong."""
        return _errors(self.old)


NO_FINDINGS = Findings()


@dataclass(frozen=True, slots=True)
class ArticleChange:
    """An article as it is to be ``after``, and as it stands ``before`` (None: it does not)."""

    before: Article | None
    after: Article


def findings(change: ArticleChange, articles: Iterable[Article], themes: Iterable[Theme], today: date) -> Findings:
    """What the check says of one article among ``articles``. ``today`` is the day in Oslo. Takes some 60 ms among a few
    hundred."""
    others, themes = tuple(articles), tuple(themes)
    return _compared(change, lambda article: check_article(article, others, themes, today))


def new_errors(changes: Iterable[ArticleChange], targets: LinkTargets, today: date) -> dict[str, tuple[Finding, ...]]:
    """The articles that may not be published so, by their ids, with the errors that are new in them. ``targets`` are
    those of links before. Of several that link to each other all are published or none."""
    all_changes = tuple(changes)
    found: dict[str, tuple[Finding, ...]] = {}
    while True:
        stand = [each.after for each in all_changes if each.after.id not in found]
        after = LinkTargets(
            {**targets.statuses, **{each.id: each.status for each in stand}},
            {**targets.redirects, **redirects_of(stand)},
        )

        def check(article: Article, targets: LinkTargets = after) -> tuple[Finding, ...]:
            return errors_in(article, targets, today)

        more = {
            each.after.id: new
            for each in all_changes
            if each.after.id not in found and (new := _compared(each, check).new)
        }
        if not more:
            return found
        found |= more


def sentence_on(article: Article, errors: Sequence[Finding]) -> str:
    """Why an article may not be published so: the first of its errors with its field, and how many more there are."""
    sentence = _("“{title}” cannot be published like this. {problem}").format(
        title=article.title, problem=with_field(errors[0])
    )
    if more := len(errors) - 1:
        rest = ngettext("And {count} more problem.", "And {count} more problems.", more).format(count=number(more))
        sentence = f"{sentence} {rest}"
    return sentence


def freeze_sentence(freeze: Notice) -> str:
    """That nothing is to be published now, until when, and why."""
    text = _("A change freeze holds until {when}: {title}")
    return text.format(when=day_and_clock(freeze.ends), title=freeze.title_in(language()))


def with_field(finding: Finding) -> str:
    """What is wrong, and in which field."""
    name = FIELD_NAMES.get(str(finding.place[0])) if finding.place else None
    return _("{field}: {problem}").format(field=_(name), problem=finding.sentence) if name else finding.sentence


def _compared(change: ArticleChange, check: Callable[[Article], tuple[Finding, ...]]) -> Findings:
    """Findings are old where the rule found as much before: their places may have moved."""
    before, after = change.before, change.after
    if after.status is not Status.PUBLISHED:
        return Findings()
    was_read = before is not None and before.status is Status.PUBLISHED
    said = Counter(each.rule for each in check(before)) if before is not None and was_read else Counter[str]()
    found = check(after)
    now = Counter(each.rule for each in found)
    new = tuple(each for each in found if now[each.rule] > said[each.rule])
    return Findings(new, tuple(each for each in found if now[each.rule] <= said[each.rule]))


def _errors(found: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(each for each in found if each.severity is Severity.ERROR)
