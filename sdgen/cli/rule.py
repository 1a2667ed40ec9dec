"""``sdgen rule``: the documentation of lint rules, and of every other code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sdgen.cli import status
from sdgen.cli.group import verb
from sdgen.cli.reports import FormatChoice

if TYPE_CHECKING:
    from sdgen.lint.rule import Rule


@verb("rule")
@click.argument("name", required=False, metavar="CODE|NAME")
@click.option("--all", "every", is_flag=True, help="List all rules, or explain all of them.")
@click.option(
    "-f",
    "--format",
    "--output-format",
    "output_format",
    type=FormatChoice(("text", "json", "markdown")),
    default="text",
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
    from sdgen.lint.page import markdown_page, plain_page
    from sdgen.rules import all_rules, find_rule

    if (name is None) is not every:
        raise click.UsageError("give the code or name of a rule, or --all")
    rules = all_rules()
    if name is not None:
        rule = find_rule(name, rules)
        if rule is None:
            page = _other_code(name, rules, output_format)
            (hand_over if output_format == "json" else print_text)(page)
            return status.OK
        rules = (rule,)
    if output_format == "json":
        from sdgen.base.gate import for_json

        items = [_data(each) for each in rules]
        hand_over(for_json(items if every else items[0], indent=2) + "\n")
    elif output_format == "markdown":
        print_text("\n".join(markdown_page(each) for each in rules))
    elif every:
        width = max(len(each.name) for each in rules)
        for each in rules:
            summary = each.summary
            print_text(f"{each.code:8} {each.name:{width}} {each.severity.value:8} {summary}\n")
    else:
        print_text(plain_page(rules[0]))
    return status.OK


def _other_code(name: str, rules: tuple[Rule, ...], output_format: str) -> str:
    """What a code means that no rule has. Raises click.UsageError where nothing has it."""
    from sdgen.lint.codes import all_pages, find_pages
    from sdgen.lint.page import markdown_code_page, plain_page

    pages = find_pages(name)
    if len(pages) > 1:
        codes = ", ".join(page.code for page in pages)
        raise click.UsageError(f"'{name}' is the name of {codes}; give one of these codes")
    if not pages:
        from sdgen.lint.selection import complaint

        others = tuple(word for page in all_pages() for word in (page.code, page.name))
        wrong = complaint(name, rules, others) or f"'{name}' means several rules; name one"
        raise click.UsageError(wrong)
    if output_format == "json":
        from msgspec.structs import asdict

        from sdgen.base.gate import for_json

        return for_json(asdict(pages[0]), indent=2) + "\n"
    return markdown_code_page(pages[0]) if output_format == "markdown" else plain_page(pages[0])


def _data(rule: Rule) -> dict[str, object]:
    doc = rule.documentation
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity.value,
        "kind": rule.kind.value,
        "summary": rule.summary,
        "finds": doc.finds,
        "why": doc.why,
        "bad": doc.bad,
        "good": doc.good,
        "can_be_wrong": doc.can_be_wrong,
        "source": doc.source,
        "options": [
            {"name": each.name, "default": each.default, "doc": each.doc} for each in rule.options
        ],
        "needs": [each.name for each in rule.needs],
        "silences": list(rule.silences),
    }
