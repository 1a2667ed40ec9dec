"""From a Rack to its picture: measure, lay out, compose, write."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Unpack

from msgspec.structs import replace

from sdgen.base.words import in_one_line
from sdgen.draw.described import calls_in_words
from sdgen.draw.escape import escape_id, picture_id
from sdgen.draw.fits import FITS, FitName, name_height
from sdgen.draw.forks import fork_mark, fork_pill
from sdgen.draw.legend_row import legend_column_part, legend_row
from sdgen.draw.line_styles import line_items
from sdgen.draw.rack.laid import MARGIN, LaidRack, lay_out_rack
from sdgen.draw.rack.measured import BOX_TITLES, box_id, follow_id
from sdgen.draw.rack.parts import (
    bar_item,
    beside_part,
    blank_item,
    card_part,
    host_item,
    place_part,
    place_titles,
    rail_item,
    rule_items,
    title_items,
)
from sdgen.draw.scene import Item, Part, Scene, SymbolDefinition
from sdgen.draw.title import title_part
from sdgen.draw.written import OTHER_LETTERS, DrawnPicture, Writing, draw_cards
from sdgen.layout.rack.moving import moved
from sdgen.layout.rack.sized import PlacedRack, Rail
from sdgen.views.diagram import Line, LineStyle
from sdgen.views.rack import Rack

if TYPE_CHECKING:
    from sdgen.blocks import Number

AFTER_NAME = 8.0


def draw_rack(
    rack: Rack,
    *,
    fit: FitName = "readme",
    headline: Sequence[Number] = (),
    **writing: Unpack[Writing],
) -> DrawnPicture:
    """The picture of a deployment. ``fit`` is where it is read: a preview has the numbers of the
    ``headline``."""
    laid = lay_out_rack(rack, FITS[fit], OTHER_LETTERS if writing.get("font") == "system" else 1.0)
    if not laid.fit.exact:
        drawn = draw_cards(rack.cards, lambda symbols: compose_rack(laid, symbols), **writing)
        return replace(drawn, name_height=name_height(laid.shown))
    from sdgen.draw.social import arrange_preview, compose_preview

    size = laid.placed.placement
    preview = arrange_preview(
        rack.title, rack.subtitle, (size.width, size.height), laid.fit, headline
    )
    drawn = draw_cards(
        rack.cards,
        lambda symbols: compose_preview(
            preview, _drawing(laid, laid.placed, symbols), _frame(laid, symbols)
        ),
        **writing,
    )
    return replace(drawn, name_height=name_height(preview.frame.scale))


def compose_rack(laid: LaidRack, symbols: tuple[SymbolDefinition, ...]) -> Scene:
    """The whole picture: title, rack, what is beside it, lines, legend."""
    items: list[Item] = [title_part(laid.title, MARGIN, MARGIN)]
    items += _drawing(laid, moved(laid.placed, MARGIN, laid.top), symbols)
    if laid.swatches:
        left, top = MARGIN + laid.legend.x, laid.top + laid.legend.y
        if laid.in_column:
            items.append(legend_column_part(laid.swatches, left, top))
        else:
            items.append(legend_row(laid.swatches, left, top, laid.room))
    return replace(_frame(laid, symbols), items=tuple(items))


def _frame(laid: LaidRack, symbols: tuple[SymbolDefinition, ...]) -> Scene:
    """The scene without what is in it."""
    rack = laid.measured.rack
    return Scene(
        laid.width,
        laid.height,
        title=f"{in_one_line(rack.title)}: {rack.subtitle}",
        description=_description(rack),
        items=(),
        symbols=symbols,
        name=picture_id(rack.title, rack.view),
        look="sdgen rack",
    )


def _drawing(
    laid: LaidRack, placed: PlacedRack, symbols: tuple[SymbolDefinition, ...]
) -> list[Item]:
    """From back to front: boxes, what joins rows, cards, lines, marks."""
    rack, measured = laid.measured.rack, laid.measured
    placement = placed.placement
    known = frozenset(symbol.id for symbol in symbols)
    items: list[Item] = list(_boxes(laid, placed))
    items += [host_item(each.box) for each in placed.furniture.hosts]
    for rule in placed.furniture.rules:
        items += rule_items(rule, rack.tiers[rule.tier].title)
    items += [rail_item(rail, _rail_left(laid, placed, rail)) for rail in placed.furniture.rails]
    items += [blank_item(blank) for blank in placed.furniture.blanks]
    items += [bar_item(bar) for bar in placed.furniture.bars]
    items += _names(laid, placed)
    items += [
        card_part(measured.cards[card.id], placement.nodes[card.id], known) for card in rack.cards
    ]
    items += _lines(rack, placed)
    items += _marks(rack, placed)
    return items


def _boxes(laid: LaidRack, placed: PlacedRack) -> list[Item]:
    """Places, the outer ones first, and the boxes beside the rack."""
    rack, clusters = laid.measured.rack, placed.placement.clusters
    depths: dict[str, int] = {}
    items: list[Item] = []
    counts = [rack.replicas_in(place.id) for place in rack.places]
    boxes = [clusters[place.id] for place in rack.places]
    titles = place_titles(rack.places, counts, boxes)
    for place, title, count, box in zip(rack.places, titles, counts, boxes, strict=True):
        depths[place.id] = depths.get(place.parent or "", 0) + 1
        items.append(place_part(place, title, count, box, depths[place.id]))
    items += [
        beside_part(box_id(why), title, clusters[box_id(why)])
        for why, title in BOX_TITLES.items()
        if box_id(why) in clusters
    ]
    return items


def _names(laid: LaidRack, placed: PlacedRack) -> Iterator[Item]:
    """The names of rows that no card has, with what cards have to say."""
    cards = {row.id: row.card for row in laid.measured.rack.rows}
    for name in placed.furniture.names:
        title = laid.measured.titles[name.row]
        said = (title.name.whole, cards[name.row].tooltip)
        lines = [line for text in said for line in text.splitlines() if line.strip()]
        yield Part("row-name", tuple(title_items(title, name)), tooltip=tuple(lines))


def _rail_left(laid: LaidRack, placed: PlacedRack, rail: Rail) -> float:
    """Where a rail begins: behind the name of its row, where that stands before it."""
    for name in placed.furniture.names:
        if name.row == rail.row and abs(name.box.centre.y - rail.y) < 0.5:
            return name.box.x + laid.measured.titles[rail.row].width + AFTER_NAME
    return rail.left


def _lines(rack: Rack, placed: PlacedRack) -> list[Item]:
    """Every call, and replication."""
    routes, calls = placed.placement.routes, placed.calls
    lines = {call.line.id: call.line for call in rack.calls}
    follows = {follow_id(each.row, each.target): each for each in rack.replications}
    for name, follow in follows.items():
        style, tooltip = LineStyle.REPLICATION, follow.tooltip
        lines[name] = Line(name, follow.row, follow.row, style, tooltip=tooltip)
    items: list[Item] = []
    for route in routes:
        line = lines[calls.get(route.id, route.id)]
        items.append(
            Part(
                f"line {line.style.value}{_more(line, follow=line.id in follows)}",
                tuple(line_items(line.style, route)),
                id=f"line-{escape_id(route.id)}",
                tooltip=(line.tooltip,) if line.tooltip else (),
                data=(("source", escape_id(line.source)), ("target", escape_id(line.target))),
            )
        )
    return items


def _marks(rack: Rack, placed: PlacedRack) -> Iterator[Item]:
    """The marks of forks; the id of a second one of a fork has its number behind it."""
    forks = {fork.id: fork for fork in rack.forks}
    callers = {call.line.fork: call.line.source for call in rack.calls if call.line.fork}
    seen: set[str] = set()
    for number, mark in enumerate(placed.marks):
        fork = forks[mark.fork]
        again = f"--{number}" if mark.fork in seen else ""
        seen.add(mark.fork)
        yield Part(
            "fork-mark",
            fork_mark(fork_pill(fork.text), mark.box),
            id=f"fork-{escape_id(mark.fork)}{again}",
            tooltip=(fork.tooltip,) if fork.tooltip else (),
            data=(("source", escape_id(callers[mark.fork])),),
        )


def _more(line: Line, *, follow: bool) -> str:
    """What is said of a line in its classes beside its style."""
    if follow:
        return " follow"
    return " faded" if line.faint else " dimmed" if line.dimmed else ""


def _description(rack: Rack) -> str:
    """The rack in words: what the view says of it, then the calls."""
    names = {row.id: in_one_line(row.card.name) or row.id for row in rack.rows}
    for each in rack.outside:
        names.setdefault(each.card.component, in_one_line(each.card.name) or each.card.id)
    lines = [call.line for call in rack.calls]
    sentences = [rack.description.rstrip("."), *calls_in_words(names, rack.forks, lines)]
    return ". ".join(sentence for sentence in sentences if sentence) + "."
