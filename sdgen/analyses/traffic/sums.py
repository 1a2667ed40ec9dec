"""Sums of load: what arrives at a component by all its calls, and by what runs on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from sdgen.analyses.traffic.capacity import Laid, Mix
from sdgen.design.hosts import guests_first
from sdgen.design.records import Component, Design
from sdgen.model.rates import product

if TYPE_CHECKING:
    from sdgen.analyses.traffic.flow import Pass


class Load(Struct, frozen=True):
    """Operations per second at the average and at the peak, and the bytes per second that go along
    (``request``) and against (``response``) the calls at the peak; None where a size is unknown."""

    average: float = 0.0
    peak: float = 0.0
    request: float | None = 0.0
    response: float | None = 0.0

    def __add__(self, other: Load) -> Load:
        return Load(
            self.average + other.average,
            self.peak + other.peak,
            _sum(self.request, other.request),
            _sum(self.response, other.response),
        )


class Sum(Struct):
    """Average operations a second, and bytes a second on average; None where a part is unknown."""

    average: float = 0.0
    request: float | None = 0.0
    response: float | None = 0.0
    mix: Mix = Mix()

    def add(self, each: Pass) -> None:
        average = each.average
        self.average += average
        self.mix = self.mix.and_also(each.access, average)
        if self.request is not None:
            known = each.request is not None
            self.request = self.request + product(average, each.request or 0.0) if known else None
        if self.response is not None:
            known = each.response is not None
            self.response = (
                self.response + product(average, each.response or 0.0) if known else None
            )

    def lay(self, component: Component, asked: Sum) -> None:
        """Adds what is asked of a component that runs here."""
        self.average += asked.average
        self.request = _sum(self.request, asked.request)
        self.response = _sum(self.response, asked.response)
        self.mix = replace(self.mix, laid=(*self.mix.laid, Laid(component, asked.mix)))

    def load(self, factor: float) -> Load:
        """The load at the average and at the peak."""
        return Load(
            self.average,
            product(self.average, factor),
            None if self.request is None else product(self.request, factor),
            None if self.response is None else product(self.response, factor),
        )


def lay_on_hosts(design: Design, sums: dict[str, Sum], taken: dict[str, bool]) -> None:
    """What a component is asked is asked of what it runs on too; ``taken`` says of each whether all
    that it gets are messages."""
    for guest in guests_first(design):
        asked = sums.get(guest.id)
        if asked is not None:
            sums.setdefault(guest.runs_on, Sum()).lay(guest, asked)
            waits = taken.get(guest.id, False)
            taken[guest.runs_on] = taken.get(guest.runs_on, True) and waits


def _sum(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one + other
