"""Which components are why a failure takes journeys down: those that it leaves too little of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from sdgen.analyses.facts import Facts
from sdgen.analyses.failure.after import LossOutcome


def taken_down(facts: Facts, events: Iterable[str]) -> Mapping[str, Sequence[str]]:
    """By component that journeys need and that these events together leave too little of, the journeys
    that are down for it."""
    return _why_down(facts, _outcome(facts, tuple(events)))


def _outcome(facts: Facts, events: tuple[str, ...]) -> LossOutcome:
    if len(events) == 1 and events[0] in facts.domain_losses:
        return facts.domain_losses[events[0]]
    after = facts.under(replace(facts.scenario, failed=events)).loss
    assert after is not None, "something has failed"
    return after


def _why_down(facts: Facts, after: LossOutcome) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = {}
    for each in after.journeys:
        if not each.is_up:
            for name in (*each.chain[-1:], *each.besides):
                if name in facts.design.components:
                    found.setdefault(name, []).append(each.journey)
    return found
