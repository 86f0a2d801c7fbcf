"""One line that says what just happened, or what is wrong and what to do."""

from textual.content import Content
from textual.widgets import Static

from kontakt.visible import visible_lines


class SaidLine(Static):
    def __init__(self) -> None:
        super().__init__(id="said", markup=False)
        self.sentence = ""
        """What stands there now."""

    def say(self, sentence: str) -> None:
        self._show(sentence, warning=False)

    def warn(self, sentence: str) -> None:
        self._show(sentence, warning=bool(sentence))

    def _show(self, sentence: str, *, warning: bool) -> None:
        self.set_class(warning, "warning")
        if sentence != self.sentence:
            before, self.sentence = self.sentence, sentence
            # A layout of the screen is only needed for a line more or less.
            self.update(visible_lines(sentence), layout=self._height_of(sentence) != self._height_of(before))

    def _height_of(self, sentence: str) -> int:
        return len(Content(visible_lines(sentence)).wrap(max(1, self.size.width)))

    def clear(self) -> None:
        self.say("")
