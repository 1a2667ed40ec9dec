"""``sdgen export``: designs for other tools."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from sdgen.cli import candidates, status
from sdgen.cli.group import open_workspace, verb
from sdgen.workspace.options import export_formats

if TYPE_CHECKING:
    from sdgen.workspace.export import ExportedDesign, ExportResult
    from sdgen.workspace.inputs import Inputs


@verb(
    "export",
    {
        status.OK: "when all is written",
        status.FINDINGS: "when --check finds a file missing or stale",
        status.UNUSABLE: "when a design has errors or cannot be read, there is nothing to export, or "
        "a file cannot be written or is not sdgen's own",
    },
)
@click.argument(
    "files", nargs=-1, required=True, metavar="FILES...", shell_complete=candidates.paths
)
@click.option(
    "-f",
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(export_formats()),
    help="Repeatable. Needed unless the suffix of -o says it: openapi is OpenAPI 3.1 of 'api'.",
)
@click.option(
    "-o",
    "--output",
    default="out",
    show_default=True,
    metavar="PATH",
    shell_complete=candidates.files,
    help="A folder, where OUT/DESIGN/openapi.yaml is written; or a file for one text, such as "
    "api.json; or - for standard output.",
)
@click.option(
    "--check",
    is_flag=True,
    help="Write nothing; exit 1 and name each file that is missing or not what would be written now.",
)
@click.option("--force", is_flag=True, help="Write over files that sdgen has not made, too.")
def command(**given: Any) -> int:
    """Write designs as texts that other tools read.

    FILES are design files, folders (searched for YAML files with the key 'sdgen'), glob patterns, or
    - for standard input. The path of each file is printed. A file that sdgen has not made is left
    as it is. Of several designs those are passed over that have nothing to export.
    """
    from sdgen.cli.printing import complain, print_findings
    from sdgen.workspace.export import ExportRequest
    from sdgen.workspace.inputs import Inputs

    def tell(news: Inputs | ExportedDesign) -> None:
        if isinstance(news, Inputs):
            print_findings(news.findings, {})
        else:
            _show(news)

    result = open_workspace().export(ExportRequest(**given), tell)
    if result.designs and not result.failed and not result.found:
        complain("no design has anything to export")
    return _status(result)


def _show(design: ExportedDesign) -> None:
    from sdgen.cli.printing import complain, flush, hand_over, print_findings, say

    print_findings(design.findings, design.texts)
    if design.problem:
        complain(design.problem)
    if design.stream is not None:
        hand_over(design.stream)
    for path in design.missing:
        say(f"missing: {path}")
    for path in design.stale:
        say(f"stale: {path}")
    for path in design.written:
        say(str(path))
    flush()


def _status(result: ExportResult) -> int:
    from sdgen.base.words import by_number, counted
    from sdgen.cli.printing import complain

    if result.failed or result.inputs.findings or not result.found:
        return status.UNUSABLE
    if result.out_of_date:
        it = by_number(result.out_of_date, "it", "them")
        complain(f"{counted(result.out_of_date, 'file')} out of date; 'sdgen export' updates {it}")
        return status.FINDINGS
    return status.OK
