"""Sized boxes in, positions out: the geometry that layout hands to draw.

Units are SVG user units (1 px at scale 1); x grows right, y grows down. Layout knows sizes and
ids only: no text, no colours.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct, field


class Point(Struct, frozen=True):
    """A place in the picture."""

    x: float
    y: float


class Box(Struct, frozen=True):
    """A rectangle: top left corner and size."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def centre(self) -> Point:
        return Point(self.x + self.width / 2, self.y + self.height / 2)


Routing = Literal["orthogonal", "curved"]
"""How lines run: ``orthogonal`` with rounded corners, or curves through the same places."""


class Node(Struct, frozen=True):
    """A card to place: its front face is ``width`` x ``height``. ``stack`` is how far the edges of
    the cards behind it reach out above and to the right, ``pill`` how far badges stand above the
    top edge; both need room but lines end at the front face (at its top edge line: ``y``).
    ``pill_width`` is how much of the top edge, from its right end, the badges cover. Nodes with the
    same ``peers``, such as the replicas of a component, share a rank. The box that it
    is placed in may be longer on the sides where more lines end than there is room for. One without
    lines is placed close to the nodes that ``near`` names, by their ids or their ``peers``. ``corner`` is
    how far a badge reaches from the top left corner along both sides."""

    id: str
    width: float
    height: float
    cluster: str | None = None
    stack: float = 0.0
    pill: float = 0.0
    pill_width: float = 0.0
    peers: str = ""
    near: tuple[str, ...] = ()
    corner: float = 0.0

    @property
    def above(self) -> float:
        """How far anything of the card reaches above its face."""
        return max(self.stack, self.pill, self.corner)


class Edge(Struct, frozen=True):
    """A line to route; a label that is wanted has a size, none is 0 x 0, and so has a badge, which
    stands before the label on the line. Lines of one ``fork`` leave their source beside each other.
    A ``leading`` line has the straight way before others, and none of them shows over it. Lines of
    one ``trunk`` look alike and carry nothing, so that they may come together at a common card."""

    id: str
    source: str
    target: str
    label_width: float = 0.0
    label_height: float = 0.0
    fork: str = ""
    badge_width: float = 0.0
    badge_height: float = 0.0
    leading: bool = False
    trunk: str = ""


class Fork(Struct, frozen=True):
    """Lines that leave a card together: the mark at their start takes ``width`` x ``height``."""

    id: str
    width: float
    height: float


class Cluster(Struct, frozen=True):
    """A container; its title takes ``title_width`` x ``title_height`` at the top left, inside the
    padding."""

    id: str
    parent: str | None = None
    title_width: float = 0.0
    title_height: float = 0.0


class Graph(Struct, frozen=True):
    """What is to be laid out, in the order of the design. ``down`` is the direction (else
    right)."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    clusters: tuple[Cluster, ...] = ()
    forks: tuple[Fork, ...] = ()


class Route(Struct, frozen=True):
    """A routed line.

    Orthogonal: ``points`` are the corners from the source's edge to the target's edge (draw rounds
    them and puts the arrow's tip on the last point). Curved: ``points`` are cubic Bezier control
    points (1 + 3n). ``jumps`` are points where this line passes under another and shows a gap.
    ``label`` is the box of badge and label, or None where there is neither. The line has the piece
    at its ``shared_end`` in common with others, which it joins at ``joins``; each is one of its
    corners.
    """

    id: str
    points: tuple[Point, ...]
    curved: bool = False
    label: Box | None = None
    jumps: tuple[Point, ...] = ()
    joins: tuple[Point, ...] = ()
    shared_end: Literal["", "source", "target"] = ""


class Placement(Struct, frozen=True):
    """The laid-out graph: everything lies within (0, 0) to (``width``, ``height``)."""

    width: float
    height: float
    down: bool
    nodes: dict[str, Box] = field(default_factory=dict)
    clusters: dict[str, Box] = field(default_factory=dict)
    routes: tuple[Route, ...] = ()
