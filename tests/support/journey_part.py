"""What a picture of a journey has to show, told from the design alone: all of it up to 24 components;
of more the components of its steps with all that calls them or is called by them, or without those
where they would be more than 16."""

from __future__ import annotations

from sdgen.design.records import Design

WHOLE = 24
NEAR = 16


def shown_of(design: Design, journey: str) -> tuple[list[str], list[tuple[str, str]]]:
    """The components and the calls of a journey's picture."""
    calls = [
        (call.source, call.target)
        for component in design.components.values()
        for group in component.calls
        for call in group.calls
    ]
    if len(design.components) <= WHOLE:
        return list(design.components), calls
    steps = design.journeys[journey].steps
    passed = {end for step in steps for end in (step.source, step.target)}
    near = passed | {end for call in calls for end in call if passed & set(call)}
    kept = near if len(near) <= NEAR else passed
    return sorted(kept), [call for call in calls if set(call) <= kept]
