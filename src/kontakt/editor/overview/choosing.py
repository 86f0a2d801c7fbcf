"""Which articles a search without an answer may belong to, for the editor to choose from."""

from kontakt.editor.overview.overview import Gap, Overview
from kontakt.knowledge.article import Article

LISTED = 20


def suggested_articles(gap: Gap, overview: Overview) -> list[Article]:
    """Those that the search itself suggests, best first."""
    return [article for id in gap.suggestions if (article := overview.article(id))]


def other_articles(gap: Gap, overview: Overview) -> list[Article]:
    """All that agents find, by title, but those that are suggested."""
    suggested = suggested_articles(gap, overview)
    by_title = sorted(overview.library.articles.values(), key=lambda article: article.title)
    return [article for article in by_title if article not in suggested]


def articles_found(text: str, overview: Overview) -> list[Article]:
    """What the desk's search finds, best first, and then whatever agents do not find, such as a draft, by its title."""
    library = overview.library
    hits = [library.article(hit.id) for hit in library.index.search(text, None, LISTED).hits]
    hidden = [health.article for id, health in overview.health.items() if id not in library.articles]
    wanted = text.strip().casefold()
    return [*filter(None, hits), *(article for article in hidden if wanted in article.title.casefold())]
