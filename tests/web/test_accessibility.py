"""Both pages in a real browser, as axe and somebody with a keyboard and a large font find them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import kontakt
from kontakt.locale import LANGUAGES, use_language
from kontakt.messages.message import Message
from kontakt.notices.notice import Notice
from kontakt.web.plain.desk import PlainDesk
from kontakt.web.plain.exchange import PlainRequest

from .axe import violations
from .chromium import Page, a_chromium
from .plain_page import PlainPage
from .serving import served, until_logged

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.embedded, pytest.mark.long]

STYLE = (Path(kontakt.__file__).parent / "web" / "static" / "plain.css").read_text(encoding="utf-8")


def _pages(first: PlainPage, case: Message) -> Iterator[str]:
    """Every kind of plain page."""
    yield first.html
    found = first.search("brøyting", note="ringer igjen")
    yield found.html
    yield found.send(outcome="answered").html
    yield first.search("barnevern", municipality="4026").send(outcome="case").html
    yield first.search("kvantefysikk").html
    page = first.search("gatelys", municipality="4026")
    logged = page.send(outcome="answered")
    yield logged.html
    yield page.send(outcome="guided").html
    yield first.search("#vei", municipality="4026").send(show_contact="4026/drift/ola").html
    whom = first.get().search("brøyting", municipality="4026").send(outcome="transferred")
    yield whom.html
    why = whom.send(to="4026/drift/ola")
    yield why.html
    transferred = why.send(cause="decision", warm="yes")
    yield transferred.html
    yield transferred.send(transfer_result="no_answer").html
    yield transferred.get(inquiry=why.fields["inquiry"]).html
    yield first.search("vannet").html
    yield first.search("det brenner i huset").send(outcome="answered").html
    correction = logged.get(inquiry=page.fields["inquiry"])
    yield correction.html
    yield correction.send(outcome="case", do="correct").html
    yield first.get(cases="1").html
    returned = first.get(cases="1").post(came_back=str(case.id))
    yield returned.html
    yield returned.send(write_anew=str(case.id)).send(send=str(case.id)).html


async def test_no_plain_page_has_a_fault_in_any_language_and_each_fits_when_it_is_enlarged(
    desk: PlainDesk, peopled: PlainPage, notices: tuple[Notice, ...], case: Message
) -> None:
    async with a_chromium() as browser:
        page = await browser.page()
        frame = (await page.call("Page.getFrameTree"))["frameTree"]["frame"]["id"]
        for language in LANGUAGES:
            use_language(language)
            for html in _pages(PlainPage(desk, desk.answer(PlainRequest({}))), case):
                assert "<script" not in html
                styled = html.replace("</head>", f"<style>{STYLE}</style></head>")
                await page.call("Page.setDocumentContent", frameId=frame, html=styled)
                await page.resize(1280, 800)
                assert await violations(page) == []
                for width in (640, 320):  # what is left of 1280 pixels at 200 % and 400 %
                    await page.resize(width, 400)
                    assert await page.js("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


_FOCUSED = "(document.activeElement.textContent || document.activeElement.name)"


async def _focused(page: Page) -> str:
    return str(await page.js(_FOCUSED))


async def _until_focused(page: Page, name: str) -> None:
    """A page puts the focus where it belongs after it has been shown."""
    await page.until_holds(f"{_FOCUSED}.startsWith('{name}')")


async def _tab_to(page: Page, label: str) -> None:
    """Press Tab until what is focused is called so; fails where it never is."""
    for _ in range(80):
        if await _focused(page) == label:
            return
        await page.press("Tab")
    raise AssertionError(f"Tab never comes to “{label}”")


async def test_from_the_terminal_a_key_leads_to_the_plain_page_where_a_whole_call_goes_by_keyboard(
    region_folder: Path,
) -> None:
    async with served(region_folder) as (serving, browser):
        page = await browser.page(serving.link)
        await page.until("Temaer")
        await page.type("@tinn brøyting")
        await page.until_said("Brøyting av kommunal vei")
        assert await violations(page) == []
        await page.press("ArrowDown")
        await page.until_said("Brøyting av hyttevei og privat vei")
        await page.press("F7")
        await page.until_said("Fant ikke svar")
        await page.press("Escape")

        await page.press("F6", shift=True)
        await _until_focused(page, "Den enkle siden")
        await page.press("Enter")
        await page.until("Hva innringeren spør om")
        await _until_focused(page, "text")
        await page.type("@tinn brøyting")
        await page.press("Enter")
        await page.until("Ingen har sett på dette for Tinn")
        await _until_focused(page, "Brøyting av kommunal vei")  # whoever asked begins to read at the answer
        await _tab_to(page, "Satt over")
        await page.press("Enter")
        await page.until("Satt over: Hvorfor?")
        await _tab_to(page, "Krever vurdering")
        await page.press("Enter")
        await page.until("Loggført: Satt over · Brøyting av kommunal vei · Tinn.")
        await _tab_to(page, "Rett den eller trekk den tilbake, i en egen fane")
        assert await page.js("document.activeElement.target") == "_blank"
        page = await browser.page(await page.js("document.activeElement.href"))
        await page.until("Lagre rettelsen")
        await page.until_holds("document.activeElement.name == 'outcome'")
        await page.type("b")  # the next one with that letter
        await page.until_holds("document.activeElement.value == 'message'")
        await _tab_to(page, "Lagre rettelsen")
        await page.press("Enter")
        await page.until("Rettet: Beskjed · Brøyting av kommunal vei · Tinn.")
        assert await violations(page) == []
        await until_logged(region_folder, "outcome, municipality, cause", ("message", "4026", "decision"))
