"""Every command that can be done where one is, found by its name."""

from textual.command import Hit, Hits
from textual.system_commands import SystemCommandsProvider

from kontakt.locale import _


class CommandsByName(SystemCommandsProvider):
    """What the app offers as system commands; where no name fits, a line that says so (Textual's own is English)."""

    async def search(self, query: str) -> Hits:
        found = False
        async for hit in super().search(query):
            found = True
            yield hit
        if not found:
            yield Hit(1, _("No command has such a name."), lambda: None)
