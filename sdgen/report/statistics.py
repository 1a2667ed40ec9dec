"""How often each rule has spoken, instead of what it said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from sdgen.base.findings import Finding
from sdgen.base.gate import for_json
from sdgen.report.contents import NOT_SAID, Report
from sdgen.report.plain import closing_line


def json_statistics(report: Report) -> str:
    """The number of findings of each rule for programs, the most frequent first."""
    items = [
        {"code": code, "name": name, "count": count, "not_said": not_said}
        for not_said, found in ((False, report.said), (True, report.not_said))
        for (code, name), count in _counts(found)
    ]
    return for_json(items, indent=2) + "\n"


def text_statistics(report: Report) -> str:
    """The number of findings of each rule, the most frequent first."""
    said, not_said = _counts(report.said), _counts(report.not_said)
    width = max((len(str(count)) for _, count in (*said, *not_said)), default=1)

    def lines(counts: _Counts) -> Iterator[str]:
        return (f"{count:{width}}  {code}  {name}\n" for (code, name), count in counts)

    heading = (f"{NOT_SAID}:\n",) if not_said else ()
    return "".join((*lines(said), *heading, *lines(not_said), closing_line(report)))


_Counts = list[tuple[tuple[str, str], int]]


def _counts(findings: Iterable[Finding]) -> _Counts:
    """How often each rule has spoken; a line about several places counts all of them."""
    counts: Counter[tuple[str, str]] = Counter()
    for each in findings:
        counts[each.code, each.name] += len(each.parts) or 1
    return sorted(counts.items(), key=lambda each: (-each[1], each[0]))
