"""The bytes of a terminal, cut into keys: whole sequences, the Escape key by itself, and what is pasted.

Textual's parser reads Escape and a letter that come in one packet as one key (alt and the letter), waits for the end of
what only looks like a sequence, and takes keys for it. What is cut here it can not misread. Nothing is lost: what turns
out to be no sequence was typed.
"""

import re
from codecs import getincrementaldecoder
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

ESCAPE: Final = "\x1b"
_PASTE_BEGINS = "\x1b[200~"
_PASTE_ENDS = "\x1b[201~"

_KEY_SECONDS = 0.1
"""How long Escape waits for the rest of a sequence; nobody types the rest of one as fast."""
_SEQUENCE_SECONDS = 0.5
"""How long a sequence that is cut in two (a slow line) waits for its rest."""
_PASTE_SECONDS = 2.0
"""How long a paste waits for its next byte, before the keys are keys again."""

# CSI (the Linux console's F1–F5 and old mice have a form of their own), SS3, and the two strings that terminals answer
# with: OSC and DCS, which nobody here has asked for.
_WHOLE = re.compile(
    r"\x1b(?:\[\[[A-E]|\[M[\s\S]{3}|\[(?![\[M])[0-?]*[ -/]*[@-~]|O[ABCDFHMPQRS])"
    r"|(?P<answer>\x1b(?:\][0-9]+;[^\x07\x1b]*(?:\x07|\x1b\\)|P[0-9>!+$|][^\x07\x1b]*\x1b\\))"
)
_BEGUN = re.compile(r"\x1b(?:\[(?:\[|M[\s\S]{0,2}|[0-?]*[ -/]*))\Z")
_MAYBE_BEGUN = re.compile(r"\x1b(?:O|\](?:[0-9]+(?:;[^\x07\x1b]*\x1b?)?)?|P(?:[0-9>!+$|][^\x07\x1b]*\x1b?)?)?\Z")


@dataclass(frozen=True, slots=True)
class Typed:
    """Letters, or one whole sequence that stands for a key, the mouse or an answer of the terminal."""

    text: str


@dataclass(frozen=True, slots=True)
class Escape:
    """The Escape key."""


@dataclass(frozen=True, slots=True)
class Pasted:
    """What was pasted, as it came."""

    text: str


@dataclass(frozen=True, slots=True)
class NotUtf8:
    """Bytes that are not UTF-8 were replaced by U+FFFD, in what comes before this."""


Token: TypeAlias = Typed | Escape | Pasted | NotUtf8


class KeyStream:
    """Fed with bytes and with the time, in seconds of any steady clock."""

    def __init__(self) -> None:
        self._decoder = getincrementaldecoder("utf-8")("replace")
        self._tail = b""
        self._text = ""
        self._since = 0.0
        self._pasted: list[str] | None = None

    @property
    def waits(self) -> bool:
        """Whether something that has come is not told yet."""
        return bool(self._text or self._pasted is not None or self._half_a_character)

    @property
    def _half_a_character(self) -> bool:
        return bool(self._decoder.getstate()[0])

    def feed(self, data: bytes, now: float) -> list[Token]:
        """What these bytes make, with those that came before."""
        text = self._decoder.decode(data)
        replaced = text.count("�") > (self._tail + data).count("�".encode())
        self._tail = data[-2:]
        if not self._text or self._pasted is not None:
            self._since = now
        self._text += text
        tokens = [*self._cut(now)]
        return [*tokens, NotUtf8()] if replaced else tokens

    def tick(self, now: float) -> list[Token]:
        """What the bytes make that came before, and that nothing more has followed for a while."""
        waited = now - self._since
        if self._pasted is not None:
            return self._end_paste() if waited >= _PASTE_SECONDS else []
        tokens: list[Token] = []
        if self._text and waited >= (_SEQUENCE_SECONDS if _BEGUN.match(self._text) else _KEY_SECONDS):
            self._text = self._text[1:]
            tokens = [Escape(), *self._cut(now)]
        if self._half_a_character and waited >= _SEQUENCE_SECONDS:
            tokens += [Typed(self._decoder.decode(b"", final=True)), NotUtf8()]
            self._decoder.reset()
        return tokens

    def _end_paste(self) -> list[Token]:
        pasted, self._pasted = "".join([*(self._pasted or ()), self._text]), None
        self._text = ""
        return [Pasted(pasted)]

    def _cut(self, now: float) -> Iterator[Token]:
        """Cut off what is whole."""
        while self._text:
            if self._pasted is not None:
                before, end, after = self._text.partition(_PASTE_ENDS)
                if not end:
                    # The end may be cut in two.
                    keep = len(_PASTE_ENDS) - 1
                    self._pasted.append(before[:-keep])
                    self._text = before[-keep:]
                    return
                self._text = before
                yield from self._end_paste()
                self._text = after
            elif not self._text.startswith(ESCAPE):
                typed, escape, rest = self._text.partition(ESCAPE)
                yield Typed(typed)
                self._text, self._since = escape + rest, now
            elif self._text.startswith(_PASTE_BEGINS):
                self._text, self._pasted = self._text.removeprefix(_PASTE_BEGINS), []
            elif whole := _WHOLE.match(self._text):
                if whole["answer"] is None and whole[0] != _PASTE_ENDS:
                    yield Typed(whole[0])
                self._text, self._since = self._text[whole.end() :], now
            elif _BEGUN.match(self._text) or _MAYBE_BEGUN.match(self._text):
                return
            else:
                yield Escape()
                self._text, self._since = self._text[1:], now
