"""``sdgen diff``: what has changed between two designs, and what that means."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sdgen.cli import candidates, status
from sdgen.cli.group import open_workspace, verb
from sdgen.cli.paths import config_option, isolated_option, named_or_default
from sdgen.cli.reports import DEFAULT, FormatChoice, deliver, output_option
from sdgen.workspace.options import FAIL_ON, report_formats
from sdgen.workspace.picture_options import THEMES, picture_formats

if TYPE_CHECKING:
    from sdgen.workspace.diff import DiffResult
    from sdgen.workspace.picture_options import Theme
    from sdgen.workspace.workspace import Workspace


@verb(
    "diff",
    {
        status.OK: "when the designs could be compared, changed or not",
        status.FINDINGS: "when something is worse that --fail-on names",
        status.UNUSABLE: "when a design has errors or cannot be read, a revision does not exist, there "
        "is no repository, or the report cannot be written",
    },
)
@click.argument("files", nargs=-1, metavar="OLD NEW", shell_complete=candidates.paths)
@click.option(
    "--against",
    metavar="REVISION",
    shell_complete=candidates.revisions,
    help="Compare all designs that have changed since the files parted from this branch, tag or "
    "commit: those that are named, or in the folders that are.",
)
@click.option(
    "--fail-on",
    type=click.Choice(FAIL_ON),
    multiple=True,
    help="Exit 1 for an objective that is newly missed, a new single point of failure, new findings, "
    "or any of these; repeatable.",
)
@click.option(
    "-f",
    "--format",
    "form",
    type=FormatChoice((*report_formats(), *picture_formats())),
    default=DEFAULT,
    show_default=True,
    help="Markdown is a comment for a pull request, SVG, PNG and PDF are a picture of the change.",
)
@click.option(
    "--links",
    metavar="URL",
    default="",
    help="Where files can be seen, such as https://github.com/me/shop/blob/main: Markdown then links "
    "to the lines of findings.",
)
@click.option(
    "--theme",
    type=click.Choice(THEMES),
    help="Of a picture: auto follows the reader's light or dark setting. Default: what the "
    "configuration says, else auto.",
)
@output_option
@config_option
@isolated_option
def command(
    files: tuple[str, ...],
    against: str | None,
    fail_on: tuple[str, ...],
    form: str,
    links: str,
    theme: Theme | None,
    output: str,
    config: str | None,
    isolated: bool,
) -> int:
    """Compare two designs: what was added, removed, changed and renamed, and what that means for
    availability, single points of failure, load, latency, storage, cost and findings.

    OLD and NEW are design files, or REVISION:PATH for a file in a revision of the Git repository;
    where only OLD is given, and is of a revision, NEW is the file of its path.
    """
    from sdgen.cli.printing import print_findings
    from sdgen.workspace.diff import DiffRequest

    workspace = open_workspace()
    if against:
        named = named_or_default(workspace, files, config, isolated=isolated)
        if named is None:
            return status.UNUSABLE
        files = named
    request = DiffRequest(
        files=files, against=against or "", fail_on=fail_on, config=config, isolated=isolated
    )
    result = workspace.diff(request)
    texts = {name: text for each in result.designs for name, text in each.texts.items()}
    print_findings((*result.findings, *(e for each in result.designs for e in each.errors)), texts)
    if form in picture_formats():
        done = _draw(workspace, result, form, output, theme)
    else:
        done = deliver(workspace.diff_report(result, form, links=links), form, output, texts)
    if done != status.OK or result.failed:
        return status.UNUSABLE
    return status.FINDINGS if result.refused else status.OK


def _draw(
    workspace: Workspace, result: DiffResult, form: str, output: str, theme: Theme | None
) -> int:
    from sdgen.cli.printing import hand_over, say, warn

    drawn = workspace.draw_changes(result, form, output, theme=theme)
    for line in drawn.warnings:
        warn(line)
    if not drawn.written and drawn.stream is None:
        warn("no design that can be compared has changed: there is no picture")
    if drawn.stream is not None:
        hand_over(drawn.stream)
    for path in drawn.written:
        say(str(path))
    return status.OK
