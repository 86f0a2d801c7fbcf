"""What every session needs, loaded once by the process that they are forked from, so that they share its memory."""

import gc
import importlib
import os

# Pydantic would look through every installed package for plugins, and there are none.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
# Textual reads these while it is imported.
os.environ |= {
    "TEXTUAL_DRIVER": "kontakt.web.driver:BrowserDriver",
    "TEXTUAL_COLOR_SYSTEM": "truecolor",
    "TEXTUAL_FPS": "60",  # a browser draws no faster
}

for name in (
    "kontakt.tui.app",
    "kontakt.tui.desk.screen",
    "kontakt.tui.editor.screen",
    "kontakt.tui.lead.screen",
    "kontakt.tui.opening",
    "kontakt.desk.service",
    "kontakt.editor.service",
    "kontakt.lead.service",
    "kontakt.installation.opening",
    "kontakt.library.cached_library",
    "kontakt.web.app_process",
    "kontakt.web.driver",
    "kontakt.web.plain.process",
):
    importlib.import_module(name)

gc.collect()
gc.freeze()  # looking through it for garbage would write into every page of it
