"""What is found in a text, and what stands there after it is replaced."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kontakt.editor.find.query import TextQuery


@pytest.mark.parametrize(
    ("query", "count"),
    [
        (TextQuery("nav"), 3),
        (TextQuery("nav", whole_words=True), 2),
        (TextQuery("NAV", same_case=True), 1),
        (TextQuery("NAV", same_case=True, whole_words=True), 1),
        (TextQuery("nav og"), 1),
        (TextQuery(""), 0),
        (TextQuery("  "), 0),
        (TextQuery("[/ n"), 0),
    ],
)
def test_a_text_is_found_as_it_is_asked_for(query: TextQuery, count: int) -> None:
    assert len(query.spans("Ring NAV\nog si navnet. Nav svarer.")) == count


def test_a_letter_is_one_however_it_is_composed() -> None:
    assert TextQuery("bra\u030at").spans("Et bråt") == ((3, 7),)


@pytest.mark.parametrize(
    ("query", "by", "after"),
    [
        (TextQuery("fylkesmannen"), "statsforvalteren", "Statsforvalteren avgjør. Klag til statsforvalteren."),
        (TextQuery("Fylkesmannen", same_case=True), "Retten", "Retten avgjør. Klag til fylkesmannen."),
        (TextQuery("avgjør"), "", "Fylkesmannen. Klag til fylkesmannen."),
        (TextQuery("Fylkesmannen avgjør."), "", "Klag til fylkesmannen."),
        (TextQuery("klag til"), r"\1 og {x}", r"Fylkesmannen avgjør. \1 og {x} fylkesmannen."),
    ],
)
def test_what_is_replaced_keeps_its_capital_and_its_spaces(query: TextQuery, by: str, after: str) -> None:
    assert query.replaced("Fylkesmannen avgjør. Klag til fylkesmannen.", by) == after


@given(st.text(), st.text(min_size=1))
def test_what_is_not_there_changes_nothing(text: str, query: str) -> None:
    wanted = TextQuery(query, same_case=True)
    if not wanted.spans(text):
        assert wanted.replaced(text, "x") == text
