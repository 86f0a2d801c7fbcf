"""The font that comes with the page holds every sign that kontakt draws: one from another font is of another width
and look."""

import unicodedata
from base64 import b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import textual

import kontakt

from .chromium import Page, a_chromium

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.long]

PACKAGE = Path(kontakt.__file__).parent
FONTS = sorted((PACKAGE / "web" / "static").glob("*.woff2"))
DRAWN = ("tui", "desk", "lead", "editor", "operations", "library", "locale")
"""The rooms whose texts come on the screen."""
SAMI = "ÁáČčĐđŊŋŠšŦŧŽžÂâÏïÖöÄäÅåŃń"
"""Letters of the Sámi languages, which names and answers may hold."""
TEXTUAL = ("_border.py", "scrollbar.py", "renderables/bar.py", "renderables/sparkline.py")
"""What Textual draws lines, bars and marks with."""


def _signs() -> str:
    """Every sign of those rooms, the translations, the shipped knowledge and what Textual draws, without spaces and
    controls."""
    files = [each for room in DRAWN for each in (PACKAGE / room).rglob("*") if each.suffix in {".py", ".tcss", ".po"}]
    files += [each for each in (PACKAGE.parents[1] / "knowledge").rglob("*") if each.suffix in {".md", ".yaml"}]
    files += [Path(textual.__file__).parent / each for each in TEXTUAL]
    signs = {*SAMI, *(sign for each in files for sign in each.read_text(encoding="utf-8"))}
    return "".join(sorted(each for each in signs if unicodedata.category(each)[0] not in "CZM"))


@asynccontextmanager
async def _shown(font: Path, signs: str) -> AsyncIterator[Page]:
    """A page with each of the signs in an element of its own, in this font as far as it goes."""
    source = b64encode(font.read_bytes()).decode()
    async with a_chromium() as browser:
        page = await browser.page()
        await page.js(f"""(async () => {{
            const face = new FontFace("kontakt", "url(data:font/woff2;base64,{source})");
            document.fonts.add(await face.load());
            document.body.style.font = "20px kontakt";
            for (const sign of {list(signs)!r}) document.body.appendChild(document.createElement("b")).textContent = sign;
        }})()""")
        await page.js("document.body.style.fontWeight = 'normal'")
        yield page


async def _fonts(page: Page, node: int) -> list[dict[str, object]]:
    told = await page.call("CSS.getPlatformFontsForNode", nodeId=node)
    return list(told["fonts"])


@pytest.mark.parametrize("font", FONTS, ids=lambda font: font.stem)
async def test_every_sign_that_is_drawn_comes_from_the_font_and_is_one_cell_wide(font: Path) -> None:
    signs = _signs()
    assert {*"│═▌●≥ø"} < {*signs}
    async with _shown(font, signs) as page:
        await page.call("DOM.enable")
        await page.call("CSS.enable")
        root = (await page.call("DOM.getDocument"))["root"]["nodeId"]
        nodes = (await page.call("DOM.querySelectorAll", nodeId=root, selector="b"))["nodeIds"]
        assert len(nodes) == len(signs)
        foreign = [
            sign
            for sign, node in zip(signs, nodes, strict=True)
            if any(not each["isCustomFont"] for each in await _fonts(page, node))
        ]
        assert not foreign, [f"{each} U+{ord(each):04X} {unicodedata.name(each, '')}" for each in foreign]
        widths = await page.js("[...document.querySelectorAll('b')].map((each) => each.getBoundingClientRect().width)")
        assert len({round(each, 2) for each in widths}) == 1
