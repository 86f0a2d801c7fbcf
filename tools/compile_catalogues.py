"""Compiles the gettext catalogues (.po) to what the program reads (.mo), and packs the starter knowledge.

Hatch runs it with every build and every installation; run as a script it only compiles.
"""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LOCALE = Path("src", "kontakt", "locale")


class CatalogueHook(BuildHookInterface[Any]):
    """Hatch's custom build hook. An editable installation reads ``knowledge/`` where it stands, so only a
    real wheel carries a copy."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        compile_catalogues(root / LOCALE)
        if self.target_name == "wheel" and version == "standard":
            build_data["force_include"][str(root / "knowledge")] = "kontakt/starter"


def compile_catalogues(folder: Path) -> list[Path]:
    """Write a .mo file beside each ``folder``/<language>/LC_MESSAGES/*.po, and return those written.

    Texts marked as fuzzy are left out, as gettext does: an unchecked translation is worse than English.
    """
    written = []
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        with source.open("rb") as lines:
            catalogue = read_po(lines, abort_invalid=True)
        target = source.with_suffix(".mo")
        with target.open("wb") as file:
            write_mo(file, catalogue)
        written.append(target)
    return written


if __name__ == "__main__":
    for catalogue_file in compile_catalogues(Path(__file__).resolve().parents[1] / LOCALE):
        print(catalogue_file)
