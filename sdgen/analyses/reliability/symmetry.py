"""Which events are interchangeable: what is computed of one of them holds for the others.

Two instances are where exchanging them, or turning the ring that they stand in, leaves the model as
it was: they are as likely down, lie in the same failure domains, and hold data in the same way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence

from sdgen.analyses.reliability.failure_model import FailureModel, OwnPart, holders_of


def twins(model: FailureModel) -> dict[str, str]:
    """By event the first of those that it is interchangeable with; events that are like no other
    are absent."""
    uses = Counter(name for part in model.own_parts for name in _events_of(part))
    found: dict[str, str] = {}
    for part in model.own_parts:
        if part.switch is not None or part.rolling:
            continue
        first: dict[Hashable, str] = {}
        alike = _likeness(part, model)
        for at, instance in enumerate(part.instances):
            # what several parts stand on would have to be exchanged in all of them
            if instance.event is not None and uses[instance.event] == 1:
                known = first.setdefault(alike(at), instance.event)
                if known != instance.event:
                    found[instance.event] = known
    return found


def _events_of(part: OwnPart) -> Iterator[str]:
    for instance in part.instances:
        if instance.event is not None:
            yield instance.event


def _likeness(part: OwnPart, model: FailureModel) -> Callable[[int], Hashable]:
    """What is equal for the positions of interchangeable instances."""
    marks = [(each.event and model.events[each.event], each.domains) for each in part.instances]
    if part.copies is None or (not part.holders and part.copies >= len(marks)):
        return marks.__getitem__
    step = _turn(part, marks)
    return lambda at: at % step


def _turn(part: OwnPart, marks: Sequence[tuple[float | str | None, tuple[str, ...]]]) -> int:
    """By how many instances a ring can be turned and is as it was; all of them if by no fewer."""
    number = len(marks)
    pieces = frozenset(holders_of(part))
    for step in range(1, number // 2 + 1):
        if number % step or any(marks[at] != marks[at - step] for at in range(number)):
            continue
        turned = (tuple(sorted((at + step) % number for at in piece)) for piece in pieces)
        if pieces.issuperset(turned):
            return step
    return number
