"""``kontakt demo --shared``: an agent, an editor and a lead on one server, side by side in tmux."""

import os
import shlex
import shutil
import subprocess
import sys
import time

from kontakt.cli.output import print_line
from kontakt.demo.shared_region import SharedRegion, throw_away_region
from kontakt.errors import KontaktError
from kontakt.installation.clock import utc_now
from kontakt.locale import _
from kontakt.locale.formats import number
from kontakt.settings import Settings
from kontakt.tui.keys.typed_ahead import drop_typed_ahead

_LOOK_SECONDS = 0.3
_COUNT_EVERY = 4  # looks
_ROOM_FOR_TWO = 121
"""Columns for the agent and the editor side by side: each needs 60, and tmux draws a line between."""


def demo_shared(settings: Settings) -> None:
    """Until the last desk is closed. Raises KontaktError where no server can be started."""
    if os.name != "posix":
        raise KontaktError(_("The shared demo needs Linux or macOS: it starts a PostgreSQL server of its own."))
    print_line(_("Starting a PostgreSQL server and making up a month of inquiries. Nothing of it is kept."))
    with throw_away_region(settings, utc_now()) as region:
        if shutil.which("tmux") is None:
            print_line(_("Without tmux there is one desk, the agent's; with it you see three and can stop the server."))
            drop_typed_ahead()
            subprocess.run(_kontakt(), env=os.environ | region.settings_of("agent"), check=False)
        else:
            _Tmux(region).run()


def _kontakt(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "kontakt", *arguments]


class _Tmux:
    """A tmux of its own: the agent and the editor beside each other, the lead behind them; F12 is its own key."""

    def __init__(self, region: SharedRegion) -> None:
        self._region = region
        self._wish = region.server.folder / "computers" / "switch"
        self._socket = str(region.server.folder / "computers" / "tmux")
        self._environment = {name: each for name, each in os.environ.items() if name not in ("TMUX", "TMUX_PANE")}

    def run(self) -> None:
        self._open()
        drop_typed_ahead()
        attached = subprocess.Popen(self._command("attach"), env=self._environment)
        looks, logged = 0, self._region.logged()
        try:
            while attached.poll() is None:
                if self._wish.exists():
                    self._wish.unlink()
                    self._tell(_("a moment …"))
                    self._region.switch()
                    looks = 0
                if looks % _COUNT_EVERY == 0:
                    logged = self._region.logged() or logged
                    self._tell(self._standing(logged or 0))
                looks += 1
                time.sleep(_LOOK_SECONDS)
        finally:
            self._do("kill-server")
            attached.wait()

    def _open(self) -> None:
        size = shutil.get_terminal_size((160, 45))
        place = ("-x", str(size.columns), "-y", str(size.lines))
        self._do("new-session", "-d", "-s", "desks", *place, self._desk("agent"))
        beside = size.columns >= _ROOM_FOR_TWO
        split = ("split-window", "-h", "-t", "desks:0") if beside else ("new-window", "-t", "desks:2")
        self._do(*split, self._desk("editor", "editor"))
        self._do("new-window", "-t", "desks:1", self._desk("lead", "lead"))
        self._do("select-window", "-t", "desks:0")
        self._do("select-pane", "-t", "desks:0.0")
        (self._region.server.folder / "tmux.pid").write_text(self._do("display", "-p", "#{pid}"))
        for name, value in (
            *(("prefix", "None"), ("mouse", "on"), ("status-interval", "0"), ("escape-time", "20")),
            *(("status-left-length", "90"), ("status-right-length", "90"), ("status-style", "reverse")),
            *(("window-status-format", ""), ("window-status-current-format", "")),
            ("status-right", _("Alt+1 agent  Alt+2 editor  Alt+3 lead  Alt+0 ends")),
        ):
            self._do("set-option", "-g", name, value)
        show_desks = ("select-window", "-t", "desks:0", r"\;", "select-pane", "-t")
        self._do("bind-key", "-n", "M-1", *show_desks, "desks:0.0")
        self._do(
            "bind-key", "-n", "M-2", *((*show_desks, "desks:0.1") if beside else ("select-window", "-t", "desks:2"))
        )
        self._do("bind-key", "-n", "M-3", "select-window", "-t", "desks:1")
        self._do("bind-key", "-n", "M-0", "kill-server")
        self._do("bind-key", "-n", "F12", "run-shell", f"touch {shlex.quote(str(self._wish))}")

    def _desk(self, group: str, *arguments: str) -> str:
        variables = [f"{name}={each}" for name, each in self._region.settings_of(group).items()]
        return shlex.join(["env", "-u", "KONTAKT_CONFIG", *variables, *_kontakt(*arguments)])

    def _standing(self, logged: int) -> str:
        state = _("the server runs") if self._region.running else _("the server is STOPPED")
        return _("F12: {state}. In the region's log: {count}").format(state=state, count=number(logged))

    def _tell(self, sentence: str) -> None:
        self._do("set-option", "-g", "status-left", f" {sentence} ")

    def _command(self, *arguments: str) -> list[str]:
        return ["tmux", "-S", self._socket, "-f", os.devnull, "-u", *arguments]

    def _do(self, *arguments: str) -> str:
        return subprocess.run(
            self._command(*arguments), env=self._environment, capture_output=True, text=True, check=False
        ).stdout.strip()
