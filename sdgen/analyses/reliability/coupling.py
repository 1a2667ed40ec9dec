"""Events that take several own parts at once, such as the loss of what they run on.

The engines look at own parts one by one and know that failure domains couple them. An event that
takes instances of several parts is such a domain: it moves there from wherever else it stands.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from msgspec.structs import replace

from sdgen.analyses.reliability.failure_model import Instance, OwnPart


def coupled(parts: Sequence[OwnPart], candidates: Collection[str]) -> tuple[OwnPart, ...]:
    """The parts in which those of the candidates that take several of them are domains, and those
    that take one instance alone are its own event."""
    counts: Counter[str] = Counter()
    held: Counter[str] = Counter()
    for part in parts:
        named = [name for each in part.instances for name in each.lost_with if name in candidates]
        held.update(named)
        counts.update({*named, *(name for name in part.common if name in candidates)})
    several = {name for name, parts_hit in counts.items() if parts_hit > 1}
    alone = {name for name, times in held.items() if times == 1 and name not in several}
    return tuple(_alone(as_domains(part, several), alone) for part in parts)


def as_domains(part: OwnPart, names: Collection[str]) -> OwnPart:
    """The part in which the events of ``names`` are failure domains of the instances that they
    take."""
    common = tuple(name for name in part.common if name in names)
    if not common and not any(each.event in names for each in part.instances):
        return part
    instances = tuple(
        Instance(
            None if each.event in names else each.event,
            (*((each.event,) if each.event in names else ()), *common, *each.domains),
        )
        for each in part.instances
    )
    if common and not instances:
        instances = (Instance(None, common),)
    left = tuple(name for name in part.common if name not in names)
    return replace(part, instances=instances, common=left)


def _alone(part: OwnPart, names: Collection[str]) -> OwnPart:
    """The part in which a domain that takes one instance only, and no other part, is its event."""
    if not names or all(each.event is not None or not each.domains for each in part.instances):
        return part
    return replace(part, instances=tuple(_promoted(each, names) for each in part.instances))


def _promoted(instance: Instance, names: Collection[str]) -> Instance:
    first = next((name for name in instance.domains if name in names), None)
    if instance.event is not None or first is None:
        return instance
    return Instance(first, tuple(name for name in instance.domains if name != first))
