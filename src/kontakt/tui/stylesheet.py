"""The app's style sheets, read anew only when their colours are other ones."""

from textual.css.stylesheet import Stylesheet


class ColouredStylesheet(Stylesheet):
    """Textual reads every sheet anew whenever it might have changed: three times before the first frame, and all of
    them when a room brings one more. Here only what is new is read, unless a theme brings other colours."""

    def __init__(self, *, variables: dict[str, str]) -> None:
        super().__init__(variables=variables)
        self._colours = variables
        self._read_with = variables

    def set_variables(self, variables: dict[str, str]) -> None:
        if variables != self._colours:
            self._colours = variables
            super().set_variables(variables)

    def reparse(self) -> None:
        if self._colours is self._read_with:
            self.parse()
        else:
            super().reparse()
            self._read_with = self._colours
