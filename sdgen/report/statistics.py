"""How often each rule has spoken, instead of what it said."""

from __future__ import annotations

from collections import Counter

from sdgen.base.gate import for_json
from sdgen.report.contents import Report
from sdgen.report.plain import closing_line


def json_statistics(report: Report) -> str:
    """The number of findings of each rule for programs, the most frequent first."""
    items = [
        {"code": code, "name": name, "count": count} for (code, name), count in _counts(report)
    ]
    return for_json(items, indent=2) + "\n"


def text_statistics(report: Report) -> str:
    """The number of findings of each rule, the most frequent first."""
    ordered = _counts(report)
    width = len(str(ordered[0][1])) if ordered else 1
    lines = [f"{count:{width}}  {code}  {name}\n" for (code, name), count in ordered]
    return "".join((*lines, closing_line(report)))


def _counts(report: Report) -> list[tuple[tuple[str, str], int]]:
    counts = Counter((each.code, each.name) for each in report.findings)
    return sorted(counts.items(), key=lambda each: (-each[1], each[0]))
