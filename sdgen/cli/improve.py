"""``sdgen improve``: the smallest set of changes that meets the objectives of a design."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sdgen.base.errors import WrongUsageError
from sdgen.base.words import counted, in_one_line, shortened
from sdgen.cli import candidates, status
from sdgen.cli.group import open_workspace, verb
from sdgen.cli.reports import DEFAULT, FormatChoice, deliver, output_option
from sdgen.workspace.options import report_formats

if TYPE_CHECKING:
    from sdgen.workspace.improve import ImproveResult
    from sdgen.workspace.lint_result import LintRequest, LintResult

LONGEST_COMMENT = 80


@verb(
    "improve",
    {
        status.OK: "when every objective is met, now or after the plan",
        status.FINDINGS: "when no plan was found that meets all of them, or it costs too much",
        status.UNUSABLE: "when the design has errors or cannot be read, a journey does not exist or "
        "promises nothing, prices are missing, or a file or the report cannot be written",
    },
)
@click.argument("file", metavar="FILE", shell_complete=candidates.paths)
@click.option(
    "--journey",
    "journeys",
    multiple=True,
    metavar="JOURNEY",
    shell_complete=candidates.journeys,
    help="Meet the objective of this journey only; repeatable.",
)
@click.option(
    "--availability",
    metavar="SHARE",
    help="The objective in place of each journey's own: 99.9%.",
)
@click.option(
    "--max-cost",
    metavar="MONEY",
    help="What the plan may add to the costs of a month: $500. Needs prices of replicas.",
)
@click.option(
    "--include-accepted",
    is_flag=True,
    help="Change components too whose risk the design accepts.",
)
@click.option(
    "--write",
    is_flag=True,
    help="Change the design's file, and keep its comments and layout; what included files say is "
    "changed under 'override' of FILE.",
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
    availability: str | None,
    max_cost: str | None,
    include_accepted: bool,
    write: bool,
    form: str,
    output: str,
) -> int:
    """Find the smallest set of changes that meets the availability objectives of all journeys:
    more replicas or copies, more zones, a failover that waits for nobody, and last a second
    provider; each with what it gains and adds. Where there is none, say what sets the limit.

    FILE is a design file, or - for standard input.
    """
    from sdgen.cli.printing import print_findings, warn
    from sdgen.workspace.improve import ImproveRequest

    request = ImproveRequest(
        file=file,
        journeys=journeys,
        availability=availability,
        max_cost=max_cost,
        include_accepted=include_accepted,
        format=form,
    )
    if write and file == "-":
        raise WrongUsageError("standard input is no file that could be written to", "write")
    workspace = open_workspace()
    result = workspace.improve(request)
    print_findings(result.findings, result.texts)
    if result.text is None:
        return status.UNUSABLE
    done = deliver(result.text, form, output, result.texts)
    if not result.reaches:
        if write:
            warn(
                "nothing is written, as not all objectives are met; --journey names those that are"
            )
        return status.FINDINGS
    if write:
        before = workspace.lint(lint) if (lint := _lint_of(result)) is not None else None
        comments = workspace.comments_beside(result)
        changed = workspace.write_plan(result)
        warn(f"{file} is changed" if changed else "there is nothing to write")
        for each in comments:
            text = shortened(in_one_line(each.text), LONGEST_COMMENT)
            warn(f"comment at {file}:{each.line} may be out of date: {text}")
        if changed and before is not None and lint is not None:
            _tell_new(before, workspace.lint(lint))
    return done


def _lint_of(result: ImproveResult) -> LintRequest | None:
    """What to lint before and after the plan is written; None where nothing will be."""
    from sdgen.workspace.lint_result import LintRequest

    if result.plan is None or not result.plan.chosen or result.reading is None:
        return None
    return LintRequest(files=(result.reading.file,))


def _tell_new(before: LintResult, after: LintResult) -> None:
    """Print what lint finds in the changed design only, where something is to be done about it."""
    from sdgen.cli.printing import print_findings, warn
    from sdgen.workspace.write_plan import new_findings

    found = new_findings(before.findings, after.findings)
    if found:
        warn(f"lint now has {counted(len(found), 'more finding')} about it")
        print_findings(found, after.texts)
