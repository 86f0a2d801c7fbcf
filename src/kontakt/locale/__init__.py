"""The language of the screen: gettext catalogues, and numbers, dates and clocks in the language's form.

English is the source language and needs no catalogue. The language is process-wide, as in any gettext
program: a desk shows one language at a time, and texts are translated when they are drawn. Only in the
browser's server each task has its own.
"""

from kontakt.locale.translate import (
    LANGUAGES,
    N_,
    _,
    in_every_language,
    language,
    ngettext,
    preferred_language,
    use_language,
    use_language_in_task,
)

__all__ = [
    "LANGUAGES",
    "N_",
    "_",
    "in_every_language",
    "language",
    "ngettext",
    "preferred_language",
    "use_language",
    "use_language_in_task",
]
