"""How big a design is and what breaks first, as a report and as plots."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from sdgen import api
from sdgen.analyses.estimate import Estimate, estimate
from sdgen.analyses.facts import Facts
from sdgen.base.findings import Finding, Severity
from sdgen.base.texts import take_texts
from sdgen.design.records import Design
from sdgen.report.writers import DEFAULT
from sdgen.workspace.options import DATA
from sdgen.workspace.plot import PlotRequest, PlotResult, plot
from sdgen.workspace.report import ReportResult, errors_of, journeys_there_are, unknown

LARGEST_FACTOR = 1e9
MOST_BEYOND = 3
"""Components with a load beyond all measure that are named."""


class EstimateRequest(Struct, frozen=True, kw_only=True):
    """``file`` is a design or ``-`` for standard input. ``journeys`` are those to tell of, none for
    all; ``factor`` multiplies users and rates; ``explained`` are figures to explain instead of the
    report; ``format`` is None where only ``plot`` is wanted."""

    file: str
    journeys: tuple[str, ...] = ()
    factor: float = 1.0
    explained: tuple[str, ...] = ()
    format: str | None = DEFAULT
    plot: PlotRequest | None = None

    def __post_init__(self) -> None:
        take_texts(self, ("journeys", "explained"), ("file",))


def read_factor(text: str) -> float:
    """A factor of users and rates, such as ``10x``. Raises ValueError, which says what is wrong."""
    from sdgen.quantity import Dimension, QuantityError
    from sdgen.quantity.parse import parse_quantity

    try:
        factor = parse_quantity(text, Dimension.FACTOR).value
    except QuantityError as error:
        raise ValueError(str(error)) from None
    if not 0 < factor <= LARGEST_FACTOR:
        raise ValueError("must be over 0 and at most a billion, such as 10x")
    return factor


def estimate_design(reading: api.Reading, request: EstimateRequest) -> ReportResult:
    """The report that ``request`` wants of a design that has been read."""
    if reading.facts is None:
        return errors_of(reading)
    design = reading.facts.design
    wrong = [_no_journey(design, name) for name in request.journeys if name not in design.journeys]
    if wrong:
        return ReportResult(tuple(wrong))
    found = estimate(reading.facts, request.journeys, request.factor)
    wrong = _unknown_figures(found, request.explained)
    if wrong:
        return ReportResult(tuple(wrong))
    beyond = _beyond_all_measure(found)
    if beyond:
        return ReportResult(tuple(beyond), reading.texts)
    if request.format is None:
        return ReportResult(texts=reading.texts)
    facts = reading.facts.under(replace(reading.facts.scenario, users=request.factor))
    text = _report(facts, found, request.explained, request.format)
    return ReportResult(texts=reading.texts, text=text)


def plot_design(reading: api.Reading, request: EstimateRequest) -> PlotResult:
    """The plots that ``request`` wants of a design that has been read."""
    from sdgen.analyses.scenario import Scenario

    if reading.facts is None:
        return PlotResult(reading.errors)
    if request.plot is None:
        return PlotResult(())
    return plot(reading.facts.under(Scenario(users=request.factor)), request.plot)


def _report(facts: Facts, found: Estimate, explained: tuple[str, ...], form: str) -> str:
    from sdgen.base.gate import for_json
    from sdgen.report.estimate import estimate_page, explanation_page
    from sdgen.report.estimate_json import estimate_data, explanation_data
    from sdgen.report.writers import write_pages

    if not explained:
        if form == DATA:
            courses = {name: facts.timeline(name) for name in found.journeys}
            return for_json(estimate_data(found, courses), indent=2) + "\n"
        return write_pages(form, (estimate_page(found),))
    from sdgen.analyses.explain.figures import explain

    explanations = [each for name in explained for each in explain(found, name, facts.timeline)]
    if form == DATA:
        return for_json(explanation_data(explanations), indent=2) + "\n"
    return write_pages(form, (explanation_page(explanations),))


def _beyond_all_measure(found: Estimate) -> list[Finding]:
    """Components that get more than anything that is built: calls that multiply on their way."""
    from sdgen.quantity import Dimension
    from sdgen.quantity.limits import LARGEST
    from sdgen.quantity.print import format_quantity

    most = LARGEST[Dimension.RATE]
    over = {
        name: load.peak
        for name, load in found.load.components.items()
        if load.peak > most * max(1.0, found.factor)
    }
    return [
        Finding(
            code="ESTIMATE008",
            name="load-beyond-all-measure",
            severity=Severity.ERROR,
            message=f"component '{name}' gets {format_quantity(min(peak, 1e300), Dimension.RATE)} at "
            "the peak, larger than in any real system",
            span=found.design.components[name].span,
            help="journeys without 'steps' make every call each time that its caller is called: give "
            "them steps, or correct a rate",
            at=name,
        )
        for name, peak in list(over.items())[:MOST_BEYOND]
    ]


def _no_journey(design: Design, name: str) -> Finding:
    known = design.journeys
    code = ("ESTIMATE001", "unknown-journey")
    return unknown(design, code, "no journey", (name, known), journeys_there_are(known))


def _unknown_figures(found: Estimate, names: tuple[str, ...]) -> list[Finding]:
    from sdgen.analyses.explain.figures import explainable

    known = explainable(found)
    advice = "name a figure of a journey, a component or an entity, such as shop.peak or Order.rows"
    return [
        unknown(found.design, ("ESTIMATE002", "unknown-figure"), "no figure", (name, known), advice)
        for name in names
        if name not in known
    ]
