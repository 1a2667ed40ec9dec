"""How often each rule has spoken, instead of what it said."""

from __future__ import annotations

from collections import Counter

from sdgen.base.gate import for_json
from sdgen.report.contents import Report
from sdgen.report.plain import closing_line

STATISTICS = ("full", "concise", "json")
"""The formats that counts can be written in; the first two are one text."""


def write_statistics(format_name: str, report: Report) -> str:
    """The number of findings of each rule, the most frequent first."""
    counts = Counter((each.code, each.name) for each in report.findings)
    ordered = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    if format_name == "json":
        items = [{"code": code, "name": name, "count": count} for (code, name), count in ordered]
        return for_json(items, indent=2) + "\n"
    width = len(str(ordered[0][1])) if ordered else 1
    lines = [f"{count:{width}}  {code}  {name}\n" for (code, name), count in ordered]
    return "".join((*lines, closing_line(report)))
