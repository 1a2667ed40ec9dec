"""The high-level view: the boxes and the lines between them, nothing to compute (step 5)."""

from __future__ import annotations

from sdgen.analyses.facts import Facts
from sdgen.design.calls import calls_of
from sdgen.views.diagram import Diagram
from sdgen.views.elements import (
    call_label,
    call_line,
    component_card,
    describe,
    design_groups,
    step_labels,
)
from sdgen.views.view import BuiltInView


def high_level(facts: Facts, title: str) -> Diagram:
    """Every component and every call, by name and purpose."""
    design = facts.design
    cards = tuple(component_card(design, component) for component in design.components.values())
    said = step_labels(design)
    lines = tuple(
        call_line(design, call, call_label(call, said), said) for call in calls_of(design)
    )
    return Diagram(
        view="high-level",
        title=design.name,
        subtitle=title,
        cards=cards,
        lines=lines,
        groups=design_groups(design, cards),
        description=describe(design, title, len(cards), len(lines)),
    )


VIEW = BuiltInView(
    id="high-level",
    title="High-level design",
    doc="The components, their groups and what they call.",
    make=high_level,
    order=1,
)
