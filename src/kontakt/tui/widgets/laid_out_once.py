"""A widget whose content does not decide where anything stands."""

from textual.geometry import Size
from textual.reactive import Reactive


class LaidOutOnce:
    """Before a class of Textual's. That lays the screen out whenever the size of what a widget holds has changed: for
    every letter in a box, and once more for a card that was laid out this moment, which is drawn twice then."""

    virtual_size = Reactive(Size(0, 0), repaint=False)
