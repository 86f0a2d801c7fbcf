"""What stands in the fields of an article's page, and how something is pasted there."""

from textual.events import Paste

from kontakt.tui.widgets.field import Field

from ..conftest import Visit


def fields(visit: Visit) -> str:
    """The words of the fields as they stand on the screen, without the preview beside them."""
    region = visit.page.query_one("#sections").region
    lines = visit.screen.splitlines()[region.y : region.bottom]
    return " ".join(" ".join(line[region.x : region.right] for line in lines).split())


def field(visit: Visit, name: str) -> Field:
    """The field of this name on the page."""
    return next(each for each in visit.page.query(Field) if each.name == name)


async def paste(visit: Visit, name: str, text: str) -> None:
    """Paste into the field of this name, as the terminal does."""
    field(visit, name).take_focus()
    visit.app.post_message(Paste(text))
    await visit.pilot.pause()
