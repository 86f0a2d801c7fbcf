"""Start to a usable desk, side by side in tmux: ``python bench/start.py [--runs N] [--harlequin COMMAND]``.

For kontakt the clock stops when typing has found an article; for the others when their first screen stands. A
bare Textual app is measured with them, as the floor. The desk has a warm cache of the shipped articles.
"""

import argparse
import os
import shlex
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BARE_APP = "from textual.app import App\nfrom textual.widgets import Label\n\n\nclass Bare(App):\n    def compose(self):\n        yield Label('BARE-READY')\n\n\nBare().run()\n"
SOCKET = f"kontakt-bench-{os.getpid()}"
POLL_SECONDS = 0.004


def tmux(*arguments: str) -> str:
    return subprocess.run(["tmux", "-L", SOCKET, *arguments], capture_output=True, text=True, check=False).stdout


def seconds_to(command: str, first: str, *, keys: str = "", found: str = "") -> float:
    """Seconds from the command's start until ``first`` stands on the screen, or, with ``keys``, until they were
    typed and ``found`` stands there. Raises TimeoutError after 20 s."""
    started = time.perf_counter()
    tmux("new-session", "-d", "-s", "bench", "-x", "120", "-y", "36", command)
    typed = not keys
    try:
        while time.perf_counter() - started < 20:
            screen = tmux("capture-pane", "-p", "-t", "bench")
            if not typed and first in screen:
                tmux("send-keys", "-t", "bench", keys)
                typed = True
            elif typed and (found or first) in screen:
                return time.perf_counter() - started
            time.sleep(POLL_SECONDS)
    finally:
        tmux("kill-session", "-t", "bench")
    raise TimeoutError(f"{command}: no {found or first!r} within 20 s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--harlequin", help="a command that starts harlequin, to compare with")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        environment = f"env KONTAKT_DATA_DIR={folder}/data KONTAKT_LANGUAGE=nb"
        python = shlex.quote(sys.executable)
        desk = f"{environment} {python} -m kontakt"
        subprocess.run(f"{desk} search brøyting", shell=True, check=True, stdout=subprocess.DEVNULL)
        bare = Path(folder, "bare.py")
        bare.write_text(BARE_APP, encoding="utf-8")
        contestants = {
            "bare Textual app": (f"{python} {bare}", "BARE-READY", "", ""),
            "kontakt, article found": (desk, "╭─", "brøyt", "Brøyting av kommunal vei"),
        }
        if given.harlequin:
            contestants["harlequin, first screen"] = (given.harlequin, "Query Editor", "", "")
        tmux("new-session", "-d", "-s", "keeper")  # a server without sessions would end between the runs
        times: dict[str, list[float]] = {name: [] for name in contestants}
        for _run in range(given.runs):  # in turn, so that what else the machine does meets them all
            for name, (command, first, keys, found) in contestants.items():
                times[name].append(seconds_to(command, first, keys=keys, found=found))
    tmux("kill-server")
    reference = statistics.median(times[list(contestants)[-1]])
    print(f"{'':<26}{'median s':>10}{'best s':>10}{'worst s':>10}{'ratio':>8}")
    for name, taken in times.items():
        median = statistics.median(taken)
        print(f"{name:<26}{median:>10.3f}{min(taken):>10.3f}{max(taken):>10.3f}{median / reference:>8.2f}")


if __name__ == "__main__":
    main()
