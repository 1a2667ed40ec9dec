"""``sdgen lint``: what is weak about designs."""

from __future__ import annotations

import click

from sdgen.cli import status
from sdgen.cli.reports import STANDARD_OUTPUT, FormatChoice
from sdgen.report import DEFAULT, format_names

LEVELS = ("none", "info", "warning", "error")
_SELECTORS = "RULE[,RULE...]"


@click.command(
    "lint",
    short_help="Find single points of failure and other weaknesses of designs.",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.argument("paths", nargs=-1, required=True, metavar="PATHS...")
@click.option(
    "--select",
    multiple=True,
    metavar=_SELECTORS,
    help="Run these rules only: codes (SPOF001), beginnings of codes (SPOF), names, or ALL. "
    "Default: all rules that warn or err.",
)
@click.option("--extend-select", multiple=True, metavar=_SELECTORS, help="Run these too.")
@click.option("--ignore", multiple=True, metavar=_SELECTORS, help="Leave these out.")
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
    type=FormatChoice(format_names()),
    default=DEFAULT,
    show_default=True,
    help="How findings are written.",
)
@click.option(
    "-o",
    "--output",
    "--output-file",
    "output_file",
    metavar="FILE",
    help="Write the report there; - is standard output.",
)
@click.option("--statistics", is_flag=True, help="Only count the findings of each rule.")
@click.option(
    "--stdin-filename",
    metavar="FILE",
    help="What standard input (-) is called: for findings, configuration and includes.",
)
@click.option("--exit-zero", is_flag=True, help="Exit 0 even with findings.")
@click.option(
    "--fail-level",
    type=click.Choice(LEVELS),
    help="Exit 1 from findings of this severity on. Default: warning.",
)
@click.option(
    "--config",
    metavar="FILE",
    help="Use this configuration. Default: the nearest .sdgen.toml, sdgen.toml or pyproject.toml "
    "with [tool.sdgen] of each file.",
)
@click.option("--isolated", is_flag=True, help="Use no configuration.")
@click.option(
    "--color",
    type=click.Choice(("auto", "always", "never")),
    default="auto",
    show_default=True,
    help="Colour in the formats full and concise.",
)
@click.option("--baseline", metavar="FILE", help="Leave out the findings that FILE lists.")
@click.option(
    "--create-baseline", metavar="FILE", help="Write the findings to FILE, to be left out later."
)
def command(**wishes: object) -> int:
    """Find single points of failure and other weaknesses of designs.

    PATHS are design files, folders (searched for YAML files with the key 'sdgen'), glob patterns,
    or - for standard input. 'sdgen rule CODE' explains a rule.

    Exit status: 0 when nothing was found, 1 with findings of the fail level or worse, 2 when a
    design or configuration has errors or cannot be read, or a rule does not exist.
    """
    from sdgen.cli.linting import UnusableError, WrongUsageError, lint_designs, read_wishes
    from sdgen.cli.printing import complain

    if wishes["output_file"] == STANDARD_OUTPUT:
        wishes["output_file"] = None
    try:
        return lint_designs(read_wishes(wishes))
    except WrongUsageError as error:
        raise click.UsageError(str(error)) from error
    except UnusableError as error:
        complain(str(error))
        return status.UNUSABLE
