"""One input through the Python API: all that a command would do with it, in this process."""

from __future__ import annotations

import os
import random
import resource
import signal
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

from fuzz_checks import (
    Fault,
    faults_for_people,
    faults_of_json,
    faults_of_report,
    faults_of_svg,
    faults_of_xml,
)

import sdgen
from sdgen import api
from sdgen.analyses.estimate import estimate
from sdgen.analyses.explain.figures import explain, explainable
from sdgen.analyses.facts import Facts, Scenario
from sdgen.base.findings import DesignError, Finding
from sdgen.base.gate import for_json
from sdgen.blocks import Page
from sdgen.design.view_registry import VIEW_REGISTRY
from sdgen.layout import TooMuchWorkError
from sdgen.lint.settings import Settings
from sdgen.report import format_names, write_report
from sdgen.report.contents import Report
from sdgen.report.writers import is_for_people, page_formats, write_pages

MOST_SECONDS = 5.0
"""Of processor time, for one step."""
MOST_MEMORY = 500_000_000
"""Bytes of this process at their peak, what Python and the modules take included."""
STOP_AFTER = 20.0
"""Seconds of processor time after which a step is stopped."""
TODAY = date(2026, 11, 1)
DRAWN = 0.2
"""The share of designs that are drawn."""
Step = tuple[str, Callable[[], Iterator[Fault]]]


class HangError(BaseException):
    """A step went on and on."""


class ApiRun:
    """Tries inputs; ``faults`` of the last one, each of a kind."""

    def __init__(self) -> None:
        self.valid = 0
        self.slowest = (0.0, "")
        self.largest = 0

    def attempt(self, data: bytes, choose: random.Random) -> list[Fault]:
        """Everything that is to be done with one input."""
        found: list[Fault] = []
        read: list[api.Reading] = []
        _forget_peak()
        self._step("validate", lambda: _validated(data, read), found)
        for name, step in _steps(read, data, choose) if read else ():
            self._step(name, step, found)
        self.valid += bool(read and read[0].facts is not None)
        peak = _peak()
        self.largest = max(self.largest, peak)
        if peak > MOST_MEMORY:
            found.append(("memory", f"{peak / 1e6:.0f} MB"))
        return found

    def _step(self, name: str, step: Callable[[], Iterator[Fault]], found: list[Fault]) -> None:
        start = _processor_time()
        try:
            with _stopped_after(STOP_AFTER):
                found.extend((kind, f"{name}: {what}") for kind, what in step())
        except HangError:
            pass
        except Exception as error:  # a campaign counts every failure, whatever its kind
            place = traceback.extract_tb(error.__traceback__)[-1]
            where = f"{Path(place.filename).name}:{place.lineno}"
            found.append(
                ("crashes", f"{name}: {type(error).__name__} at {where}: {str(error)[:200]}")
            )
        seconds = _processor_time() - start
        self.slowest = max(self.slowest, (seconds, name))
        if seconds > MOST_SECONDS:
            found.append(("hangs", f"{name}: {seconds:.1f} s"))


@contextmanager
def _stopped_after(seconds: float) -> Iterator[None]:
    def stop(*_: object) -> None:
        raise HangError

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _processor_time() -> float:
    """Seconds of this process and of those that it started and that have ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _forget_peak() -> None:
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")


def _peak() -> int:
    with suppress(OSError, StopIteration, ValueError):
        lines = Path("/proc/self/status").read_text().splitlines()
        return int(next(each for each in lines if each.startswith("VmHWM")).split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


# --- steps ------------------------------------------------------------------------------------


def _steps(read: list[api.Reading], data: bytes, choose: random.Random) -> Iterator[Step]:
    reading = read[0]
    yield "findings", lambda: _reported(reading.findings, reading)
    facts = reading.facts
    if facts is None:
        yield "loads", lambda: _refused(data)
        return
    yield "lint", lambda: _linted(facts, reading)
    yield "analyze", lambda: _analysed(facts)
    fail = choose.choice((1, 1, 2, 3))
    number = choose.random()
    yield "what-if", lambda: _what_if(facts, fail, number)
    factor = choose.choice((1.0, 1.0, 10.0, 1e9, 1e-9))
    yield "estimate", lambda: _estimated(facts, factor, number)
    if number < DRAWN:
        for view in api.view_names(facts.design):
            yield f"render {view!r}", lambda view=view: _drawn(facts, view)  # type: ignore[misc]
        yield "plot", lambda: _plotted(facts, factor)


def _validated(data: bytes, read: list[api.Reading]) -> Iterator[Fault]:
    read.append(api.read_text(data, "d.yaml", contract=True))
    yield from ()


def _refused(data: bytes) -> Iterator[Fault]:
    """Without the contract as well, and by the words that the documentation has."""
    with suppress(DesignError):
        sdgen.loads(data)
    yield from ()


def _reported(findings: tuple[Finding, ...], reading: api.Reading) -> Iterator[Fault]:
    report = Report(findings, (reading.file,), reading.texts, version="0")
    for name in format_names():
        for kind, what in faults_of_report(name, write_report(name, report)):
            yield kind, f"{name}: {what}"


def _linted(facts: Facts, reading: api.Reading) -> Iterator[Fault]:
    from sdgen.lint.engine import lint

    found = lint(facts, Settings(select=("ALL",)), today=TODAY, texts=reading.texts)
    yield from _reported(found.findings, reading)


def _analysed(facts: Facts) -> Iterator[Fault]:
    from sdgen.analyses.analysis import analyse
    from sdgen.report.analysis import analysis_page
    from sdgen.report.analysis_json import analysis_data

    analysis = analyse(facts)
    yield from _written(analysis_page(analysis))
    yield from faults_of_json(for_json(analysis_data(analysis), indent=2))


def _written(page: Page) -> Iterator[Fault]:
    """A report in every format that shows it."""
    for form in page_formats():
        text = write_pages(form, (page,))
        yield from faults_for_people(text) if is_for_people(form) else faults_of_xml(text)


def _what_if(facts: Facts, count: int, number: float) -> Iterator[Fault]:
    from sdgen.analyses.analysis import analyse
    from sdgen.report.analysis_json import analysis_data
    from sdgen.report.what_if import what_if_page

    events = sorted(facts.what_can_fail)
    if not events:
        return
    failed = tuple(random.Random(number).choices(events, k=count))
    under = facts.under(Scenario(failed=failed))
    assert under.what_if is not None
    yield from _written(what_if_page(facts.design.name, under.what_if))
    yield from faults_of_json(for_json(analysis_data(analyse(under, order=1)), indent=2))


def _estimated(facts: Facts, factor: float, number: float) -> Iterator[Fault]:
    from sdgen.report.estimate import estimate_page, explanation_page
    from sdgen.report.estimate_json import estimate_data, explanation_data

    found = estimate(facts, (), factor)
    names = random.Random(number).sample(explainable(found), min(5, len(explainable(found))))
    explanations = [each for name in names for each in explain(found, name)]
    yield from _written(estimate_page(found))
    yield from _written(explanation_page(explanations))
    for each in (estimate_data(found), explanation_data(explanations)):
        yield from faults_of_json(for_json(each, indent=2))


def _drawn(facts: Facts, view: str) -> Iterator[Fault]:
    with suppress(TooMuchWorkError):  # a refusal in words, which the tests read
        yield from faults_of_svg(api.draw(facts, view, api.Options(font="system")).svg)


def _plotted(facts: Facts, factor: float) -> Iterator[Fault]:
    under = facts.under(Scenario(users=factor))
    for view in VIEW_REGISTRY.names("charts"):
        if api.view_lack(under, view) is None:
            yield from _drawn(under, view)
