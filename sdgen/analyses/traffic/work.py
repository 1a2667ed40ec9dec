"""How much of its capacity an operation takes of what it is made of.

Where a capacity counts operations, each takes one, or as many as its step says. Where it counts bytes, each takes what goes
along and against its call. Where it counts anything else, such as tokens, each takes what its step
says with ``work``; what no step says is unknown, and so is then the utilisation.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from sdgen.analyses.traffic.capacity import Mix
from sdgen.design.records import Access, Component, Journey, Step
from sdgen.model.work import counts_operations, same_unit, unit_of
from sdgen.quantity import Dimension, Quantity

Sizes = tuple[float | None, float | None]
"""Bytes of the request and of the response; None where they are unknown."""


class Tally(Struct):
    """Operations a second that arrive at a component, and what they take of its capacity.
    ``stated`` tells that a step says so, ``measured`` that it is known of all of them."""

    mix: Mix = Mix()
    work: Mix = Mix()
    stated: bool = False
    measured: bool = True

    def add(self, access: Access | None, rate: float, work: float | None, *, stated: bool) -> None:
        """Take in ``rate`` operations more, each of which takes ``work``."""
        self.mix = self.mix.and_also(access, rate)
        self.stated = self.stated or stated
        if work is not None:
            self.work = self.work.and_also(access, rate * work if rate else 0.0)
        elif rate:
            self.measured = False

    def of(self, component: Component, factor: float = 1.0) -> Mix:
        """All of it, ``factor`` times, in what the capacity of ``component`` counts."""
        mix = self.mix.scaled(factor)
        if counts_operations(component) and not self.stated:
            return mix
        if not self.measured:
            return replace(mix, measured=False)
        return replace(mix, work=self.work.scaled(factor))


class Asked(Struct, frozen=True):
    """What one call asks: the step that makes it, or that it stands in for, and its bytes."""

    step: Step | None = None
    sizes: Sizes = (None, None)

    @property
    def is_stated(self) -> bool:
        """Whether its step says how much work it is."""
        return self.step is not None and self.step.work is not None

    def of(self, component: Component) -> float | None:
        """What it takes of the capacity of a component; None where that is unknown."""
        return work_of_call(component, self.step, self.sizes)


def sizes_of_steps(journey: Journey) -> Iterator[Sizes]:
    """The bytes of one call along each step. The journey's own run along the chains that begin at
    its actor, since that is the request being passed on; other steps say theirs, or are unknown.
    What goes in batches has the bytes of each of them."""
    own = value_of(journey.request), value_of(journey.response)
    passed_on: Sizes = own
    for step in journey.steps:
        if not step.chained:
            passed_on = own if step.source == journey.actor else (None, None)
        given = value_of(step.request), value_of(step.response)
        number = step.batch or 1
        request, response = (
            passed if stated is None else stated
            for stated, passed in zip(given, passed_on, strict=True)
        )
        yield (
            None if request is None else request * number,
            None if response is None else response * number,
        )


def work_of_call(component: Component, step: Step | None, sizes: Sizes) -> float | None:
    """What one call takes of the capacity of ``component``: one operation where it counts these and
    the step does not say how many it is. None where that is unknown."""
    capacity = component.capacity
    if capacity is None and component.capacities is None:
        return None
    unit = "" if capacity is None else unit_of(capacity)
    stated = step.work if step is not None else None
    if step is not None and stated is not None and same_unit(unit_of(stated), unit):
        return stated.value * (step.batch or 1)
    if counts_operations(component):
        # of rows or records some steps count, how many others take is not known
        return 1.0 if stated is None and not unit else None
    if capacity is not None and capacity.dimension is Dimension.BYTE_RATE:
        known = [each for each in sizes if each is not None]
        # as everywhere, what one direction does not say is nothing where the other does
        return sum(known) if known else None
    return None


def value_of(quantity: Quantity | None) -> float | None:
    return None if quantity is None else quantity.value
