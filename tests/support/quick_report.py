"""What a quick run says of tests that are not: a plug-in of pytest, in each process of a run.

Processor time is measured, of the test and of the processes that it waits for: it says little of how
busy the machine is. Nothing fails for it, since it is not the same on every machine.
"""

from __future__ import annotations

import os
from collections.abc import Generator, Iterable

import pytest

from tests.support.quick import QUICK

LONGEST = 0.5
"""Seconds of processor time that a test takes at most, unless it is marked as slow."""
PROPERTY = "processor seconds"


def processor_seconds() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None]:
    before = processor_seconds()
    try:
        return (yield)
    finally:
        item.user_properties.append((PROPERTY, processor_seconds() - before))


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    if config.option.markexpr == QUICK:
        for line in said_of(terminalreporter.getreports("passed")):
            terminalreporter.write_line(line)


def said_of(reports: Iterable[pytest.TestReport]) -> list[str]:
    """Lines about the tests that took too long, longest first; none where all are quick."""
    took = {
        each.nodeid: float(value)
        for each in reports
        for name, value in each.user_properties
        if name == PROPERTY and each.when == "call"
    }
    over = sorted((-seconds, name) for name, seconds in took.items() if seconds > LONGEST)
    if not over:
        return []
    head = f"not quick, over {LONGEST} s of processor time (try less, or mark it as slow):"
    return [head, *(f"  {-seconds:.1f} s {name}" for seconds, name in over)]
