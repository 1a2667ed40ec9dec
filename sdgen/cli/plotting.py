"""The plots of ``sdgen estimate``: drawn, written, their paths printed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from sdgen import api
from sdgen.analyses.growth import growth
from sdgen.base.files import OutputError, write_whole
from sdgen.base.findings import Finding, Severity
from sdgen.base.span import Span
from sdgen.cli import status
from sdgen.cli.printing import complain, print_findings, say, warn
from sdgen.cli.targets import folder_names
from sdgen.views.growth import rate_chart, storage_chart
from sdgen.workspace.names import PictureName

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sdgen.analyses.estimate import Estimate
    from sdgen.views.chart import Chart

PlotFormat = Literal["svg", "png"]
DEFAULT_HORIZON = "5y"


class PlotOrder(Struct, frozen=True):
    """Where plots go, and how they look. ``paths_to_errors`` keeps standard output for a report."""

    folder: Path
    formats: tuple[PlotFormat, ...]
    theme: api.Theme
    paths_to_errors: bool


def plot(found: Estimate, file: Path | None, order: PlotOrder, texts: Mapping[str, str]) -> int:
    """Draw the plots of ``found``, read from ``file`` (None: standard input), write them, and
    return the exit status."""
    grown = growth(found)
    charts = [] if grown is None else [rate_chart(found, grown), storage_chart(found, grown)]
    findings = _findings(found, charts)
    print_findings(findings, texts)
    if any(each.severity is Severity.ERROR for each in findings):
        return status.UNUSABLE
    design = folder_names([file or Path("stdin")])[file or Path("stdin")]
    # everything is drawn before anything is written
    drawn = list(_drawn([each for each in charts if each is not None], order))
    name_path = warn if order.paths_to_errors else say
    for name, data in drawn:
        path = order.folder / design / name
        try:
            write_whole(path, data, within=order.folder)
        except OutputError as error:
            complain(str(error))
            return status.UNUSABLE
        name_path(str(path))
    return status.OK


def _drawn(charts: list[Chart], order: PlotOrder) -> Iterator[tuple[str, bytes]]:
    """The name and the bytes of each file; warnings are printed."""
    from sdgen.draw.chart import draw_chart

    for chart in charts:
        drawn = draw_chart(chart, theme=order.theme)
        picture = api.picture_of(drawn, chart.view, order.theme)
        warnings = list(drawn.warnings)
        for format in order.formats:
            encoded = api.encode(picture, format)
            warnings += encoded.warnings
            yield PictureName(view=chart.view, format=format).file, encoded.data
        for warning in dict.fromkeys(warnings):
            warn(f"{chart.view}: warning: {warning}")


def _findings(found: Estimate, charts: list[Chart | None]) -> list[Finding]:
    """Why a plot is not drawn, or shows little."""
    scale = found.design.scale
    if not charts:
        return [
            _finding(
                found,
                Severity.ERROR,
                ("ESTIMATE003", "no-horizon"),
                "there is no horizon to plot to",
                f"write under 'scale' how far ahead the design must last: 'horizon: {DEFAULT_HORIZON}'",
            )
        ]
    rates, stores = charts
    no_rates = (
        "give components on the way of a journey with a rate their 'capacity', or write under "
        "'scale' how much load grows in a year: 'growth: 20%'"
    )
    no_stores = (
        "write under 'data' the entities, each with its 'store', its 'size' and what is added"
    )
    if rates is None and stores is None:
        message = "there is nothing to plot: no load with a capacity or growth, and nothing stored"
        name = ("ESTIMATE004", "nothing-to-plot")
        return [_finding(found, Severity.ERROR, name, message, f"{no_rates}; {no_stores}")]
    if rates is None:
        name = ("ESTIMATE005", "no-plot-of-rates")
        message = (
            "rates are not plotted: no capacity of a component with load, and no growth of load"
        )
        return [_finding(found, Severity.WARNING, name, message, no_rates)]
    said = []
    if scale is not None and scale.growth is None:
        name = ("ESTIMATE006", "no-growth")
        message = "rates are plotted as they are now: the design gives no growth of load"
        help = "write under 'scale' how much load grows in a year: 'growth: 20%'"
        said.append(_finding(found, Severity.WARNING, name, message, help))
    if stores is None:
        name = ("ESTIMATE007", "no-plot-of-storage")
        message = "storage is not plotted: no store holds an entity of known size and number"
        said.append(_finding(found, Severity.WARNING, name, message, no_stores))
    return said


def _finding(
    found: Estimate, severity: Severity, name: tuple[str, str], message: str, help: str
) -> Finding:
    scale = found.design.scale
    span = Span.whole(found.design.path) if scale is None else scale.span
    return Finding(name[0], name[1], severity, message, span, help)
