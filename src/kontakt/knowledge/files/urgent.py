"""``urgent.yaml``: the table of dangers as a file that people can read, diff and review: a phrase on each line."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from kontakt.files.strict_yaml import at_line, comment_lines, filled, load_mapping, quoted, scalar
from kontakt.files.validation import Problems
from kontakt.knowledge.article_input import InvalidArticle
from kontakt.knowledge.files.writer import format_source
from kontakt.knowledge.urgent.input import make_table
from kontakt.knowledge.urgent.kind import UrgentKind, UrgentTable

URGENT = "urgent.yaml"

_TEXTS = ("says", "says_nn", "says_en")
_PHRASES = ("words", "words_nn", "words_en", "unless")


@lru_cache(maxsize=4)  # a first start reads the shipped table twice, and it takes a fifth of a second
def read_urgent(text: str, file: str = URGENT) -> UrgentTable:
    """The table in the text of a file; ``file`` is what errors call it.

    Raises Problems with everything that is wrong, each with its line, or KontaktError where it is not YAML.
    """
    document = load_mapping(text, file)
    try:
        return make_table(filled(document.values), document.comment)
    except InvalidArticle as invalid:
        problems = sorted(
            (document.line(place), sentence) for place, sentence in zip(invalid.places, invalid.problems, strict=True)
        )
        raise Problems(at_line(file, line, sentence) for line, sentence in problems) from invalid


def format_urgent(table: UrgentTable) -> str:
    """The canonical ``urgent.yaml``."""
    lines = [*comment_lines(table.comment), "kinds:" if table.kinds else "kinds: []"]
    for kind in table.kinds:
        lines += _format_kind(kind)
    if table.sources:
        lines += ["sources:", *(f"  - {format_source(source)}" for source in table.sources)]
    if table.reviewed:
        lines.append(f"reviewed: {table.reviewed.isoformat()}")
    if table.review_by:
        lines.append(f"review_by: {table.review_by.isoformat()}")
    return "\n".join([*lines, ""])


def _format_kind(kind: UrgentKind | None) -> Iterable[str]:
    """The lines of one kind, as they stand in the file; none for none."""
    if kind is None:
        return
    yield f"  - id: {scalar(kind.id)}"
    for line in _keys(kind):
        yield f"    {line}"


def _keys(kind: UrgentKind) -> Iterator[str]:
    yield f"numbers: [{', '.join(map(quoted, kind.numbers))}]"
    for key in _TEXTS:
        if text := getattr(kind, key):
            yield f"{key}: {scalar(text)}"
    for key in _PHRASES:
        if phrases := getattr(kind, key):
            yield f"{key}:"
            for phrase in phrases:
                yield f"  - {scalar(phrase)}"
