"""What is pasted, as a box can hold it."""

import re

REFUSES_CONTROLS = "refuses-controls"
"""The class (in Textual's sense) of a field that looks at what is pasted itself, and says what it refuses."""

_CONTROLS = re.compile("[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f]+")


def pasted(text: str, *, as_it_is: bool = False) -> str:
    """The text with a space for control characters, which would reach the terminal, and U+FFFD for half a pair of
    surrogates, which nothing could store. ``as_it_is`` leaves the controls to a field that refuses them and says so."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole.replace("\x00", "") if as_it_is else _CONTROLS.sub(" ", whole)
