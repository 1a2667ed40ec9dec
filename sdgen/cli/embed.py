"""``sdgen embed``: pictures and tables of designs in the Markdown that people have."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sdgen.cli import candidates, status
from sdgen.cli.group import open_workspace, verb
from sdgen.cli.paths import config_option, isolated_option

if TYPE_CHECKING:
    from sdgen.workspace.embed.embed import EmbedResult


@verb(
    "embed",
    {
        status.OK: "when every marker has what it asks for",
        status.FINDINGS: "when --check finds a marker or a picture that is stale or missing",
        status.UNUSABLE: "when a marker is broken, a design has errors, or a file cannot be read or "
        "written",
    },
)
@click.argument(
    "files", nargs=-1, required=True, metavar="FILES...", shell_complete=candidates.pages
)
@click.option(
    "-o",
    "--output",
    metavar="FOLDER",
    shell_complete=candidates.folders,
    help="Where the pictures lie, as OUT/DESIGN/VIEW.FORMAT. Default: the folder that the "
    "configuration names, else out.",
)
@click.option(
    "--check",
    is_flag=True,
    help="Write nothing; exit 1 and name each marker and each picture that is stale or missing.",
)
@config_option
@isolated_option
def command(
    files: tuple[str, ...], output: str | None, check: bool, config: str | None, isolated: bool
) -> int:
    """Fill the markers of Markdown files with pictures and tables of designs.

    A marker is two comments, each alone on its line; what stands between them is replaced:

    \b
      <!-- sdgen: designs/shop.yaml view=high-level -->
      <!-- /sdgen -->

    It names a design, by its path from the Markdown file or, with / in front, from the root of the
    repository, and view=VIEW (default: high-level) for a picture, with format=svg instead of png,
    alt="TEXT" and width=PX as you like; or table=TABLE: availability, decisions, estimate or spof.
    Pictures that are missing or stale are drawn. Markers in code are left alone, and a file with a
    broken marker is left as it is.

    FILES are Markdown files, folders or glob patterns.
    """
    from sdgen.workspace.embed.embed import EmbedRequest

    request = EmbedRequest(
        files=files, output=output, check=check, config=config, isolated=isolated
    )
    result = open_workspace().embed(request)
    _show(result)
    return _status(result)


def _show(result: EmbedResult) -> None:
    from sdgen.cli.printing import complain, print_findings, say, warn

    of_pages = (each for page in result.pages for each in page.findings)
    of_designs = (each for design in result.designs for each in design.findings)
    print_findings((*result.findings, *of_designs, *of_pages), result.texts)
    for design in result.designs:
        for warning in design.warnings:
            warn(f"{design.file}: warning: {warning}")
    for problem in (result.problem, *(page.problem for page in result.pages)):
        if problem:
            complain(problem)
    for path in result.missing:
        say(f"missing: {path}")
    for path in result.stale:
        say(f"stale: {path}")
    for path in result.unlike:
        warn(
            f"{path}: note: not what would be drawn here, where a font of the machine draws a part "
            "of it; not counted as stale, since only the SVG is the same on every machine"
        )
    for path in result.written:
        say(str(path))
    for page in result.pages:
        for line in page.stale:
            say(f"stale: {page.file}:{line}")
        if page.changed:
            say(page.file)


def _status(result: EmbedResult) -> int:
    from sdgen.base.words import by_number, counted
    from sdgen.cli.printing import complain, warn

    if result.failed:
        return status.UNUSABLE
    if not result.markers:
        number = counted(len(result.pages), "file")
        warn(
            f"no marker in {number}: write '<!-- sdgen: designs/shop.yaml view=high-level -->' and, "
            "on a line below, '<!-- /sdgen -->'"
        )
    if result.out_of_date:
        it = by_number(result.out_of_date, "it", "them")
        verb = by_number(result.out_of_date, "is", "are")
        number = counted(result.out_of_date, "marker or picture", "markers and pictures")
        complain(f"{number} {verb} out of date; 'sdgen embed' updates {it}")
        return status.FINDINGS
    return status.OK
