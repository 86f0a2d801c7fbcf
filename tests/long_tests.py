"""Tests that are marked ``long``: programs and servers that are killed, browsers, articles written by keys, properties
of whole logs. They are one in ten, and take more than half the time of all. ``./run test`` leaves them out and says
so; ``./run test all`` and ``.ci/run`` run them.
"""

import pytest

LEFT_OUT = pytest.StashKey[int]()
QUICK = "not long"
"""The expression with which ``./run test`` calls pytest."""


def pytest_deselected(items: list[pytest.Item]) -> None:
    if items:
        stash = items[0].config.stash
        stash[LEFT_OUT] = stash.get(LEFT_OUT, 0) + len(items)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker tells whoever started it."""
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["left out"] = session.config.stash.get(LEFT_OUT, 0)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: pytest.Session) -> None:
    """Every worker has left out the same."""
    output = getattr(node, "workeroutput", None) or {}
    node.config.stash[LEFT_OUT] = max(output.get("left out", 0), node.config.stash.get(LEFT_OUT, 0))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    config = terminalreporter.config
    left_out = config.stash.get(LEFT_OUT, 0)
    if left_out and config.getoption("markexpr") == QUICK:
        terminalreporter.write_line(f"{left_out} LONG TESTS DID NOT RUN: ./run test all runs them, too.", yellow=True)
