"""``sdgen estimate``: how big a design is, and what breaks first as it grows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click
from msgspec import Struct

from sdgen.cli import status
from sdgen.cli.group import open_workspace, verb
from sdgen.cli.reports import (
    DATA,
    REPORTS,
    STANDARD_OUTPUT,
    FormatChoice,
    deliver,
    output_option,
)
from sdgen.report.writers import DEFAULT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sdgen.analyses.estimate import Estimate
    from sdgen.api import Theme
    from sdgen.base.findings import Finding
    from sdgen.design.records import Design
    from sdgen.workspace.plot import PlotFormat, PlotRequest, PlotResult

LARGEST_FACTOR = 1e9
MOST_BEYOND = 3
"""Components with a load beyond all measure that are named."""
PLOTS: Final[tuple[PlotFormat, ...]] = ("svg", "png", "pdf")
DEFAULT_PLOTS: Final[tuple[PlotFormat, ...]] = ("svg", "png")


@verb("estimate")
@click.argument("file", metavar="FILE")
@click.option(
    "--journey",
    "journeys",
    multiple=True,
    metavar="JOURNEY",
    help="Only this journey and what it reaches, under the load of all; repeatable.",
)
@click.option(
    "--scale",
    "growth",
    default="1x",
    metavar="FACTOR",
    help="So many times the users and rates: 10x.",
)
@click.option(
    "--explain",
    "explained",
    multiple=True,
    metavar="NAME",
    help="How a figure came about, such as tweet-store.storage or home-timeline.peak: its formula, "
    "each input and its line; repeatable.",
)
@click.option(
    "--plot",
    "folder",
    metavar="FOLDER",
    help="Draw how rates and storage grow up to the horizon, and when each component has too "
    "little: FOLDER/DESIGN/growth-rate and growth-storage, instead of a report unless -f asks "
    "for one too.",
)
@click.option(
    "-f",
    "--format",
    "formats",
    type=FormatChoice((*REPORTS, *PLOTS)),
    multiple=True,
    help="Of the report: text (the default), html, markdown, or JSON in base units: per second, "
    "bytes, seconds. Of plots: svg and png (unless one is named), pdf (with the extra 'pdf'); "
    "repeatable.",
)
@output_option
@click.option(
    "--theme",
    type=click.Choice(("auto", "light", "dark")),
    help="Of plots: auto (the default) follows the reader's setting in SVG, and is light in PNG.",
)
def command(
    file: str,
    journeys: tuple[str, ...],
    growth: str,
    explained: tuple[str, ...],
    folder: str | None,
    formats: tuple[str, ...],
    output: str,
    theme: Theme | None,
) -> int:
    """Compute how big a design is: load and utilisation, storage, latency, what breaks first as
    it grows, and what it costs where prices are given.

    FILE is a design file, or - for standard input.
    """
    from sdgen.analyses.estimate import estimate
    from sdgen.base.findings import Severity
    from sdgen.cli.printing import print_findings

    factor = _factor(growth)
    wanted = _Wanted(file, folder, formats, theme, explained, output, journeys)
    report, request = _chosen(wanted)
    workspace = open_workspace()
    reading = workspace.read(file)
    findings = [each for each in reading.findings if each.severity is Severity.ERROR]
    print_findings(findings, reading.texts)
    design, facts = reading.design, reading.facts
    if design is None or facts is None:
        return status.UNUSABLE
    unknown = [_no_journey(design, name) for name in journeys if name not in design.journeys]
    if unknown:
        print_findings(unknown, {})
        return status.UNUSABLE
    found = estimate(facts, journeys, factor)
    unknown = _unknown_figures(found, explained)
    if unknown:
        print_findings(unknown, {})
        return status.UNUSABLE
    beyond = _beyond_all_measure(found)
    if beyond:
        print_findings(beyond, reading.texts)
        return status.UNUSABLE
    if report is not None:
        text = _explained(found, explained, report) if explained else _report(found, report)
        delivered = deliver(text, report, output)
        if request is None or delivered != status.OK:
            return delivered
    if request is None:
        return status.OK
    from sdgen.analyses.scenario import Scenario

    beside = report is not None and output == STANDARD_OUTPUT
    result = workspace.plot(facts.under(Scenario(users=factor)), request)
    return _plotted(result, reading.texts, beside_report=beside)


def _plotted(result: PlotResult, texts: Mapping[str, str], *, beside_report: bool) -> int:
    """Show what became of the plots; their paths keep out of the way of a report."""
    from sdgen.cli.printing import complain, print_findings, say, warn

    print_findings(result.findings, texts)
    for warning in result.warnings:
        warn(warning)
    for path in result.written:
        (warn if beside_report else say)(str(path))
    if result.problem:
        complain(result.problem)
    return status.UNUSABLE if result.failed else status.OK


class _Wanted(Struct, frozen=True):
    """The options that say what to write, and where."""

    file: str
    folder: str | None
    formats: tuple[str, ...]
    theme: Theme | None
    explained: tuple[str, ...]
    output: str
    journeys: tuple[str, ...]


def _chosen(wanted: _Wanted) -> tuple[str | None, PlotRequest | None]:
    """The format of the report and what to plot, None for either that is not wanted."""
    folder = wanted.folder
    reports = list(dict.fromkeys(each for each in wanted.formats if each in REPORTS))
    plots = tuple(each for each in PLOTS if each in wanted.formats)
    if len(reports) > 1:
        raise click.UsageError(f"a report has one format, not {' and '.join(reports)}")
    if folder is None:
        if plots:
            raise click.UsageError(f"-f {plots[0]} is for plots: say where they go with --plot")
        if wanted.theme is not None:
            raise click.UsageError("--theme is for plots: say where they go with --plot")
        return (reports or [DEFAULT])[0], None
    if folder in ("", "-") or folder.lower().endswith((".svg", ".png", ".pdf")):
        raise click.BadParameter(
            f"'{folder}' is no folder; plots are files in one, such as out/", param_hint="'--plot'"
        )
    from pathlib import Path

    from sdgen.workspace.plot import PlotRequest

    quiet = not wanted.explained and wanted.output == STANDARD_OUTPUT
    report = reports[0] if reports else None if quiet else DEFAULT
    request = PlotRequest(
        Path(folder),
        None if wanted.file == "-" else Path(wanted.file),
        plots or DEFAULT_PLOTS,
        wanted.theme or "auto",
        wanted.journeys,
    )
    return report, request


def _factor(text: str) -> float:
    from sdgen.quantity import Dimension, QuantityError, parse_quantity

    try:
        factor = parse_quantity(text, Dimension.FACTOR).value
    except QuantityError as error:
        raise click.BadParameter(str(error), param_hint="'--scale'") from None
    if not 0 < factor <= LARGEST_FACTOR:
        message = "must be more than nothing and at most a billion, such as 10x"
        raise click.BadParameter(message, param_hint="'--scale'")
    return factor


def _report(found: Estimate, form: str) -> str:
    if form == DATA:
        from sdgen.base.gate import for_json
        from sdgen.report.estimate_json import estimate_data

        return for_json(estimate_data(found), indent=2) + "\n"
    from sdgen.report.estimate import estimate_page
    from sdgen.report.writers import write_pages

    return write_pages(form, (estimate_page(found),))


def _explained(found: Estimate, names: tuple[str, ...], form: str) -> str:
    from sdgen.analyses.explain import explain

    explanations = [each for name in names for each in explain(found, name)]
    if form == DATA:
        from sdgen.base.gate import for_json
        from sdgen.report.estimate_json import explanation_data

        return for_json(explanation_data(explanations), indent=2) + "\n"
    from sdgen.report.estimate import explanation_page
    from sdgen.report.writers import write_pages

    return write_pages(form, (explanation_page(explanations),))


def _beyond_all_measure(found: Estimate) -> list[Finding]:
    """Components that get more than anything that is built: calls that multiply on their way."""
    from sdgen.base.findings import Finding, Severity
    from sdgen.quantity import Dimension, format_quantity
    from sdgen.quantity.limits import LARGEST

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
            "the peak, beyond anything that is built",
            span=found.design.components[name].span,
            help="journeys without 'steps' make every call each time that its caller is called: give "
            "them steps, or correct a rate",
            at=name,
        )
        for name, peak in list(over.items())[:MOST_BEYOND]
    ]


def _no_journey(design: Design, name: str) -> Finding:
    known = sorted(design.journeys)
    advice = f"journeys: {', '.join(known)}" if known else "the design has none"
    return _unknown(design, "ESTIMATE001", "journey", name, known, advice)


def _unknown_figures(found: Estimate, names: tuple[str, ...]) -> list[Finding]:
    from sdgen.analyses.explain import explainable

    known = explainable(found)
    advice = "name a figure of a journey, a component or an entity, such as shop.peak or Order.rows"
    return [
        _unknown(found.design, "ESTIMATE002", "figure", name, list(known), advice)
        for name in names
        if name not in known
    ]


def _unknown(
    design: Design, code: str, what: str, name: str, known: list[str], advice: str
) -> Finding:
    from sdgen.base.findings import Finding, Severity
    from sdgen.base.span import Span
    from sdgen.base.suggest import near

    meant = near(name, known)
    return Finding(
        code=code,
        name=f"unknown-{what}",
        severity=Severity.ERROR,
        message=f"no {what} called '{name}'",
        span=Span.whole(design.path),
        help=f"did you mean {' or '.join(repr(each) for each in meant)}?" if meant else advice,
    )
