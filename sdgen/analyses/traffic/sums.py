"""Sums of load: what arrives at a component by all its calls, and by what runs on it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from sdgen.analyses.traffic.capacity import Laid, Mix
from sdgen.analyses.traffic.work import Asked, Tally
from sdgen.design.hosts import guests_first, hosts_of
from sdgen.design.records import Access, Component, Design
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
    tallies: dict[str, Tally] = field(default_factory=dict)
    laid: list[tuple[Component, Sum]] = field(default_factory=list)

    def count(
        self, bearers: Iterable[Component], asked: Asked, rate: float, access: Access | None
    ) -> None:
        """Takes in operations that arrive: in what the capacity of the component counts, and of
        each that it runs on."""
        for each in bearers:
            tally = self.tallies.setdefault(each.id, Tally())
            tally.add(access, rate, asked.of(each), stated=asked.is_stated)

    def mix_on(self, bearer: Component, factor: float = 1.0) -> Mix:
        """What arrives here, ``factor`` times, in what the capacity of ``bearer`` counts."""
        mix = self.tallies.get(bearer.id, Tally()).of(bearer, factor)
        laid = tuple(Laid(guest, each.mix_on(bearer, factor)) for guest, each in self.laid)
        return replace(mix, laid=laid) if laid else mix

    def add(self, each: Pass) -> None:
        self.average += each.average
        self.request = _sum(self.request, _times(each.average, each.request))
        self.response = _sum(self.response, _times(each.average, each.response))

    def lay(self, component: Component, asked: Sum) -> None:
        """Adds what is asked of a component that runs here."""
        self.average += asked.average
        self.request = _sum(self.request, asked.request)
        self.response = _sum(self.response, asked.response)
        self.laid.append((component, asked))

    def load(self, factor: float) -> Load:
        """The load at the average and at the peak."""
        return Load(
            self.average,
            product(self.average, factor),
            _times(factor, self.request),
            _times(factor, self.response),
        )


def bearers_of(design: Design, name: str) -> tuple[Component, ...]:
    """A component, and all that it runs on."""
    component = design.components[name]
    return (component, *hosts_of(design, component)) if component.runs_on else (component,)


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


def _times(rate: float, size: float | None) -> float | None:
    return None if size is None else product(rate, size)
