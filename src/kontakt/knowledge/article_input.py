"""What people give for an article or a theme, checked before it becomes one."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, StrictBool, ValidationError

from kontakt.files.validation import (
    AS_IN_FILES,
    Day,
    MunicipalityNumber,
    PeoplesInput,
    PlacedProblems,
    Slug,
    Unique,
    can_be_said,
    explained,
    one_line,
    paragraphs,
    web_address_or_id,
    without_bar,
)
from kontakt.knowledge.article import ARTICLE_LINK, Article, FirstLine, Link, Source, Status, Theme

Line = Annotated[str, AfterValidator(one_line(200))]
Item = Annotated[str, AfterValidator(one_line(1000))]
Items = Annotated[tuple[Item, ...], Field(max_length=50)]
Keyword = Annotated[str, AfterValidator(one_line(100)), AfterValidator(can_be_said)]
Keywords = Annotated[tuple[Keyword, ...], Field(max_length=200), Unique]
AnswerText = Annotated[str, AfterValidator(paragraphs(10_000))]
Note = Annotated[str, AfterValidator(paragraphs(5_000))]
Audience = Literal["resident", "cabin_owner", "builder", "business", "public_body"]


class LinkInput(PeoplesInput):
    text: Line
    url: Annotated[str, AfterValidator(web_address_or_id(ARTICLE_LINK))]


class SourceInput(PeoplesInput):
    rule: Line
    checked: Day | None = None


class ArticleSourceInput(SourceInput):
    exception: Annotated[Line, AfterValidator(without_bar)] | None = None


class ArticleInput(PeoplesInput):
    """An article as a person gives it. Empty optional texts are left out, not given as ""."""

    id: Slug
    theme: Slug
    title: Line
    answer: AnswerText
    title_nn: Line | None = None
    answer_nn: AnswerText | None = None
    title_en: Line | None = None
    answer_en: AnswerText | None = None
    keywords: Keywords = ()
    keywords_nn: Keywords = ()
    keywords_en: Keywords = ()
    audience: Annotated[tuple[Audience, ...], Unique] = ()
    first_line: FirstLine = FirstLine.USUALLY
    owner: Line | None = None
    links: Annotated[tuple[LinkInput, ...], Field(max_length=50)] = ()
    sources: Annotated[tuple[ArticleSourceInput, ...], Field(max_length=50)] = ()
    reviewed: Day | None = None
    review_by: Day | None = None
    status: Status = Status.PUBLISHED
    redirects: Annotated[tuple[Slug, ...], Unique] = ()
    only: Annotated[tuple[MunicipalityNumber, ...], Unique] = ()
    as_shared: dict[MunicipalityNumber, Day] = Field(default_factory=dict)
    national: StrictBool = False
    ask: Items = ()
    steps: Items = ()
    ask_nn: Items = ()
    steps_nn: Items = ()
    local: dict[MunicipalityNumber, Note] = Field(default_factory=dict)


class ThemeInput(PeoplesInput):
    id: Slug
    name: Line
    name_nn: Line | None = None
    los: Line | None = None


class InvalidArticle(PlacedProblems):
    """What is wrong with an article that somebody gave."""


def make_article(values: Mapping[str, Any], names: Mapping[str, str] = AS_IN_FILES) -> Article:
    """The article that a person's values make, normalised. ``names`` are what they know its fields as. Raises
    InvalidArticle."""
    try:
        valid = ArticleInput.model_validate(values)
    except ValidationError as error:
        raise InvalidArticle(explained(error, ArticleInput.model_fields, names)) from error
    return Article(
        id=valid.id,
        theme=valid.theme,
        title=valid.title,
        answer=valid.answer,
        title_nn=valid.title_nn or "",
        answer_nn=valid.answer_nn or "",
        title_en=valid.title_en or "",
        answer_en=valid.answer_en or "",
        keywords=valid.keywords,
        keywords_nn=valid.keywords_nn,
        keywords_en=valid.keywords_en,
        audience=valid.audience,
        first_line=valid.first_line,
        owner=valid.owner or "",
        links=tuple(Link(link.text, link.url) for link in valid.links),
        sources=tuple(Source(source.rule, source.checked, source.exception or "") for source in valid.sources),
        reviewed=valid.reviewed,
        review_by=valid.review_by,
        status=valid.status,
        redirects=valid.redirects,
        only=tuple(sorted(valid.only)),
        as_shared=dict(sorted(valid.as_shared.items())),
        national=valid.national,
        ask=valid.ask,
        steps=valid.steps,
        ask_nn=valid.ask_nn,
        steps_nn=valid.steps_nn,
        local=dict(sorted(valid.local.items())),
    )


def make_theme(values: Mapping[str, Any], names: Mapping[str, str] = AS_IN_FILES) -> Theme:
    """The theme that a person's values make; ``names`` are what the person knows the keys as. Raises InvalidArticle."""
    try:
        valid = ThemeInput.model_validate(values)
    except ValidationError as error:
        raise InvalidArticle(explained(error, ThemeInput.model_fields, names)) from error
    return Theme(valid.id, valid.name, valid.name_nn or "", valid.los or "")
