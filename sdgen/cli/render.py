"""``sdgen render``: pictures of designs."""

from __future__ import annotations

import click

from sdgen.api import DIRECTIONS, ENGINES, FONTS, FORMATS, LINES, SCALES, THEMES
from sdgen.cli.targets import DEFAULT_VIEWS


@click.command(
    "render",
    short_help="Draw designs as SVG, PNG or PDF.",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.argument("files", nargs=-1, required=True, metavar="FILES...")
@click.option(
    "--view",
    "views",
    multiple=True,
    metavar="VIEW",
    help="high-level, detailed, deployment, failure, capacity, growth-rate, growth-storage, a view "
    "that the design defines, or all; repeatable. "
    f"Default: {' and '.join(DEFAULT_VIEWS)} (one picture: {DEFAULT_VIEWS[0]}).",
)
@click.option(
    "-f",
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(FORMATS),
    help="Repeatable. Default: svg and png. pdf needs the extra 'pdf': pip install 'sdgen[pdf]'.",
)
@click.option(
    "-o",
    "--output",
    default="out",
    show_default=True,
    metavar="PATH",
    help="A folder, where OUT/DESIGN/VIEW.FORMAT is written; or a file for one picture, whose "
    "suffix picks the format; or - for standard output.",
)
@click.option(
    "--theme",
    type=click.Choice(THEMES),
    default="auto",
    show_default=True,
    help="auto follows the reader's setting in SVG, and is light in PNG and PDF.",
)
@click.option(
    "--direction",
    type=click.Choice(DIRECTIONS),
    default="auto",
    show_default=True,
    help="Which way requests run; auto takes the one that shows larger.",
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
    help="Carry the letters inside the SVG, or use the reader's own (smaller files).",
)
@click.option(
    "--engine",
    type=click.Choice(ENGINES),
    default="embedded",
    show_default=True,
    help="Which Graphviz ranks and orders the cards: the one that comes with sdgen, or the dot that "
    "is installed; SDGEN_DOT names another.",
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
@click.option("--watch", is_flag=True, help="Draw again whenever a design changes, until Ctrl-C.")
def command(**given: object) -> int:
    """Draw designs as SVG, PNG or PDF.

    FILES are design files, folders (searched for YAML files with the key 'sdgen'), glob patterns,
    or - for standard input. The path of each picture is printed. A design with errors writes
    nothing. Designs of one file name get their folders' names in front: OUT/a/design,
    OUT/b/design.

    Exit status: 0 when all is drawn, 1 when --check finds a picture missing, stale or without a
    view, 2 when a design has errors or cannot be read, a picture cannot be written or removed, or
    pdf is asked for without its extra.
    """
    from sdgen.cli.rendering import Wishes, render

    return render(Wishes(**given))  # type: ignore[arg-type]
