"""What gets load only once something else has failed."""

from __future__ import annotations

from collections.abc import Mapping

from sdgen.analyses.traffic.flow import Traffic
from sdgen.analyses.traffic.journey_calls import JourneyCalls
from sdgen.design.calls import calls_from, calls_in_groups
from sdgen.design.records import Design


def standing_by(
    design: Design, traffic: Traffic, made: Mapping[str, JourneyCalls]
) -> frozenset[str]:
    """Alternatives in journeys with a rate, of callers that have load, and all that these call:
    components to which load goes when another one fails."""
    found: set[str] = set()
    alternatives = [
        call for group, call in calls_in_groups(design) if len(group.calls) > group.need
    ]
    for name in traffic.journeys:
        reached = made[name].components
        loaded = {design.journeys[name].actor, *traffic.components} & {*reached}
        ahead = [call.target for call in alternatives if call.source in loaded]
        seen: set[str] = set()
        while ahead:
            each = ahead.pop()
            if each in reached and each not in seen:
                seen.add(each)
                ahead += [call.target for call in calls_from(design.components[each])]
        found |= seen
    return frozenset(found)
