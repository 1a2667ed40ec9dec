"""What all parts of a sequence diagram are told of: one journey's timeline, and what its calls carry."""

from __future__ import annotations

from collections.abc import Mapping

from sdgen.analyses.facts import Facts
from sdgen.analyses.latency.groups import groups_of
from sdgen.analyses.latency.timeline import Timeline
from sdgen.analyses.traffic.flow import Pass, peak_factor
from sdgen.base.words import in_one_line
from sdgen.design.calls import CallGroup, calls_in_groups
from sdgen.design.records import Design, Journey
from sdgen.quantity import Dimension
from sdgen.quantity.print import format_quantity
from sdgen.views.path import asked_for


class Course:
    """What all parts of one journey's timeline share."""

    def __init__(self, facts: Facts, journey: str, timeline: Timeline) -> None:
        self.design = facts.design
        self.timeline = timeline
        self.visits = [each.visit for each in timeline.bars]
        self.children: list[list[int]] = [[] for _ in timeline.bars]
        for at, visit in enumerate(self.visits):
            if visit.parent is not None:
                self.children[visit.parent].append(at)
        self.groups = groups_of(self.visits)
        self.passes: dict[int, Pass] = {
            id(each.step): each for each in facts.passes.get(journey, ()) if each.step is not None
        }
        self.peak = peak_factor(facts.design)
        self._said = _labels(facts.design, facts.design.journeys[journey])
        self.alternatives = _alternatives(facts)

    def name(self, at: int) -> str:
        """What the component of a bar is called."""
        return in_one_line(self.visits[at].component.name) or self.visits[at].component.id

    def label(self, at: int) -> str:
        """What the call of a bar is for, as its step or the call itself says; empty if nothing."""
        call, step = self.visits[at].call, self.timeline.bars[at].step
        own = self._said[step] if step is not None else ""
        return in_one_line(own or (call.label if call is not None else ""))

    def size(self, at: int, back: bool = False) -> str:
        """The bytes along or against the arrow that leads to a bar; empty where not known."""
        found = self.passes.get(id(self.visits[at].step))
        carried = None if found is None else found.response if back else found.request
        return format_quantity(carried, Dimension.BYTES) if carried else ""

    def rate(self, at: int) -> str:
        """Calls a second at the peak along the arrow that leads to a bar; empty where not known."""
        found = self.passes.get(id(self.visits[at].step))
        if found is None or not found.average:
            return ""
        return format_quantity(found.average * self.peak, Dimension.RATE)


def _labels(design: Design, journey: Journey) -> list[str]:
    """What each step is for. What the actor asks for by a chain stands at the first step of that."""
    found = [step.label for step in journey.steps]
    for first, last in asked_for(design, journey).items():
        found[first], found[last] = journey.steps[last].label, "" if first != last else found[last]
    return found


def _alternatives(facts: Facts) -> Mapping[str, CallGroup]:
    """By call, the group of which any one will do that it belongs to."""
    return {
        call.id: group
        for group, call in calls_in_groups(facts.design)
        if group.need == 1 and len(group.calls) > 1
    }
