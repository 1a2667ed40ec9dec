"""What the layout of a sequence diagram takes: one section, all its texts measured, in px."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct

OUTSIDE = -1
"""The column of a sender outside the section; the bar of an arrow that has none."""


class ArrowKind(StrEnum):
    """What an arrow does to bars: a call begins one, a return ends one, a passing one does neither."""

    CALL = "call"
    PASSING = "passing"
    RETURN = "return"


class Arrow(Struct, frozen=True):
    """An arrow from column to column. ``bar`` is the one that it begins or ends, ``caller`` the
    bar at its other end. Its label is ``width`` wide, ``badge`` what stands below it and may stand
    over lifelines; all of it reaches ``above`` and ``below`` the line;
    what stands below its head at the target is ``chip`` wide. ``share`` is the width of the chip
    beside the bar that it begins. Of an ``awaited`` call the caller's bar lasts as long."""

    kind: ArrowKind
    source: int
    target: int
    bar: int = OUTSIDE
    caller: int = OUTSIDE
    width: float = 0.0
    badge: float = 0.0
    above: float = 0.0
    below: float = 0.0
    chip: float = 0.0
    share: float = 0.0
    awaited: bool = True


class End(Struct, frozen=True):
    """A bar ends without an arrow; ``chip`` is the width of what stands below it."""

    bar: int
    chip: float = 0.0


class Open(Struct, frozen=True):
    """A frame begins, with its ``tag`` and the guard of its first operand, this wide; ``bar`` is
    the stay that sends its messages."""

    bar: int
    tag: float
    guard: float = 0.0


class Else(Struct, frozen=True):
    """The next operand of the innermost frame begins, its guard this wide."""

    bar: int
    guard: float = 0.0


class Close(Struct, frozen=True):
    """The innermost frame ends, or the section does and it ``goes_on`` elsewhere."""

    goes_on: bool = False


Entry: TypeAlias = Arrow | End | Open | Else | Close


class SizedSection(Struct, frozen=True):
    """A section: the columns' heads are all ``head_width`` by ``head_height``, and
    ``repeated_height`` where they are repeated; ``columns`` has the column of each bar. ``open``
    are the bars that are there from the start, from above where the section is ``continued``; of
    them the ``working`` have called nothing yet.
    ``goes_on`` is the width of what says where the section does, and ``rail`` how much room there
    is for the rail."""

    heads: int
    head_width: float
    head_height: float
    repeated_height: float
    columns: dict[int, int]
    entries: tuple[Entry, ...]
    open: tuple[int, ...] = ()
    continued: bool = False
    working: tuple[int, ...] = ()
    goes_on: float = 0.0
    rail: float = 0.0
