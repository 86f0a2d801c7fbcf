"""What may be wrong with links, judged by their form: nothing is fetched."""

import re
from collections.abc import Iterator
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from kontakt.files.validation import Place
from kontakt.knowledge.article import Article, Link, Status
from kontakt.knowledge.checking.context import CheckContext
from kontakt.locale import _

DEEPEST = 2
"""Parts of a path. What lies deeper is moved at the next redesign of the site."""

_STABLE = ("lovdata.no",)
"""Sites whose documents have addresses that are kept."""

_HOST = re.compile(r"(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,}")
_NEVER_PUBLIC = (".local", ".lan", ".internal", ".intranet", ".home", ".localhost", ".test", ".invalid", ".example")


def dead(article: Article, context: CheckContext) -> Iterator[tuple[Place, str]]:
    for place, id in _internal(article):
        status = context.statuses.get(id) or context.statuses.get(context.redirects.get(id, ""))
        if article.id in (id, context.redirects.get(id)):
            yield place, _("The link leads to the article that it stands in: remove it.")
        elif status is None:
            yield place, _("There is no article “{id}”: correct the id, or remove the link.").format(id=id)
        elif status is not Status.PUBLISHED:
            text = _("{other} is not published, so the link leads nowhere: publish it, or remove the link.")
            yield place, text.format(other=context.name(context.redirects.get(id, id)))


def moved(article: Article, context: CheckContext) -> Iterator[tuple[Place, str]]:
    for place, id in _internal(article):
        if id not in context.statuses and (new := context.redirects.get(id)):
            yield place, _("“{id}” has become part of {new}: write kontakt:{new}.").format(id=id, new=new)


def dead_redirect(article: Article, context: CheckContext) -> Iterator[tuple[Place, str]]:
    if article.status is Status.PUBLISHED:
        return
    for at, id in enumerate(article.redirects):
        text = _("“{id}” leads to this article, which is not published: let it lead to one that is.")
        yield ("redirects", at), text.format(id=id)


def malformed(article: Article, context: CheckContext) -> Iterator[tuple[Place, str]]:
    for place, link in _external(article):
        if problem := _problem(link.url):
            yield place, problem


def local_site(article: Article, context: CheckContext) -> Iterator[tuple[Place, str]]:
    for place, link in _external(article):
        host = _split(link).hostname or ""
        if host.endswith(".kommune.no") and not article.only:
            text = _(
                "{host} is one municipality's site, but all read this answer: put it in that municipality's local note."
            )
            yield place, text.format(host=host)


def deep(article: Article, context: CheckContext) -> Iterator[tuple[Place, str]]:
    for place, link in _external(article):
        parts = _split(link)
        host = (parts.hostname or "").removeprefix("www.")
        depth = len([part for part in parts.path.split("/") if part])
        if host not in _STABLE and (depth > DEEPEST or parts.query or parts.fragment):
            text = _("The link leads deep into {host}, where pages move: link to the page that leads there.")
            yield place, text.format(host=host)


def _problem(url: str) -> str:
    """What is wrong with the form of a web address; "" where nothing is."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:  # brackets that close nothing, a port that is no number
        return _("The address cannot be read: copy it anew from the browser.")
    host = parts.hostname or ""
    if parts.scheme != "https":
        return _("The address is not safe: write https:// where the site has it, or leave the link out.")
    if parts.username is not None or parts.password is not None:
        return _("The address holds a name or password to sign in with: remove it.")
    if _is_ip(host) or not _HOST.fullmatch(host) or host.endswith(_NEVER_PUBLIC):
        return _("{host} is no site that everybody can reach: link to a public one.").format(host=host[:60] or "–")
    if port not in (None, 443):
        return _("The address names a port ({port}), which many networks close: leave it out.").format(port=port)
    return ""


def _is_ip(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _split(link: Link) -> SplitResult:
    """The parts of a web address; of one that cannot be read, none."""
    try:
        return urlsplit(link.url)
    except ValueError:
        return urlsplit("")


def _external(article: Article) -> Iterator[tuple[Place, Link]]:
    yield from ((("links", at, "url"), link) for at, link in enumerate(article.links) if link.article is None)


def _internal(article: Article) -> Iterator[tuple[Place, str]]:
    """The ids that links name, each with its place."""
    yield from ((("links", at, "url"), link.article) for at, link in enumerate(article.links) if link.article)
