"""Many states of a failure model at once, bit by bit: single failures of any design, simulation.

One integer for each component; bit i is set when the component is down in state i. The gates work
on whole integers, and "down" is spread through the calls until nothing changes. For the single
points of failure, state i is that in which event i alone has happened.
"""

from __future__ import annotations

from collections.abc import Collection

from sdgen.analyses.reliability.components import strong_components
from sdgen.analyses.reliability.failure_model import FailureModel, OwnPart, Requirement

FEW = 8
"""Up to so many failures are counted one by one, more in binary."""


def first_order_cuts(model: FailureModel) -> tuple[str, ...]:
    """The events that alone take the journey down, in the order of ``model.events``."""
    return cuts_among(model, model.events)


def cuts_among(model: FailureModel, events: Collection[str]) -> tuple[str, ...]:
    """Those of ``events`` that alone take the journey down, in the order of ``model.events``.

    The instances of a component are alike when nothing else has failed, so one stands for all.
    """
    stand_ins = _stand_ins(model)
    asked = {stand_ins.get(event, event) for event in events}
    tried = [event for event in model.events if event in asked]
    masks = dict.fromkeys(model.events, 0)
    masks.update((event, 1 << at) for at, event in enumerate(tried))
    mask = down_masks(model, masks)
    found = {event for at, event in enumerate(tried) if mask >> at & 1}
    return tuple(
        event for event in model.events if event in events and stand_ins.get(event, event) in found
    )


def _stand_ins(model: FailureModel) -> dict[str, str]:
    """For the second and each further instance of a component, its first; of one whose pieces lie
    on chosen instances each stands for itself."""
    return {
        other: first
        for part in model.own_parts
        if not part.holders
        for first, *others in [[i.event for i in part.instances if i.event is not None] or [""]]
        for other in others
    }


def down_masks(model: FailureModel, masks: dict[str, int]) -> int:
    """In which states the journey is down, ``masks`` saying in which each event has happened."""
    down = components_down(model, masks)
    mask = 0
    for requirement in model.top:
        mask |= _unmet(requirement, down)
    return mask


def components_down(model: FailureModel, masks: dict[str, int]) -> list[int]:
    """For each component, in which states it is down."""
    return spread(model, own_parts_down(model, masks))


def spread(model: FailureModel, down: list[int]) -> list[int]:
    """The same, given for each component in which states its own part is down."""
    targets = [[t for r in requirements for t in r.targets] for requirements in model.requirements]
    for cycle in strong_components(targets):
        # what is called comes first, so outside a cycle one look is enough
        # inside, each look goes the other way than the last: what must travel far gets there sooner
        changed, members = True, list(cycle)
        while changed:
            changed = False
            for number in members:
                mask = down[number]
                for requirement in model.requirements[number]:
                    mask |= _unmet(requirement, down)
                if mask != down[number]:
                    down[number] = mask
                    changed = len(cycle) > 1
            members.reverse()
    return down


def own_parts_down(model: FailureModel, masks: dict[str, int]) -> list[int]:
    """For each component, in which states its own part is down, whatever it calls."""
    return [_own_down(part, masks) for part in model.own_parts]


def _unmet(requirement: Requirement, down: list[int]) -> int:
    spare = len(requirement.targets) - requirement.need
    return more_than(spare, [down[target] for target in requirement.targets])


def more_than(spare: int, masks: list[int]) -> int:
    """The bits that are set in more than ``spare`` of ``masks``."""
    if spare >= len(masks):
        return 0
    if spare > FEW:
        return _counted_above(spare, masks)
    at_least = [0] * (spare + 1)
    for mask in masks:
        for count in range(spare, 0, -1):
            at_least[count] |= at_least[count - 1] & mask
        at_least[0] |= mask
    return at_least[spare]


def _counted_above(spare: int, masks: list[int]) -> int:
    """The same for many masks: a binary counter for each bit, its digits side by side."""
    digits: list[int] = []
    for mask in masks:
        _count(digits, mask)
    return _digits_above(spare, digits)


def _count(digits: list[int], mask: int) -> None:
    """One more in each bit of ``mask``."""
    carry = mask
    for at, digit in enumerate(digits):
        if not carry:
            return
        digits[at], carry = digit ^ carry, digit & carry
    if carry:
        digits.append(carry)


def _uncount(digits: list[int], mask: int) -> None:
    """One less in each bit of ``mask``, where something has been counted."""
    borrow = mask
    for at, digit in enumerate(digits):
        if not borrow:
            return
        digits[at], borrow = digit ^ borrow, ~digit & borrow


def _any_run_above(lost: list[int], copies: int, need: int) -> int:
    """The bits in which some run of ``copies`` neighbours in the ring has fewer than ``need`` up:
    a counter that moves round with the run."""
    digits: list[int] = []
    for mask in lost[:copies]:
        _count(digits, mask)
    down = _digits_above(copies - need, digits)
    if copies == len(lost):
        return down
    for at, left in enumerate(lost):
        entering = lost[(at + copies) % len(lost)]
        if entering == left:
            continue
        _uncount(digits, left)
        _count(digits, entering)
        if entering:
            down |= _digits_above(copies - need, digits)
    return down


def _digits_above(spare: int, digits: list[int]) -> int:
    """The bits in which a counter has more than ``spare``."""
    width = max(len(digits), spare.bit_length())
    above, equal = 0, -1
    for at in reversed(range(width)):
        digit = digits[at] if at < len(digits) else 0
        if spare >> at & 1:
            equal &= digit
        else:
            above |= equal & digit
            equal &= ~digit
    return above


def _own_down(part: OwnPart, masks: dict[str, int]) -> int:
    lost = []
    for instance in part.instances:
        mask = 0 if instance.event is None else masks[instance.event]
        for domain in instance.domains:
            mask |= masks[domain]
        lost.append(mask)
    down = 0
    for event in part.common:
        down |= masks[event]
    if part.switch is not None and len(lost) > 1:
        down |= masks[part.switch] & more_than(0, lost[: part.serving])
    if part.holders:
        for holders in part.holders:
            down |= more_than(len(holders) - part.need, [lost[at] for at in holders])
        return down
    if part.copies is not None:
        return down | _any_run_above(lost, min(part.copies, len(lost)), part.need)
    return down | more_than(len(lost) - part.need, lost) if lost else down
