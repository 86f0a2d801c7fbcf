"""What is looked for in the texts of articles, letter by letter, and what is put in its place."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class TextQuery:
    """``text`` is found in either case unless ``same_case``, within words unless ``whole_words``; a space in it is any
    space or line break. A text without a letter finds nothing."""

    text: str
    whole_words: bool = False
    same_case: bool = False

    @cached_property
    def _expression(self) -> str:
        words = unicodedata.normalize("NFC", self.text).split()
        expression = r"\s+".join(map(re.escape, words))
        return rf"(?<!\w){expression}(?!\w)" if self.whole_words and words else expression

    @cached_property
    def _flags(self) -> re.RegexFlag:
        return re.MULTILINE if self.same_case else re.MULTILINE | re.IGNORECASE

    def spans(self, text: str) -> tuple[tuple[int, int], ...]:
        """Where it stands in a text: from, and up to."""
        if not self._expression:
            return ()
        return tuple(match.span() for match in re.finditer(self._expression, text, self._flags))

    def replaced(self, text: str, by: str) -> str:
        """The text with ``by`` in its place, with a capital where there was one and the case does not matter. Where
        something is taken out, the space beside it goes too."""

        def put(match: re.Match[str]) -> str:
            has_capital = not self.same_case and match[0][:1].isupper() and not self.text.strip()[:1].isupper()
            return by[:1].upper() + by[1:] if has_capital else by

        if not self._expression:
            return text
        if not by:
            return re.sub(f"^{self._expression} ?| ?{self._expression}", "", text, flags=self._flags)
        return re.sub(self._expression, put, text, flags=self._flags)
