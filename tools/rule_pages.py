"""Make ``docs/rules/``, a page for each rule and each other code:
``python tools/rule_pages.py [--check]``.

With ``--check`` nothing is written; the exit status is 1 and stale pages are named.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from page_folder import keep

from sdgen.lint.code_pages import all_pages
from sdgen.lint.page import markdown_code_page, markdown_page
from sdgen.rules import built_in_rules

FOLDER = Path(__file__).parents[1] / "docs" / "rules"
GROUPS = {
    "SPOF": "Single points of failure",
    "REP": "Replicas of data",
    "COPY": "Copies of services",
    "CAP": "Capacity and bottlenecks",
    "SLO": "Objectives",
    "DATA": "Data",
    "API": "Interface and calls",
    "OBS": "Monitoring",
    "SEC": "Security",
    "DOC": "The document itself",
    "EST": "Inputs and figures",
}
"""Title of each group of codes, in the order of the index; other groups follow."""
CODES = "codes"
"""The folder of the pages about codes that no rule has."""


def make_pages() -> dict[str, str]:
    """Every page's text by its name."""
    pages = {f"{rule.name}.md": markdown_page(rule) for rule in built_in_rules()}
    pages |= {f"{CODES}/{page.code}.md": markdown_code_page(page) for page in all_pages()}
    return {"README.md": _index(), **pages}


def _index() -> str:
    groups: dict[str, list[str]] = {group: [] for group in GROUPS}
    for rule in built_in_rules():
        severity = f"{rule.severity.value}, asks" if rule.asks else rule.severity.value
        row = f"| {rule.code} | [{rule.name}]({rule.name}.md) | {severity} | {rule.summary} |"
        groups.setdefault(rule.code.rstrip("0123456789"), []).append(row)
    lines = [
        "# Lint rules",
        "",
        "Made from `sdgen/rules/` and `sdgen/lint/code_pages/` by `tools/rule_pages.py`. Rules",
        "that inform are off unless selected. Rules that ask (`asks`) give one note for all that a",
        "design does not say, unless a selector names them: see [what is not said](../ci.md#what-is-not-said).",
        "`sdgen rule CODE` prints a page, [the command line](../cli.md) says how to select.",
        "",
    ]
    for group, rows in groups.items():
        if rows:
            lines += [f"## {GROUPS.get(group, group)}", ""]
            lines += ["| code | name | severity | finds |", "|---|---|---|---|", *rows, ""]
    lines += [
        "## Codes of what is no rule",
        "",
        "What is wrong with a file, a setting or what a command is asked for. It cannot be selected,",
        "ignored or accepted; `sdgen rule CODE` prints these pages too.",
        "",
        "| code | name | severity | finds |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| {page.code} | [{page.name}]({CODES}/{page.code}.md) | {page.severity.value} | {page.summary} |"
        for page in all_pages()
    ]
    lines.append("")
    return "\n".join(lines)


def main(arguments: Sequence[str]) -> int:
    """Write the pages, or with ``--check`` only compare; returns the exit status."""
    return keep(FOLDER, make_pages(), "rule_pages", arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
