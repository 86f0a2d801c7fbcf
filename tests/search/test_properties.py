"""What holds for every knowledge base and every query."""

import marshal
import random
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kontakt.search import Index, SearchAnswer, SearchEntry, Why, fold
from kontakt.search.lexicon import Lexicon
from kontakt.search.word_matching import matches, may_go_on
from kontakt.search.words import folded_words

from .conftest import ENTRIES, PLACES

WORDS = sorted({word for each in ENTRIES for text in each.titles + each.keywords for word in text.split()})
LABELS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
KNOWLEDGE = st.lists(
    st.tuples(LABELS, st.lists(LABELS, max_size=4)),
    min_size=1,
    max_size=8,
    unique_by=lambda each: fold(each[0]),
).map(
    lambda found: [
        SearchEntry(id=f"a{number}", titles=(title,), keywords=tuple(keywords))
        for number, (title, keywords) in enumerate(found)
    ]
)
QUERIES = st.one_of(LABELS, st.text(max_size=30), LABELS.map(lambda label: label[: len(label) // 2 + 1]))


def ranks(answer: SearchAnswer) -> list[str]:
    return [hit.id for hit in answer.hits]


@pytest.mark.long
@given(KNOWLEDGE)
@settings(max_examples=60)
def test_an_exact_title_stands_first(entries: list[SearchEntry]) -> None:
    index = Index.build(entries)
    index.set_usage({entry.id: number for number, entry in enumerate(entries)})
    joined = [fold(entry.titles[0]).replace(" ", "") for entry in entries]
    for entry, title in zip(entries, joined, strict=True):
        first = index.search(entry.titles[0]).hits[0]
        assert first.score == 1.0
        assert first.id == entry.id or joined.count(title) > 1


@pytest.mark.long
@given(KNOWLEDGE, QUERIES, st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_the_order_of_entry_does_not_matter(entries: list[SearchEntry], typed: str, chance: random.Random) -> None:
    shuffled = list(entries)
    chance.shuffle(shuffled)

    assert Index.build(entries, PLACES).search(typed) == Index.build(shuffled, PLACES).search(typed)


@pytest.mark.long
@given(KNOWLEDGE, QUERIES, QUERIES, st.sampled_from(("", "hei jeg lurer på ", "my ")))
@settings(max_examples=60)
def test_what_is_kept_from_the_keys_before_changes_no_answer(
    entries: list[SearchEntry], first: str, second: str, talk: str
) -> None:
    index = Index.build(entries, PLACES)
    for text in (first, f"{first} {talk}{second}"):
        for end in range(len(text) + 1):
            found = index.search(text[:end])
    assert found == Index.build(entries, PLACES).search(text)


def test_a_word_that_does_not_go_on_means_the_same_as_a_whole_one() -> None:
    lexicon = Lexicon()
    lexicon.fill(folded_words(" ".join([*WORDS, "skattekart uten plassering"])))
    typed = {word[:end] for word in lexicon.term_of for end in range(1, len(word) + 1)}
    settled = [word for word in typed if not may_go_on(lexicon, word)]
    assert "barnehage" in settled
    assert [word for word in settled if matches(lexicon, word, whole=True) != matches(lexicon, word)] == []


@pytest.mark.long
@given(KNOWLEDGE, KNOWLEDGE, QUERIES)
@settings(max_examples=60)
def test_changing_an_index_equals_building_it_anew(
    before: list[SearchEntry], after: list[SearchEntry], typed: str
) -> None:
    there = Index.build(before)
    found = there.search(typed)
    changed = there.changed(after, [entry.id for entry in before[len(after) :]], PLACES)

    assert changed.search(typed) == Index.build(after, PLACES).search(typed)
    assert there.search(typed) == found == Index.build(before).search(typed)


def refolded(index: Index) -> tuple[Any, Any, Any]:
    words, articles, holders = (marshal.loads(marshal.dumps(part)) for part in index.folded())
    return words, articles, holders


def packed(entries: list[SearchEntry]) -> dict[str, bytes]:
    return {entry.id: entry.packed() for entry in entries}


@pytest.mark.long
@given(KNOWLEDGE, KNOWLEDGE, KNOWLEDGE, QUERIES)
@settings(max_examples=60)
def test_an_index_that_was_folded_equals_one_that_is_built(
    folded: list[SearchEntry], now: list[SearchEntry], later: list[SearchEntry], typed: str
) -> None:
    for index in (Index.build(folded), Index.build(now).changed(folded, [entry.id for entry in now[len(folded) :]])):
        same = Index.unfolded(refolded(index), packed(folded), PLACES)
        assert same.search(typed) == Index.build(folded, PLACES).search(typed)
        assert same.explain(typed) == Index.build(folded, PLACES).explain(typed)
        gone = [entry.id for entry in folded[len(later) :]]
        assert same.changed(later, gone).search(typed) == Index.build(later, PLACES).search(typed)
    assert Index.unfolded(refolded(Index.build(folded)), packed(now), PLACES).search(typed) == (
        Index.build(now, PLACES).search(typed)
    )


def test_an_index_is_unfolded_for_other_articles_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few that differ are mended; none is built anew."""
    entries = list(ENTRIES)
    folded = refolded(Index.build([*entries[:-1], SearchEntry(id="gone", titles=("Nedlagt tjeneste",))], PLACES))
    entries[0] = replace(entries[0], keywords=("helt nytt ord",))
    expected = Index.build(entries, PLACES)
    monkeypatch.setattr(Index, "build", None)
    monkeypatch.setattr("kontakt.search.index._REBUILD", 1.0)
    index = Index.unfolded(folded, packed(entries), PLACES)

    assert len(index) == len(entries)
    for typed in ["helt nytt ord", "nedlagt", *(title for entry in ENTRIES for title in entry.titles)]:
        assert index.search(typed) == expected.search(typed)
        assert index.search(typed[:-2]) == expected.search(typed[:-2])


@pytest.mark.long
@given(KNOWLEDGE, LABELS)
@settings(max_examples=60)
def test_a_new_keyword_never_pushes_its_article_down(entries: list[SearchEntry], keyword: str) -> None:
    index = Index.build(entries)
    article = entries[-1]
    before = ranks(index.search(keyword, limit=20))
    index.replace(SearchEntry(id=article.id, titles=article.titles, keywords=(*article.keywords, keyword)))
    after = ranks(index.search(keyword, limit=20))

    assert article.id in after
    if article.id in before:
        assert after.index(article.id) <= before.index(article.id)


@pytest.mark.long
@given(QUERIES)
@settings(max_examples=150)
def test_highlighted_letters_lie_in_the_label_in_order(typed: str) -> None:
    for hit in BUILT.search(typed).hits:
        ends = [place for span in hit.spans for place in span]
        assert ends == sorted(ends)
        assert len(set(ends)) == len(ends)
        assert all(0 <= place <= len(hit.label) for place in ends)
        assert 0 <= hit.score <= 1
        assert hit.spans or hit.why is Why.PARTLY


@pytest.mark.long
@given(st.lists(st.text(max_size=20), min_size=1, max_size=4), st.text(max_size=20))
@settings(max_examples=200)
def test_any_label_may_be_indexed_found_and_removed(labels: list[str], typed: str) -> None:
    index = Index.build([SearchEntry(id="a", titles=(labels[0],), keywords=tuple(labels[1:]))], PLACES)
    for text in [*labels, typed, typed + labels[0]]:
        index.search(text)
    index.remove("a")

    assert index.search(typed).hits == ()


@given(st.text())
@settings(max_examples=300)
def test_any_text_is_answered(typed: str) -> None:
    answer = BUILT.search(typed)

    assert answer.query == typed
    assert len(answer.hits) <= 10


@pytest.mark.parametrize(
    "typed",
    ["a" * 1_000_000, "kommune " * 125_000, "å" * 500_000, "\u0300" * 500_000, "e\u0301 " * 300_000, "@" * 1_000_000,
     "👩‍👩‍👧‍👦" * 100_000, " ".join(map(str, range(150_000)))],
    ids=["letters", "words", "rings", "accents", "decomposed", "signs", "emoji", "numbers"],
)  # fmt: skip
def test_a_megabyte_of_anything_is_answered(typed: str) -> None:
    assert BUILT.search(typed).query == typed


BUILT = Index.build(ENTRIES, PLACES)
