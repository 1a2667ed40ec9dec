"""What the subtitle of a rack says: how many replicas are where, and what runs on which side."""

from __future__ import annotations

from sdgen.base.words import counted
from sdgen.design.records import Design
from sdgen.views.rack import Rack, in_or_on


def subtitle_of(design: Design, title: str, rack: Rack) -> str:
    """``Deployment · 247 replicas in 3 zones``."""
    said = (title, replicas_said(design, rack), rack.summed, *_sides(rack))
    return " · ".join(filter(None, said))


def replicas_said(design: Design, rack: Rack) -> str:
    """``247 replicas in 3 zones``, ``in 7 zones of 3 regions``."""
    columns = rack.columns
    noun = rack.noun
    regions = {place.parent for place in columns if place.parent is not None}
    outer = {design.domains[each].level.value for each in regions if each in design.domains}
    of = f" of {counted(len(regions), outer.pop())}" if len(outer) == 1 and len(regions) > 1 else ""
    return f"{counted(rack.replicas, 'replica')} {in_or_on(noun)} {counted(len(columns), noun)}{of}"


def _sides(rack: Rack) -> tuple[str, ...]:
    """What runs on which side, where there is something on both."""
    rows = {row.id for row in rack.rows}
    sides = {
        call.afterwards
        for call in rack.calls
        if call.line.source in rows and call.line.target in rows
    }
    return ("requests at the left, what follows them at the right",) if len(sides) > 1 else ()
