"""Make ``docs/rules/``, a page for each rule: ``python -m sdgen.rules.pages [--check]``.

With ``--check`` nothing is written; the exit status is 1 and stale pages are named.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from sdgen.rules import all_rules
from sdgen.rules.page import markdown_page

FOLDER = Path(__file__).parents[2] / "docs" / "rules"
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


def make_pages() -> dict[str, str]:
    """Every page's text by its name."""
    pages = {f"{rule.name}.md": markdown_page(rule) for rule in all_rules()}
    return {"README.md": _index(), **pages}


def _index() -> str:
    groups: dict[str, list[str]] = {group: [] for group in GROUPS}
    for rule in all_rules():
        row = f"| {rule.code} | [{rule.name}]({rule.name}.md) | {rule.severity.value} | {rule.summary} |"
        groups.setdefault(rule.code.rstrip("0123456789"), []).append(row)
    lines = [
        "# Lint rules",
        "",
        "Made from `sdgen/rules/` by `python -m sdgen.rules.pages`. Rules that inform are off unless",
        "selected; `sdgen rule CODE` prints a page, [the command line](../cli.md) says how to select.",
        "",
    ]
    for group, rows in groups.items():
        if rows:
            lines += [f"## {GROUPS.get(group, group)}", ""]
            lines += ["| code | name | severity | finds |", "|---|---|---|---|", *rows, ""]
    return "\n".join(lines)


def main(arguments: Sequence[str]) -> int:
    """Write the pages, or with ``--check`` only compare; returns the exit status."""
    pages = make_pages()
    present = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")}
    stale = sorted(name for name in {*pages, *present} if pages.get(name) != present.get(name))
    if "--check" in arguments:
        for name in stale:
            sys.stderr.write(f"docs/rules/{name} is stale: run python -m sdgen.rules.pages\n")
        return 1 if stale else 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in stale:
        if name in pages:
            (FOLDER / name).write_text(pages[name], encoding="utf-8")
        else:
            (FOLDER / name).unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
