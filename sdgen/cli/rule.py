"""``sdgen rule``: the documentation of lint rules, and of every other code."""

from __future__ import annotations

import click

from sdgen.cli import candidates, status
from sdgen.cli.group import verb
from sdgen.cli.reports import FormatChoice
from sdgen.workspace.about import is_page_for_people
from sdgen.workspace.about import page_formats as rule_page_formats


@verb(
    "rule",
    {
        status.OK: "when it is explained",
        status.UNUSABLE: "when the rule does not exist",
    },
)
@click.argument("name", required=False, metavar="CODE|NAME", shell_complete=candidates.codes)
@click.option("--all", "every", is_flag=True, help="List all rules, or explain all of them.")
@click.option(
    "-f",
    "--format",
    "--output-format",
    "output_format",
    type=FormatChoice(rule_page_formats()),
    default=rule_page_formats()[0],
    show_default=True,
    help="JSON and Markdown have everything of every rule that was asked for.",
)
def command(name: str | None, every: bool, output_format: str) -> int:
    """Explain a lint rule: what it finds, why that matters, a bad and a good example, its options,
    when it can be wrong.

    CODE|NAME is a rule's code or name, such as SPOF001 or single-point-of-failure, or the code of
    anything else that sdgen says, such as YAML004.
    """
    from sdgen.cli.printing import hand_over, print_text
    from sdgen.workspace.about import rule_page

    if (name is None) is not every:
        raise click.UsageError("give the code or name of a rule, or --all")
    page = rule_page(name, output_format)
    (print_text if is_page_for_people(output_format) else hand_over)(page)
    return status.OK
