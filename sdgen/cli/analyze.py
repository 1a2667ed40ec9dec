"""``sdgen analyze``: how the journeys of a design fail, and what helps."""

from __future__ import annotations

import click

from sdgen.cli import candidates, status
from sdgen.cli.group import open_workspace, verb
from sdgen.cli.reports import DEFAULT, FormatChoice, deliver, output_option
from sdgen.workspace.options import report_formats


@verb(
    "analyze",
    {
        status.OK: "when the design could be analysed",
        status.UNUSABLE: "when it has errors or cannot be read, a journey or a name to fail does not "
        "exist, or the report cannot be written",
    },
)
@click.argument("file", metavar="FILE", shell_complete=candidates.paths)
@click.option(
    "--journey",
    "journeys",
    multiple=True,
    metavar="JOURNEY",
    shell_complete=candidates.analysed,
    help="Only this journey; repeatable.",
)
@click.option(
    "--order",
    type=click.IntRange(1, 6),
    metavar="NUMBER",
    help="List cut sets of up to so many events. Default: 3, in large designs 2.",
)
@click.option(
    "--fail",
    "failed",
    multiple=True,
    metavar="NAME",
    shell_complete=candidates.failures,
    help="Say what happens when this fails: a zone or region, a component or one replica of it "
    "(user-db/1); repeatable, for failures at the same time.",
)
@click.option(
    "-f",
    "--format",
    "form",
    type=FormatChoice(report_formats()),
    default=DEFAULT,
    show_default=True,
    help="JSON has everything that is computed.",
)
@output_option
def command(
    file: str,
    journeys: tuple[str, ...],
    order: int | None,
    failed: tuple[str, ...],
    form: str,
    output: str,
) -> int:
    """Compute how the journeys of a design fail: their availability, the single points of
    failure, which failures together take them down, and which single change helps most.

    FILE is a design file, or - for standard input.
    """
    from sdgen.cli.printing import print_findings
    from sdgen.workspace.analyze import AnalyzeRequest

    request = AnalyzeRequest(file=file, journeys=journeys, order=order, failed=failed, format=form)
    result = open_workspace().analyze(request)
    print_findings(result.findings, result.texts)
    if result.text is None:
        return status.UNUSABLE
    return deliver(result.text, form, output, result.texts)
