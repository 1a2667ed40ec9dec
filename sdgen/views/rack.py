"""What a picture of a deployment shows: a rack, in which failure domains are columns and components are
rows, with the calls between rows beside it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from sdgen.views.diagram import Card, Fork, Line, Tone
from sdgen.views.forks import forks_among


class Place(Struct, frozen=True):
    """A failure domain as a box: a ``column`` of the rack, or a box round those within it. ``parent``
    nests it; ``noun`` says what a column is, such as ``zone``. Where there is little room it is called
    ``short``."""

    id: str
    title: str
    parent: str | None = None
    column: bool = True
    noun: str = ""
    short: str = ""


class Slot(Struct, frozen=True):
    """The replicas of a row in a place. One in a place that is no column lies across the columns within
    it. ``replicas`` is 0 where what it runs on counts them."""

    place: str
    card: Card
    replicas: int

    @property
    def leads(self) -> bool:
        """Whether replicas that lead the others are among them."""
        return any(badge.tone is Tone.LEADING for badge in self.card.badges)


class RackRow(Struct, frozen=True):
    """A component with all its slots. ``tier`` is the part of the rack that it stands in, ``hosts`` are
    the rows that it runs on, the outermost first, itself the last where others run on it. ``on`` says what
    it runs on, for where that is not shown."""

    card: Card
    slots: tuple[Slot, ...]
    tier: str = ""
    hosts: tuple[str, ...] = ()
    on: str = ""

    @property
    def id(self) -> str:
        """The component's."""
        return self.card.id


class Tier(Struct, frozen=True):
    """Rows that stand together; without a ``title`` they belong to no group."""

    id: str
    title: str


class Aside(StrEnum):
    """Why a component is beside the rack; each sort has its own place there."""

    CLIENT = "client"
    MANAGED = "managed"
    EXTERNAL = "external"
    NO_ZONE = "no zone"
    BESIDE = "beside"
    """It is in a place, but no part of what the picture shows."""


class Outsider(Struct, frozen=True):
    """A component in no place, or those of its replicas that are in none."""

    card: Card
    why: Aside


class RackCall(Struct, frozen=True):
    """A call between components. ``afterwards`` is one that no request of a user waits for; it runs on
    the other side of the rack. One ``within`` stays in each place, from replicas to those beside them.
    It is ``from_leading`` or ``to_leading`` where only replicas that lead make it, or get it."""

    line: Line
    afterwards: bool = False
    within: bool = False
    from_leading: bool = False
    to_leading: bool = False


class Replication(Struct, frozen=True):
    """That replicas in one place of a row follow those in another."""

    row: str
    source: str
    target: str
    tooltip: str = ""


class Rack(Struct, frozen=True):
    """One deployment. Places stand parent first, in the order of the design; the ends of calls are ids
    of rows and outsiders. ``summed`` says which domains are too many to be columns."""

    view: str
    title: str
    subtitle: str
    places: tuple[Place, ...]
    tiers: tuple[Tier, ...]
    rows: tuple[RackRow, ...]
    outside: tuple[Outsider, ...] = ()
    calls: tuple[RackCall, ...] = ()
    replications: tuple[Replication, ...] = ()
    forks: tuple[Fork, ...] = ()
    description: str = ""
    summed: str = ""

    @property
    def cards(self) -> tuple[Card, ...]:
        """All cards that it draws."""
        slots = tuple(slot.card for row in self.rows for slot in row.slots)
        return (*slots, *(each.card for each in self.outside))

    @property
    def columns(self) -> tuple[Place, ...]:
        """The places that are columns."""
        return tuple(place for place in self.places if place.column)

    @property
    def noun(self) -> str:
        """What its columns are, such as ``zone``."""
        nouns = {place.noun for place in self.columns}
        return nouns.pop() if len(nouns) == 1 else "domain"

    @property
    def replicas(self) -> int:
        """All that are in a place."""
        return sum(slot.replicas for row in self.rows for slot in row.slots)

    def replicas_in(self, place: str) -> int:
        """Those in a place; of one that is no column those whose zone is not said."""
        slots = (slot for row in self.rows for slot in row.slots)
        return sum(slot.replicas for slot in slots if slot.place == place)


def in_or_on(noun: str) -> str:
    """The preposition of a place that is called so."""
    return "on" if noun == "host" else "in"


def tops_of(places: Sequence[Place]) -> list[str]:
    """The outermost box that each of the columns stands in, empty for one in none."""
    parents = {place.id: place.parent for place in places}
    found = []
    for place in places:
        if place.column:
            top = place.id
            while (above := parents[top]) is not None:
                top = above
            found.append(top if top != place.id else "")
    return found


def narrowed(rack: Rack, kept: Collection[str]) -> Rack:
    """``rack`` with these components, what is between them and the places that hold them."""
    rows = tuple(with_hosts(row, kept) for row in rack.rows if row.id in kept)
    outside = tuple(each for each in rack.outside if each.card.component in kept)
    calls = tuple(
        call for call in rack.calls if call.line.source in kept and call.line.target in kept
    )
    forks = forks_among(rack.forks, (call.line for call in calls))
    return with_rows(rack, rows, outside, calls, forks)


def with_rows(
    rack: Rack,
    rows: tuple[RackRow, ...],
    outside: tuple[Outsider, ...],
    calls: tuple[RackCall, ...],
    forks: tuple[Fork, ...],
) -> Rack:
    """``rack`` with these instead of its own, and with the places and tiers that hold the rows."""
    tiers = {row.tier for row in rows}
    ids = {row.id for row in rows}
    return replace(
        rack,
        places=held_by(rack.places, (slot.place for row in rows for slot in row.slots)),
        tiers=tuple(tier for tier in rack.tiers if tier.id in tiers),
        rows=rows,
        outside=outside,
        calls=calls,
        replications=tuple(each for each in rack.replications if each.row in ids),
        forks=forks,
    )


def with_hosts(row: RackRow, kept: Collection[str]) -> RackRow:
    """The row in a rack of these components; its cards say what it runs on where that is none of them."""
    around = [host for host in row.hosts if host != row.id]
    row = replace(row, hosts=tuple(host for host in row.hosts if host in kept))
    if not around or around[-1] in kept:
        return row

    def told(card: Card) -> Card:
        below = (card.technology, row.on)
        return replace(card, technology=" · ".join(each for each in below if each))

    slots = tuple(replace(slot, card=told(slot.card)) for slot in row.slots)
    return replace(row, card=told(row.card), slots=slots)


def held_by(places: Iterable[Place], used: Iterable[str]) -> tuple[Place, ...]:
    """The places that are used or hold one that is; what then holds none is a column itself."""
    every = {place.id: place for place in places}
    kept: set[str] = set()
    for name in used:
        place: str | None = name
        while place is not None and place not in kept:
            kept.add(place)
            place = every[place].parent
    holders = {place.parent for place in every.values() if place.id in kept}
    return tuple(
        place if place.id in holders else replace(place, column=True)
        for place in every.values()
        if place.id in kept
    )
