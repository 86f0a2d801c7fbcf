"""The bytes of a terminal, cut into keys."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kontakt.tui.keys.stream import Escape, KeyStream, NotUtf8, Pasted, Typed


def told(*packets: bytes) -> list[object]:
    """What comes of these packets, and of the silence after them."""
    stream = KeyStream()
    tokens: list[object] = []
    for packet in packets:
        tokens += stream.feed(packet, 0.0)
    for second in range(1, 10):
        tokens += stream.tick(float(second))
    assert not stream.waits
    return tokens


ESC, TYPED = Escape(), Typed


@pytest.mark.parametrize(
    ("packets", "tokens"),
    [
        ([b"\x1bbbb"], [ESC, TYPED("bbb")]),
        ([b"\x1b", b"bbb"], [ESC, TYPED("bbb")]),
        ([b"\x1b\x1bb"], [ESC, ESC, TYPED("b")]),
        ([b"\x1bOslo"], [ESC, TYPED("Oslo")]),
        ([b"\x1b\x7fab"], [ESC, TYPED("\x7fab")]),
        ([b"\x1b"], [ESC]),
        ([b"\x1b\x1bOQ"], [ESC, TYPED("\x1bOQ")]),
        ([b"\x1b["], [ESC, TYPED("[")]),
    ],
)
def test_escape_and_a_letter_are_two_keys_however_they_come(packets: list[bytes], tokens: list[Any]) -> None:
    assert told(*packets) == tokens


@pytest.mark.parametrize(
    "sequence", [b"\x1bOQ", b"\x1b[12~", b"\x1b[[A", b"\x1b[1;5D", b"\x1b[<35;10;10M", b"\x1b[27u"]
)
def test_a_sequence_stays_one_key_wherever_a_slow_line_cuts_it(sequence: bytes) -> None:
    for at in range(1, len(sequence)):
        assert told(sequence[:at], sequence[at:] + b"a") == [TYPED(sequence.decode()), TYPED("a")]


def test_bytes_that_are_not_utf8_are_replaced_and_told() -> None:
    assert told(b"br\xf8yt") == [TYPED("br�yt"), NotUtf8()]
    assert told(b"a\xff") == [TYPED("a�"), NotUtf8()]
    assert told(b"\xed\xa0\x80") == [TYPED("���"), NotUtf8()]  # half of a pair of surrogates


def test_half_a_character_waits_for_the_other_half_and_then_for_nothing() -> None:
    assert told(b"br\xc3", b"\xb8yt") == [TYPED("br"), TYPED("øyt")]
    assert told(b"s\xe5") == [TYPED("s"), TYPED("�"), NotUtf8()]


def test_the_replacement_character_itself_is_no_fault() -> None:
    assert told("�".encode()) == [TYPED("�")]


def test_what_is_pasted_stays_whole_whatever_it_holds() -> None:
    assert told(b"a\x1b[200~b\x1b]0;c\r\x1b[201~d") == [TYPED("a"), Pasted("b\x1b]0;c\r"), TYPED("d")]
    assert told(b"\x1b[200~b\x1b[2", b"01~d") == [Pasted("b"), TYPED("d")]


def test_a_paste_without_an_end_takes_no_keys_for_ever() -> None:
    stream = KeyStream()
    assert stream.feed(b"\x1b[200~half", 0.0) == []
    assert stream.tick(5.0) == [Pasted("half")]
    assert stream.feed(b"abc", 6.0) == [TYPED("abc")]


def test_an_answer_of_the_terminal_is_nobodys_key_and_one_without_an_end_was_typed() -> None:
    assert told(b"\x1b]11;rgb:0/0/0\x07abc") == [TYPED("abc")]
    assert told(b"\x1bP1$r0m\x1b\\abc") == [TYPED("abc")]
    assert told(b"\x1b]0;abc", b"def") == [ESC, TYPED("]0;abcdef")]


def test_letters_after_an_answer_without_an_end_wait_a_moment_and_no_longer() -> None:
    stream = KeyStream()
    assert stream.feed(b"\x1b]0;", 0.0) == []
    assert stream.feed(b"a", 0.08) == []
    assert stream.tick(0.11) == [ESC, TYPED("]0;a")]


@given(
    st.lists(st.binary(max_size=6) | st.sampled_from([b"\x1b", b"\x1b[", b"\x1b]0;", b"\x1bP1", b"\x1b[200~", b"\xf8"]))
)
def test_no_bytes_stop_the_letters_that_come_after_them(packets: list[bytes]) -> None:
    stream = KeyStream()
    for packet in packets:
        stream.feed(packet, 0.0)
    for second in range(1, 10):
        stream.tick(float(second))
    assert stream.feed(b"abc", 20.0) == [TYPED("abc")]
