"""What the layout of a sequence diagram gives: coordinates in px from the top left of a section."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from sdgen.layout.placement import Box, Point


class PlacedArrow(Struct, frozen=True):
    """An arrow from ``start`` to ``end`` at the height ``y``, between the edges of bars; one to
    itself ends ``turn`` below. Its label is centred on ``label``, its badge on ``badge``; of one to
    itself both begin there."""

    start: float
    end: float
    y: float
    label: float
    badge: float = 0.0
    turn: float = 0.0


class PlacedBar(Struct, frozen=True):
    """A bar centred on ``x``: ``own`` is where its first call leaves it, or its end; ``from_right``
    tells that the arrow to it comes from there, so that what is beside it stands below. It comes
    ``from_above`` from another section, and ``goes_on`` in another."""

    x: float
    top: float
    bottom: float
    own: float
    from_right: bool = False
    from_above: bool = False
    goes_on: bool = False


class PlacedFrame(Struct, frozen=True):
    """A frame; ``guards`` are the left ends of its operands' guards, each at the top of its
    operand, and ``dividers`` the heights at which an operand after the first begins. One that
    ``goes_on`` in another section has no lower side."""

    box: Box
    guards: tuple[float, ...]
    dividers: tuple[float, ...]
    depth: int
    goes_on: bool = False


class PlacedSection(Struct, frozen=True):
    """A section that is laid out. ``lifelines`` are the x of the columns, which run from ``top`` to
    ``bottom``; ``heads`` the tops of the rows of heads, the first with the whole heads. By the
    number of their entry: ``arrows``, ``frames``, ``chips`` by the middle of their upper side, and in
    ``ends`` the height at which each return or end is reached; ``bars`` by their own numbers. ``cut``
    is the height at which the section ends though something goes on."""

    width: float
    height: float
    lifelines: tuple[float, ...]
    top: float
    bottom: float
    heads: tuple[float, ...]
    arrows: Mapping[int, PlacedArrow]
    bars: Mapping[int, PlacedBar]
    frames: Mapping[int, PlacedFrame]
    ends: Mapping[int, float]
    chips: Mapping[int, Point]
    cut: float | None = None
