"""What breaks, what stays up and what load moves where, when something is said to fail."""

from __future__ import annotations

import math
from collections.abc import Iterator

from sdgen.analyses.what_if import ComponentAfter, JourneyAfter, MovedLoad, Standing, WhatIf
from sdgen.base.gate import terminal_page
from sdgen.quantity import Dimension, format_quantity
from sdgen.report.analysis_text import listed
from sdgen.report.table import table


def what_if_text(design: str, facts: WhatIf) -> str:
    """The report of one state; ends in a newline."""
    lines = [f"{design}: if {' and '.join(facts.failed)} fail{_s(facts)}"]
    lines += ["", "journeys", *_journeys(facts.journeys)]
    for title, standing in (("down", Standing.DOWN), ("reduced", Standing.REDUCED)):
        states = [each for each in facts.components if each.standing is standing]
        lines += ["", title, *(_components(states) if states else ["  nothing"])]
    whole = [each.component for each in facts.components if each.standing is Standing.WHOLE]
    lines += ["", "untouched", f"  {listed(whole) if whole else 'nothing'}"]
    lines += ["", "load at the peak", *_loads(facts.loads)]
    return terminal_page(lines)


def _s(facts: WhatIf) -> str:
    return "s" if len(facts.failed) == 1 else ""


def _journeys(journeys: tuple[JourneyAfter, ...]) -> Iterator[str]:
    rows = []
    for each in journeys:
        if not each.is_up:
            rows.append((each.journey, "DOWN", " -> ".join(each.chain)))
        else:
            without = f"without {listed(each.down)}" if each.down else ""
            rows.append((each.journey, "up", without))
    return table(rows, indent=2)


def _components(states: list[ComponentAfter]) -> Iterator[str]:
    rows = []
    for each in states:
        left = f"{each.left} of {each.count} left"
        rows.append((each.component, left, f"needs {each.need}" if each.count > 1 else ""))
    return table(rows, indent=2)


def _loads(loads: tuple[MovedLoad, ...]) -> Iterator[str]:
    if not loads:
        return iter(["  does not move, as far as rates and capacities are known"])
    rows = [("component", "before", "after", "used before", "used after", "")]
    rows += [
        (
            each.component,
            format_quantity(each.before, Dimension.RATE),
            format_quantity(each.after, Dimension.RATE),
            _share(each.share_before),
            _share(each.share_after),
            _remark(each),
        )
        for each in loads
    ]
    return table(rows, indent=2)


def _share(share: float | None) -> str:
    if share is None:
        return "?"
    return "-" if math.isinf(share) else f"{share:.0%}"


def _remark(load: MovedLoad) -> str:
    if load.share_after is None:
        return ""
    if math.isinf(load.share_after):
        return "nothing is left to serve it"
    return "OVERLOADED" if load.share_after > 1.0 else ""
