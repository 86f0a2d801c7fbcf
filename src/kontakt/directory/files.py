"""``region.yaml``: the region as a file that people can read, diff and review.

The comment at the file's top is kept, in the file and in the database; other comments are lost when the file
is written anew.
"""

from collections.abc import Iterator
from pathlib import Path

from kontakt.directory.region import Municipality, Region
from kontakt.directory.region_input import NO_TARGET, InvalidRegion, make_region
from kontakt.errors import KontaktError
from kontakt.files.strict_yaml import (
    at_line,
    comment_lines,
    filled,
    flow_list,
    flow_mapping,
    load_mapping,
    quoted,
    read_text,
    scalar,
)
from kontakt.files.validation import Problems
from kontakt.files.writing import write_in_folder
from kontakt.locale import _

REGION_FILE = "region.yaml"


def read_region(text: str, file: str = REGION_FILE) -> Region:
    """The region in the text of a file; ``file`` is what errors call it.

    Raises Problems with everything that is wrong, or KontaktError where it is not YAML.
    """
    document = load_mapping(text, file)
    try:
        return make_region(filled(document.values), document.comment)
    except InvalidRegion as invalid:
        problems = sorted(
            (document.line(place), sentence) for place, sentence in zip(invalid.places, invalid.problems, strict=True)
        )
        raise Problems(at_line(file, line, sentence) for line, sentence in problems) from invalid


def read_region_file(folder: Path) -> Region | None:
    """The region of a knowledge folder; None where it has no ``region.yaml``, which leaves the region alone.
    Raises as read_region, and KontaktError where the file cannot be read."""
    path = folder / REGION_FILE
    if path.is_symlink():
        raise KontaktError(_("{file} is a link to another place: put the file itself there.").format(file=REGION_FILE))
    if not path.exists():
        return None
    return read_region(read_text(path, REGION_FILE))


def write_region_file(folder: Path, region: Region) -> bool:
    """Write the canonical file into a folder; False if it stood there already. Raises KontaktError."""
    return write_in_folder(folder, REGION_FILE, format_region(region).encode())


def format_region(region: Region) -> str:
    """The canonical ``region.yaml``."""
    lines = [*comment_lines(region.comment), f"name: {scalar(region.name)}"]
    if region.inhabitants_source:
        lines.append(f"inhabitants_source: {scalar(region.inhabitants_source)}")
    for key, days in (("note_days", region.note_days), ("tally_days", region.tally_days)):
        if days is not None:
            lines.append(f"{key}: {days}")
    lines.append("municipalities:")
    for municipality in region.municipalities:
        first, *others = _keys(municipality)
        lines += [f"  - {first}", *(f"    {other}" for other in others)]
    return "\n".join([*lines, ""])


def _keys(municipality: Municipality) -> Iterator[str]:
    yield f"number: {quoted(municipality.number)}"
    yield f"name: {scalar(municipality.name)}"
    yield f"language: {municipality.language}"
    if municipality.inhabitants is not None:
        yield f"inhabitants: {municipality.inhabitants}"
    if municipality.target is not None:
        yield f"target: {municipality.target}"
    if municipality.coming:
        days = ((quoted(each.day.isoformat()), str(each.target or NO_TARGET)) for each in municipality.coming)
        yield f"coming_targets: {flow_mapping(days)}"
    if municipality.places:
        yield f"places: {flow_list(municipality.places)}"
