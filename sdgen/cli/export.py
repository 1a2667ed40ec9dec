"""``sdgen export``: designs for other tools."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from sdgen.cli import candidates, status
from sdgen.cli.group import open_workspace, verb
from sdgen.cli.paths import config_option, isolated_option, named_or_default
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
@click.argument("files", nargs=-1, metavar="[FILES...]", shell_complete=candidates.paths)
@click.option(
    "-f",
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(export_formats()),
    help="Repeatable; needed unless the suffix of -o says it. mermaid and dot are "
    "pictures as text; openapi is OpenAPI 3.1, of 'api'; sql are tables, of 'data'.",
)
@click.option(
    "--view",
    "views",
    multiple=True,
    metavar="VIEW",
    shell_complete=candidates.views,
    help="Repeatable, of pictures: what to write, such as detailed, data, sequence:JOURNEY, a view of the "
    "design's own, or all. By default high-level; of a large design overview.",
)
@click.option(
    "-o",
    "--output",
    default="out",
    show_default=True,
    metavar="PATH",
    shell_complete=candidates.files,
    help="A folder, where OUT/DESIGN/openapi.yaml and OUT/DESIGN/schema.sql are written; or a file "
    "for one text, such as api.json; or - for standard output.",
)
@click.option(
    "--dialect",
    metavar="DIALECT",
    shell_complete=candidates.dialects,
    help="Of sql: postgresql (the default) or sqlite.",
)
@click.option(
    "--check",
    is_flag=True,
    help="Write nothing; exit 1 and name each file that is missing or not what would be written now.",
)
@click.option("--force", is_flag=True, help="Write over files that sdgen has not made.")
@config_option
@isolated_option
def command(*, config: str | None, isolated: bool, **given: Any) -> int:
    """Write designs as texts that other tools read: their pictures as Mermaid or DOT, their
    interface as OpenAPI, their data model as SQL.

    FILES are design files, folders (searched for YAML files with the key 'sdgen'), glob patterns,
    or - for standard input; by default what the configuration names, else designs/, else the
    current folder. The path of each file is printed. Of several designs those are passed over that
    have nothing to export.
    """
    from sdgen.cli.printing import complain, print_findings
    from sdgen.workspace.export import ExportRequest
    from sdgen.workspace.inputs import Inputs

    def tell(news: Inputs | ExportedDesign) -> None:
        if isinstance(news, Inputs):
            print_findings(news.findings, {})
        else:
            _show(news)

    workspace = open_workspace()
    files = named_or_default(workspace, given["files"], config, isolated=isolated)
    if files is None:
        return status.UNUSABLE
    result = workspace.export(ExportRequest(**{**given, "files": files}), tell)
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
