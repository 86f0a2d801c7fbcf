"""What is said of articles that are damaged in the database."""

from collections.abc import Sequence

from kontakt.locale import ngettext


def unreadable(ids: Sequence[str]) -> str:
    """One sentence that names them; empty for none."""
    if not ids:
        return ""
    sentence = ngettext(
        "The article {ids} is damaged in the database and left out: import it again from its file, or put back a backup.",
        "The articles {ids} are damaged in the database and left out: import them again from their files, or put back a backup.",
        len(ids),
    )
    return sentence.format(ids=", ".join(ids))
