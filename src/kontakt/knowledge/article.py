"""The article: one question citizens ask, with its answer. What the files and the database both hold."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

ARTICLE_LINK = "kontakt:"
"""What a link begins with that names an article by its id: ``kontakt:broeyting``."""


class FirstLine(StrEnum):
    """Whether a first line can resolve the question."""

    USUALLY = "usually"
    NEVER = "never"


class Status(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    ARCHIVED = "archived"


@dataclass(frozen=True, slots=True)
class Link:
    """``url`` is a web address, or ``kontakt:`` and the id of another article."""

    text: str
    url: str

    @property
    def article(self) -> str | None:
        """The id of the article that the link leads to; None where it leads out of the knowledge base."""
        return self.url.removeprefix(ARTICLE_LINK) if self.url.startswith(ARTICLE_LINK) else None


@dataclass(frozen=True, slots=True)
class Source:
    """The rule an answer rests on, and the day it was last checked against it. ``exception`` is a reader's mark: what
    the rule excepts that the answer must not leave out, in words that stand there; "" for none."""

    rule: str
    checked: date | None = None
    exception: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article, in bokmål, and where somebody wrote it in nynorsk and English, with its local notes.

    ``id`` is stable for ever; ``theme`` is a theme's id. ``ask`` and ``steps`` are lists of one-line texts.
    ``local`` maps municipality numbers to local notes (plain text, paragraphs apart by a blank line);
    ``as_shared`` maps them to the day somebody looked and found that nothing differs. ``only`` is empty
    when the article exists for every municipality. ``national`` says that no municipality can have a rule of its own.
    ``ask_nn`` and ``steps_nn`` are the whole lists in nynorsk; empty, the bokmål ones hold. English has a title, an
    answer and keywords of its own, or none.
    """

    id: str
    theme: str
    title: str
    answer: str
    title_nn: str = ""
    answer_nn: str = ""
    title_en: str = ""
    answer_en: str = ""
    keywords: tuple[str, ...] = ()
    keywords_nn: tuple[str, ...] = ()
    keywords_en: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    first_line: FirstLine = FirstLine.USUALLY
    owner: str = ""
    links: tuple[Link, ...] = ()
    sources: tuple[Source, ...] = ()
    reviewed: date | None = None
    review_by: date | None = None
    status: Status = Status.PUBLISHED
    redirects: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    as_shared: dict[str, date] = field(default_factory=dict)
    national: bool = False
    ask: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    ask_nn: tuple[str, ...] = ()
    steps_nn: tuple[str, ...] = ()
    local: dict[str, str] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash(self.id)

    @property
    def titles(self) -> tuple[str, ...]:
        """The titles that it has: bokmål, nynorsk, English."""
        return tuple(filter(None, (self.title, self.title_nn, self.title_en)))

    @property
    def all_keywords(self) -> tuple[str, ...]:
        """The keywords of every language form, each once."""
        return tuple(dict.fromkeys(self.keywords + self.keywords_nn + self.keywords_en))

    @property
    def municipalities(self) -> tuple[str, ...]:
        """The numbers of those that the article speaks of."""
        return tuple(dict.fromkeys((*self.only, *self.as_shared, *self.local)))


@dataclass(frozen=True, slots=True)
class Theme:
    """A place in the region's list of themes; ``los`` is the path of its Los concept ("tema/barnehage")."""

    id: str
    name: str
    name_nn: str = ""
    los: str = ""
