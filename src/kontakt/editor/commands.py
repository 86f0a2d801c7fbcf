"""What an editor does to articles and gaps in one step. Each command reads what stands, changes it and stores it in the
one transaction that it is given, and returns one sentence on what was done."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from kontakt.database import Session
from kontakt.directory import store as directory
from kontakt.editor.article.form import ArticleForm, article_of, form_of
from kontakt.editor.article.merging import merged
from kontakt.editor.overview.gaps import subjects
from kontakt.editor.overview.overview import ClosedGap, Gap, GapKind, Task
from kontakt.editor.publishing import ArticleChange, NotPublished, new_errors, sentence_on
from kontakt.editor.taking_back import ChangedArticle, Step, as_before, taken_back
from kontakt.errors import KontaktError
from kontakt.firstline.periods import OSLO
from kontakt.inquiries.log import gaps
from kontakt.inquiries.log.gaps import EndedGap, GapEnd
from kontakt.knowledge import editing, rule_changes
from kontakt.knowledge import store as knowledge
from kontakt.knowledge.article import Article, Status
from kontakt.knowledge.article_input import InvalidArticle, SourceInput
from kontakt.knowledge.editing import Edited
from kontakt.knowledge.revisions import RevisionKind
from kontakt.knowledge.rule_changes import RuleChange
from kontakt.knowledge.similarity import plain
from kontakt.locale import N_, _, formats, ngettext

_A_YEAR = timedelta(days=365)
_GAP_ENDED = {
    GapEnd.KEYWORD: N_("“{phrase}” is done with: it was made a keyword."),
    GapEnd.ARTICLE: N_("“{phrase}” is done with: there is an article for it."),
    GapEnd.DISMISSED: N_("“{phrase}” is dismissed. It comes back if it is reported again."),
}
_REPORT_ENDED = {
    GapEnd.CORRECTED: N_("The answer in “{title}” is corrected: what was reported about it is closed."),
    GapEnd.DISMISSED: N_("What was reported about “{title}” is dismissed. It comes back if it is reported again."),
}


@dataclass(frozen=True, slots=True)
class EditorTransaction:
    """One editor's writing transaction: who, and when (UTC). ``changed`` and ``ends`` fill with what it changes, as it
    was before, and ``revisions`` with the revision that each article has after it, by its id and the one before."""

    session: Session
    by: str
    at: datetime
    changed: list[ChangedArticle] = field(default_factory=list)
    ends: dict[str, EndedGap | None] = field(default_factory=dict)
    revisions: dict[tuple[str, int], int] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The day in Oslo."""
        return self.at.astimezone(OSLO).date()

    def article(self, id: str) -> Edited:
        """What stands. Raises KontaktError where nothing does."""
        edited = editing.read(self.session, id)
        if edited is None:
            raise KontaktError(_("There is no article {id} any more: somebody has removed or merged it.").format(id=id))
        return edited

    def store(self, article: Article, based_on: int, what: RevisionKind) -> int:
        """Raises EditConflict where somebody else was first, NotPublished where agents would read an error that is
        new."""
        before = editing.read(self.session, article.id)
        number = editing.store(self.session, article, based_on=based_on, what=what, by=self.by, at=self.at)
        if article.status is Status.PUBLISHED:
            change = ArticleChange(before.article if before else None, article)
            for errors in new_errors([change], knowledge.link_targets(self.session), self.today).values():
                raise NotPublished(sentence_on(article, errors))
        if number != based_on:
            self.revisions[article.id, based_on] = number
        return number

    def store_many(self, articles: Sequence[Article], what: RevisionKind) -> None:
        """Store articles over what stands of them in this transaction."""
        before = knowledge.standing(self.session)
        knowledge.save(self.session, articles, by=self.by, at=self.at, what=what)
        after = knowledge.standing(self.session)
        self.revisions.update(
            {
                (each.id, before[each.id].number): after[each.id].number
                for each in articles
                if each.id in before and before[each.id].number != after[each.id].number
            }
        )

    def end_gaps(self, subjects: Iterable[str], how: GapEnd, article: str | None) -> None:
        """End what is reported on these subjects; ``article`` is the id of the one that they led to."""
        subjects = frozenset(subjects)
        before = gaps.ended(self.session)
        self.ends.update({each: before.get(each) for each in subjects})
        gaps.end(self.session, subjects, how, article=article, by=self.by, at=self.at)

    def change(self, edited: Edited, article: Article, what: RevisionKind) -> None:
        """Store ``article`` in the place of what was read in this transaction."""
        revision = self.store(article, edited.revision, what)
        if revision != edited.revision:
            self.changed.append(ChangedArticle(edited.article, edited.revision, revision))


def add_keyword(transaction: EditorTransaction, id: str, phrase: str, *, nynorsk: bool) -> str:
    """Make a phrase a keyword. One that the article has already is no error, and no revision."""
    edited = transaction.article(id)
    article, form = edited.article, form_of(edited.article)
    own = form.keywords_nn if nynorsk else form.keywords
    same = next((each for each in own if plain(each) == plain(phrase)), None)
    if same is not None and plain(phrase):
        return _("“{keyword}” is a keyword of “{title}” already.").format(keyword=same, title=article.title)
    keywords = (*own, phrase)
    changed = _checked(replace(form, keywords_nn=keywords) if nynorsk else replace(form, keywords=keywords), article)
    transaction.change(edited, changed, RevisionKind.KEYWORDS)
    keyword = (changed.keywords_nn if nynorsk else changed.keywords)[-1]
    return _("“{keyword}” is now a keyword of “{title}”.").format(keyword=keyword, title=article.title)


def remove_keyword(transaction: EditorTransaction, id: str, phrase: str) -> str:
    """Take a phrase out of the keywords of every language form, however it is written there."""
    edited = transaction.article(id)
    article = edited.article
    changed = replace(
        article,
        keywords=tuple(each for each in article.keywords if plain(each) != plain(phrase)),
        keywords_nn=tuple(each for each in article.keywords_nn if plain(each) != plain(phrase)),
        keywords_en=tuple(each for each in article.keywords_en if plain(each) != plain(phrase)),
    )
    if changed == article:
        return _("“{keyword}” is no keyword of “{title}”.").format(keyword=phrase, title=article.title)
    transaction.change(edited, changed, RevisionKind.KEYWORDS)
    return _("“{keyword}” is no longer a keyword of “{title}”.").format(keyword=phrase, title=article.title)


def checked_today(transaction: EditorTransaction, ids: Collection[str]) -> str:
    """Somebody has looked, and the articles are still right: reviewed today, their sources checked today, and the date
    for the next review moved as far ahead as it was set after the last one (a year, where that is not known)."""
    checked = [transaction.article(id) for id in dict.fromkeys(ids)]
    for edited in checked:
        article = edited.article
        sources = tuple(replace(each, checked=transaction.today) for each in article.sources)
        review_by = next_review(article, transaction.today)
        transaction.change(
            edited,
            replace(article, reviewed=transaction.today, review_by=review_by, sources=sources),
            RevisionKind.CHECKED,
        )
    dated = sources_dated(sum(len(each.article.sources) for each in checked))
    if len(checked) == 1:
        return _("Checked today, still right: “{title}”, {sources}.").format(
            title=checked[0].article.title, sources=dated
        )
    text = ngettext(
        "{count} article checked today, still right, {sources}.",
        "{count} articles checked today, still right, {sources}.",
        len(checked),
    )
    return text.format(count=len(checked), sources=dated)


def sources_dated(count: int) -> str:
    """How many sources are said to be checked as well."""
    if not count:
        return _("no source")
    return ngettext("with {count} source", "with {count} sources", count).format(count=formats.number(count))


def next_review(article: Article, today: date) -> date | None:
    """The day to review an article by once it is checked today; None where it has none."""
    if article.review_by is None:
        return None
    if article.reviewed == today < article.review_by:
        return article.review_by  # it was moved when that was said
    interval = article.review_by - article.reviewed if article.reviewed else _A_YEAR
    return today + (interval if interval > timedelta(0) else _A_YEAR)


def rule_changed(transaction: EditorTransaction, rule: str, day: date) -> str:
    """A law or regulation changed on ``day``: what rests on it is due for review."""
    try:
        rule = SourceInput(rule=rule).rule
    except ValueError:
        raise KontaktError(
            _("Name the rule in one line, as the articles' sources name it, such as “barnehageloven”.")
        ) from None
    change = RuleChange(rule, day, transaction.by)
    affected = [each for each in knowledge.load(transaction.session).articles if _rests_on(each, rule)]
    if not affected:
        text = _("No article names “{rule}” among its sources: write it as they do, such as “barnehageloven”.")
        raise KontaktError(text.format(rule=rule))
    if any(
        (each.rule.casefold(), each.day) == (rule.casefold(), day) for each in rule_changes.noted(transaction.session)
    ):
        raise KontaktError(_("That change of “{rule}” is noted already.").format(rule=rule))
    rule_changes.note(transaction.session, change, transaction.at)
    count = sum(change.concerns(each) for each in affected)
    text = ngettext(
        "{count} article rests on “{rule}” and was checked before it changed.",
        "{count} articles rest on “{rule}” and were checked before it changed.",
        count,
    )
    return text.format(count=count, rule=rule)


def _rests_on(article: Article, rule: str) -> bool:
    return any(rule.casefold() in each.rule.casefold() for each in article.sources)


def mark_as_shared(transaction: EditorTransaction, id: str, numbers: Sequence[str]) -> str:
    """Somebody has looked in these municipalities, and nothing differs there."""
    edited = transaction.article(id)
    article = edited.article
    if not numbers:
        raise KontaktError(_("Choose at least one municipality that you have looked at."))
    names = {number: _name_of(transaction, article, number) for number in numbers}
    if article.national:
        text = _("“{title}” cannot differ by municipality, so there is nothing to look for.")
        raise KontaktError(text.format(title=article.title))
    for number, name in names.items():
        if number in article.local:
            text = _("“{title}” has a local note for {name}: remove the note first, if nothing differs there.")
            raise KontaktError(text.format(title=article.title, name=name))
    as_shared = dict(sorted((article.as_shared | dict.fromkeys(numbers, transaction.today)).items()))
    transaction.change(edited, replace(article, as_shared=as_shared), RevisionKind.CHECKED)
    return _("“{title}” applies as shared in {names}.").format(title=article.title, names=", ".join(names.values()))


def save_note(transaction: EditorTransaction, id: str, number: str, text: str) -> str:
    """Write what differs in a municipality; an empty text removes the note."""
    edited = transaction.article(id)
    article = edited.article
    name = _name_of(transaction, article, number)
    if article.national and text.strip():
        sentence = _("“{title}” cannot differ by municipality: say first that it can, if something differs in {name}.")
        raise KontaktError(sentence.format(title=article.title, name=name))
    form = form_of(article)
    transaction.change(edited, _checked(replace(form, local={**form.local, number: text}), article), RevisionKind.NOTE)
    if text.strip():
        return _("Local note for {name} saved: “{title}”.").format(name=name, title=article.title)
    return _("“{title}” has no local note for {name} now.").format(name=name, title=article.title)


def _name_of(transaction: EditorTransaction, article: Article, number: str) -> str:
    region = directory.load_or_empty(transaction.session)
    municipality = region.municipality(number)
    if municipality is None:
        text = _("“{number}” is not a municipality of this region: use one of {numbers}.")
        raise KontaktError(text.format(number=number, numbers=", ".join(each.number for each in region.municipalities)))
    if article.only and number not in article.only:
        text = _("“{title}” does not exist for {name}: choose another municipality.")
        raise KontaktError(text.format(title=article.title, name=municipality.name))
    return municipality.name


def merge(transaction: EditorTransaction, into: str, other: str) -> str:
    """Put ``other`` into ``into``: one article remains, and the other's id leads to it."""
    target, source = (
        transaction.article(_standing(transaction, into, other)),
        transaction.article(_standing(transaction, other, into)),
    )
    both = merged(target.article, source.article)
    knowledge.remove(transaction.session, [other], by=transaction.by, at=transaction.at, what=RevisionKind.MERGED)
    transaction.change(target, both, RevisionKind.MERGED)
    text = _("“{other}” is merged into “{title}”, and its id leads there.")
    return text.format(other=source.article.title, title=target.article.title)


def _standing(transaction: EditorTransaction, id: str, other: str) -> str:
    """The id itself. Raises KontaktError where its article was merged into another one: into the ``other``, it would
    go in a circle."""
    if editing.read(transaction.session, id) is not None:
        return id
    home = next((each for each in knowledge.load(transaction.session).articles if id in each.redirects), None)
    if home is None:
        return id
    if home.id == other:
        text = _("{id} was merged into “{title}” before: the two are one article.")
    else:
        text = _("{id} was merged into “{title}” before: choose that one.")
    raise KontaktError(text.format(id=id, title=home.title))


def end_gap(transaction: EditorTransaction, gap: Gap, how: GapEnd, article: str | None) -> str:
    """End an item of the queue, all its wordings; ``article`` is the id of the one that it led to. A search that led to
    an article is closed when it finds that one, among what is published."""
    transaction.end_gaps(subjects(gap), how, article)
    if gap.kind is GapKind.UNCLEAR:
        title = transaction.article(gap.article or "").article.title
        return _(_REPORT_ENDED[how]).format(title=title)
    if article and (waits := waits_for_publishing(transaction, article, gap.phrase)):
        return waits
    return _(_GAP_ENDED[how]).format(phrase=gap.phrase)


def waits_for_publishing(transaction: EditorTransaction, article: str, phrase: str) -> str:
    """Why a search stays in the queue although it has an article: that is not published. Empty where it is."""
    stored = transaction.article(article).article
    if stored.status is Status.PUBLISHED:
        return ""
    text = _("“{phrase}” stays in the queue until “{title}” is published: agents do not find it before.")
    return text.format(phrase=phrase, title=stored.title)


def reopen_gap(transaction: EditorTransaction, gap: ClosedGap) -> str:
    """Have what is closed stand open again, all its wordings, until something is done about it after this."""
    transaction.end_gaps(subjects(gap), GapEnd.REOPENED, gap.article)
    if gap.kind is GapKind.UNCLEAR:
        title = transaction.article(gap.article or "").article.title
        return _("What was reported about “{title}” is open again.").format(title=title)
    return _("“{phrase}” is open again.").format(phrase=gap.phrase)


def take_back(transaction: EditorTransaction, step: Step) -> str:
    """Have everything as it was before a step. What somebody has changed since then stays as it is."""
    session = transaction.session
    standing = knowledge.standing(session)
    made_then = {each.before.id: each for each in step.articles}
    stands = {id for id, each in made_then.items() if id in standing and standing[id].number == each.revision}
    articles = [as_before(made_then[now.id], now) for now in knowledge.articles(session, stands)]
    transaction.store_many(articles, RevisionKind.RESTORED)
    ended = gaps.ended(transaction.session)
    for subject, before in step.ends.items():
        if subject in ended and ended[subject].at == step.at:
            gaps.put_back(transaction.session, subject, before)
    return taken_back(step, len(made_then) - len(stands))


def mend(transaction: EditorTransaction, task: Task) -> str:
    """Do what a task about an article asks for: say that it is checked today, or that nothing differs in the
    municipality where it is asked for most and nobody has looked."""
    if task.due:
        return checked_today(transaction, [task.due.article])
    if task.coverage:
        where = task.coverage.most_asked_unlooked
        return mark_as_shared(transaction, task.coverage.article, [where] if where else [])
    raise ValueError(task)


def _checked(form: ArticleForm, before: Article) -> Article:
    """The article of a form. What is wrong is told in its first sentence: a command changes one thing."""
    try:
        return article_of(form, before)
    except InvalidArticle as invalid:
        raise KontaktError(invalid.problems[0]) from invalid
