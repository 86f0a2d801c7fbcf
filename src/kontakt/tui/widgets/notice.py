"""One line that says what just happened, or what is wrong and what to do."""

from textual.widgets import Static


class Notice(Static):
    def __init__(self) -> None:
        super().__init__(id="notice", markup=False)

    def say(self, sentence: str) -> None:
        self.remove_class("warning")
        self.update(sentence)

    def warn(self, sentence: str) -> None:
        self.add_class("warning")
        self.update(sentence)

    def clear(self) -> None:
        self.say("")
