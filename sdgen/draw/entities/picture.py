"""From Entities to their picture: measure, lay out, compose, write."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from typing import Unpack

from msgspec.structs import replace

from sdgen.base.words import in_one_line
from sdgen.draw.entities.laid import MARGIN, laid_out
from sdgen.draw.entities.legend import swatches
from sdgen.draw.entities.lines import junction_item, sign_items, stroke_data
from sdgen.draw.entities.measured import MeasuredTable, away_mark, chip_width
from sdgen.draw.entities.moved import moved
from sdgen.draw.entities.stores import store_part
from sdgen.draw.entities.tables import KEY_GLYPH, REFERENCE_GLYPH, table_part
from sdgen.draw.escape import escape_id, number, picture_id
from sdgen.draw.glyphs import GLYPH_SIZE, glyph_markup
from sdgen.draw.heading import heading_part, measure_heading
from sdgen.draw.legend_row import legend_height, legend_row
from sdgen.draw.scene import Item, Part, Path, Rectangle, Scene, SymbolDefinition
from sdgen.draw.tiles import glyph_id
from sdgen.draw.typography import typeset
from sdgen.draw.written import DrawnPicture, Writing, link_warnings, used_symbols, write_scene
from sdgen.layout.entities.sized import EntityPlacement, LinkRoute, PlacedAway
from sdgen.layout.placement import Point
from sdgen.views.entities import Entities, Reference, ReferenceAway
from sdgen.views.phrases import said

BELOW_HEADING = 16.0
ABOVE_LEGEND = 15.0
BOTTOM = 20.0
MARK_HEIGHT, MARK_CORNER = 18.0, 6.0
LEAST_WIDTH = 348.0


def draw_entities(picture: Entities, **writing: Unpack[Writing]) -> DrawnPicture:
    """The picture of a data model."""
    symbols, warnings = _symbols(picture)
    drawn = write_scene(compose_entities(picture, symbols), **writing)
    links = link_warnings(picture.cards)
    return replace(drawn, warnings=(*warnings, *links, *drawn.warnings))


def _symbols(picture: Entities) -> tuple[tuple[SymbolDefinition, ...], list[str]]:
    """Icons and glyphs of the stores, the glyphs of what else keeps entities, and those of fields."""
    symbols, warnings = used_symbols(picture.cards)
    known = {symbol.id for symbol in symbols}
    kept = {
        card.glyph
        for store in picture.stores
        for table in store.tables
        for each in table.kept_in
        for card in each.cards
    }
    more = tuple(
        SymbolDefinition(glyph_id(name), glyph_markup(name), GLYPH_SIZE)
        for name in sorted({*kept, KEY_GLYPH, REFERENCE_GLYPH})
        if glyph_id(name) not in known
    )
    return (*symbols, *more), warnings


def compose_entities(picture: Entities, symbols: tuple[SymbolDefinition, ...]) -> Scene:
    """The whole picture: heading, stores with their tables, references, legend."""
    laid = laid_out(picture)
    tables, placement = laid.tables, laid.placement
    room = max(placement.width, LEAST_WIDTH)
    heading = measure_heading(picture.title, picture.subtitle, None, room)
    left = laid.left
    top = MARGIN + heading.height + BELOW_HEADING
    known = frozenset(symbol.id for symbol in symbols)
    items: list[Item] = [heading_part(heading, left, MARGIN, left + room)]
    items += _drawing(picture, tables, moved(placement, left, top), known)
    found = swatches(picture)
    bottom = top + placement.height
    if found:
        items.append(legend_row(found, left, bottom + ABOVE_LEGEND, room))
        bottom += ABOVE_LEGEND + legend_height(found, room)
    return Scene(
        ceil(left + room + laid.right),
        ceil(bottom + BOTTOM),
        title=f"{in_one_line(picture.title)}: {said(picture.subtitle)}",
        description=picture.description,
        items=tuple(items),
        symbols=symbols,
        name=picture_id(picture.title, picture.view, picture.page),
        look="sdgen entities",
    )


def _drawing(
    picture: Entities,
    tables: Mapping[str, MeasuredTable],
    placement: EntityPlacement,
    symbols: frozenset[str],
) -> list[Item]:
    """Boxes, tables, then lines above both, since they cross the boxes' edges."""
    items: list[Item] = []
    for store in picture.stores:
        box, width = placement.stores[store.card.id], tables[store.tables[0].id].width
        items.append(store_part(store, box, width, symbols))
        items += [
            table_part(tables[table.id], placement.tables[table.id], symbols)
            for table in store.tables
        ]
    references = {each.id: each for each in picture.references}
    junctions = frozenset(placement.junctions)
    items += [_reference(references[each.id], each, junctions) for each in placement.routes]
    leading_away = {each.id: each for each in picture.away}
    items += [_away(leading_away[each.id], each) for each in placement.away]
    if junctions:
        items.append(Part("junctions", tuple(map(junction_item, placement.junctions))))
    return items


def _reference(reference: Reference, route: LinkRoute, junctions: frozenset[Point]) -> Part:
    items: list[Item] = [Path("stroke", stroke_data(route.points, junctions))]
    items += sign_items(route.source, reference.of_source)
    if route.target is not None:
        items += sign_items(route.target, reference.of_target)
    return Part(
        "reference",
        tuple(items),
        id=f"reference-{escape_id(reference.id)}",
        tooltip=(reference.tooltip,),
        data=(("source", escape_id(reference.source)), ("target", escape_id(reference.target))),
    )


def _away(reference: ReferenceAway, placed: PlacedAway) -> Part:
    """A reference to another page: a short line with its sign, and the mark at its end."""
    start, mark, text = placed.source.point, placed.mark, away_mark(reference)
    width = chip_width(text)
    left = mark.x if placed.source.rightward else mark.x - width
    return Part(
        "reference",
        (
            Path("stroke", f"M{number(start.x)} {number(start.y)}H{number(mark.x)}"),
            *sign_items(placed.source, reference.of_source),
            Rectangle("away", left, mark.y - MARK_HEIGHT / 2, width, MARK_HEIGHT, MARK_CORNER),
            *typeset(text, left + width / 2, mark.y - text.height / 2, "middle"),
        ),
        id=f"reference-{escape_id(reference.id)}",
        tooltip=(reference.tooltip,),
        data=(("source", escape_id(reference.source)), ("target", escape_id(reference.target))),
    )
