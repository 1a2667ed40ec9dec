"""A Diagram measured: cards, line labels and group titles with their texts fitted, and the
Graph of sizes that layout takes."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from sdgen.base.characters import in_capitals
from sdgen.draw.diagram.cards import MeasuredCard, measure_cards
from sdgen.draw.diagram.change_marks import ON_CARDS, ON_LINES, RIM, mark_reach
from sdgen.draw.diagram.change_texts import ShiftRow, shift_rows
from sdgen.draw.diagram.line_labels import ROOM, fit_label
from sdgen.draw.diagram.line_weights import line_weights
from sdgen.draw.diagram.steps import badge_size, badge_text
from sdgen.draw.forks import fork_pill
from sdgen.draw.pills import PILL_GAP, PILL_HEIGHT, MeasuredPill, measure_pills
from sdgen.draw.typography import GROUP_TITLE, LABEL, PATH_LABEL, SHIFT_NOW, FittedLine, fit
from sdgen.layout import placement
from sdgen.layout.placement import Cluster, Edge, Graph, Node
from sdgen.views.diagram import Card, Diagram, Fork, Group, Line, PathStep

LABEL_SIDE = 5.0
LABEL_ABOVE = 2.0
GROUP_ROOM = 220.0
GROUP_TITLE_HEIGHT = 16.0
BADGE_GAP = 8.0


class MeasuredLine(Struct, frozen=True):
    """A line and its fitted label, if it has one; and the steps of the diagram's path along it, with
    their numbers. ``weight`` is how wide it is drawn for its load (``line_weights``); ``shifts`` are what
    is said of it before and after a change, below the label."""

    line: Line
    label: FittedLine | None
    steps: tuple[PathStep, ...] = ()
    badge: FittedLine | None = None
    weight: int = 0
    shifts: tuple[ShiftRow, ...] = ()

    @property
    def says(self) -> bool:
        """Whether words stand at it."""
        return self.label is not None or bool(self.shifts)

    @property
    def label_size(self) -> tuple[float, float]:
        """Width and height of the label's box."""
        if not self.says:
            return 0.0, 0.0
        wide = [each.width for each in self.shifts]
        high = SHIFT_NOW.leading * len(self.shifts)
        if self.label is not None:
            wide.append(self.label.width)
            high += self.label.height
        return max(wide) + 2 * LABEL_SIDE, high + 2 * LABEL_ABOVE

    @property
    def badge_size(self) -> tuple[float, float]:
        """Width and height of the badge that stands at its label: of a line without one that says what has
        changed, it finds a place without any room of its own."""
        if self.line.change is not None and self.says:
            return (2 * (ON_LINES + RIM),) * 2
        return badge_size(self.badge) if self.badge is not None else (0.0, 0.0)


class MeasuredGroup(Struct, frozen=True):
    """A group, its fitted title, its badges, and how deep it is nested (1 is outermost)."""

    group: Group
    title: FittedLine
    pills: tuple[MeasuredPill, ...]
    depth: int

    @property
    def title_width(self) -> float:
        """Title and badges beside each other."""
        pills = sum(pill.width for pill in self.pills) + PILL_GAP * (len(self.pills) - 1)
        return self.title.width + (BADGE_GAP + pills if self.pills else 0.0)

    @property
    def title_height(self) -> float:
        """Nothing where there is neither title nor badge."""
        more = self.title.height - self.title.style.leading
        if self.pills:
            return PILL_HEIGHT + more
        return GROUP_TITLE_HEIGHT + more if self.title.lines and any(self.title.lines) else 0.0


class MeasuredFork(Struct, frozen=True):
    """A fork and the pill at its start."""

    fork: Fork
    pill: MeasuredPill


class MeasuredDiagram(Struct, frozen=True):
    """The diagram with everything in it measured."""

    diagram: Diagram
    cards: tuple[MeasuredCard, ...]
    lines: tuple[MeasuredLine, ...]
    groups: tuple[MeasuredGroup, ...]
    forks: tuple[MeasuredFork, ...] = ()


def measure(diagram: Diagram, *, narrow: bool = False, letters: float = 1.0) -> MeasuredDiagram:
    """Fit all texts of the diagram and settle all sizes. ``narrow`` cards have their texts on more
    lines; ``letters`` is how many times as wide as those of the embedded font letters on cards may
    be."""
    depths: dict[str, int] = {}
    groups = []
    for group in diagram.groups:
        depths[group.id] = depths.get(group.parent, 0) + 1 if group.parent else 1
        title = fit(in_capitals(group.title), GROUP_ROOM, GROUP_TITLE, lines=2)
        pills = measure_pills(1, group.badges, GROUP_ROOM)
        groups.append(MeasuredGroup(group, title, pills, depths[group.id]))
    along: dict[str, list[PathStep]] = {}
    for step in diagram.path:
        along.setdefault(step.line, []).append(step)
    weights = line_weights(diagram.lines)
    lines = tuple(
        _measured_line(line, along.get(line.id, ()), weights.get(line.id, 0))
        for line in diagram.lines
    )
    forks = tuple(MeasuredFork(fork, fork_pill(fork.text)) for fork in diagram.forks)
    cards = measure_cards(diagram.cards, narrow=narrow, letters=letters)
    return MeasuredDiagram(diagram, cards, lines, tuple(groups), forks)


def _measured_line(line: Line, steps: Sequence[PathStep], weight: int) -> MeasuredLine:
    label = fit_label(line, PATH_LABEL if steps else LABEL)
    shifts = shift_rows(line.change.shifts, ROOM) if line.change is not None else ()
    return MeasuredLine(line, label, tuple(steps), badge_text(steps), weight, shifts)


def _trunk(measured: MeasuredLine) -> str:
    """How a line looks that carries nothing of its own; empty for any other one."""
    line = measured.line
    if measured.label is not None or measured.steps or line.fork or line.change is not None:
        return ""
    return f"{line.style.value}{' dimmed' if line.dimmed else ''}{' faint' if line.faint else ''}"


def _peers(card: Card) -> str:
    """What a card has in common with those that it stands in line with; no id has a space."""
    return card.part_of or (f"row {card.row}" if card.row else "")


def graph_of(measured: MeasuredDiagram) -> Graph:
    """The sizes that layout needs, in the diagram's order."""
    nodes = tuple(
        Node(
            card.card.id,
            card.width,
            card.height,
            card.card.group,
            card.stack,
            card.pill_height / 2,
            card.pill_width,
            _peers(card.card),
            card.card.near,
            mark_reach(ON_CARDS) if card.card.change is not None else 0.0,
        )
        for card in measured.cards
    )
    edges = tuple(
        Edge(
            line.line.id,
            line.line.source,
            line.line.target,
            *line.label_size,
            line.line.fork,
            *line.badge_size,
            leading=bool(line.steps),
            trunk=_trunk(line),
        )
        for line in measured.lines
    )
    clusters = tuple(
        Cluster(group.group.id, group.group.parent, group.title_width, group.title_height)
        for group in measured.groups
    )
    forks = tuple(
        placement.Fork(each.fork.id, each.pill.width, PILL_HEIGHT) for each in measured.forks
    )
    return Graph(nodes, edges, clusters, forks)
