"""From a change on one desk to the screens of others, on a real server.

``python -m bench.live [--runs N] [--only NAME]``: this process changes an article's title, a municipality's target and
a gap, and writes notices, as the owner of a throw-away region; desks of agents, a lead and an editor, each a process of
its own in tmux, show it. The clock runs from the commit. A notice is looked for at two desks of agents: one that nobody
has touched since it was opened, and one at which a call is in progress and keys are pressed all the while.
"""

import argparse
import os
import shlex
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Event, Thread
from uuid import uuid4

from bench.start import tmux

from kontakt.demo.shared_region import SharedRegion, throw_away_region
from kontakt.editor.service import EditorService
from kontakt.inquiries.log.gaps import GapEnd
from kontakt.installation.lazy_engine import LazyEngine
from kontakt.lead.service import LeadService
from kontakt.library import notice_changes
from kontakt.notices.notice import Notice, NoticeKind, NoticePriority
from kontakt.settings import load_settings

LIMIT_SECONDS = 3.0
DESKS = (
    ("agent", "agent"),
    ("idle", "agent"),
    ("busy", "agent"),
    ("editor", "editor", "editor"),
    ("lead", "lead", "lead"),
)
"""The name of each, the group of whoever sits there, and what the command says."""


def open_desk(region: SharedRegion, name: str, group: str, *arguments: str) -> None:
    """A desk of the one who is in this group."""
    variables = [f"{variable}={value}" for variable, value in region.settings_of(group).items()]
    command = ["env", "KONTAKT_LANGUAGE=nb", *variables, sys.executable, "-m", "kontakt", *arguments]
    tmux("new-session", "-d", "-s", name, "-x", "160", "-y", "45", shlex.join(command))


@contextmanager
def typing_at(name: str) -> Iterator[None]:
    """Somebody types at this desk all the while."""
    ended = Event()

    def type_on() -> None:
        while not ended.wait(0.1):
            tmux("send-keys", "-t", name, "e", "BSpace")

    typist = Thread(target=type_on)
    typist.start()
    try:
        yield
    finally:
        ended.set()
        typist.join()


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

    return {
        "an article's title": article,
        "a target": target,
        "a gap": gap,
        "a notice, idle": lambda n: ("idle", write_notice(database, 2 * n)),
        "a notice, in a call": lambda n: ("busy", write_notice(database, 2 * n + 1)),
    }


def write_notice(database: LazyEngine, number: int) -> str:
    """Write one that stands before those before it; what is to be seen of it."""
    now = datetime.now(UTC)
    title = f"Oppslag nr. {1000 + number}"
    ends, urgent = now + timedelta(hours=1), NoticePriority.URGENT
    notice = Notice(id=uuid4(), kind=NoticeKind.ROAD, title=title, begins=now, ends=ends, priority=urgent)
    notice_changes.write(database.engine, notice, by="bench", now=now)
    return title


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--only", default="", help="what is measured: those that have this in their name")
    given = parser.parse_args()
    with throw_away_region(load_settings(), datetime.now(UTC)) as region:
        for name, group, *arguments in DESKS:
            open_desk(region, name, group, *arguments)
        time.sleep(15)
        for name in ("agent", "busy"):
            tmux("send-keys", "-t", name, "gatelys")
        tmux("send-keys", "-t", "lead", "F11")
        time.sleep(5)
        try:
            print(f"{'seconds until seen':<26}{'median':>10}{'best':>10}{'worst':>10}   (limit {LIMIT_SECONDS:.0f})")
            for name, change in changes(region).items():
                if given.only not in name:
                    continue
                with typing_at("busy"):
                    taken = [seconds_until(*change(n)) for n in range(1, given.runs + 1)]
                print(f"{name:<26}{statistics.median(taken):>10.2f}{min(taken):>10.2f}{max(taken):>10.2f}", flush=True)
        finally:
            if os.environ.get("SHOW"):
                print(*(tmux("capture-pane", "-p", "-t", name) for name, *_rest in DESKS), sep="\n")
            tmux("kill-server")


if __name__ == "__main__":
    main()
