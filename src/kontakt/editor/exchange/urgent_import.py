"""What an import does with the table of dangers."""

from datetime import datetime

from kontakt.database import Session
from kontakt.errors import KontaktError
from kontakt.knowledge.files.urgent import URGENT, format_urgent
from kontakt.knowledge.revisions import FROM_FILES, RevisionKind
from kontakt.knowledge.urgent import store
from kontakt.knowledge.urgent.kind import UrgentTable
from kontakt.locale import _


def take_from_files(
    session: Session, table: UrgentTable, *, by: str, at: datetime, theirs: bool = False, ours: bool = False
) -> bool:
    """Store the table of a folder. False where it is not taken though it differs: ``ours`` is to stay, or the files
    hold an older one than editors here have made of it; ``theirs`` takes the files' all the same.

    Raises KontaktError where both have changed it, and nobody has said whose is to stand.
    """
    past = store.history(session)
    text = format_urgent(table)
    if past and past[0].text == text:
        return True
    if past and not theirs and past[0].what not in FROM_FILES:
        if ours or any(each.text == text for each in past):
            return False
        sentence = _(
            "{file} was changed both here, by {name}, and in the files: add --theirs to take the files', or --ours to "
            "keep what is here. Nothing was stored."
        )
        raise KontaktError(sentence.format(file=URGENT, name=past[0].by))
    store.save(session, table, by=by, at=at, what=RevisionKind.IMPORTED)
    return True
