"""How a design fails, as a report."""

from __future__ import annotations

from msgspec import Struct

from sdgen import api
from sdgen.analyses.facts import Facts, Scenario
from sdgen.base.findings import Finding
from sdgen.base.texts import take_texts
from sdgen.report.writers import DEFAULT
from sdgen.workspace.options import DATA
from sdgen.workspace.report import (
    ReportResult,
    errors_of,
    journeys_there_are,
    unknown,
    unknown_events,
)


class AnalyzeRequest(Struct, frozen=True, kw_only=True):
    """``file`` is a design or ``-`` for standard input. ``journeys`` are those to tell of, none for
    all; ``order`` bounds the events of a cut set; ``failed`` fails at the same time."""

    file: str
    journeys: tuple[str, ...] = ()
    order: int | None = None
    failed: tuple[str, ...] = ()
    format: str = DEFAULT

    def __post_init__(self) -> None:
        take_texts(self, ("journeys", "failed"), ("file",))


def analyze(reading: api.Reading, request: AnalyzeRequest) -> ReportResult:
    """The report that ``request`` wants of a design that has been read."""
    if reading.facts is None:
        return errors_of(reading)
    facts = reading.facts.under(Scenario(failed=request.failed))
    wrong = _unknown_names(facts, request.journeys)
    if wrong:
        return ReportResult(tuple(wrong))
    return ReportResult(texts=reading.texts, text=_report(facts, request))


def _report(facts: Facts, request: AnalyzeRequest) -> str:
    from sdgen.report.writers import write_pages

    if request.format != DATA and facts.what_if is not None:
        from sdgen.report.what_if import what_if_page

        told = facts.what_if.of_journeys(request.journeys)
        return write_pages(request.format, (what_if_page(facts.design.name, told),))

    from sdgen.analyses.analysis import analyse

    whole = request.format == DATA
    analysis = analyse(facts, journeys=request.journeys, order=request.order, everything=whole)
    if whole:
        from sdgen.base.gate import for_json
        from sdgen.report.analysis_json import analysis_data

        return for_json(analysis_data(analysis), indent=2) + "\n"
    from sdgen.report.analysis import analysis_page

    return write_pages(request.format, (analysis_page(analysis),))


def _unknown_names(facts: Facts, journeys: tuple[str, ...]) -> list[Finding]:
    design, failed = facts.given, facts.scenario.failed
    known = set(facts.analysed)
    found = [
        unknown(
            design,
            ("ANALYZE001", "unknown-journey"),
            "no journey",
            (name, known),
            journeys_there_are(known),
        )
        for name in journeys
        if name not in known
    ]
    return [*found, *unknown_events(facts, failed, ("ANALYZE002", "unknown-event"))]
