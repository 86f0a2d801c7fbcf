"""Texts that send whoever reads them to the local note."""

import re

# "lokal merknad", "den lokale merknaden", "lokale merknader", "local note": in every language form, indefinite or not.
# A "merknad" alone may be what a neighbour says of a building plan.
_LOCAL_NOTE = re.compile(r"\blokale?\s+merknad(?:e[nr]|ene|ar|ane)?\b|\blocal\s+notes?\b", re.IGNORECASE)


def refers_to_local_note(text: str) -> bool:
    """Whether a question, a step or an answer says to look in the local note."""
    return _LOCAL_NOTE.search(text) is not None
