"""From a change on one desk to the screens of others, on a real server: ``python -m bench.live [--runs N]``.

This process changes an article's title, a municipality's target and a gap as the owner of a throw-away region; an
agent's, a lead's and an editor's desk, each a process of its own in tmux, show it. The clock runs from the commit.
"""

import argparse
import os
import shlex
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from bench.start import tmux

from kontakt.demo.shared_region import SharedRegion, throw_away_region
from kontakt.editor.service import EditorService
from kontakt.inquiries.log.gaps import GapEnd
from kontakt.installation.lazy_engine import LazyEngine
from kontakt.lead.service import LeadService
from kontakt.settings import load_settings

LIMIT_SECONDS = 3.0


def open_desk(region: SharedRegion, group: str, *arguments: str) -> None:
    variables = [f"{name}={value}" for name, value in region.settings_of(group).items()]
    command = ["env", "KONTAKT_LANGUAGE=nb", *variables, sys.executable, "-m", "kontakt", *arguments]
    tmux("new-session", "-d", "-s", group, "-x", "160", "-y", "45", shlex.join(command))


def seconds_until(group: str, shown: str) -> float:
    """Until this stands on the desk's screen; NaN after half a minute."""
    begun = time.monotonic()
    while time.monotonic() - begun < 30:
        if shown in " ".join(tmux("capture-pane", "-p", "-t", group).split()):
            return time.monotonic() - begun
        time.sleep(0.02)
    return float("nan")


def changes(region: SharedRegion) -> dict[str, Callable[[int], tuple[str, str]]]:
    """What is changed for the n-th time, and what is to be seen of it on whose desk."""
    database = LazyEngine(region.owner)
    editor, lead = EditorService(region.owner, database), LeadService(region.owner, database)

    def article(n: int) -> tuple[str, str]:
        edited = editor.read("gatelys")
        assert edited is not None
        editor.save(replace(edited.article, title=f"Gatelys nr. {n}"), based_on=edited.revision)
        return "agent", f"Gatelys nr. {n}"

    def target(n: int) -> tuple[str, str]:
        lead.change_region(
            lambda kept: replace(
                kept, municipalities=tuple(replace(each, target=60 + n, coming=()) for each in kept.municipalities)
            )
        )
        return "lead", f" {60 + n} %"

    def gap(_n: int) -> tuple[str, str]:
        overview = editor.overview()
        editor.end_gap(overview.gaps[0], how=GapEnd.DISMISSED)
        return "editor", f"Hull {len(editor.overview().gaps)} "

    return {"an article's title": article, "a target": target, "a gap": gap}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    given = parser.parse_args()
    with throw_away_region(load_settings(), datetime.now(UTC)) as region:
        open_desk(region, "agent")
        open_desk(region, "editor", "editor")
        open_desk(region, "lead", "lead")
        time.sleep(15)
        tmux("send-keys", "-t", "agent", "gatelys")
        tmux("send-keys", "-t", "lead", "F11")
        time.sleep(5)
        try:
            print(f"{'seconds until seen':<26}{'median':>10}{'best':>10}{'worst':>10}   (limit {LIMIT_SECONDS:.0f})")
            for name, change in changes(region).items():
                taken = [seconds_until(*change(n)) for n in range(1, given.runs + 1)]
                print(f"{name:<26}{statistics.median(taken):>10.2f}{min(taken):>10.2f}{max(taken):>10.2f}", flush=True)
        finally:
            if os.environ.get("SHOW"):
                print(*(tmux("capture-pane", "-p", "-t", group) for group in ("agent", "editor", "lead")), sep="\n")
            tmux("kill-server")


if __name__ == "__main__":
    main()
