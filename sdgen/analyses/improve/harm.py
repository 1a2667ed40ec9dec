"""About how often each component of a journey is down by itself: which ones to look at first."""

from __future__ import annotations

from collections.abc import Mapping

from sdgen.analyses.failure.logic import FailureLogic
from sdgen.analyses.reliability.failure_model import FailureModel, OwnPart
from sdgen.analyses.reliability.own_part import TooManyPlacesError, own_unavailability, places_of


def harm_of(logic: FailureLogic) -> Mapping[str, float]:
    """By component, about how often its own part is down: by itself, or with one failure domain."""
    found: dict[str, float] = {}
    for name, part in zip(logic.owners, logic.model.own_parts, strict=False):
        try:
            harm = _own_harm(logic.model, part)
        except TooManyPlacesError:
            # not known: as if it were the worst, so that it is looked at
            harm = 1.0
        found[name] = max(harm, found.get(name, 0.0))
    return found


def _own_harm(model: FailureModel, part: OwnPart) -> float:
    harm = own_unavailability(part, frozenset(), model.events)
    for place in sorted(places_of((part,))):
        harm += model.events[place[0]] * own_unavailability(part, frozenset({place}), model.events)
    return harm
