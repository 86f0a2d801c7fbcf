"""What an article's fields are called on the screen: an editor need not know the keys in the files."""

from kontakt.locale import N_

FIELD_NAMES = {
    "title": N_("Title"),
    "title_nn": N_("Title in nynorsk"),
    "title_en": N_("Title in English"),
    "answer": N_("Answer"),
    "answer_nn": N_("Answer in nynorsk"),
    "answer_en": N_("Answer in English"),
    "ask": N_("Ask about"),
    "ask_nn": N_("Ask about in nynorsk"),
    "steps": N_("Do this"),
    "steps_nn": N_("Do this in nynorsk"),
    "keywords": N_("Keywords"),
    "keywords_nn": N_("Keywords in nynorsk"),
    "keywords_en": N_("Keywords in English"),
    "theme": N_("Theme"),
    "audience": N_("Who asks"),
    "first_line": N_("Resolved at the first line"),
    "national": N_("Can differ by municipality"),
    "owner": N_("Owner"),
    "review_by": N_("Review by"),
    "sources": N_("Rests on"),
    "links": N_("Links"),
    "only": N_("Exists in"),
    "local": N_("Local note"),
    "as_shared": N_("As shared"),
    "reviewed": N_("Checked"),
    "status": N_("Status"),
    "redirects": N_("Merged into this one"),
}
"""By the field's name in Article, in the order of the screen; translated when drawn."""
