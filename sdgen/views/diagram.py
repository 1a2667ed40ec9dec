"""What a picture shows: the Diagram that views make and layout, draw and export take."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from sdgen.analyses.busy import BUSY_FROM
from sdgen.base.words import in_one_line
from sdgen.views.changed import CardChange, Comparing, LineChange, Mark


class LineStyle(StrEnum):
    """What a line stands for; each has its own stroke and its own entry in the legend."""

    SYNCHRONOUS = "synchronous"
    ASYNCHRONOUS = "asynchronous"
    OPTIONAL = "optional"
    REPLICATION = "replication"


class Tone(StrEnum):
    """What a badge, bar or ring says; draw gives each a colour, and never the colour alone. The last
    two are of badges only: replicas that lead or serve, and those that follow or stand by."""

    NEUTRAL = "neutral"
    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"
    LEADING = "leading"
    FOLLOWING = "following"


class Direction(StrEnum):
    """Which way the request runs through the picture; ``auto`` lets layout choose."""

    AUTO = "auto"
    RIGHT = "right"
    DOWN = "down"


class Meter(Struct, frozen=True):
    """A bar: ``text`` stands left ("290k/s of 600k/s"), ``value`` right ("48%"), ``share`` is the
    part of the bar that is filled, 0 to 1."""

    text: str
    value: str
    share: float
    tone: Tone


class Chip(Struct, frozen=True):
    """A small label, such as a zone; one that is not ``active`` is drawn faint, one that a change has
    added or removed has its ``mark``."""

    text: str
    active: bool = True
    tooltip: str = ""
    mark: Mark | None = None


class Badge(Struct, frozen=True):
    """A pill on the card's top edge beside the replica count, such as ``SPOF``."""

    text: str
    tone: Tone
    tooltip: str = ""


def how_many(count: int, most: int) -> str:
    """``×3``; ``×2–6`` where autoscaling makes up to so many."""
    return f"×{count}–{most}" if most > count else f"×{count}"


class Card(Struct, frozen=True):
    """A component, or one of its replicas, as the picture shows it.

    ``glyph`` and ``colour`` are names (a lucide glyph, a palette entry) that come from the kind;
    ``icon`` is a product icon by the ``diagrams`` package's name (``aws.storage.S3``) or empty.
    ``count`` above 1 draws a stack with an ``xN`` pill; ``most`` above it is how many autoscaling
    makes of them, ``xN-M``. ``facts`` are short lines of text in the
    card's body, above ``meters`` and ``chips``. ``ring`` draws the edge in that tone; ``dimmed``
    fades the card. ``part_of`` is the component that the card shows a part of, such as the
    replicas in one zone; the cards of one component stand in line. ``near`` are the components
    that it serves without a line, such as what runs on it: it stands close to them. Cards of one
    ``row`` stand beside each other. One that is ``beside`` what the picture is of is small and faint. A
    card may stand for several components, all of ``of_group``: these are ``stands_for``. ``change`` is
    what has happened to its component where the picture compares two designs.
    """

    id: str
    name: str
    technology: str
    glyph: str
    colour: str
    icon: str = ""
    count: int = 1
    group: str | None = None
    link: str = ""
    tooltip: str = ""
    facts: tuple[str, ...] = ()
    meters: tuple[Meter, ...] = ()
    chips: tuple[Chip, ...] = ()
    badges: tuple[Badge, ...] = ()
    ring: Tone | None = None
    dimmed: bool = False
    part_of: str = ""
    most: int = 0
    near: tuple[str, ...] = ()
    row: str = ""
    beside: bool = False
    stands_for: tuple[str, ...] = ()
    of_group: str = ""
    change: CardChange | None = None

    @property
    def component(self) -> str:
        """The id of the component that the card shows, whole or in part."""
        return self.part_of or self.id

    @property
    def components(self) -> tuple[str, ...]:
        """The ids of all components that the card shows."""
        return self.stands_for or (self.component,)

    @property
    def many(self) -> bool:
        """Whether the card stands for several."""
        return max(self.count, self.most) > 1


class Line(Struct, frozen=True):
    """A call from card to card. ``id`` is unique in the diagram and stable over edits. ``label`` says
    what it is for, its line breaks kept; ``protocol`` and ``rate`` stand behind or below it, and the
    rate is never cut. ``fork`` is the one that it belongs to, or empty. ``load`` is how many calls go
    along it a second at the peak, 0 where that is not known; ``calls`` are how many calls of the design
    it stands for. One that is ``faint`` leads to a card beside what the picture is of. ``change`` is what
    has happened to its call where the picture compares two designs."""

    id: str
    source: str
    target: str
    style: LineStyle = LineStyle.SYNCHRONOUS
    label: str = ""
    tooltip: str = ""
    dimmed: bool = False
    fork: str = ""
    protocol: str = ""
    rate: str = ""
    load: float = 0.0
    calls: int = 1
    faint: bool = False
    change: LineChange | None = None

    @property
    def said(self) -> str:
        """All that stands at the line, in one line."""
        parts = (in_one_line(self.label), self.protocol, self.rate)
        return " · ".join(part for part in parts if part)


class Fork(Struct, frozen=True):
    """Calls of one caller of which not all need an answer: their lines leave a card together, at a
    mark that says ``text`` ("any of", "2 of 3"). ``quorum`` tells so many of these from any one."""

    id: str
    text: str
    tooltip: str = ""
    quorum: bool = False


class Group(Struct, frozen=True):
    """A container of cards; ``parent`` nests it. ``tone`` marks it (the worst zone), ``mark`` says what a
    change has done to it. Its title leads to ``link``, as which ``tooltip`` says."""

    id: str
    title: str
    parent: str | None = None
    badges: tuple[Badge, ...] = ()
    tone: Tone | None = None
    link: str = ""
    tooltip: str = ""
    mark: Mark | None = None


class PathStep(Struct, frozen=True):
    """One step along the path that a picture has in front of all else: ``number`` is on its badge
    (``3``, or ``3a`` beside ``3b`` for those that happen at once), ``turn`` says when it is, from 0;
    such steps share one. ``line`` is the line that it goes along. ``source`` and ``target`` are
    names; ``text`` says what happens, ``rate`` how often, ``size`` with how many bytes."""

    number: str
    turn: int
    line: str
    source: str
    target: str
    text: str = ""
    rate: str = ""
    size: str = ""

    @property
    def said(self) -> str:
        """The step in one line, for those who hear it."""
        parts = (part for part in (self.text, self.rate, self.size) if part)
        return f"{self.number}: {self.source} to {self.target}" + "".join(f", {p}" for p in parts)


class Diagram(Struct, frozen=True):
    """One picture: ids of cards, of groups and of forks are separate name spaces; groups stand
    parent first; every line's ends are cards of the diagram, and its fork is one of it. The legend is made by draw from what occurs; what a
    view means by dimmed cards, by the load that meters show and by faint chips it says itself in
    ``dimmed_word``, ``load_word`` and ``faint_word``: the last two are left out where empty. Meters
    warn over ``busy_from``, and alarm from 100% on. ``path`` are the steps of what the picture has
    in front, in their order: cards and lines that are dimmed are then no part of it, and it is
    listed in the picture; ``path_word`` is what the legend calls it. ``strong`` are the words of the
    subtitle that stand out; ``page`` is its number where the view has several. One that is ``comparing``
    two designs marks what has changed; all else is quiet.
    """

    view: str
    title: str
    subtitle: str
    cards: tuple[Card, ...]
    lines: tuple[Line, ...]
    groups: tuple[Group, ...] = ()
    description: str = ""
    direction: Direction = Direction.AUTO
    dimmed_word: str = "Not involved"
    load_word: str = ""
    faint_word: str = ""
    forks: tuple[Fork, ...] = ()
    busy_from: float = BUSY_FROM
    path: tuple[PathStep, ...] = ()
    path_word: str = "The path"
    strong: tuple[str, ...] = ()
    page: int = 1
    comparing: Comparing | None = None
