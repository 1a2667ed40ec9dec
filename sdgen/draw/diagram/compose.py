"""A measured diagram and its placement composed to a scene."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import ceil
from typing import TYPE_CHECKING

from msgspec import Struct

from sdgen.base.words import counted, in_one_line
from sdgen.draw.described import calls_in_words
from sdgen.draw.diagram.arrange import Arrangement, arrange, obstacles
from sdgen.draw.diagram.card_parts import card_part
from sdgen.draw.diagram.change_marks import ON_LINES, mark_part
from sdgen.draw.diagram.legend import (
    Entry,
    Legend,
    legend_column,
    legend_entries,
    legend_part,
    legend_rows,
)
from sdgen.draw.diagram.line_parts import line_part
from sdgen.draw.diagram.list_place import ListArrangement, arrange_with_list
from sdgen.draw.diagram.measured import (
    BADGE_GAP,
    MeasuredDiagram,
    MeasuredGroup,
)
from sdgen.draw.diagram.step_list import StepList, list_part, step_list
from sdgen.draw.diagram.steps import flows
from sdgen.draw.escape import escape_id, picture_id
from sdgen.draw.fits import DEFAULT_FIT, Fit
from sdgen.draw.forks import fork_items
from sdgen.draw.pills import PILL_GAP, pill_part
from sdgen.draw.scene import Item, Part, Rectangle, Scene, SymbolDefinition
from sdgen.draw.title import TitleBlock, measure_title, title_part
from sdgen.draw.typography import tooltip_of, typeset
from sdgen.layout.forks import Mark, fork_marks
from sdgen.layout.merit import size_merit
from sdgen.layout.moving import move, move_box
from sdgen.layout.placement import Box, Graph, Placement, Point
from sdgen.views.diagram import Diagram

if TYPE_CHECKING:
    from sdgen.draw.diagram.panel import MeasuredPanel

MARGIN = 28.0
MINIMUM_WIDTH = 240.0
GROUP_CORNER = 14.0
ROUNDED_OFF = 0.293
"""Of the radius of a rounded corner, how far inside the box the middle of its edge lies."""
GROUP_TITLE_LEFT = 14.0
GROUP_TITLE_TOP = 10.0


class Arranged(Struct, frozen=True):
    """A placement with what stands around it. ``size`` is that of the whole picture in px."""

    title: TitleBlock
    legend: Legend | None
    steps: StepList | None
    arrangement: Arrangement
    listed: ListArrangement | None
    size: tuple[int, int]
    panel: PlacedPanel | None = None

    @property
    def moved(self) -> Point:
        """How far the drawing is moved to make room for what stands beside it."""
        if self.panel is not None:
            return self.panel.moved
        return self.listed.moved if self.listed is not None else Point(0.0, 0.0)


class PlacedPanel(Struct, frozen=True):
    """The panel of a picture of a change, its box, and how far the drawing is moved."""

    panel: MeasuredPanel
    box: Box
    moved: Point


class Surroundings(Struct, frozen=True):
    """What stands around a drawing, wherever: the entries of the legend, it as a column, the list of
    steps where the picture has a path, and the panel where it compares two designs."""

    entries: tuple[Entry, ...]
    column: Legend
    steps: StepList | None
    panel: MeasuredPanel | None = None


def surroundings(diagram: Diagram) -> Surroundings:
    """Legend and list of steps of a diagram."""
    entries = legend_entries(diagram)
    steps = step_list(diagram.path) if diagram.path else None
    panel = None
    if diagram.comparing is not None:  # most pictures have no use for panels
        from sdgen.draw.diagram.panel import measure_panel

        panel = measure_panel(diagram.comparing.panel)
    return Surroundings(entries, legend_column(entries), steps, panel)


def arrange_picture(
    measured: MeasuredDiagram,
    graph: Graph,
    placement: Placement,
    fit: Fit = DEFAULT_FIT,
    around: Surroundings | None = None,
) -> Arranged:
    """Where title, legend and list of steps stand in a picture that is read at that place, and how
    large the whole is; ``around`` where the last two are known."""
    diagram = measured.diagram
    around = around or surroundings(diagram)
    title = measure_title(diagram.title, diagram.subtitle, placement.width, diagram.strong)
    entries, column, steps = around.entries, around.column, around.steps
    rows = legend_rows(entries, max(placement.width, title.width, 360.0))
    sizes = ((placement.width, placement.height), (title.width, title.height))
    taken, row_size = obstacles(graph, placement), (rows.width, rows.height)
    listed = placed = None
    columns = column.width, column.height
    if around.panel is not None:
        from sdgen.draw.diagram.panel_place import arrange_with_panel

        found = arrange_with_panel(
            taken,
            *sizes,
            row_size,
            columns,
            around.panel.size,
            lambda wide, high: size_merit(wide + 2 * MARGIN, high + 2 * MARGIN, fit.box),
        )
        arrangement = found.arrangement
        placed = PlacedPanel(around.panel, found.box, found.moved)
    elif steps is not None:
        listed = arrange_with_list(taken, *sizes, row_size, steps, MARGIN, fit.width)
        arrangement = listed.arrangement
    else:
        arrangement = arrange(taken, *sizes, row_size, columns)
    legend = (column if arrangement.in_column else rows) if entries else None
    bounds = arrangement.bounds
    size = (
        ceil(max(bounds.width, MINIMUM_WIDTH) + 2 * MARGIN),
        ceil(bounds.height + 2 * MARGIN),
    )
    return Arranged(title, legend, steps, arrangement, listed, size, placed)


def compose(
    measured: MeasuredDiagram,
    graph: Graph,
    placement: Placement,
    symbols: tuple[SymbolDefinition, ...],
    arranged: Arranged | None = None,
) -> Scene:
    """The whole picture: title, groups, cards, lines, labels, legend; ``arranged`` where that is
    known."""
    diagram = measured.diagram
    arranged = arranged or arrange_picture(measured, graph, placement)
    spots, listed = arranged.arrangement, arranged.listed
    right, down = MARGIN, MARGIN - spots.bounds.y
    items: list[Item] = [title_part(arranged.title, spots.title.x + right, spots.title.y + down)]
    by = arranged.moved
    moved = move(placement, right + by.x, down + by.y)
    items += drawing(measured, graph, moved, symbols)
    if listed is not None and arranged.steps is not None:
        items.append(list_part(arranged.steps, move_box(listed.box, right, down), listed.columns))
    if arranged.panel is not None:
        from sdgen.draw.diagram.panel import panel_part

        box = move_box(arranged.panel.box, right, down)
        items.append(panel_part(arranged.panel.panel, box))
    if arranged.legend is not None:
        items.append(legend_part(arranged.legend, spots.legend.x + right, spots.legend.y + down))
    return scene_of(diagram, arranged.size, items, symbols)


def scene_of(
    diagram: Diagram,
    size: tuple[int, int],
    items: Iterable[Item],
    symbols: tuple[SymbolDefinition, ...],
) -> Scene:
    """The scene of a diagram with these items."""
    return Scene(
        *size,
        title=title_of(diagram),
        description=description_of(diagram),
        items=tuple(items),
        symbols=symbols,
        look="sdgen" if diagram.comparing is None else "sdgen change",
        name=picture_id(diagram.title, diagram.view, diagram.page),
    )


def drawing(
    measured: MeasuredDiagram,
    graph: Graph,
    placement: Placement,
    symbols: tuple[SymbolDefinition, ...],
) -> list[Item]:
    """Groups, cards, lines, labels, marks of forks: lines stand above cards because they cross the
    edges of stacks to reach the front card; labels above all lines."""
    known = frozenset(symbol.id for symbol in symbols)
    faded, comparing = _faded_groups(measured), measured.diagram.comparing is not None
    items: list[Item] = [
        _group_part(group, placement.clusters[group.group.id], faded=group.group.id in faded)
        for group in measured.groups
        if group.group.id in placement.clusters
    ]
    path = measured.diagram.path
    items += [
        card_part(
            card,
            placement.nodes[card.card.id],
            known,
            faded=(bool(path) and card.card.dimmed) or card.card.beside,
            comparing=comparing,
        )
        for card in measured.cards
    ]
    routes = {route.id: route for route in placement.routes}
    routed = [(line, routes[line.line.id]) for line in measured.lines if line.line.id in routes]
    boxes = _Boxes(
        (group.depth, placement.clusters[group.group.id])
        for group in measured.groups
        if group.group.id in placement.clusters
    )
    moving = flows(path, routes)
    # a path, and what has changed, stand above all other lines
    routed.sort(key=lambda each: bool(each[0].steps) or each[0].line.change is not None)
    spots: Mapping[str, Point] = {}
    if comparing:
        from sdgen.draw.diagram.change_spots import mark_spots

        spots = mark_spots(measured, graph, placement)
    items += [
        line_part(
            line,
            route,
            boxes.depth_at,
            beside_path=bool(path),
            flows=moving.get(line.line.id, ()),
            comparing=comparing,
            mark_at=spots.get(line.line.id),
        )
        for line, route in routed
    ]
    return [*items, *_fork_parts(measured, fork_marks(graph, placement))]


def _faded_groups(measured: MeasuredDiagram) -> frozenset[str]:
    """The groups that hold no card of the path; none where there is no path."""
    if not measured.diagram.path:
        return frozenset()
    parents = {each.group.id: each.group.parent for each in measured.groups}
    bright: set[str] = set()
    for each in measured.cards:
        group = None if each.card.dimmed else each.card.group
        while group is not None and group in parents and group not in bright:
            bright.add(group)
            group = parents[group]
    return frozenset(parents.keys() - bright)


class _Boxes:
    """The boxes of groups by the stripes of the picture that they reach into, so that what holds
    a point is found among few of many groups."""

    HEIGHT = 200.0

    def __init__(self, boxes: Iterable[tuple[int, Box]]) -> None:
        self.stripes: dict[int, list[tuple[int, Box]]] = {}
        for depth, box in boxes:
            for stripe in range(int(box.y // self.HEIGHT), int(box.bottom // self.HEIGHT) + 1):
                self.stripes.setdefault(stripe, []).append((depth, box))

    def depth_at(self, point: Point) -> int:
        """The depth of the innermost group that holds the point, 0 for none."""
        near = self.stripes.get(int(point.y // self.HEIGHT), ())
        return max((depth for depth, box in near if _holds(box, point)), default=0)


def _fork_parts(measured: MeasuredDiagram, marks: tuple[Mark, ...]) -> list[Item]:
    """The marks of forks, above their lines: a bar over where they leave, the text on it."""
    forks = {each.fork.id: each for each in measured.forks}
    dimmed = {each.line.id for each in measured.lines if each.line.dimmed}
    comparing = measured.diagram.comparing is not None
    signs = {
        each.line.id: f" {each.line.change.mark.value}"
        for each in measured.lines
        if each.line.change is not None
    }
    shown: dict[str, int] = {}
    parts: list[Item] = []
    for mark in marks:
        fork = forks[mark.fork]
        shown[mark.fork] = number = shown.get(mark.fork, 0) + 1
        more = " dimmed" if dimmed.issuperset(mark.edges) else ""
        looks = {signs.get(edge, " quiet" if comparing else "") for edge in mark.edges}
        if len(looks) == 1:
            more += looks.pop()
        parts.append(
            Part(
                f"fork{more}",
                fork_items(fork.pill, mark.bar, mark.box),
                id=f"fork-{escape_id(mark.fork)}" + (f"--{number}" if number > 1 else ""),
                tooltip=(fork.fork.tooltip,) if fork.fork.tooltip else (),
                data=(("source", escape_id(mark.card)),),
            )
        )
    return parts


def _holds(box: Box, point: Point) -> bool:
    return box.x < point.x < box.right and box.y < point.y < box.bottom


def _group_part(measured: MeasuredGroup, box: Box, *, faded: bool = False) -> Part:
    group = measured.group
    classes = "group-box"
    if measured.depth > 1:
        classes += " depth-2"
    if group.tone is not None:
        classes += f" ring-{group.tone.value}"
    if group.mark is not None:
        classes += f" {group.mark.value}"
    left, top = box.x + GROUP_TITLE_LEFT, box.y + GROUP_TITLE_TOP
    title = tuple(typeset(measured.title, left, top))
    items: list[Item] = [
        Rectangle(classes, box.x, box.y, box.width, box.height, GROUP_CORNER),
        *(
            [Part("group-link", title, link=group.link, tooltip=(group.tooltip,))]
            if group.link
            else title
        ),
    ]
    left += measured.title.width + BADGE_GAP
    middle = top + measured.title.style.leading / 2
    for pill in measured.pills:
        items.append(pill_part(pill, left, middle))
        left += pill.width + PILL_GAP
    if group.mark is not None:
        on_the_edge = Point(box.x + GROUP_CORNER * ROUNDED_OFF, box.y + GROUP_CORNER * ROUNDED_OFF)
        items.append(mark_part(group.mark, on_the_edge, ON_LINES))
    part = "group faded" if faded else "group"
    return Part(
        part, tuple(items), id=f"group-{escape_id(group.id)}", tooltip=tooltip_of([measured.title])
    )


def title_of(diagram: Diagram) -> str:
    """The title that those hear who do not see the picture."""
    title = in_one_line(diagram.title)
    return f"{title}: {diagram.subtitle}" if diagram.subtitle else title


def description_of(diagram: Diagram) -> str:
    """The diagram in words: what its view says of it, else how much it shows, then the
    forks, then the lines."""
    names = {card.id: in_one_line(card.name) or card.id for card in diagram.cards}
    sizes = (
        f"{counted(len(diagram.cards), 'component')}, {counted(len(diagram.lines), 'connection')}"
    )
    sentences = [diagram.description.rstrip(".") or sizes]
    if diagram.path or diagram.comparing is not None:
        return ". ".join(sentences) + "."
    sentences += calls_in_words(names, diagram.forks, diagram.lines)
    return ". ".join(sentences) + "."
