"""How ``kontakt vocabulary coverage`` prints."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from kontakt.cli.output import OutputFormat, print_columns, print_json, print_line
from kontakt.editor.keywords.vocabulary_coverage import CoverageTally, Leads, WordLead, tally
from kontakt.editor.keywords.vocabulary_matching import FIRST_HITS
from kontakt.locale import N_, _, language
from kontakt.locale.formats import number, percent
from kontakt.vocabulary.concept import ConceptVocabulary

_LISTS = {
    Leads.RIGHT: N_("Words that lead to a right article:"),
    Leads.ELSEWHERE: N_("Words that lead to another theme:"),
    Leads.NOWHERE: N_("Words that lead nowhere:"),
}


def print_coverage(
    words: Sequence[WordLead], vocabulary: ConceptVocabulary, leads: Leads | None, format: OutputFormat
) -> None:
    """The table by theme, or with ``leads`` the words that lead there; as JSON, both."""
    listed = [word for word in words if leads in (None, word.leads)]
    if format is OutputFormat.JSON:
        print_json({"total": _plain_tally(tally(words)), "words": [_plain(word) for word in listed]})
    elif leads is None:
        _print_table(words, vocabulary)
    else:
        print_line(_(_LISTS[leads]))
        print_line(_("(the word, the article that is found first, and its other labels that lead there too)"))
        for theme, of_theme in groupby(listed, key=lambda word: word.theme):
            print_line()
            print_line(_name(vocabulary, theme))
            _print_words(list(of_theme), leads)


def _print_table(words: Sequence[WordLead], vocabulary: ConceptVocabulary) -> None:
    rows: list[tuple[str, ...]] = [
        (_("Theme"), _("Words"), _("Right"), "", _("Elsewhere"), _("Nowhere"), _("Labels"), _("Right"), "")
    ]
    for theme, of_theme in groupby(words, key=lambda word: word.theme):
        rows.append((_name(vocabulary, theme), *_figures(tally(of_theme))))
    rows.append((_("All"), *_figures(tally(words))))
    print_columns(rows, figures=range(1, len(rows[0])))
    print_line()
    for line in (
        _("A word counts by the worse of its names in bokmål and nynorsk; labels are all its names and search words."),
        _(
            "Right: one of the first {hits} hits has a label of the word as its title or keyword, or meets the whole "
            "label in the same branch of Los."
        ).format(hits=FIRST_HITS),
        _("Elsewhere: the whole label is met, but in another branch: look whether that is right."),
        _("Nowhere: neither. List them with --list {nowhere}.").format(nowhere=Leads.NOWHERE),
    ):
        print_line(line)


def _figures(counted: CoverageTally) -> tuple[str, ...]:
    words, labels = counted.words, counted.labels
    return (
        number(words.total()),
        number(words[Leads.RIGHT]),
        percent(words[Leads.RIGHT] / words.total(), 0) if words else "–",
        number(words[Leads.ELSEWHERE]),
        number(words[Leads.NOWHERE]),
        number(labels.total()),
        number(labels[Leads.RIGHT]),
        percent(labels[Leads.RIGHT] / labels.total(), 0) if labels else "–",
    )


def _print_words(words: Sequence[WordLead], leads: Leads) -> None:
    """Each word with those of its other labels that lead there too, and the first article that was found."""
    rows = []
    for word in words:
        others = [
            tried.label.text
            for tried in word.labels
            if tried.leads is leads and tried.label.text not in word.concept.names
        ]
        first = next((tried.hits[0] for tried in word.labels if tried.leads is leads and tried.hits), "–")
        rows.append(("  ", " / ".join(word.concept.names), first, "; ".join(others)))
    print_columns(rows)


def _name(vocabulary: ConceptVocabulary, path: str) -> str:
    concept = vocabulary.by_path.get(path)
    if concept is None:
        return path
    return (concept.name_nn if language() == "nn" else "") or concept.name


def _plain_tally(counted: CoverageTally) -> dict[str, Any]:
    return {
        "words": {leads.value: counted.words[leads] for leads in Leads},
        "labels": {leads.value: counted.labels[leads] for leads in Leads},
    }


def _plain(word: WordLead) -> dict[str, Any]:
    return {
        "concept": word.concept.path,
        "names": list(word.concept.names),
        "theme": word.theme,
        "leads": word.leads.value,
        "labels": [
            {
                "text": tried.label.text,
                "language": tried.label.language,
                "role": tried.label.role.value,
                "leads": tried.leads.value,
                "hits": list(tried.hits),
            }
            for tried in word.labels
        ],
    }
