"""``sdgen lint``: what is weak about designs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from sdgen.cli import candidates, status
from sdgen.cli.group import open_workspace, verb
from sdgen.cli.paths import config_option, isolated_option, named_or_default
from sdgen.cli.reports import STANDARD_OUTPUT, FormatChoice
from sdgen.workspace.options import (
    DEFAULT_LINT_FORMAT,
    is_lint_for_people,
    lint_formats,
    shows_excerpts,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sdgen.workspace.lint_result import LintRequest, LintResult
    from sdgen.workspace.settings import FileIgnores
    from sdgen.workspace.workspace import Workspace

LEVELS = ("none", "info", "warning", "error")
_SELECTORS = "RULE[,RULE...]"


@verb(
    "lint",
    {
        status.OK: "when nothing was found",
        status.FINDINGS: "with findings of the fail level or worse",
        status.UNUSABLE: "when a design or configuration has errors or cannot be read, or a rule does not "
        "exist",
    },
)
@click.argument("paths", nargs=-1, metavar="[PATHS...]", shell_complete=candidates.paths)
@click.option(
    "--select",
    multiple=True,
    metavar=_SELECTORS,
    shell_complete=candidates.selectors,
    help="Run these rules only: codes (SPOF001), beginnings of codes (SPOF), names, or ALL. "
    "Default: all rules that warn, err or ask for what is not said.",
)
@click.option(
    "--extend-select",
    multiple=True,
    metavar=_SELECTORS,
    shell_complete=candidates.selectors,
    help="Run these too.",
)
@click.option(
    "--ignore",
    multiple=True,
    metavar=_SELECTORS,
    shell_complete=candidates.selectors,
    help="Leave these out.",
)
@click.option(
    "--per-file-ignores",
    multiple=True,
    metavar="PATTERN:RULE[,RULE...]",
    help="Leave rules out in the files that match; repeatable.",
)
@click.option(
    "-f",
    "--format",
    "--output-format",
    "output_format",
    type=FormatChoice(lint_formats()),
    default=DEFAULT_LINT_FORMAT,
    show_default=True,
    help="How findings are written.",
)
@click.option(
    "-o",
    "--output",
    "--output-file",
    "output_file",
    metavar="FILE",
    shell_complete=candidates.files,
    help="Write the report there; - is standard output.",
)
@click.option("--statistics", is_flag=True, help="Only count the findings of each rule.")
@click.option(
    "--stdin-filename",
    metavar="FILE",
    shell_complete=candidates.files,
    help="What standard input (-) is called: for findings, configuration and includes.",
)
@click.option("--exit-zero", is_flag=True, help="Exit 0 even with findings.")
@click.option(
    "--fail-level",
    type=click.Choice(LEVELS),
    help="Exit 1 from findings of this severity on. Default: warning.",
)
@config_option
@isolated_option
@click.option(
    "--color",
    type=click.Choice(("auto", "always", "never")),
    default="auto",
    show_default=True,
    help="Colour in the formats that people read.",
)
@click.option(
    "--baseline",
    metavar="FILE",
    shell_complete=candidates.files,
    help="Leave out the findings that FILE lists.",
)
@click.option(
    "--create-baseline",
    metavar="FILE",
    shell_complete=candidates.files,
    help="Write the findings to FILE, to be left out later.",
)
def command(**given: Any) -> int:
    """Find single points of failure and other weaknesses of designs.

    PATHS are design files, folders (searched for YAML files with the key 'sdgen'), glob patterns,
    or - for standard input; by default what the configuration names, else designs/, else the
    current folder. 'sdgen rule CODE' explains a rule.

    What a design leaves open is listed last, one note a rule, and never makes lint fail; a rule that
    --select or --extend-select names gives each place, with its severity.
    """
    from sdgen.base.words import counted
    from sdgen.cli.printing import say

    baseline = given["create_baseline"]
    if baseline and given["baseline"]:
        raise click.UsageError("--baseline reads a file and --create-baseline writes one: give one")
    workspace = open_workspace()
    files = named_or_default(workspace, given["paths"], given["config"], isolated=given["isolated"])
    if files is None:
        return status.UNUSABLE
    result = workspace.lint(_request({**given, "paths": files}))
    if baseline and not result.unusable:
        number = workspace.write_baseline(baseline, result.findings, spared=result.files)
        say(f"{baseline}: {counted(number, 'entry', 'entries')}")
        return status.OK
    _report(workspace, result, given)
    if result.unusable:
        return status.UNUSABLE
    return status.FINDINGS if result.fails and not given["exit_zero"] else status.OK


def _request(given: Mapping[str, Any]) -> LintRequest:
    """The options taken apart. Raises click.UsageError."""
    from sdgen.workspace.lint_result import LintRequest
    from sdgen.workspace.settings import FailLevel, LintSettings

    level = given["fail_level"]
    settings = LintSettings(
        select=_words(given["select"]) if given["select"] else None,
        extend_select=_words(given["extend_select"]),
        ignore=_words(given["ignore"]),
        per_file_ignores=tuple(map(_file_ignores, given["per_file_ignores"])),
        fail_level=FailLevel(level) if level else None,
        config=given["config"],
        isolated=given["isolated"],
    )
    return LintRequest(
        files=given["paths"],
        settings=settings,
        baseline=given["baseline"],
        stdin_filename=given["stdin_filename"],
        with_texts=shows_excerpts(given["output_format"]),
    )


def _words(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word.strip() for value in values for word in value.split(",") if word.strip())


def _file_ignores(value: str) -> FileIgnores:
    from pathlib import Path

    from sdgen.workspace.settings import FileIgnores

    pattern, colon, selectors = value.rpartition(":")
    if not colon or not pattern or not _words((selectors,)):
        raise click.UsageError(
            f"--per-file-ignores '{value}' should be a pattern, a colon and rules, "
            "such as 'drafts/*.yaml:COPY,REP'"
        )
    return FileIgnores(pattern, _words((selectors,)), Path.cwd().as_posix())


def _report(workspace: Workspace, result: LintResult, given: Mapping[str, Any]) -> None:
    """Write the report to standard output, or to a file."""
    import sys

    from sdgen.cli.printing import hand_over, print_text, wants_colour

    format = given["output_format"]
    file = None if given["output_file"] == STANDARD_OUTPUT else given["output_file"]
    colour = given["color"] == "always"
    if given["color"] == "auto":
        colour = not file and wants_colour(sys.stdout)
    statistics = given["statistics"]
    parts = workspace.lint_report(result, format, colour=colour, statistics=statistics)
    if file:
        from pathlib import Path

        from sdgen.base.files import write_whole

        data = b"".join(part.encode("utf-8", "backslashreplace") for part in parts)
        baseline = given["baseline"] or given["create_baseline"]
        spared = (*result.files, *((baseline,) if baseline else ()))
        write_whole(Path(file), data, spared=spared)
        return
    people = is_lint_for_people(format)
    for part in parts:
        if people:
            print_text(part, colour=colour)
        else:
            hand_over(part)
