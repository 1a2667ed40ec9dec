"""What a picture of components by zones shows: where the replicas run, and what goes with each zone."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from sdgen.views.diagram import Card, Tone
from sdgen.views.phrases import Phrase


class Sign(StrEnum):
    """What a loss leaves something as, the best first: each has a shape of its own, so that no colour
    is needed to tell them apart."""

    HOLDS = "holds"
    DEGRADED = "degraded"
    OVER = "over"
    DOWN = "down"

    @property
    def tone(self) -> Tone:
        """The tone in which it is said."""
        return _TONES.get(self, Tone.NEUTRAL)


_TONES = {Sign.DOWN: Tone.BAD, Sign.OVER: Tone.WARNING, Sign.DEGRADED: Tone.WARNING}
RANK = {sign: number for number, sign in enumerate(Sign)}
"""The worse, the higher."""


class ZoneColumn(Struct, frozen=True):
    """A zone, or what else replicas are placed in; ``said`` stands below its name. ``within`` is what
    holds it, empty where that goes without saying, ``holder`` is so in any case. The last one may stand
    for ``several``. Where there is little room it is called ``short``, and ``brief`` stands below."""

    id: str
    title: str
    said: str
    within: str = ""
    tooltip: str = ""
    several: int = 1
    short: str = ""
    brief: str = ""
    holder: str = ""


class Cell(Struct, frozen=True):
    """The replicas of a component in a zone, and the ``share`` of all of its replicas that they are.
    ``sign`` is what the loss of the zone leaves of it; ``alone`` marks the only zone that it is in."""

    count: int
    share: float
    sign: Sign = Sign.HOLDS
    alone: bool = False
    tooltip: str = ""


class Verdict(Struct, frozen=True):
    """What the loss of its worst zone leaves of a component; no sign where no loss is looked at."""

    sign: Sign | None
    text: str
    tooltip: str = ""


class ComponentRow(Struct, frozen=True):
    """A component: a cell for each column, the ``total`` of its ``replicas`` in words (none of what has
    those of its host, or of its provider), the availability that is ``promised`` of what others run."""

    card: Card
    cells: tuple[Cell, ...]
    worst: Verdict
    total: str = ""
    replicas: int = 0
    promised: str = ""


class FoldedRow(Struct, frozen=True):
    """So many components that are in the same zones, and of which each zone's loss leaves enough: how
    many replicas they have in each column."""

    number: int
    text: str
    counts: tuple[int, ...]
    total: str
    tooltip: str = ""


class RowGroup(Struct, frozen=True):
    """The rows of a group of the design, or of what is in none."""

    id: str
    title: str
    rows: tuple[ComponentRow, ...] = ()
    folded: tuple[FoldedRow, ...] = ()

    @property
    def lines(self) -> int:
        """How many rows it has, that of its title and that of folded ones with them."""
        return len(self.rows) + bool(self.title) + len(self.folded)


class LossCell(Struct, frozen=True):
    """What the loss of a zone does to a journey or a load."""

    text: str
    sign: Sign | None = None
    tone: Tone = Tone.NEUTRAL
    tooltip: str = ""
    brief: str | None = None
    """What a narrow column says, where that is less."""


class LossRow(Struct, frozen=True):
    """A journey or a load, and what each zone's loss does to it; ``remark`` says why. A ``quiet`` one
    counts what is not told one by one; the ``first`` of its sort has a stronger rule above it."""

    name: str
    cells: tuple[LossCell, ...]
    remark: str = ""
    quiet: bool = False
    first: bool = False
    tooltip: str = ""


class Matrix(Struct, frozen=True):
    """One ``page`` of components by zones, of so many ``pages``. ``heads`` say in a few words what each
    zone takes down, ``head_remark`` what more than a zone does; then come ``losses``. Pages after the
    first have neither. ``total`` is the number of all replicas; ``notes`` are sentences at the end. ``noun``
    is what columns are, such as ``zone``."""

    view: str
    title: str
    subtitle: tuple[Phrase, ...]
    columns: tuple[ZoneColumn, ...]
    groups: tuple[RowGroup, ...]
    total: str
    heads: tuple[LossCell, ...] = ()
    head_remark: str = ""
    losses: tuple[LossRow, ...] = ()
    notes: tuple[str, ...] = ()
    description: str = ""
    page: int = 1
    pages: int = 1
    noun: str = "zone"

    @property
    def rows(self) -> tuple[ComponentRow, ...]:
        """The components that have a row of their own."""
        return tuple(row for group in self.groups for row in group.rows)

    @property
    def cards(self) -> tuple[Card, ...]:
        """The components that it shows."""
        return tuple(row.card for row in self.rows)
