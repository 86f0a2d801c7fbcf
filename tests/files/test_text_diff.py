"""Two versions of a text, line by line."""

from hypothesis import given
from hypothesis import strategies as st

from kontakt.files.text_diff import DiffKind, DiffLine, differences

SAME, ADDED, REMOVED, GAP = DiffKind.SAME, DiffKind.ADDED, DiffKind.REMOVED, DiffLine(DiffKind.GAP)

texts = st.lists(st.sampled_from(["a", "b", "c", ""]), max_size=12).map("\n".join)


def test_a_changed_line_stands_between_those_around_it() -> None:
    before = "\n".join("abcdefgh")
    assert differences(before, before.replace("d", "D")) == (
        GAP,
        DiffLine(SAME, "b"),
        DiffLine(SAME, "c"),
        DiffLine(REMOVED, "d"),
        DiffLine(ADDED, "D"),
        DiffLine(SAME, "e"),
        DiffLine(SAME, "f"),
        GAP,
    )


def test_the_beginning_and_the_end_of_a_text_are_no_gap() -> None:
    assert differences("a\nb", "a\nc") == (DiffLine(SAME, "a"), DiffLine(REMOVED, "b"), DiffLine(ADDED, "c"))


def test_texts_that_are_the_same_have_no_differences() -> None:
    assert differences("a\nb\n", "a\nb\n") == ()


def test_everything_of_a_new_text_is_added() -> None:
    assert differences("", "a\nb") == (DiffLine(ADDED, "a"), DiffLine(ADDED, "b"))


def test_everything_of_a_removed_text_is_removed() -> None:
    assert differences("a\nb", "") == (DiffLine(REMOVED, "a"), DiffLine(REMOVED, "b"))


@given(texts, texts)
def test_what_is_shown_is_of_the_version_that_it_is_said_to_be_of(before: str, after: str) -> None:
    shown = differences(before, after)
    assert {each.text for each in shown if each.kind in {SAME, REMOVED}} <= set(before.splitlines())
    assert {each.text for each in shown if each.kind in {SAME, ADDED}} <= set(after.splitlines())


@given(texts, texts)
def test_texts_differ_where_and_only_where_something_is_shown(before: str, after: str) -> None:
    assert bool(differences(before, after)) is (before.splitlines() != after.splitlines())
