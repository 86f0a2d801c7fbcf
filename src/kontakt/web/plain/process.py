"""What runs in the process of a user's plain pages: requests come in and answers go out over its socket."""

import json
import logging
import sys
from typing import Any, BinaryIO

from kontakt.desk.service import DeskService
from kontakt.inquiries.journal.journal import Journal
from kontakt.installation.data_folder import make_data_folder
from kontakt.installation.lazy_engine import LazyEngine
from kontakt.installation.signed_in import ask_again, refuse_who_is_no_agent
from kontakt.settings import Settings
from kontakt.web.plain.desk import PlainDesk
from kontakt.web.plain.exchange import PlainRequest

log = logging.getLogger(__name__)


def answer_requests(settings: Settings) -> None:
    """Until the server says quit, or is gone. Raises KontaktError for whoever may not log."""
    make_data_folder(settings)
    ask_again(settings)
    refuse_who_is_no_agent(settings)
    with LazyEngine(settings) as database, Journal(settings.journal_path) as journal:
        service = DeskService(settings, database)
        service.start_sending()
        try:
            desk = PlainDesk(settings, service, journal)
            while (told := _read(sys.stdin.buffer)) is not None and told["type"] != "quit":
                answer = desk.answer(PlainRequest(told["fields"], told["is_sent"], told["language"]))
                _write(sys.stdout.buffer, {"type": "answer", "html": answer.html, "query": answer.query})
        finally:
            service.close()


def _read(stream: BinaryIO) -> dict[str, Any] | None:
    """The next packet (see AppProcess); None at the end."""
    head = stream.read(5)
    body = stream.read(int.from_bytes(head[1:], "big")) if len(head) == 5 else b""
    return json.loads(body) if body else None


def _write(stream: BinaryIO, told: dict[str, Any]) -> None:
    body = json.dumps(told).encode()
    stream.write(b"M" + len(body).to_bytes(4, "big") + body)
    stream.flush()
