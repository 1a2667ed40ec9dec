"""What a component carries: the busiest of its replicas decides.

With w writes and r reads a second, of which one replica does at most W or R a second, c copies of
each piece that a write goes to, and k of them that a read asks, on n replicas:

    utilisation of the busiest replica = w x (c / n) / W + r x (k / n) / R

Where copies lie in domains of unequal size, the fullest node has more than c / n of the pieces, and
gets that share of the work instead. What keeps nothing has c = k = 1. A leader takes all writes and, unless ``reads: any``, all reads;
of instances that others stand by for, those that serve share the work. After a loss n is what is
left. What runs on the instances of another component adds its work to theirs. Operations that do
not take one each of what the capacity counts, but bytes or tokens, count with what they take of it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from sdgen.analyses.failure.domains import replica_counts
from sdgen.analyses.failure.placement import NOWHERE, pieces_among, share_of_fullest
from sdgen.analyses.replication import (
    ASSUMED_COPIES,
    copies_kept,
    has_leader,
    most_replicas,
    stated_need,
    states_need,
)
from sdgen.design.placement import replica_domains
from sdgen.design.records import Access, Component, ReplicaMode
from sdgen.model.work import counts_operations

TOLERANCE = 1e-9
"""A quotient that is a whole number but for rounding is that number."""


def exceeds(amount: float, capacity: float) -> bool:
    """Whether an amount is more than a capacity, rounding apart: who judges a design asks this, and so
    does who proposes a number, or what is proposed would be found again."""
    return amount > capacity * (1.0 + TOLERANCE)


_COUNTLESS = 10**100
"""So many replicas that what they share is nothing to each."""


MOST_PLACED = 2_000
"""Nodes up to which it is looked at how full each is; of more none is much fuller than others."""
MOST_CHOICES = 60_000


class Mix(Struct, frozen=True):
    """Operations a second: reads, writes, and those of which the design does not tell; ``laid`` are
    those of components that run on the one whose mix this is. ``work`` is what its own take of a
    capacity that counts something else, such as bytes or tokens; where it does and that is unknown,
    they are not ``measured``."""

    reads: float = 0.0
    writes: float = 0.0
    unknown: float = 0.0
    laid: tuple[Laid, ...] = ()
    work: Mix | None = None
    measured: bool = True

    @property
    def total(self) -> float:
        own = self.reads + self.writes + self.unknown
        return own + sum(each.mix.total for each in self.laid) if self.laid else own

    def scaled(self, factor: float) -> Mix:
        """So many times as many of each."""
        reads, writes, unknown = (
            each * factor if each else 0.0 for each in (self.reads, self.writes, self.unknown)
        )
        laid = tuple(Laid(each.component, each.mix.scaled(factor)) for each in self.laid)
        work = None if self.work is None else self.work.scaled(factor)
        return Mix(reads, writes, unknown, laid, work, self.measured)

    def and_also(self, access: Access | None, rate: float) -> Mix:
        """With ``rate`` operations of one sort more."""
        if access is Access.READ:
            return replace(self, reads=self.reads + rate)
        if access is Access.WRITE:
            return replace(self, writes=self.writes + rate)
        return replace(self, unknown=self.unknown + rate)

    def as_writes(self) -> Mix:
        """The same, what is unknown being writes."""
        laid = tuple(Laid(each.component, each.mix.as_writes()) for each in self.laid)
        work = None if self.work is None else self.work.as_writes()
        return Mix(self.reads, self.writes + self.unknown, 0.0, laid, work, self.measured)

    def taken_of(self, component: Component) -> Mix | None:
        """What its own operations take of the capacity of a component; None where that is
        unknown."""
        if self.work is not None:
            return self.work
        if not (self.reads or self.writes or self.unknown):
            return self  # nothing takes nothing
        return self if self.measured and counts_operations(component) else None

    def all_taken_of(self, component: Component) -> Mix | None:
        """The same with those of what runs on it, as if they were its own."""
        parts = [self.taken_of(component)]
        parts += [each.mix.all_taken_of(component) for each in self.laid]
        known = [each for each in parts if each is not None]
        if len(known) < len(parts):
            return None
        return Mix(
            sum(each.reads for each in known),
            sum(each.writes for each in known),
            sum(each.unknown for each in known),
        )


class Laid(Struct, frozen=True):
    """What is asked of a component that runs on the instances of another one, in what the capacity
    of that one counts."""

    component: Component
    mix: Mix


ONE = Mix(unknown=1.0)


def capacity_of_one(component: Component) -> tuple[float, float] | None:
    """What one replica can do in a second, of reads and of writes, in what its capacity counts;
    None where that is unknown."""
    both = component.capacities
    reads = both.reads if both is not None else component.capacity
    writes = both.writes if both is not None else component.capacity
    if reads is None or writes is None or reads.value <= 0 or writes.value <= 0:
        return None
    return reads.value, writes.value


def work_of(component: Component, mix: Mix) -> float | None:
    """What a mean operation takes of the capacity; that of a write is 1 where it tells reads and
    writes apart. None where nothing is known of it."""
    pair, taken = capacity_of_one(component), mix.all_taken_of(component)
    if pair is None or taken is None or not mix.total or math.isinf(mix.total):
        return None
    return (taken.reads * pair[1] / pair[0] + taken.writes + taken.unknown) / mix.total


def left_at_the_peak(component: Component, lost: int) -> int:
    """The replicas that are left of the most that there are when so many of ``count`` are lost: of
    what scales by itself the same share goes, rounded in favour of what stays."""
    count, most = component.replicas.count, most_replicas(component)
    return most - most * lost // count


def serving(component: Component, left: int) -> int:
    """Of ``left`` replicas, those that do the work that a single read is."""
    replicas = component.replicas
    if not has_leader(component) or replicas.copies is not None or replicas.reads_any:
        return left
    if replicas.mode is ReplicaMode.ACTIVE_STANDBY:
        # those that stand by take the place of what is lost
        return min(left, stated_need(component) or 1)
    return min(left, 1)


def busiest(component: Component, mix: Mix, left: int | None = None) -> float | None:
    """The utilisation of the busiest replica, 1 being full, when ``left`` of them are there, or
    all; infinite where nothing is left to do the work. None where the capacity is unknown."""
    pair, taken = capacity_of_one(component), mix.taken_of(component)
    if pair is None or taken is None or mix.all_taken_of(component) is None:
        return None
    number = most_replicas(component) if left is None else left
    if number <= 0:
        return math.inf if mix.total else 0.0
    reads, writes = taken.reads + taken.unknown, taken.writes
    if component.capacities is not None:
        reads, writes = taken.reads, taken.writes + taken.unknown
    asked = _asked_of(component, number)
    work = _times(writes, asked.write / pair[1]) + _times(reads, asked.read / pair[0])
    return work / asked.replicas + sum(_laid_on(component, each, number) for each in mix.laid)


def _laid_on(host: Component, laid: Laid, number: int) -> float:
    """What a component that runs on ``number`` instances of ``host`` takes of the busiest of them:
    over them as it says how, else as what the host itself is asked; its own instances lie on them
    in turn."""
    guest = replace(laid.component, capacity=host.capacity, capacities=host.capacities)
    replicas = guest.replicas
    if guest.hosted:
        says = replicas.copies is not None or replicas.mode is not None or states_need(guest)
        return busiest(guest if says else host, laid.mix, number) or 0.0
    count = most_replicas(guest)
    if has_leader(guest) and replicas.copies is None and not replicas.reads_any:
        count = serving(guest, count)
    return (busiest(guest, laid.mix) or 0.0) * -(-count // number)


class _Asked(Struct, frozen=True):
    """How many of ``replicas`` a write, and a read, is work for; spread evenly over them."""

    write: int
    read: int
    replicas: float


def _asked_of(component: Component, number: int) -> _Asked:
    replicas = component.replicas
    if has_leader(component) and replicas.copies is None:
        if replicas.reads_any:
            return _Asked(number, 1, number)
        return _Asked(1, 1, serving(component, number))
    copies = min(copies_kept(component), number)
    alike = _alike_with_fullest(component, copies) if number == replicas.count else number
    return _Asked(copies, min(copies_read(component), copies), alike)


def _alike_with_fullest(component: Component, copies: int) -> float:
    """Of how many nodes that are as full as the fullest all copies would fill; the nodes that there
    are where its places leave none fuller than others."""
    count = component.replicas.count
    if copies == 1 or not component.lies_in:
        return count
    share = _fullest(component, copies, count)
    return copies / share


def _fullest(component: Component, copies: int, count: int) -> float:
    """The share of all pieces that the fullest node holds."""
    if count > MOST_PLACED:
        return copies / count
    domains = replica_domains(component)
    nodes = [NOWHERE if each is None else component.lies_in.get(each, NOWHERE) for each in domains]
    pieces = pieces_among(nodes, copies, across=component.replicas.across, most=MOST_CHOICES)
    return share_of_fullest(pieces, copies, domains)


def without(component: Component, lost: Mapping[str | None, int]) -> Component:
    """The component without so many replicas of each place."""
    held = {
        place: number - lost.get(place, 0) for place, number in replica_counts(component).items()
    }
    count = sum(held.values())
    place = {name: number for name, number in held.items() if name is not None and number > 0}
    replicas = replace(component.replicas, count=count, most=None)
    return replace(component, zones=(), place=place, replicas=replicas)


def without_one(component: Component, mix: Mix) -> float | None:
    """The utilisation of the busiest replica when one is lost, whichever is the worst to lose."""
    places = replica_counts(component)
    if component.lies_in and len(places) > 1 and component.replicas.count > 1:
        found = [busiest(without(component, {place: 1}), mix) for place in places]
        return max((each for each in found if each is not None), default=None)
    return busiest(component, mix, most_replicas(component) - 1)


def copies_read(component: Component) -> int:
    """How many copies a read asks: as many as must answer where the design says so of copies, or
    of reads."""
    replicas = component.replicas
    if replicas.reads_need is None and (replicas.copies is None or has_leader(component)):
        return 1
    return stated_need(component, (Access.READ,)) or 1


def _times(rate: float, share: float) -> float:
    # nothing times however much is nothing, also where a rate has become infinite
    return rate * share if rate and share else 0.0


def carried(component: Component, mix: Mix = ONE, left: int | None = None) -> float | None:
    """Operations a second, mixed as ``mix`` is, at which the busiest of ``left`` replicas, or of
    all, is full; None where the capacity is unknown."""
    one = mix if 0.0 < mix.total < math.inf or not mix.measured else ONE
    pair, taken = capacity_of_one(component), one.taken_of(component)
    if pair is None or taken is None:
        return None
    number = most_replicas(component) if left is None else left
    if number <= 0:
        return 0.0
    asked = _asked_of(component, number)
    alike = pair[0] == pair[1] and asked.write == asked.read
    if not one.laid and taken is one and (alike or not (one.writes or component.capacities)):
        # the same for every operation, so exactly that
        return pair[0] * asked.replicas / asked.read
    used = busiest(component, one, number)
    # of what runs here it may be unknown, or nothing
    return one.total / used if used else None


def replicas_for(
    component: Component, mix: Mix, share: float, fewest: int | None = None
) -> int | None:
    """The fewest replicas, not fewer than ``fewest`` or else than there are, with which the busiest
    is used up to ``share``; None where no number of them would do, as with one leader."""
    count = fewest or most_replicas(component)
    used = busiest(component, mix, count)
    if used is None or math.isinf(mix.total):
        return None
    most = share * (1.0 + TOLERANCE)
    if used <= most:
        return count

    def used_with(number: int) -> float:
        return busiest(with_replicas(component, number), mix) or 0.0

    # up to so many, each new replica may hold a copy of each piece, and so take part in each write
    start = max(count, ASSUMED_COPIES, component.replicas.copies or 1)
    for number in range(count + 1, start + 1):
        if used_with(number) <= most:
            return number
    # from there on more never make the busiest busier; what each does alike stays
    if used_with(_COUNTLESS) >= share:
        return None
    too_few, enough = start, 2 * start
    while used_with(enough) > most:
        too_few, enough = enough, 2 * enough
    while enough - too_few > 1:
        between = (too_few + enough) // 2
        if used_with(between) > most:
            too_few = between
        else:
            enough = between
    return enough


def scaled_to(component: Component, number: int) -> Component:
    """The same component of so many replicas, at most where it scales by itself."""
    replicas = component.replicas
    grown = replace(replicas, most=number) if replicas.most else replace(replicas, count=number)
    return replace(component, replicas=grown)


def with_replicas(component: Component, count: int) -> Component:
    """The same component, of exactly so many replicas."""
    return replace(component, replicas=replace(component.replicas, count=count, most=None))


def busiest_formula(component: Component) -> str:
    """How the utilisation of the busiest replica comes about, in words."""
    replicas = component.replicas
    one = "capacity" if component.capacities is None else "capacity of each"
    if has_leader(component) and replicas.copies is None:
        if replicas.reads_any:
            return f"(writes + reads / replicas) / {one}, as one leads and all answer reads"
        number = serving(component, most_replicas(component))
        if number == 1:
            return (
                f"(writes + reads) / {one}, as one does the work and the others stand by or follow"
            )
        return f"(writes + reads) / ({number} x {one}), as the others stand by"
    copies, asked = copies_kept(component), copies_read(component)
    if copies == 1:
        return f"operations / ({one} x replicas)"
    written = f"writes x {copies}" if copies > 1 else "writes"
    read = f"reads x {asked}" if asked > 1 else "reads"
    return f"({written} + {read}) / ({one} x replicas), a write going to {copies} copies"


def carried_formula(component: Component) -> str:
    """How the operations that it carries come about, in words."""
    if has_leader(component) or copies_kept(component) > 1 or component.capacities is not None:
        return f"operations at which the busiest replica is full: {busiest_formula(component)} = 1"
    return "capacity of a replica x replicas"
