"""What is allowed in an article and still worth a look, such as a keyword that another article has, field by field."""

from kontakt.editor.article.writing import Writing
from kontakt.editor.overview.overview import Overview
from kontakt.knowledge.article_input import InvalidArticle
from kontakt.knowledge.checking import check_article


def advice_on(writing: Writing, overview: Overview) -> dict[str, str] | None:
    """The first sentence on each field, by the form's names; None while a field is wrong. Takes some 30 ms among a
    few hundred articles: for a pause in typing."""
    try:
        article = writing.article()
    except InvalidArticle:
        return None
    others = [each.article for each in overview.health.values()]
    found: dict[str, str] = {}
    for finding in check_article(article, others, overview.library.themes, overview.today):
        name, *rest = map(str, finding.place or ("",))
        found.setdefault(f"{name}.{rest[0]}" if name == "local" and rest else name, finding.sentence)
    return found
