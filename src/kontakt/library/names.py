"""What things are called in a language form: the nynorsk name where there is one and nynorsk is read, else bokmål's."""

from kontakt.knowledge.article import Article


def title_of(article: Article, language: str) -> str:
    """An article's title in ``language`` ("nn", or any other: bokmål)."""
    return (article.title_nn if language == "nn" else "") or article.title
