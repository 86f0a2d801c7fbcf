"""The editor's room and an article look as Textual alone would draw them."""

import pytest

from kontakt.tui.editor.article.screen import ArticleScreen

from ..test_stylesheet import assert_styled_as_by_textual_alone
from .conftest import AtRoom

pytestmark = pytest.mark.long


async def test_every_node_has_the_styles_that_textual_alone_would_give_it(at_room: AtRoom) -> None:
    async with at_room() as visit:
        await visit.open("brøyting")
        for _again in range(3):  # found, remembered, and remembered as a node holds it
            assert_styled_as_by_textual_alone(visit.app)
            await visit.press("escape")
            await visit.until(lambda: visit.app.screen is visit.room)
            assert_styled_as_by_textual_alone(visit.app)
            await visit.press("enter")
            await visit.until(lambda: isinstance(visit.app.screen, ArticleScreen))
            await visit.pilot.pause()
