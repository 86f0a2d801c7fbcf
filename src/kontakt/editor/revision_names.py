"""What was done to an article, as a revision of it is called on the screen and by the commands."""

from kontakt.knowledge.revisions import RevisionKind
from kontakt.locale import N_

REVISION_NAMES = {
    RevisionKind.STARTER: N_("came with kontakt"),
    RevisionKind.IMPORTED: N_("imported"),
    RevisionKind.CREATED: N_("written"),
    RevisionKind.EDITED: N_("edited"),
    RevisionKind.KEYWORDS: N_("keywords"),
    RevisionKind.NOTE: N_("local note"),
    RevisionKind.CHECKED: N_("checked"),
    RevisionKind.STATUS: N_("published or archived"),
    RevisionKind.MERGED: N_("merged"),
    RevisionKind.RESTORED: N_("restored"),
    RevisionKind.REMOVED: N_("removed"),
}
"""Translated when drawn."""
