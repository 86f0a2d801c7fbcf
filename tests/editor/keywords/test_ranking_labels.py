"""Why a hit stands there, in words."""

import re

from kontakt.editor.keywords import ranking_labels
from kontakt.search import Index, SearchEntry


def test_the_parts_that_are_printed_add_up_to_the_score_that_is_printed() -> None:
    index = Index.build(
        SearchEntry(id=title, titles=(title,), keywords=tuple(keywords.split(", ")))
        for title, keywords in {
            "Brøyting av vei": "brøytekant, veien er ikke brøytet",
            "Søke barnehageplass": "barnehage, plass til barnet",
            "Skoleskyss": "skolebuss, for langt til skolen",
            "Henting av avfall": "renovasjon, avfallsdunk",
        }.items()
    )
    for typed in ("brøyt vei", "barn pla", "hei, hvordan søker jeg barnehageplass til høsten", "skole bss", "avfal"):
        for each in index.explain(typed):
            printed = [round(100 * float(part)) for part in re.findall(r"[+-]?\d\.\d\d", ranking_labels.parts(each))]
            assert not printed or sum(printed) == round(100 * each.score)
