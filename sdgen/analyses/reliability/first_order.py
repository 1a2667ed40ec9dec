"""Single events that take a journey down, for any design: all events tried at once, bit by bit.

One integer for each component; bit i is set when the component is down with event i alone. The
gates work on whole integers, and "down" is spread through the calls until nothing changes.
"""

from __future__ import annotations

from sdgen.analyses.reliability.failure_model import FailureModel, OwnPart, Requirement
from sdgen.analyses.reliability.failure_tree import copy_holders


def first_order_cuts(model: FailureModel) -> tuple[str, ...]:
    """The events that alone take the journey down, in the order of ``model.events``."""
    down = components_down(model)
    mask = 0
    for requirement in model.top:
        mask |= _unmet(requirement, down)
    return _events(model, mask)


def components_down(model: FailureModel) -> list[int]:
    """For each component, the mask of events that alone take it down."""
    number_of = {name: number for number, name in enumerate(model.events)}
    down = [_own_down(part, number_of) for part in model.own_parts]
    callers: dict[int, list[int]] = {}
    for number, requirements in enumerate(model.requirements):
        for requirement in requirements:
            for target in requirement.targets:
                callers.setdefault(target, []).append(number)
    queue = dict.fromkeys(range(len(down) - 1, -1, -1))
    while queue:
        number, _ = queue.popitem()
        mask = down[number]
        for requirement in model.requirements[number]:
            mask |= _unmet(requirement, down)
        if mask != down[number]:
            down[number] = mask
            queue.update(dict.fromkeys(callers.get(number, ())))
    return down


def partial_cuts(part: OwnPart) -> tuple[str, ...]:
    """Instances whose loss alone makes some piece of data unavailable, though not all of it."""
    if part.copies is None or part.need < min(part.copies, len(part.instances)):
        return ()
    return tuple(i.event for i in part.instances if i.event is not None)


def _events(model: FailureModel, mask: int) -> tuple[str, ...]:
    return tuple(name for number, name in enumerate(model.events) if mask >> number & 1)


def _unmet(requirement: Requirement, down: list[int]) -> int:
    spare = len(requirement.targets) - requirement.need
    return _more_than(spare, [down[target] for target in requirement.targets])


def _more_than(spare: int, masks: list[int]) -> int:
    """The bits that are set in more than ``spare`` of ``masks``."""
    if spare >= len(masks):
        return 0
    at_least = [0] * (spare + 1)
    for mask in masks:
        for count in range(spare, 0, -1):
            at_least[count] |= at_least[count - 1] & mask
        at_least[0] |= mask
    return at_least[spare]


def _own_down(part: OwnPart, number_of: dict[str, int]) -> int:
    masks = []
    for instance in part.instances:
        mask = 0 if instance.event is None else 1 << number_of[instance.event]
        for domain in instance.domains:
            mask |= 1 << number_of[domain]
        masks.append(mask)
    down = 0
    for event in part.common:
        down |= 1 << number_of[event]
    if part.switch is not None and len(masks) > 1:
        no_standby = _more_than(len(masks) - 2, masks[1:])
        return down | masks[0] & (no_standby | 1 << number_of[part.switch])
    if part.copies is not None:
        for holders in copy_holders(len(masks), part.copies):
            down |= _more_than(len(holders) - part.need, [masks[at] for at in holders])
        return down
    return down | _more_than(len(masks) - part.need, masks) if masks else down
