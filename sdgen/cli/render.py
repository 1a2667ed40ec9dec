"""``sdgen render``: pictures of designs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from sdgen.base.settings import DEFAULT_FORMATS, DEFAULT_VIEWS
from sdgen.cli import candidates, status
from sdgen.cli.group import open_workspace, verb
from sdgen.cli.paths import config_option, isolated_option, named_or_default
from sdgen.workspace.picture_options import (
    BACKGROUNDS,
    DIRECTIONS,
    ENGINES,
    FITS,
    FONTS,
    LINES,
    LOOKS,
    SCALES,
    THEMES,
    picture_formats,
    view_names,
)
from sdgen.workspace.targets import STANDARD_OUTPUT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sdgen.workspace.inputs import Inputs
    from sdgen.workspace.render import RenderedDesign, RenderRequest, RenderResult
    from sdgen.workspace.workspace import Workspace


@verb(
    "render",
    {
        status.OK: "when all is drawn",
        status.FINDINGS: "when --check finds a picture missing, stale or without a view",
        status.UNUSABLE: "when a design has errors or cannot be read, a picture cannot be written or "
        "removed, or pdf is asked for without its extra",
    },
)
@click.argument("files", nargs=-1, metavar="[FILES...]", shell_complete=candidates.paths)
@click.option(
    "--view",
    "views",
    multiple=True,
    metavar="VIEW",
    shell_complete=candidates.views,
    help=f"{', '.join(view_names())}, a view that the design defines, or all; repeatable. "
    "Of the views of one journey each, such as sequence, VIEW:JOURNEY is one. "
    f"Default: {' and '.join(DEFAULT_VIEWS)} (one picture: {DEFAULT_VIEWS[0]}), of a design of more "
    "than 40 components in groups overview and group, and in a folder those of other views that sdgen "
    "has drawn there.",
)
@click.option(
    "--collapse",
    multiple=True,
    metavar="GROUP",
    shell_complete=candidates.groups,
    help="A group that block diagrams show as one card, as group:payments or payments: with the number of its "
    "components, the load from outside, and the lines to and from them summed. Repeatable.",
)
@click.option(
    "--fail",
    "failed",
    multiple=True,
    metavar="NAME",
    shell_complete=candidates.failures,
    help="Draw the failure view as if this had failed: a zone or region, a component or one replica "
    "of it (user-db/1); repeatable, for failures at the same time.",
)
@click.option(
    "-f",
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(picture_formats()),
    help=f"Repeatable. Default: {' and '.join(DEFAULT_FORMATS)}. pdf needs the extra 'pdf'.",
)
@click.option(
    "-o",
    "--output",
    metavar="PATH",
    shell_complete=candidates.files,
    help="A folder, where OUT/DESIGN/VIEW.FORMAT is written; or a file for one picture, whose "
    "suffix picks the format; or - for standard output. Default: the folder that the "
    "configuration names, else out.",
)
@click.option(
    "--theme",
    type=click.Choice(THEMES),
    help="auto (the default) follows the reader's setting in SVG, and is light in PNG and PDF.",
)
@click.option(
    "--look",
    type=click.Choice(LOOKS),
    help="default; high-contrast, with text at 7:1 and lines at 4.5:1; or print, black on white with grey "
    "tiles, whatever the theme.",
)
@click.option(
    "--background",
    type=click.Choice(BACKGROUNDS),
    default="theme",
    show_default=True,
    help="That of the theme, or none: what lies behind the picture shows through.",
)
@click.option(
    "--fit",
    type=click.Choice(FITS),
    help="Where block diagrams and deployments are read, for which they are laid out: a README (830 x 1250 px, the "
    "default), a slide (1600 x 900), a page (A4 upright), or social, the preview of a link: exactly "
    "1280 x 640 at --scale 1, with a headline of the numbers. Other pictures have sizes of their own.",
)
@click.option(
    "--direction",
    type=click.Choice(DIRECTIONS),
    default="auto",
    show_default=True,
    help="Which way requests run; auto takes the one that shows larger where --fit says.",
)
@click.option(
    "--lines",
    type=click.Choice(LINES),
    default="orthogonal",
    show_default=True,
    help="Lines with rounded corners, or curves.",
)
@click.option(
    "--scale",
    type=click.FloatRange(*SCALES),
    default=2.0,
    show_default=True,
    metavar="NUMBER",
    help="Pixels of a PNG for each unit of the SVG; fewer where they would be more than 25 million "
    "in all.",
)
@click.option(
    "--font",
    type=click.Choice(FONTS),
    default="embedded",
    show_default=True,
    help="Embed the font in the SVG, or use the reader's own (smaller files).",
)
@click.option(
    "--engine",
    type=click.Choice(ENGINES),
    default="sdgen",
    show_default=True,
    help="Who ranks and orders the cards: sdgen itself, or the dot of Graphviz that is installed; "
    "SDGEN_DOT names another.",
)
@click.option(
    "--check",
    is_flag=True,
    help="Write nothing; exit 1 and name each picture that is missing, not what would be written "
    "now, or in a design's folder though no view of it draws it. Line ends of SVG do not count.",
)
@click.option(
    "--prune",
    is_flag=True,
    help="Remove the pictures in a design's own folder that no view of it draws.",
)
@click.option(
    "--findings",
    is_flag=True,
    help="Mark each component with what sdgen lint finds about it.",
)
@click.option(
    "--list",
    "listing",
    is_flag=True,
    help="Name the views that a design can be drawn in, one a line, and draw nothing.",
)
@config_option
@isolated_option
@click.option("--watch", is_flag=True, help="Draw again whenever a design changes, until Ctrl-C.")
def command(*, watch: bool, **given: Any) -> int:
    """Draw designs as SVG, PNG or PDF.

    FILES are design files, folders (searched for YAML files with the key 'sdgen'), glob patterns,
    or - for standard input; by default what the configuration names, else designs/, else the
    current folder. The path of each picture is printed. A design with errors writes
    nothing. Designs of one file name get their folders' names in front: OUT/a/design,
    OUT/b/design.
    """
    if watch and (given["check"] or given["output"] == STANDARD_OUTPUT or "-" in given["files"]):
        raise click.UsageError(
            "--watch goes with files only: not with --check, -o - or standard input"
        )
    if watch and given["listing"]:
        raise click.UsageError("--list names views, once: it does not go with --watch")
    if watch and given["prune"]:
        raise click.UsageError(
            "--prune removes pictures, once: it goes with neither --check nor --watch"
        )
    from msgspec.structs import replace

    request = _request(given)
    workspace = open_workspace()
    files = named_or_default(workspace, request.files, request.config, isolated=request.isolated)
    if files is None:
        return status.UNUSABLE
    request = replace(request, files=files)
    if watch:
        return _watch(workspace, request)
    return _status(_render(workspace, request))


def _request(given: Mapping[str, Any]) -> RenderRequest:
    from sdgen.workspace.picture_options import Options
    from sdgen.workspace.render import RenderRequest

    rest = dict(given)
    own = ("theme", "fit", "collapse", "look", "colours")
    names = (name for name in Options.__struct_fields__ if name not in own)
    options = Options(**{name: rest.pop(name) for name in names})
    return RenderRequest(options=options, **rest)


def _render(
    workspace: Workspace, request: RenderRequest, found: list[Inputs] | None = None
) -> RenderResult:
    """Draw, and show what becomes of each design; what was found is added to ``found``."""
    from sdgen.cli.printing import Progress, complain, print_findings
    from sdgen.workspace.inputs import Inputs

    progress = Progress()
    number = 0

    def tell(news: Inputs | RenderedDesign) -> None:
        nonlocal number
        if isinstance(news, Inputs):
            print_findings(news.findings, {})
            number = len(news.files) + news.standard_input
            progress.begin(number)
            if found is not None:
                found.append(news)
            return
        progress.clear()
        _show(news, several=number > 1)
        progress.show(news.file)

    try:
        result = workspace.render(request, tell)
    finally:
        progress.clear()
    if result.failed and len(result.designs) > 1:
        complain(f"{result.failed} of {len(result.designs)} designs could not be drawn")
    return result


def _show(design: RenderedDesign, *, several: bool) -> None:
    from sdgen.cli.printing import complain, flush, hand_over, print_findings, say, warn

    print_findings(design.findings, design.texts)
    for warning in design.warnings:
        warn(f"{design.file}: warning: {warning}")
    if design.problem:
        complain(design.problem)
    if design.stream is not None:
        hand_over(design.stream)
    for view in design.views:
        say(f"{design.file}: {view}" if several else view)
    for path in design.missing:
        say(f"missing: {path}")
    for path in design.stale:
        say(f"stale: {path}")
    for path in design.orphans:
        say(f"orphan: {path}")
    for path in design.unlike:
        warn(
            f"{path}: note: not what would be drawn here, where a font of the machine draws a part "
            "of it; not counted as stale, since only the SVG is the same on every machine"
        )
    for path in design.written:
        say(str(path))
    for path in design.removed:
        say(f"removed: {path}")
    flush()


def _status(result: RenderResult) -> int:
    from sdgen.base.words import by_number, counted
    from sdgen.cli.printing import complain

    if result.failed or result.inputs.findings:
        return status.UNUSABLE
    if result.out_of_date:
        it = by_number(result.out_of_date, "it", "them")
        number = counted(result.out_of_date, "picture")
        complain(f"{number} out of date; 'sdgen render' updates {it}")
    if result.orphans:
        it = by_number(result.orphans, "it", "them")
        number = counted(result.orphans, "picture")
        complain(f"{number} that no view draws; 'sdgen render --prune' removes {it}")
    return status.FINDINGS if result.out_of_date or result.orphans else status.OK


def _watch(workspace: Workspace, request: RenderRequest) -> int:
    from pathlib import Path

    from sdgen.base.errors import SdgenError
    from sdgen.base.words import counted
    from sdgen.cli.printing import complain, warn
    from sdgen.cli.streams import reader_is_gone

    workspace.check(request)
    named_folders = tuple(path for path in map(Path, request.files) if path.is_dir())

    def draw() -> tuple[Path, ...]:
        found: list[Inputs] = []
        try:
            files = _render(workspace, request, found).files
        except SdgenError as error:
            complain(error.message, *error.notes)
            files = tuple(path for inputs in found for path in inputs.files)
        if reader_is_gone():
            # As of `tail -f`: nobody waits for the next picture.
            raise BrokenPipeError
        warn(f"watching {counted(len(files), 'file')}; Ctrl-C ends")
        return (*files, *(path.parent for path in files), *named_folders)

    try:
        workspace.watch(draw)
    except KeyboardInterrupt:
        warn("")
    return status.OK
