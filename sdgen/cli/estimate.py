"""``sdgen estimate``: how big a design is, and what breaks first as it grows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from msgspec import Struct

from sdgen.base.settings import DEFAULT_FORMATS
from sdgen.base.words import joined
from sdgen.cli import candidates, status
from sdgen.cli.group import open_workspace, verb
from sdgen.cli.reports import (
    DEFAULT,
    STANDARD_OUTPUT,
    FormatChoice,
    deliver,
    output_option,
)
from sdgen.workspace.options import page_formats, report_formats
from sdgen.workspace.picture_options import THEMES, picture_formats

if TYPE_CHECKING:
    from sdgen.workspace.picture_options import Reading, Theme
    from sdgen.workspace.plot import PlotRequest, PlotResult

_SUFFIXES = tuple(f".{each}" for each in picture_formats())


@verb(
    "estimate",
    {
        status.OK: "when the design could be computed",
        status.UNUSABLE: "when it has errors or cannot be read, a journey or a figure does not exist, or "
        "a plot or a report cannot be written, or a plot has nothing to show",
    },
)
@click.argument("file", metavar="FILE", shell_complete=candidates.paths)
@click.option(
    "--journey",
    "journeys",
    multiple=True,
    metavar="JOURNEY",
    shell_complete=candidates.journeys,
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
    shell_complete=candidates.figures,
    help="How a figure came about, such as tweet-store.storage or home-timeline.peak: its formula, "
    "each input and its line; repeatable.",
)
@click.option(
    "--plot",
    "folder",
    metavar="FOLDER",
    shell_complete=candidates.folders,
    help="Draw how rates and storage grow up to the horizon, and when each component has too "
    "little: FOLDER/DESIGN/growth-rate and growth-storage, instead of a report unless -f asks "
    "for one too.",
)
@click.option(
    "-f",
    "--format",
    "formats",
    type=FormatChoice((*report_formats(), *picture_formats())),
    multiple=True,
    help=f"Of the report: {', '.join(page_formats())} ({DEFAULT} unless one is named), or JSON in base "
    f"units: per second, bytes, seconds. Of plots: {', '.join(picture_formats())} "
    f"({joined(DEFAULT_FORMATS)} unless one is named; pdf needs the extra 'pdf'). Repeatable.",
)
@output_option
@click.option(
    "--theme",
    type=click.Choice(THEMES),
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
    from sdgen.cli.printing import print_findings
    from sdgen.workspace.estimate import EstimateRequest

    wanted = _Wanted(file, folder, formats, theme, explained, output, journeys)
    report, plots = _chosen(wanted)
    request = EstimateRequest(
        file=file,
        journeys=journeys,
        factor=_factor(growth),
        explained=explained,
        format=report,
        plot=plots,
    )
    workspace = open_workspace()
    reading = workspace.read(file)
    result = workspace.estimate(request, reading)
    print_findings(result.findings, result.texts)
    if result.failed:
        return status.UNUSABLE
    if result.text is not None and report is not None:
        deliver(result.text, report, output, result.texts)
    if plots is None:
        return status.OK
    drawn = workspace.plot_estimate(request, reading)
    beside = report is not None and output == STANDARD_OUTPUT
    return _plotted(drawn, reading, beside_report=beside)


def _plotted(result: PlotResult, reading: Reading, *, beside_report: bool) -> int:
    """Show what became of the plots; their paths keep out of the way of a report."""
    from sdgen.cli.printing import complain, print_findings, say, warn

    print_findings(result.findings, reading.texts)
    for warning in result.warnings:
        warn(f"{reading.file}: warning: {warning}")
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
    reports = list(dict.fromkeys(each for each in wanted.formats if each in report_formats()))
    plots = tuple(each for each in picture_formats() if each in wanted.formats)
    if len(reports) > 1:
        raise click.UsageError(f"a report has one format, not {joined(reports)}")
    if folder is None:
        if plots:
            raise click.UsageError(f"-f {plots[0]} is for plots: say where they go with --plot")
        if wanted.theme is not None:
            raise click.UsageError("--theme is for plots: say where they go with --plot")
        return (reports or [DEFAULT])[0], None
    if folder == "-" or folder.lower().endswith(_SUFFIXES):
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
        plots,
        wanted.theme,
        wanted.journeys,
    )
    return report, request


def _factor(text: str) -> float:
    from sdgen.workspace.estimate import read_factor

    try:
        return read_factor(text)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="'--scale'") from None
