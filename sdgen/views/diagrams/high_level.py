"""The high-level view: the boxes and the lines between them, nothing to compute (step 5)."""

from __future__ import annotations

from sdgen.analyses.facts import Facts
from sdgen.design.calls import calls_of
from sdgen.views.diagram import Diagram
from sdgen.views.elements import (
    call_label,
    call_line,
    component_cards,
    describe,
    design_groups,
    step_labels,
)
from sdgen.views.forks import call_forks, forks_among
from sdgen.views.view import BuiltInView


def high_level(facts: Facts, title: str) -> Diagram:
    """Every component and every call, by name and purpose."""
    design = facts.design
    cards = component_cards(design)
    said, forks = step_labels(design), call_forks(design)
    lines = tuple(
        call_line(design, call, call_label(call, said), said, forks) for call in calls_of(design)
    )
    return Diagram(
        view="high-level",
        title=design.name,
        subtitle=title,
        cards=cards,
        lines=lines,
        groups=design_groups(design, cards),
        forks=forks_among(forks.values(), lines),
        description=describe(design, title, len(cards), len(lines)),
    )


VIEW = BuiltInView(
    id="high-level",
    title="High-level design",
    doc="The components, their groups and what they call.",
    make=high_level,
    order=1,
)
