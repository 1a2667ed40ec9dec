"""The plots of an estimate: drawn and written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import force_setattr, replace

from sdgen import api
from sdgen.base.brief import briefly
from sdgen.base.files import OutputError, write_whole
from sdgen.base.findings import Finding, Severity
from sdgen.base.settings import DEFAULT_FORMATS
from sdgen.base.texts import take_texts
from sdgen.base.warnings import said_once
from sdgen.views.charts.growth_rate import no_rates, rate_chart
from sdgen.views.charts.growth_storage import no_stores, storage_chart
from sdgen.views.growth import lack, no_horizon
from sdgen.workspace.names import PictureName
from sdgen.workspace.project import Projects
from sdgen.workspace.targets import STANDARD_INPUT_FILE, folder_names

if TYPE_CHECKING:
    from sdgen.analyses.facts import Facts
    from sdgen.views.chart import Chart
    from sdgen.views.view import Lack


class PlotRequest(Struct, frozen=True):
    """Where plots go, below ``folder`` in that of the design, how they look, and the ``journeys``
    that they speak of: none for all. ``file`` is what the design was read from (None: standard
    input). ``formats`` and ``theme`` are by default those of the design's configuration."""

    folder: Path
    file: Path | None = None
    formats: tuple[str, ...] = ()
    theme: api.Theme | None = None
    journeys: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        take_texts(self, ("formats", "journeys"))
        force_setattr(self, "folder", Path(self.folder))
        if self.file is not None:
            force_setattr(self, "file", Path(self.file))


class PlotResult(Struct, frozen=True):
    """What became of the plots: ``findings`` say why one is not drawn or shows little, ``warnings``
    what could not be shown as it should, ``problem`` why one could not be written."""

    findings: tuple[Finding, ...]
    warnings: tuple[str, ...] = ()
    written: tuple[Path, ...] = ()
    problem: str = ""

    __repr__ = briefly

    @property
    def failed(self) -> bool:
        return bool(self.problem) or any(each.severity is Severity.ERROR for each in self.findings)


def plot(facts: Facts, request: PlotRequest) -> PlotResult:
    """Draw the plots of a design and write them; all are drawn before any is written. Raises
    MissingExtraError where a format needs what is not installed."""
    rates = rate_chart(facts, journeys=request.journeys)
    stores = storage_chart(facts, journeys=request.journeys)
    result = PlotResult(tuple(_findings(facts, rates, stores)))
    if result.failed:
        return result
    file = request.file or STANDARD_INPUT_FILE
    project = Projects().of(file)
    if project.findings:
        return PlotResult(project.findings)
    request = replace(request, formats=request.formats or project.formats or DEFAULT_FORMATS)
    options = project.options
    if request.theme is not None:
        options = replace(options, theme=request.theme)
    folder = request.folder / folder_names([file])[file]
    warnings: list[tuple[str, Sequence[str]]] = []
    charts = [each for each in (rates, stores) if each is not None]
    drawn = list(_drawn(charts, request, options, warnings))
    written: list[Path] = []
    problem = ""
    for name, data in drawn:
        try:
            write_whole(folder / name, data, within=request.folder)
        except OutputError as error:
            problem = error.message
            break
        written.append(folder / name)
    return PlotResult(result.findings, said_once(warnings), tuple(written), problem)


def _drawn(
    charts: list[Chart],
    order: PlotRequest,
    options: api.Options,
    warned: list[tuple[str, Sequence[str]]],
) -> Iterator[tuple[str, bytes]]:
    """The name and the bytes of each file; warnings are added to ``warned``."""
    for chart in charts:
        picture = api.draw_picture(chart, options)
        warned.append((chart.view, picture.warnings))
        for format in order.formats:
            encoded = api.encode(picture, format)
            warned.append((chart.view, encoded.warnings))
            yield PictureName(view=chart.view, format=format).file, encoded.data


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
