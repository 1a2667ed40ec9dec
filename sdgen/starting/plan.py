"""What follows from the answers before anything is computed: which components there are, how things are
called, in which zones they run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from msgspec import Struct, field

from sdgen.starting.answers import Answers
from sdgen.starting.names import as_id, entity_of

Data = dict[str, object]

LARGE: Final = 100_000.0
"""Bytes from which a thing is a file: it goes into an object store, and a CDN serves it."""
FAR_ABOVE: Final = 5.0
"""Reads for each write from which a cache pays."""
SHORTEST_HORIZON: Final = 3 * 365 * 86_400.0
COPIES: Final = 3
REGION_UP: Final = "99.99%"
"""What clouds say of a region, and sell of what runs in all of it."""


class Sizes(Struct, frozen=True):
    """How many of each component there are, by id, and how much disk and memory one has, in bytes.

    ``partitioned``: the database spreads its rows over its nodes, since one leader would not do;
    ``more_copies`` of each row than usual. ``own_balancers``: load balancers in every zone in the
    place of one that is bought. ``promised`` is what the objectives say, empty for what was asked.
    """

    counts: Mapping[str, int] = field(default_factory=dict)
    disk: float = 100e9
    memory: float = 1e9
    partitioned: bool = False
    more_copies: bool = False
    own_balancers: bool = False
    promised: str = ""


class Plan(Struct, frozen=True):
    """The answers, the sizes, and the names that follow from both."""

    answers: Answers
    sizes: Sizes = Sizes()

    @property
    def actor(self) -> str:
        return as_id(self.answers.who)

    @property
    def thing(self) -> str:
        return as_id(self.answers.thing)

    @property
    def entity(self) -> str:
        return entity_of(self.answers.thing)

    @property
    def add(self) -> str:
        """The journey that adds one."""
        return f"add-{self.thing}"

    @property
    def view(self) -> str:
        """The journey that looks at one; empty where nobody does."""
        return f"view-{self.thing}" if self.answers.reads.value else ""

    @property
    def journeys(self) -> tuple[str, ...]:
        return (self.add, self.view) if self.view else (self.add,)

    @property
    def large(self) -> bool:
        return self.answers.size.value >= LARGE

    @property
    def cached(self) -> bool:
        often = self.answers.reads.value >= FAR_ABOVE * self.answers.writes.value
        return often and not self.large

    @property
    def delivered(self) -> bool:
        """Whether a CDN serves files."""
        return self.large and bool(self.view)

    @property
    def zones(self) -> tuple[str, ...]:
        """Every zone, those of different regions in turn; one region has three, several two each,
        so that the loss of a zone is felt by a third of all at most."""
        letters = "abc" if self.alone else "ab"
        return tuple(_zone(place, each) for each in letters for place in self.answers.places)

    @property
    def alone(self) -> bool:
        """Whether there is one region only."""
        return len(self.answers.places) == 1

    @property
    def copies(self) -> int:
        """Of each row, where the database is partitioned: an odd number, of which most must answer, or
        as many in each of two regions."""
        usual = {2: 4, 4: 5}.get(len(self.answers.places), COPIES)
        return usual + 2 if self.sizes.more_copies else usual

    @property
    def available(self) -> str:
        """What the objectives promise."""
        return self.sizes.promised or self.answers.available.text

    def count(self, component: str) -> int:
        return self.sizes.counts.get(component, len(self.zones))


def _zone(place: str, letter: str) -> str:
    """``eu-west-1a``, as clouds call it, but ``frankfurt-a``."""
    return f"{place}{letter}" if place[-1:].isdigit() else f"{place}-{letter}"


def horizon(answers: Answers) -> str:
    """How far the design looks ahead: as long as things are kept, but for three years at least."""
    if answers.kept is None:
        return "5y"
    return answers.kept.text if answers.kept.value >= SHORTEST_HORIZON else "3y"
