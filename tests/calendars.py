"""A server of calendars for tests, on this computer."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread


def ics(*events: tuple[str, str]) -> bytes:
    """A calendar that is busy between these moments, each as 20261123T090000Z."""
    lines = [
        line
        for at, (begins, ends) in enumerate(events)
        for line in (
            "BEGIN:VEVENT", f"UID:{at}", "SUMMARY:zzryggplager", f"DTSTART:{begins}", f"DTEND:{ends}", "END:VEVENT",
        )
    ]  # fmt: skip
    return "\r\n".join(("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", *lines, "END:VCALENDAR", "")).encode()


class CalendarServer:
    """``pages`` are what stands at each path: a body, or a status with the address that it leads to. ``/hangs`` never
    ends to answer, a letter at a time; ``/half`` breaks off; ``/endless`` and ``/huge`` are larger than a calendar may
    be."""

    def __init__(self) -> None:
        self.pages: dict[str, bytes | tuple[int, str]] = {}
        self.asked: list[str] = []
        self.may_end = Event()
        self.address = ""

    def at(self, path: str) -> str:
        return f"{self.address}{path}"


@contextmanager
def calendar_server() -> Iterator[CalendarServer]:
    known = CalendarServer()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            known.asked.append(self.path)
            page = known.pages.get(self.path, (404, ""))
            if self.path in ("/hangs", "/half", "/endless", "/huge"):
                self._misbehave()
                return
            status, where = (200, "") if isinstance(page, bytes) else page
            body = page if isinstance(page, bytes) else b""
            self.send_response(status)
            if where:
                self.send_header("Location", where)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def _misbehave(self) -> None:
            self.send_response(200)
            if self.path == "/half":
                self.send_header("Content-Length", "1000")
                self.end_headers()
                self.wfile.write(ics())
                return
            if self.path == "/huge":
                self.send_header("Content-Length", "50000000")
            self.end_headers()
            try:
                while not known.may_end.wait(0.02 if self.path == "/hangs" else 0):
                    self.wfile.write(b" " if self.path == "/hangs" else b" " * 100_000)
            except OSError:
                pass  # nobody reads on

        def log_message(self, *_arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    known.address = f"http://127.0.0.1:{server.server_port}"
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield known
    finally:
        known.may_end.set()
        server.shutdown()
        server.server_close()
