"""A failure model without what practically never happens: what a report of percents is computed from.

Of a component with many spare instances, as many of them are down at once as good as never. Where
that adds less to the unavailability than anybody could see, single instances of it are left out,
and only its failure domains are left. What is left is smaller by far.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from msgspec.structs import replace

from sdgen.analyses.reliability.conditional import own_by_pattern, patterns_of
from sdgen.analyses.reliability.failure_model import FailureModel, Instance, OwnPart
from sdgen.analyses.reliability.own_part import TooManyPlacesError, places_of

FEWEST_SPARE = 2
"""With fewer instances to spare than this, their failures are not rare."""


def essential(model: FailureModel, least: float) -> FailureModel:
    """The model without the instances of each own part that take it down less than ``least`` of the
    time, failure domains apart. The unavailability falls by no more than that for each such part."""
    parts = tuple(
        _domains_alone(part) if _is_rare(part, model, least) else part for part in model.own_parts
    )
    return replace(model, own_parts=parts)


def _is_rare(part: OwnPart, model: FailureModel, least: float) -> bool:
    spare = len(part.instances) - part.need
    if part.copies is not None or part.switch is not None or part.rolling or spare < FEWEST_SPARE:
        return False
    alone = replace(part, common=())
    try:
        return _by_instances(alone, model, model.events) < least
    except TooManyPlacesError:
        return False


def _by_instances(part: OwnPart, model: FailureModel, events: Mapping[str, float]) -> float:
    """How often the part is down where failure domains alone would leave enough of it."""
    patterns = patterns_of(places_of((part,)), events, model.exclusive)
    down = own_by_pattern(part, patterns, events)
    return math.fsum(w * q for w, q in zip(patterns.weights, down, strict=True) if q < 1.0)


def _domains_alone(part: OwnPart) -> OwnPart:
    return replace(part, instances=tuple(Instance(None, each.domains) for each in part.instances))
