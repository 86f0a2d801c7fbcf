"""The two pages: the one that holds the terminal, and the one that says a sentence."""

import json
from html import escape

from kontakt.locale import LANGUAGES, _, language
from kontakt.web.plain.exchange import ADDRESS
from kontakt.web.sessions import AWAY_SECONDS

_SAME_AS = {"no": "nb", "da": "nb", "sv": "nb"}


def language_of(accepted: str) -> str:
    """The language that a browser asks for (the value of Accept-Language), as far as it is one of LANGUAGES; else
    bokmål."""
    for each in accepted.split(","):
        code = each.partition(";")[0].strip().partition("-")[0].lower()
        code = _SAME_AS.get(code, code)
        if code in LANGUAGES:
            return code
    return "nb"


def terminal_page() -> str:
    """What holds the terminal. The sentences of its script come with it."""
    texts = json.dumps(_texts(), ensure_ascii=True).replace("<", "\\u003c")
    return _page(
        f"""<link rel="manifest" href="static/kontakt.webmanifest" crossorigin="use-credentials">
<link rel="stylesheet" href="static/xterm.css">
<script src="static/xterm.js" defer></script>
<script src="static/addon-fit.js" defer></script>
<script src="static/page.js" defer></script>
</head>
<body>
<header><h1 class="for-readers">kontakt</h1><a id="plain" href="{ADDRESS}">{escape(_("The plain page, for screen readers (Shift+F6 in the terminal leads here)"))}</a></header>
<main id="terminal" aria-label="{escape(_("The desk of kontakt"))}"></main>
<p id="said" role="status" aria-live="polite" class="for-readers"></p>
<div id="message" role="alert" hidden><p id="sentence"></p><button id="again" type="button">{escape(_("Connect again"))}</button></div>
<noscript><p class="sentence">{escape(_("kontakt needs JavaScript, which this browser keeps off."))} <a href="{ADDRESS}">{escape(_("The plain page needs none."))}</a></p></noscript>
<script id="texts" type="application/json">{texts}</script>
</body>"""
    )


def server_full() -> str:
    return _("All places are taken. Try again in a moment, or close a window that you do not use.")


def sentence_page(sentence: str) -> str:
    return _page(f'</head>\n<body><main><p class="sentence">{escape(sentence)}</p></main></body>')


def _page(rest: str) -> str:
    return f"""<!DOCTYPE html>
<html lang="{language()}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>kontakt</title>
<link rel="icon" href="static/kontakt.svg">
<link rel="stylesheet" href="static/page.css">
{rest}
</html>
"""


def _texts() -> dict[str, str]:
    return {
        "terminal": _("The desk of kontakt, drawn as a terminal. Shift+F6 leaves it, for the link to the plain page."),
        "again": _("Connect again"),
        "reload": _("Load the page again"),
        "signedOut": _(
            "You are signed out. Sign in again: the open call waits for {minutes} minutes, and is kept after that."
        ).format(minutes=round(AWAY_SECONDS / 60)),
        "lost": _("The connection is lost. Trying again …"),
        "back": _("Connected again."),
        "full": server_full(),
        "moved": _("The desk is shown in another window now."),
        "restarting": _("The server is starting again. What was logged is safe; the open call comes back."),
        "ended": _("The desk is closed."),
    }
