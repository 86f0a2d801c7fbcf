"""Labels of the vocabulary offered as keywords: only those that would lead agents to an article they now miss."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import IntEnum

from kontakt.database import Session
from kontakt.editor.keywords.vocabulary_matching import VocabularyMatching, meets_whole, own_labels
from kontakt.errors import KontaktError
from kontakt.knowledge import editing
from kontakt.knowledge.article import Article
from kontakt.knowledge.revisions import RevisionKind
from kontakt.knowledge.similarity import plain
from kontakt.library.library import Library
from kontakt.locale import N_, _
from kontakt.search import Why
from kontakt.vocabulary.concept import Concept, ConceptVocabulary, Role

_LONGEST = 100
"""In characters: what a keyword may have."""

_ROLES = {
    Role.PREFERRED: N_("its name"),
    Role.ALTERNATIVE: N_("another name"),
    Role.HIDDEN: N_("a search word"),
}

_AS_A_WORD = frozenset({Why.TITLE, Why.KEYWORD, Why.FORM})


class _Claim(IntEnum):
    """Why a concept may belong to an article, from the weakest reason to the strongest: the search leads there first
    from its name; they share labels; the name is a word of the title; the name is the title or a keyword."""

    FIRST = 1
    SHARED = 2
    TITLED = 3
    NAMED = 4


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A label as the keyword it would become, in ``language`` ("nb" or "nn"), and where it comes from.

    ``same`` is the title or keyword of the article that is a label of the concept too; "" where the concept was
    found because the search leads from its name to the article, in a theme of the same branch.
    """

    keyword: str
    language: str
    role: Role
    concept: Concept
    same: str = ""

    @property
    def origin(self) -> str:
        """Where the label comes from and why it is offered here, in the language of the screen."""
        if self.same:
            text = _("“{concept}”, {role}; shares “{same}” with the article")
        else:
            text = _("“{concept}”, {role}; leads to the article")
        return text.format(concept=self.concept.name, role=_(_ROLES[self.role]), same=self.same)


def suggestions_for(article: Article, vocabulary: ConceptVocabulary, library: Library) -> tuple[Suggestion, ...]:
    """What the vocabulary offers one published article, as Suggester.suggest."""
    return Suggester(vocabulary, library).suggest(article)


class Suggester:
    """Offers labels for article after article of one library."""

    def __init__(self, vocabulary: ConceptVocabulary, library: Library) -> None:
        self._matching = VocabularyMatching(vocabulary, library)
        self._homes: dict[str, frozenset[str]] = {}

    def suggest(self, article: Article) -> tuple[Suggestion, ...]:
        """The labels of the concepts that are at home with the article, in the order of the concepts' names, those
        that share a label with it first.

        Left out are labels that the article has, that the search leads here from without them, and that are another
        article's title or keyword or plainly lead to one: a word that belongs to two articles helps neither.
        """
        own = own_labels(article)
        found: dict[str, Suggestion] = {}
        for same, concept in sorted(self._concepts(article, own), key=lambda each: (not each[0], each[1].name)):
            for label in concept.labels():
                keyword = as_keyword(label.text)
                if plain(keyword) not in own | found.keys() and self._is_missed(keyword, article):
                    found[plain(keyword)] = Suggestion(keyword, label.language, label.role, concept, same)
        return tuple(found.values())

    def _concepts(self, article: Article, own: dict[str, str]) -> Iterator[tuple[str, Concept]]:
        for concept in self._matching.vocabulary.concepts:
            same = next((own[text] for each in concept.labels() if (text := plain(each.text)) in own), "")
            near = same or self._matching.in_one_branch(concept, article)
            if near and article.id in self._homes_of(concept):
                yield same, concept

    def _homes_of(self, concept: Concept) -> frozenset[str]:
        """The ids of the articles with the best claim to the concept: mostly one, or none."""
        if concept.path not in self._homes:
            claims = self._claims(concept)
            best = max(claims.values(), default=None)
            self._homes[concept.path] = frozenset(id for id, claim in claims.items() if claim == best)
        return self._homes[concept.path]

    def _claims(self, concept: Concept) -> dict[str, tuple[_Claim, int]]:
        """How each article claims the concept, and how many labels it shares with it."""
        matching = self._matching
        shared = Counter(
            id for label in {plain(each.text) for each in concept.labels()} for id in matching.carriers(label)
        )
        claims = dict.fromkeys(shared, _Claim.SHARED)
        for name in concept.names:
            for at, hit in enumerate(matching.search(name).hits):
                if hit.why is Why.TITLE or (at == 0 and meets_whole(hit)):
                    claim = _Claim.TITLED if hit.why is Why.TITLE else _Claim.FIRST
                    claims[hit.id] = max(claim, claims.get(hit.id, claim))
        # One search word in common, or one hit, is chance unless the themes agree.
        claims = {
            id: claim
            for id, claim in claims.items()
            if shared[id] > 1 or matching.in_one_branch(concept, matching.library.articles[id])
        }
        named = {id: _Claim.NAMED for name in concept.names for id in matching.carriers(name)}
        return {id: (claim, shared[id]) for id, claim in (claims | named).items()}

    def _is_missed(self, keyword: str, article: Article) -> bool:
        if len(keyword) > _LONGEST or self._matching.carriers(keyword):
            return False
        answer = self._matching.search(keyword)
        if not answer.hits:
            return True
        first = answer.hits[0]
        if first.id == article.id:
            return not (answer.sure or meets_whole(first))
        belongs_there = answer.sure or all(hit.id != article.id for hit in answer.hits)
        return not (belongs_there and first.why in _AS_A_WORD)


def as_keyword(label: str) -> str:
    """A label without the capital of a heading; "GAB-register" keeps its own."""
    first = label.partition(" ")[0]
    return label[:1].lower() + label[1:] if first[1:] == first[1:].lower() else label


def with_keywords(article: Article, accepted: Sequence[Suggestion]) -> Article:
    """The article with what was accepted after the keywords that it has."""
    nb, nn = (tuple(each.keyword for each in accepted if each.language == form) for form in ("nb", "nn"))
    return replace(
        article,
        keywords=tuple(dict.fromkeys(article.keywords + nb)),
        keywords_nn=tuple(dict.fromkeys(article.keywords_nn + nn)),
    )


def accept(
    session: Session, article: Article, accepted: Sequence[Suggestion], *, based_on: int, by: str, at: datetime
) -> int:
    """Store what was accepted for the article that was read at revision ``based_on``; its newest revision.

    ``at`` is UTC. Raises KontaktError when somebody else has changed the article meanwhile; nothing is stored then.
    """
    changed = with_keywords(article, accepted)
    try:
        return editing.store(session, changed, based_on=based_on, what=RevisionKind.KEYWORDS, by=by, at=at)
    except editing.EditConflict as conflict:
        text = _("{name} has changed “{article}” meanwhile, and no keyword was stored: begin again.")
        raise KontaktError(text.format(name=conflict.revision.by, article=article.title)) from conflict
