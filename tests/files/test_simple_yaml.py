"""What is read without the parser is what the parser reads."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kontakt.files.simple_yaml import read_simple
from kontakt.files.strict_yaml import parse_mapping

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"

_KEYS = st.sampled_from(["title", "keywords_nn", "no", "y", "null", "true", "a b", "-", ""])
_HARMLESS = st.text(st.sampled_from("aøÅ09_ -–.()/§«»'"), max_size=7).map("b{}".format)
_TRICKY = st.text(st.sampled_from("ab ,:;-.#'\"\\[]{}?!&*|>%@`=~\t\xa0\u2028\ufeff\x85"), max_size=3)
_NAMED = st.sampled_from(["", "~", "null", "true", "0301", "0x1f", "1e3", ".5", "1_000", "2026-11-21", "a -", "---"])
_TEXTS = st.one_of(_HARMLESS, _HARMLESS, _HARMLESS, _NAMED, st.tuples(_HARMLESS, _TRICKY).map("".join), _TRICKY)
_WRITTEN = st.one_of(_TEXTS, _TEXTS, _TEXTS.map('"{}"'.format))
_PAIRS = st.tuples(_KEYS, _WRITTEN).map(": ".join)
_LINES = st.one_of(
    _PAIRS,
    st.tuples(_KEYS, st.lists(_WRITTEN, max_size=3).map(", ".join)).map(lambda pair: f"{pair[0]}: [{pair[1]}]"),
    st.tuples(_KEYS, st.lists(_PAIRS, min_size=1, max_size=2).map(", ".join)).map("{0[0]}:\n  - {{{0[1]}}}".format),
    st.lists(_PAIRS, max_size=3).map(lambda pairs: f"  - {{{', '.join(pairs)}}}"),
    _KEYS.map("{}:".format),
    st.sampled_from(["", "# said above", "---", "...", "  - a", "  more of it", "%YAML 1.2"]),
)


@pytest.mark.long
@settings(max_examples=500)
@given(st.lists(_LINES, min_size=1, max_size=3).map("\n".join))
@example(
    'title: Brøyting\nkeywords_nn: [brøyting, 113, "a: b"]\ny:\n  - {no: null, y: 1.5}\n  - {y: ""}\ntitle_nn: a, b'
)
@example("title: a\ntitle: b")
@example("null: a")
@example("y:\nno: a")
@example("y:\n  - {no: a, no: b}")
@example("y: a\n  - {no: a}")
def test_what_is_simple_says_what_the_parser_says(text: str) -> None:
    simple = read_simple(text, 2)
    if simple is not None:
        parsed = parse_mapping(text, "a.yaml", 2)
        assert simple == (parsed.values, parsed.lines)


@pytest.mark.parametrize("text", ["a: b # c", "a: [b, [c]]", "a: &b c", "a:\n\n  - {b: c}", "a: 'b'", 'a: "\\t"', "a:"])
def test_what_is_not_simple_is_left_to_the_parser(text: str) -> None:
    assert read_simple(text, 1) is None


def test_the_shipped_articles_are_simple() -> None:
    heads = [path.read_text(encoding="utf-8").split("\n---\n")[0] for path in KNOWLEDGE.glob("articles/*/*.md")]
    assert len([head for head in heads if read_simple(head.removeprefix("---\n"), 2) is None]) < len(heads) / 50
