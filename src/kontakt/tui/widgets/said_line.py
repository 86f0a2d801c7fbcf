"""One line that says what just happened, or what is wrong and what to do."""

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
        if sentence != self.sentence:  # every update lays the screen out anew
            self.sentence = sentence
            self.update(visible_lines(sentence))

    def clear(self) -> None:
        self.say("")
