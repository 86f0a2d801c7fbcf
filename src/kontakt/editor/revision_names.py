"""What was done to an article, as a revision of it is called on the screen and by the commands."""

from kontakt.knowledge.revisions import What
from kontakt.locale import N_

WHATS = {
    What.STARTER: N_("came with kontakt"),
    What.IMPORTED: N_("imported"),
    What.CREATED: N_("written"),
    What.EDITED: N_("edited"),
    What.KEYWORDS: N_("keywords"),
    What.NOTE: N_("local note"),
    What.CHECKED: N_("checked"),
    What.STATUS: N_("published or archived"),
    What.MERGED: N_("merged"),
    What.RESTORED: N_("restored"),
    What.REMOVED: N_("removed"),
}
"""Translated when drawn."""
