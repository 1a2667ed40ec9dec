"""What layout is given of a rack, and what it gives back. Units are px, x grows right, y down."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from sdgen.layout.placement import Box, Placement, Point


class SizedPlace(Struct, frozen=True):
    """A column, or a box round those within it."""

    id: str
    parent: str | None
    column: bool


class SizedSlot(Struct, frozen=True):
    """A card of a row in a place; ``leads`` where what it stands for leads the others of the row."""

    id: str
    place: str
    leads: bool = False


class SizedRow(Struct, frozen=True):
    """The cards of a component, all ``height`` high; ``tier`` is the number of its tier, ``hosts`` are
    the rows that it runs on and maybe itself, the outermost first."""

    id: str
    height: float
    tier: int
    slots: tuple[SizedSlot, ...]
    hosts: tuple[str, ...] = ()


class SizedCard(Struct, frozen=True):
    """A card beside the rack."""

    id: str
    height: float


class SizedBox(Struct, frozen=True):
    """A box beside the rack."""

    id: str
    cards: tuple[SizedCard, ...]


class SizedCall(Struct, frozen=True):
    """A call between rows, clients and cards beside the rack, by their ids. Calls of one ``look``
    share a trunk where they leave one caller, but for those of a ``fork``. ``right`` is the side of
    the rack that it runs at where that is open; ``within`` it stays in each column. It is
    ``from_leading`` or ``to_leading`` where only the cards that lead make it or get it."""

    id: str
    source: str
    target: str
    look: str
    right: bool = False
    fork: str = ""
    within: bool = False
    from_leading: bool = False
    to_leading: bool = False

    @property
    def trunk(self) -> str:
        """What tells its trunk from others on one side of its caller."""
        return f"{self.source} {self.look} {self.fork}"


class SizedFork(Struct, frozen=True):
    """A mark on the trunk of a fork."""

    id: str
    width: float
    height: float


class Follow(Struct, frozen=True):
    """A line from one card of a row to another one of it."""

    id: str
    row: str
    source: str
    target: str


class RackModel(Struct, frozen=True):
    """A rack. ``tiers`` says which of the tiers have a title. All cards are ``card`` wide; ``names``
    is the width of a column of names, 0 where cards have them. ``stacked`` boxes that hold columns
    stand one under the other, else side by side."""

    places: tuple[SizedPlace, ...]
    tiers: tuple[bool, ...]
    rows: tuple[SizedRow, ...]
    card: float
    beside: float
    clients: tuple[SizedCard, ...] = ()
    boxes: tuple[SizedBox, ...] = ()
    calls: tuple[SizedCall, ...] = ()
    forks: tuple[SizedFork, ...] = ()
    follows: tuple[Follow, ...] = ()
    names: float = 0.0
    stacked: bool = True


class Bar(Struct, frozen=True):
    """The end of a row at the edge of the rack, centred on a point; ``leading`` where all that ends
    there is about the cards that lead."""

    row: str
    middle: Point
    height: float
    leading: bool = False


class Rail(Struct, frozen=True):
    """What joins the cards of a row, or its bars with those that lead."""

    row: str
    left: float
    right: float
    y: float


class Blank(Struct, frozen=True):
    """Where a row has no card; ``depth`` is how deep its place is nested, from 1."""

    row: str
    place: str
    box: Box
    depth: int


class Rule(Struct, frozen=True):
    """The line above a tier in one column; the first of a band has the tier's title on it."""

    tier: int
    left: float
    right: float
    y: float
    first: bool


class RowName(Struct, frozen=True):
    """Where the name of a row stands that no card has."""

    row: str
    box: Box


class HostBox(Struct, frozen=True):
    """A box round the cards of what runs on a host in one column."""

    host: str
    box: Box


class Furniture(Struct, frozen=True):
    """What a rack has besides cards, boxes and lines."""

    bars: tuple[Bar, ...] = ()
    rails: tuple[Rail, ...] = ()
    blanks: tuple[Blank, ...] = ()
    rules: tuple[Rule, ...] = ()
    names: tuple[RowName, ...] = ()
    hosts: tuple[HostBox, ...] = ()


class ForkMark(Struct, frozen=True):
    """Where the mark of a fork stands."""

    fork: str
    box: Box


class PlacedRack(Struct, frozen=True):
    """A rack: cards, boxes and lines by id within (0, 0) and the size of the ``placement``. Its
    clusters are the places, and the boxes beside the rack. ``order`` is that of the rows, ``bands``
    how many stretches of columns there are below each other. ``calls`` has the call of each line
    that is one of several of it."""

    placement: Placement
    furniture: Furniture
    marks: tuple[ForkMark, ...]
    order: tuple[str, ...]
    bands: int
    calls: Mapping[str, str]
