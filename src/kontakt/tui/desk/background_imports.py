"""What the desk opens over itself, and what that needs. It is loaded behind the desk's first frame, by the thread that
opens the database: neither the start nor a key waits for it."""

import importlib

for name in (
    "kontakt.tui.desk.notice_screen",
    "kontakt.tui.desk.message_asking",
    "kontakt.tui.desk.messages_screen",
    "kontakt.tui.desk.readdress_form",
):
    importlib.import_module(name)
