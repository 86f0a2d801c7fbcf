"""The canonical text of articles and themes: keys in one order, what is empty left out, lists on one line."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from kontakt.files.strict_yaml import comment_lines, flow_list, flow_mapping, quoted, scalar
from kontakt.knowledge.article import Article, Link, Source, Theme
from kontakt.knowledge.files.body import format_body

NO_NAMES: Mapping[str, str] = MappingProxyType({})


def format_article(article: Article, municipalities: Mapping[str, str] = NO_NAMES) -> str:
    """The canonical file of an article. ``municipalities`` maps numbers to the names that are written after
    them over local notes; without a name the number stands alone."""
    return "\n".join(["---", *_keys(article), "---", format_body(article, municipalities), ""])


def format_themes(themes: Iterable[Theme], comment: str = "") -> str:
    """The canonical ``themes.yaml``; ``comment`` is what stands above the list, for people."""
    listed = [f"  - {_theme(theme)}" for theme in themes]
    return "\n".join([*comment_lines(comment), "themes:" if listed else "themes: []", *listed, ""])


def _keys(article: Article) -> Iterator[str]:
    yield f"title: {scalar(article.title)}"
    for key, title in (("title_nn", article.title_nn), ("title_en", article.title_en)):
        if title:
            yield f"{key}: {scalar(title)}"
    yield from _list("keywords", article.keywords)
    yield from _list("keywords_nn", article.keywords_nn)
    yield from _list("keywords_en", article.keywords_en)
    yield from _list("audience", article.audience)
    yield f"first_line: {article.first_line}"
    if article.owner:
        yield f"owner: {scalar(article.owner)}"
    yield from _block("links", map(_link, article.links))
    yield from _block("sources", map(format_source, article.sources))
    if article.reviewed:
        yield f"reviewed: {article.reviewed.isoformat()}"
    if article.review_by:
        yield f"review_by: {article.review_by.isoformat()}"
    yield f"status: {article.status}"
    yield from _list("redirects", article.redirects)
    if article.only:
        yield f"only: [{', '.join(quoted(number) for number in article.only)}]"
    if article.as_shared:
        days = ((quoted(number), day.isoformat()) for number, day in sorted(article.as_shared.items()))
        yield f"as_shared: {flow_mapping(days)}"
    if article.national:
        yield "national: true"


def _list(key: str, texts: tuple[str, ...]) -> Iterator[str]:
    if texts:
        yield f"{key}: {flow_list(texts)}"


def _block(key: str, items: Iterable[str]) -> Iterator[str]:
    lines = [f"  - {item}" for item in items]
    if lines:
        yield f"{key}:"
        yield from lines


def _link(link: Link) -> str:
    return flow_mapping([("text", scalar(link.text, flow=True)), ("url", quoted(link.url))])


def format_source(source: Source) -> str:
    """A source on one line."""
    pairs = [("rule", scalar(source.rule, flow=True))]
    if source.checked:
        pairs.append(("checked", source.checked.isoformat()))
    if source.exception:
        pairs.append(("exception", scalar(source.exception, flow=True)))
    return flow_mapping(pairs)


def _theme(theme: Theme) -> str:
    texts = [("id", theme.id), ("name", theme.name), ("name_nn", theme.name_nn), ("los", theme.los)]
    return flow_mapping((key, scalar(text, flow=True)) for key, text in texts if text)
