"""An entity as a table: its fields with their types, what it comes to, where else it is kept."""

from __future__ import annotations

from msgspec import Struct

from sdgen.analyses.facts import Facts
from sdgen.analyses.storage.stores import EntityStorage
from sdgen.analyses.traffic.growth import month_seconds, year_seconds
from sdgen.base.words import by_number, counted, in_one_line, joined
from sdgen.design.records import Entity, Field, Scale
from sdgen.quantity import Dimension, Quantity
from sdgen.quantity.print import format_quantity
from sdgen.quantity.types import DAY
from sdgen.views.elements import component_card
from sdgen.views.entities import EntityTable, Figure, KeptIn, Row

_HOUR = 3600


class FigureWords(Struct, frozen=True):
    """The words above the figures of now and of later; ``later`` is empty where nothing tells it."""

    now: str
    later: str


def figure_words(facts: Facts) -> FigureWords:
    """``now`` and ``in 5 years``; without a horizon, what is ``kept`` once retention has passed, where
    that is another figure."""
    scale = facts.design.scale
    if scale is not None and scale.horizon is not None:
        return FigureWords("now", f"in {period(scale.horizon, scale)}")
    grows = any(each.rows != each.rows_at_horizon for each in facts.storage.entities.values())
    return FigureWords("now", "kept" if grows else "")


def period(quantity: Quantity, scale: Scale | None) -> str:
    """``5 years``, ``90 days``: in the unit in which it is written; as written where it is no whole
    number of years, months, weeks, days, hours, minutes or seconds."""
    units = (
        ("year", year_seconds(scale)),
        ("month", month_seconds(scale)),
        ("week", 7 * DAY),
        ("day", DAY),
        ("hour", _HOUR),
        ("minute", _HOUR / 60),
        ("second", 1.0),
    )
    written = quantity.text.lstrip("0123456789., _")
    for noun, seconds in units:
        number = round(quantity.value / seconds)
        whole = number >= 1 and abs(number * seconds - quantity.value) < 1e-6 * seconds
        if whole and noun[0] == written[:1].lower():
            return counted(number, noun)
    return quantity.text


def table_of(facts: Facts, entity: Entity, words: FigureWords, *, brief: bool) -> EntityTable:
    """The table of an entity; a ``brief`` one has its keys and references, and counts what it leaves
    out."""
    rows = rows_of(entity)
    shown = [row for row in rows if not brief or row.key or row.reference]
    if brief:
        return EntityTable(
            entity.id,
            tuple(shown),
            left_out=len(rows) - len(shown),
            tooltip=_tooltip(facts, entity, words),
        )
    kept = facts.storage.entities[entity.id]
    return EntityTable(
        entity.id,
        tuple(shown),
        facts=_facts(facts, entity, kept),
        figures=_figures(kept, words),
        kept_in=_kept_in(facts, entity),
        tooltip=_tooltip(facts, entity, words),
    )


def rows_of(entity: Entity) -> tuple[Row, ...]:
    """A row for each field; of an entity that names no fields, for those that its key, its partition
    and its queries name."""
    fields = entity.fields
    asked = (name for query in entity.queries for name in query.by)
    names = tuple(fields) or tuple(dict.fromkeys((*entity.key, *entity.partition_by, *asked)))
    indexed = {name for query in entity.queries if query.index for name in query.by}
    return tuple(
        Row(
            name,
            type_of(fields[name]) if name in fields else "",
            key=name in entity.key,
            partition=name in entity.partition_by,
            index=name in indexed,
            reference=(fields[name].reference or "") if name in fields else "",
        )
        for name in names
    )


def type_of(field: Field) -> str:
    """The type as the design writes it: ``string(50)``, ``id[4]``, ``User?``."""
    length = "" if field.length is None else str(field.length)
    bound = f"[{length}]" if field.many else f"({length})" if length else ""
    return f"{field.type}{bound}{'?' if field.optional else ''}"


def _facts(facts: Facts, entity: Entity, kept: EntityStorage) -> tuple[str, ...]:
    found = []
    if kept.size is not None:
        found.append(f"{format_quantity(kept.size, Dimension.BYTES)} a row")
    if entity.forever:
        found.append("kept forever")
    elif entity.retention is not None:
        found.append(f"kept {period(entity.retention, facts.design.scale)}")
    return tuple(found)


def _figures(kept: EntityStorage, words: FigureWords) -> tuple[Figure, ...]:
    if kept.rows is None:
        return ()
    added = f"+{format_quantity(kept.added, Dimension.RATE)}" if kept.added else ""
    rows = _figure("rows", kept.rows, kept.rows_at_horizon, Dimension.COUNT, words, added)
    if kept.bytes is None:
        return (rows,)
    copy = _figure("one copy", kept.bytes, kept.bytes_at_horizon, Dimension.BYTES, words)
    return (rows, copy)


def _figure(
    name: str,
    now: float,
    later: float | None,
    dimension: Dimension,
    words: FigureWords,
    added: str = "",
) -> Figure:
    then = "" if later is None or not words.later else format_quantity(later, dimension)
    return Figure(name, format_quantity(now, dimension), then, added)


def _kept_in(facts: Facts, entity: Entity) -> tuple[KeptIn, ...]:
    design = facts.design
    found = []
    for indexes, name in ((False, "cached in"), (True, "indexed in")):
        keeping = [each for each in facts.kept_in[entity.id] if each.indexes is indexes]
        if keeping:
            cards = [component_card(design, design.components[e.component]) for e in keeping]
            said = [
                f"{in_one_line(design.components[each.component].name)}: on the way of "
                f"{joined(each.journeys)}, which {by_number(len(each.journeys), 'reads', 'read')} it"
                for each in keeping
                if each.journeys
            ]
            found.append(KeptIn(name, tuple(cards), "\n".join(said)))
    return tuple(found)


def _tooltip(facts: Facts, entity: Entity, words: FigureWords) -> str:
    """What the table says, with what it leaves out: all fields, and by what it is looked up."""
    kept = facts.storage.entities[entity.id]
    parts = [entity.id, ", ".join(_facts(facts, entity, kept))]
    parts += [f"key: {', '.join(entity.key)}" if entity.key else ""]
    parts += [f"partitioned by {', '.join(entity.partition_by)}" if entity.partition_by else ""]
    for figure in _figures(kept, words):
        later = f", {figure.later} {words.later}" if figure.later else ""
        parts.append(f"{figure.name}: {figure.now} now{later}")
    parts += [
        f"looked up by {', '.join(query.by)}" + (", with an index" if query.index else "")
        for query in entity.queries
    ]
    return "\n".join(part for part in parts if part)
