"""The plots of ``sdgen estimate``: drawn, written, their paths printed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from sdgen import api
from sdgen.base.extras import MissingExtraError
from sdgen.base.files import OutputError, write_whole
from sdgen.base.findings import Finding, Severity
from sdgen.cli import status
from sdgen.cli.printing import complain, print_findings, say, warn
from sdgen.cli.targets import folder_names
from sdgen.views.growth import lack, no_horizon
from sdgen.views.growth_rate import no_rates, rate_chart
from sdgen.views.growth_storage import no_stores, storage_chart
from sdgen.workspace.names import PictureName

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sdgen.analyses.facts import Facts
    from sdgen.views.chart import Chart
    from sdgen.views.view import Lack

PlotFormat = Literal["svg", "png", "pdf"]


class PlotOrder(Struct, frozen=True):
    """Where plots go, how they look, and the ``journeys`` that they speak of: none for all.
    ``paths_to_errors`` keeps standard output for a report."""

    folder: Path
    formats: tuple[PlotFormat, ...]
    theme: api.Theme
    paths_to_errors: bool
    journeys: tuple[str, ...] = ()


def plot(facts: Facts, file: Path | None, order: PlotOrder, texts: Mapping[str, str]) -> int:
    """Draw the plots of a design read from ``file`` (None: standard input), write them, and return
    the exit status."""
    rates = rate_chart(facts, journeys=order.journeys)
    stores = storage_chart(facts, journeys=order.journeys)
    findings = _findings(facts, rates, stores)
    print_findings(findings, texts)
    if any(each.severity is Severity.ERROR for each in findings):
        return status.UNUSABLE
    design = folder_names([file or Path("stdin")])[file or Path("stdin")]
    # everything is drawn before anything is written
    try:
        drawn = list(_drawn([each for each in (rates, stores) if each is not None], order))
    except MissingExtraError as error:
        complain(str(error))
        return status.UNUSABLE
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
    for chart in charts:
        picture = api.draw_picture(chart, api.Options(theme=order.theme))
        warnings = list(picture.warnings)
        for format in order.formats:
            encoded = api.encode(picture, format)
            warnings += encoded.warnings
            yield PictureName(view=chart.view, format=format).file, encoded.data
        for warning in dict.fromkeys(warnings):
            warn(f"{chart.view}: warning: {warning}")


def _findings(facts: Facts, rates: Chart | None, stores: Chart | None) -> list[Finding]:
    """Why a plot is not drawn, or shows little."""
    if facts.growth is None:
        return [_finding(Severity.ERROR, ("ESTIMATE003", "no-horizon"), no_horizon(facts))]
    no_rate, no_store = no_rates(facts), no_stores(facts)
    if rates is None and stores is None:
        message = "there is nothing to plot: no load with a capacity or growth, and nothing stored"
        name = ("ESTIMATE004", "nothing-to-plot")
        neither = lack(facts, message, f"{no_rate.help}; {no_store.help}")
        return [_finding(Severity.ERROR, name, neither)]
    if rates is None:
        name = ("ESTIMATE005", "no-plot-of-rates")
        return [_finding(Severity.WARNING, name, no_rate, "rates are not plotted: ")]
    said = []
    scale = facts.design.scale
    if scale is not None and scale.growth is None:
        name = ("ESTIMATE006", "no-growth")
        message = "rates are plotted as they are now: the design gives no growth of load"
        help = "write under 'scale' how much load grows in a year: 'growth: 20%'"
        said.append(_finding(Severity.WARNING, name, lack(facts, message, help)))
    if stores is None:
        name = ("ESTIMATE007", "no-plot-of-storage")
        said.append(_finding(Severity.WARNING, name, no_store, "storage is not plotted: "))
    return said


def _finding(severity: Severity, name: tuple[str, str], what: Lack, before: str = "") -> Finding:
    return Finding(name[0], name[1], severity, f"{before}{what.message}", what.span, what.help)
