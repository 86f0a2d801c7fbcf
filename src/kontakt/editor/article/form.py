"""An article as fields of text, the way an editor types it; and what is wrong with them, field by field."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from kontakt.files.days import read_day, written_day
from kontakt.files.validation import Place
from kontakt.knowledge.article import Article, Source, Status
from kontakt.knowledge.article_input import InvalidArticle, make_article
from kontakt.knowledge.field_names import FIELD_NAMES
from kontakt.knowledge.private_numbers import private_numbers
from kontakt.knowledge.similarity import plain
from kontakt.locale import _

_BAR = " | "


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleForm:
    """What the editor's fields hold, valid or not. ``ask``, ``steps`` (and those in nynorsk), ``sources`` ("rule |
    21.11.2026") and ``links`` ("text | address") have one item a line; ``local`` maps municipality numbers to notes, ""
    for none. ``review_by`` is "01.09.2027" or "", ``first_line`` "usually" or "never"."""

    id: str = ""
    theme: str = ""
    title: str = ""
    title_nn: str = ""
    title_en: str = ""
    answer: str = ""
    answer_nn: str = ""
    answer_en: str = ""
    ask: str = ""
    steps: str = ""
    ask_nn: str = ""
    steps_nn: str = ""
    keywords: tuple[str, ...] = ()
    keywords_nn: tuple[str, ...] = ()
    keywords_en: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    owner: str = ""
    review_by: str = ""
    first_line: str = "usually"
    national: bool = False
    sources: str = ""
    links: str = ""
    local: Mapping[str, str] = field(default_factory=dict)


def form_of(article: Article) -> ArticleForm:
    """The fields of an article that stands."""
    return ArticleForm(
        id=article.id,
        theme=article.theme,
        title=article.title,
        title_nn=article.title_nn,
        title_en=article.title_en,
        answer=article.answer,
        answer_nn=article.answer_nn,
        answer_en=article.answer_en,
        ask="\n".join(article.ask),
        steps="\n".join(article.steps),
        ask_nn="\n".join(article.ask_nn),
        steps_nn="\n".join(article.steps_nn),
        keywords=article.keywords,
        keywords_nn=article.keywords_nn,
        keywords_en=article.keywords_en,
        audience=article.audience,
        owner=article.owner,
        review_by=written_day(article.review_by) if article.review_by else "",
        first_line=article.first_line.value,
        national=article.national,
        sources="\n".join(map(_source_line, article.sources)),
        links="\n".join(f"{each.text}{_BAR}{each.url}" for each in article.links),
        local=dict(article.local),
    )


def article_of(form: ArticleForm, before: Article | None) -> Article:
    """The article that the fields make. What no field shows is kept as it was in ``before``; without one it is a new
    draft. A note that is new or changed says that something differs, so its municipality is not "as shared"; where no
    municipality can differ, none is.

    Raises InvalidArticle with every place that is wrong.
    """
    problems = list(_repeated_keywords(form, before))
    try:
        made = make_article(_values(form), {field: _(name) for field, name in FIELD_NAMES.items()})
    except InvalidArticle as invalid:
        raise InvalidArticle([*zip(invalid.places, invalid.problems, strict=True), *problems]) from invalid
    problems += private_numbers(made)
    if problems:
        raise InvalidArticle(problems)
    if before is None:
        return replace(made, status=Status.DRAFT)
    noted = {number for number, note in made.local.items() if before.local.get(number) != note}
    shared = {} if made.national else before.as_shared
    return replace(
        made,
        reviewed=before.reviewed,
        status=before.status,
        redirects=before.redirects,
        only=before.only,
        as_shared={number: day for number, day in shared.items() if number not in noted},
    )


def problems(form: ArticleForm, before: Article | None) -> dict[str, str]:
    """The first sentence on each field that is wrong; none when it can be saved. A note's field is named
    "local.4026"."""
    try:
        article_of(form, before)
    except InvalidArticle as invalid:
        return invalid.first_by(_field)
    return {}


def _values(form: ArticleForm) -> dict[str, Any]:
    values: dict[str, Any] = {
        "id": form.id,
        "theme": form.theme,
        "title": form.title,
        "title_nn": form.title_nn,
        "title_en": form.title_en,
        "answer": form.answer,
        "answer_nn": form.answer_nn,
        "answer_en": form.answer_en,
        "keywords": form.keywords,
        "keywords_nn": form.keywords_nn,
        "keywords_en": form.keywords_en,
        "audience": form.audience,
        "owner": form.owner,
        "review_by": form.review_by.strip(),
        "first_line": form.first_line,
        "national": form.national,
        "ask": tuple(_lines(form.ask)),
        "steps": tuple(_lines(form.steps)),
        "ask_nn": tuple(_lines(form.ask_nn)),
        "steps_nn": tuple(_lines(form.steps_nn)),
        "sources": tuple(map(_source_values, _lines(form.sources))),
        "links": tuple(map(_link_values, _lines(form.links))),
        "local": {number: note for number, note in form.local.items() if note.strip()},
    }
    # An empty text is one that is not given, but where there must be one.
    needed = ("id", "theme", "title", "answer")
    return {key: value for key, value in values.items() if key in needed or not _is_blank(value)}


def _is_blank(value: object) -> bool:
    return isinstance(value, str) and not value.strip()


def _lines(text: str) -> Iterator[str]:
    return (line for line in text.replace("\r\n", "\n").split("\n") if line.strip())


def _source_line(source: Source) -> str:
    day = written_day(source.checked) if source.checked else ""
    if source.exception or "|" in source.rule:
        return f"{source.rule}{_BAR}{day}{_BAR}{source.exception}".rstrip()
    return f"{source.rule}{_BAR}{day}" if day else source.rule


def _source_values(line: str) -> dict[str, str]:
    """Those of "rule", "rule | day" and "rule | day | exception", where the day may be left out. A rule may hold
    bars."""
    before, bar, last = line.rpartition("|")
    if not bar:
        return {"rule": line}
    rule, bar, day = before.rpartition("|")
    last, day = last.strip(), day.strip()
    if bar and not read_day(last) and (not day or read_day(day)):
        values = {"rule": rule, "checked": day, "exception": last}
    else:
        values = {"rule": before, "checked": last}
    return {name: value for name, value in values.items() if value or name == "rule"}


def _link_values(line: str) -> dict[str, str]:
    text, bar, address = line.rpartition(_BAR)
    if not bar:
        text, _bar, address = line.partition("|")
    return {"text": text, "url": address.strip()}


def _repeated_keywords(form: ArticleForm, before: Article | None) -> Iterator[tuple[Place, str]]:
    """Keywords that stand there already in another case or spelling of æ, ø and å: to the search they are one. What
    an article had before is left to the checker."""
    for name in ("keywords", "keywords_nn", "keywords_en"):
        known = getattr(before, name) if before else ()
        yield from _repeats(name, getattr(form, name), known)


def _repeats(name: str, keywords: Iterable[str], known: Collection[str]) -> Iterator[tuple[Place, str]]:
    first: dict[str, str] = {}
    for at, keyword in enumerate(keywords):
        same = first.setdefault(plain(keyword), keyword)
        if same != keyword and not (keyword in known and same in known) and plain(keyword):
            text = _("The keyword “{keyword}” is there already, as “{there}”: remove one of them.")
            yield (name, at), text.format(keyword=keyword[:60], there=same[:60])


def _field(place: Place) -> str:
    return ".".join(str(part) for part in place[:2]) if place[:1] == ("local",) else str(place[0])
