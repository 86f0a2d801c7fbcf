"""Bring the catalogues up to date with the texts in the source: ``python tools/update_catalogues.py``.

New texts come in untranslated, changed ones marked fuzzy, and texts that no source has any more go out. A
test fails until every text is translated again. Running it a second time changes nothing.
"""

import ast
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

SOURCE = Path(__file__).parents[1] / "src" / "kontakt"
CATALOGUES = sorted((SOURCE / "locale").glob("*/LC_MESSAGES/kontakt.po"))


def template() -> Catalog:
    """Every text of the source, with the files it stands in."""
    catalogue = Catalog(charset="utf-8")
    for path in sorted(SOURCE.rglob("*.py")):
        place = (path.relative_to(SOURCE).as_posix(), 0)
        for text, context in texts_in(path.read_text(encoding="utf-8")):
            catalogue.add(text, locations=[place], context=context)
    return catalogue


def texts_in(source: str) -> Iterator[tuple[str | tuple[str, str], str | None]]:
    """The texts that a module marks for translation, each with its context (None for most); a text with a
    plural is the pair of its forms.

    Read from the syntax tree: before Python 3.12, Babel's own extraction misses what stands in f-strings.
    """
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(ast.Name("_" | "N_"), [ast.Constant(str(text))]):
                yield text, None
            case ast.Call(ast.Name("ngettext"), [ast.Constant(str(one)), ast.Constant(str(many)), _count]):
                yield (one, many), None
            case ast.Call(ast.Name("pgettext"), [ast.Constant(str(context)), ast.Constant(str(text))]):
                yield text, context


def read_catalogue(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3])


def is_translated(message: Message) -> bool:
    """Whether every form of a text is translated, and none of it is a guess."""
    forms = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    return all(forms) and not message.fuzzy


def write_catalogue(path: Path, catalogue: Catalog) -> None:
    """Write a catalogue with a header that says nothing that is not known: no names, no addresses, and nothing of the
    version of Babel, which would change it on another machine."""
    catalogue.project, catalogue.version = "kontakt", ""
    catalogue.msgid_bugs_address = ""
    catalogue.revision_date = catalogue.creation_date
    catalogue.last_translator = "The kontakt authors"
    catalogue.language_team = catalogue.locale.english_name if catalogue.locale else ""
    written = BytesIO()
    write_po(written, catalogue, width=110, include_lineno=False, sort_output=True)
    path.write_bytes(re.sub(rb'"Generated-By: [^\n]*\n', b"", written.getvalue()))


def bring_up_to_date(path: Path, texts: Catalog) -> Catalog:
    """Make the catalogue at ``path`` hold ``texts`` and no other, with the translations that it has."""
    catalogue = read_catalogue(path)
    catalogue.update(texts, update_creation_date=False)
    catalogue.obsolete.clear()
    write_catalogue(path, catalogue)
    return catalogue


def main() -> None:
    texts = template()
    for path in CATALOGUES:
        catalogue = bring_up_to_date(path, texts)
        missing = sum(not is_translated(message) for message in catalogue if message.id)
        print(f"{path.relative_to(SOURCE)}: {len(catalogue)} texts, {missing} to translate")


if __name__ == "__main__":
    main()
