"""Rolling maintenance: for a share of the time one instance of a component is out, each in turn.

Within one own part that is a mean over the instances. Where several parts stand on the same
instances, they lose theirs at the same time: then each turn is an event, of which at most one has
happened.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from sdgen.analyses.reliability.failure_model import FailureModel, Instance, OwnPart, Rolling
from sdgen.analyses.reliability.fault_tree import FaultTreeBuilder


def shares_turns(model: FailureModel) -> bool:
    """Whether maintenance takes instances of several own parts at the same time."""
    names = [each.name for part in model.own_parts for each in part.rolling]
    return len(names) > len(set(names))


def with_turns(model: FailureModel, *, every: bool = False) -> FailureModel:
    """The model in which the turns of maintenance that several parts share are events, or those of
    ``every`` maintenance."""
    shared = Counter(each.name for part in model.own_parts for each in part.rolling)
    named = {name for name, parts in shared.items() if every or parts > 1}
    if not named:
        return model
    events = dict(model.events)
    groups: dict[str, tuple[str, ...]] = {}
    own = []
    for part in model.own_parts:
        for each in part.rolling:
            if each.name in named:
                turns = _turns(each)
                groups[each.name] = turns
                events.update(dict.fromkeys(turns, each.share / len(turns)))
        own.append(_with_turns(part, named))
    return replace(
        model,
        own_parts=tuple(own),
        events=events,
        exclusive=(*model.exclusive, *groups.values()),
    )


def _turns(rolling: Rolling) -> tuple[str, ...]:
    """The events of its turns."""
    return tuple(f"{rolling.name}!turn/{at}" for at, _ in enumerate(rolling.outs, start=1))


def _with_turns(part: OwnPart, named: set[str]) -> OwnPart:
    taken: dict[int, list[str]] = {}
    for each in part.rolling:
        if each.name in named:
            for turn, positions in zip(_turns(each), each.outs, strict=True):
                for at in positions:
                    taken.setdefault(at, []).append(turn)
    instances = tuple(
        Instance(instance.event, (*instance.domains, *taken.get(at, ())))
        for at, instance in enumerate(part.instances)
    )
    left = tuple(each for each in part.rolling if each.name not in named)
    return replace(part, instances=instances, rolling=left)


def builder_of(model: FailureModel) -> FaultTreeBuilder:
    """A fault tree's builder with the model's events. Of a group of which at most one happens, each
    happens if none before it has: with the chance that this leaves it."""
    chances = dict(model.events)
    for group in model.exclusive:
        chances.update(chances_in_turn(model, group))
    builder = FaultTreeBuilder(chances.items())
    for group in model.exclusive:
        before: list[int] = []
        for name in group:
            number = builder.number_of[name]
            if before:
                builder.number_of[name] = builder.all_of([number, *(~each for each in before)])
            before.append(number)
    return builder


def chances_in_turn(model: FailureModel, group: Iterable[str]) -> Iterator[tuple[str, float]]:
    """Of events of which at most one happens, the chance of each where none before it has."""
    left = 1.0
    for name in group:
        q = model.events[name]
        yield name, min(1.0, q / left) if left > 0.0 else 0.0
        left -= q


def turns_of(
    rolling: Rolling, instances: tuple[Instance, ...], unavailability: Mapping[str, float]
) -> Iterator[tuple[tuple[int, ...], int]]:
    """The turns that differ, each with how many are like it: where only the number of instances
    counts, those that lie in the same places and are as likely down."""
    known: dict[object, tuple[tuple[int, ...], int]] = {}
    for positions in rolling.outs:
        alike = tuple(
            sorted(
                (each.domains, -1.0 if each.event is None else unavailability[each.event])
                for each in map(instances.__getitem__, positions)
            )
        )
        first, number = known.get(alike, (positions, 0))
        known[alike] = first, number + 1
    yield from known.values()
