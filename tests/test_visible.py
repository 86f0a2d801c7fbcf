"""Text from elsewhere, made fit to be shown."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kontakt.visible import CONTROLS, visible, visible_json, visible_lines

ANY_TEXT = st.text(st.characters(exclude_categories=()))  # surrogates too


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[2J", r"\x1b[2J"),
        ("\x1b]0;a\x07", r"\x1b]0;a\x07"),
        ("a\x00b", r"a\x00b"),
        ("\x9b2J\x85", r"\x9b2J\x85"),
        ("a\u202eb\u2069", r"a\u202eb\u2069"),
        ("a\nb\tc\r", r"a\nb\tc\r"),
        ("a\u2028b", r"a\u2028b"),
        ("br\udcf8yting", r"br\xf8yting"),
        ("\ud800", r"\ud800"),
    ],
    ids=ascii,
)
def test_what_a_terminal_obeys_is_shown_by_its_code(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_what_people_write_stays_as_it_is() -> None:
    text = "Brøyting «nå» – 1\u202f204 kr, C:\\vei\\æ, 👷🏽‍♀️ co\u00adop"
    assert visible(text) == text


def test_lines_and_tabs_of_a_text_of_lines_stay() -> None:
    assert visible_lines("a\n\tb\x1b\r") == "a\n\tb\\x1b\\r"


@given(ANY_TEXT)
def test_nothing_that_a_terminal_obeys_is_left(text: str) -> None:
    assert not re.search(f"[{CONTROLS}\n\t]", visible(text))
    assert not re.search(f"[{CONTROLS}]", visible_lines(text))


@given(ANY_TEXT)
def test_what_is_visible_already_is_not_changed_again(text: str) -> None:
    assert visible(visible(text)) == visible(text)


@given(st.text())
def test_json_keeps_its_value(text: str) -> None:
    document = visible_json(json.dumps({text: [text]}, ensure_ascii=False))
    assert not re.search(f"[{CONTROLS}]", document)
    assert json.loads(document) == {text: [text]}


def test_a_byte_that_was_no_text_breaks_no_reader_of_json() -> None:
    assert json.loads(visible_json('"a\udcff"').encode()) == "a\ufffd"
