"""What breaks, what stays up and what load moves where, when something is said to fail, as blocks."""

from __future__ import annotations

import math

from sdgen.analyses.failure.what_if import ComponentAfter, JourneyAfter, MovedLoad, Standing, WhatIf
from sdgen.base.words import by_number, counted, joined, listed, named
from sdgen.blocks import Block, Page, Paragraph, Section, Table
from sdgen.quantity import Dimension, format_quantity
from sdgen.report.analysis import MOST_NAMES


def what_if_page(design: str, facts: WhatIf) -> Page:
    """The report of one state."""
    blocks: list[Block] = [Section("journeys", (_journeys(facts.journeys),))]
    for title, standing in (("down", Standing.DOWN), ("reduced", Standing.REDUCED)):
        states = [each for each in facts.components if each.standing is standing]
        blocks.append(Section(title, (_components(states) if states else _NOTHING,)))
    whole = [each.component for each in facts.components if each.standing is Standing.WHOLE]
    blocks.append(
        Section("untouched", (Paragraph(listed(whole, MOST_NAMES)) if whole else _NOTHING,))
    )
    blocks.append(Section("load at the peak", (_loads(facts.loads),)))
    return Page(
        f"{design}: if {joined(facts.failed)} {by_number(len(facts.failed), 'fails', 'fail')}",
        tuple(blocks),
    )


_NOTHING = Paragraph("nothing")


def _journeys(journeys: tuple[JourneyAfter, ...]) -> Table:
    rows = []
    for each in journeys:
        if not each.is_up:
            rows.append((each.journey, "DOWN", " -> ".join(each.chain)))
        else:
            without = f"without {listed(each.down, MOST_NAMES)}" if each.down else ""
            rows.append((each.journey, "up", _after(each) or without))
    header = ("journey", "is", "because of")
    return Table(header, tuple(rows), plain=True, text_columns=(0, 1, 2))


def _after(journey: JourneyAfter) -> str:
    """How long it is down before it is up; empty where it stays up."""
    if not journey.waits_for:
        return ""
    time = format_quantity(journey.out, Dimension.DURATION)
    names = named(journey.waits_for)
    return f"after {time}, once a person has switched over {names}"


def _components(states: list[ComponentAfter]) -> Table:
    rows = []
    for each in states:
        left = f"{each.left} of {each.count} left"
        needs = f"needs {each.need}" if each.count > 1 else ""
        if each.copies is not None:
            needs = f"each piece needs {each.need} of {counted(each.copies, 'copy', 'copies')}"
        rows.append((each.component, left, needs))
    header = ("component", "replicas", "and")
    return Table(header, tuple(rows), plain=True, text_columns=(0, 1, 2))


def _loads(loads: tuple[MovedLoad, ...]) -> Block:
    if not loads:
        return Paragraph("does not move, as far as rates and capacities are known")
    rows = tuple(
        (
            each.component,
            format_quantity(each.before, Dimension.RATE),
            format_quantity(each.after, Dimension.RATE),
            _share(each.share_before),
            _share(each.share_after),
            _remark(each),
        )
        for each in loads
    )
    header = ("component", "before", "after", "used before", "used after", "")
    return Table(header, rows, text_columns=(0, 5))


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
