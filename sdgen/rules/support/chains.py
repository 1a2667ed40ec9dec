"""Which calls may follow which: what the steps of journeys tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdgen.design.calls import calls_in_groups
from sdgen.design.records import Call, Journey
from sdgen.lint.context import LintContext

if TYPE_CHECKING:
    from sdgen.analyses.latency.visits import Visit


class Chains:
    """The chains of calls that the journeys of a design make. A call that no journey makes, or one
    whose steps do not tell what follows, may be followed by any call of its target."""

    def __init__(self, context: LintContext) -> None:
        from sdgen.analyses.latency.visits import Calls  # of which a small design has no use

        self._context = context
        self._calls = Calls(context.design)
        self._groups = {call.id: group for group, call in calls_in_groups(context.design)}
        self._by_anything: set[str] = set()
        self._next: dict[str, set[str]] = {}
        for journey in context.journeys:
            self._add(journey)

    def may_follow(self, call: Call, after: Call) -> bool:
        """Whether a call may be made because ``after`` was, which calls its source."""
        followed = self._next.get(after.id)
        return followed is None or after.id in self._by_anything or call.id in followed

    def _add(self, journey: Journey) -> None:
        named = {name for step in journey.steps for name in (step.source, step.target)}
        for name in self._context.made[journey.id].components:
            if name not in named:  # it makes every call
                for call in self._context.calls_from[name]:
                    self._anything_after(call)
        from sdgen.analyses.latency.visits import visits

        made = visits(self._context.design, journey, self._calls, everything=True)
        for visit in made[1:]:
            self._add_visit(visit, None if visit.parent is None else made[visit.parent].call)

    def _add_visit(self, visit: Visit, before: Call | None) -> None:
        if visit.call is None:
            return
        only = visit.step is not None and visit.step.only
        instead = (visit.call,) if only else self._groups[visit.call.id].calls
        self._next.setdefault(visit.call.id, set())
        for each in instead:
            if each.target != visit.call.target:  # what it does, the steps do not tell
                self._anything_after(each)
            if before is not None:
                self._next[before.id].add(each.id)

    def _anything_after(self, call: Call) -> None:
        self._by_anything.add(call.id)
        self._next.setdefault(call.id, set())
