"""A data model as an entity relationship diagram."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from sdgen.base.words import counted, joined
from sdgen.notations import mermaid
from sdgen.views.entities import (
    Entities,
    EntityStore,
    EntityTable,
    Number,
    Reference,
    ReferenceAway,
    Row,
)
from sdgen.views.phrases import said

_OF_SOURCE: Final = {Number.ONE: "||", Number.ZERO_OR_ONE: "|o", Number.MANY: "}o"}
_OF_TARGET: Final = {Number.ONE: "||", Number.ZERO_OR_ONE: "o|", Number.MANY: "o{"}


def entity_diagram(pages: Sequence[Entities]) -> Iterator[str]:
    """The lines of the text, with what is on all pages."""
    first = pages[0]
    stores = [store for page in pages for store in page.stores]
    names = mermaid.names(table.id for store in stores for table in store.tables)
    yield "erDiagram"
    yield f"  accTitle: {mermaid.text(f'{first.title}: {said(first.subtitle)}')}"
    for store in stores:
        yield f"  {mermaid.comment(_store(store))}"
        for table in store.tables:
            yield from _table(store, table, names[table.id])
    for page in pages:
        for reference in page.references:
            yield f"  {_reference(reference, names)}"
        for away in page.away:
            yield f"  {_reference(away, names)}"


def entity_losses(pages: Sequence[Entities]) -> Iterator[str]:
    """What the diagram does not show of the data model."""
    tables = [table for page in pages for store in page.stores for table in store.tables]
    left = sum(table.left_out for table in tables)
    if left:
        yield f"{counted(left, 'field')} that the picture leaves out as well"
    unseen = {
        "rows and bytes": any(table.figures or table.facts for table in tables),
        "what stores hold": any(
            store.meter or any(store.holds) for page in pages for store in page.stores
        ),
        "copies in caches and indexes": any(table.kept_in for table in tables),
    }
    words = [word for word, has in unseen.items() if has]
    if words:
        yield f"{joined(words)} (kept as comments)"


def _store(store: EntityStore) -> str:
    meter = f"{store.meter.text}: {store.meter.value}" if store.meter else ""
    said_of = (store.card.name, store.said, *store.holds, meter)
    return " · ".join(part for part in said_of if part)


def _table(store: EntityStore, table: EntityTable, name: str) -> Iterator[str]:
    kept = f" ({store.card.name})" if store.card.id else ""
    for line in _comments(table):
        yield f"  {mermaid.comment(line)}"
    head = f'  {name}["{mermaid.text(table.id + kept)}"]'
    if not table.rows:
        yield head
        return
    yield f"{head} {{"
    for row in table.rows:
        yield f"    {_row(row)}"
    yield "  }"


def _comments(table: EntityTable) -> Iterator[str]:
    """What has no place in a table of Mermaid."""
    figures = [
        f"{each.name} {' → '.join(part for part in (each.now, each.later) if part)}"
        for each in table.figures
    ]
    kept = [f"{each.name} {', '.join(card.name for card in each.cards)}" for each in table.kept_in]
    left = [f"{counted(table.left_out, 'more field')}"] if table.left_out else []
    parts = [*table.facts, *figures, *kept, *left]
    if parts:
        yield " · ".join((table.id, *parts))


def _row(row: Row) -> str:
    """``string(50) name "optional"``: a type has few signs in Mermaid; others are said behind."""
    written = row.type.strip()
    optional = written.endswith("?")
    bare = written.removesuffix("?").strip()
    shown = mermaid.attribute(bare)
    notes = (
        bare if bare and shown != bare else "",
        "partition key" if row.partition else "",
        "indexed" if row.index else "",
        "optional" if optional else "",
    )
    keys = ", ".join(sign for sign, has in (("PK", row.key), ("FK", row.reference)) if has)
    note = ", ".join(part for part in notes if part)
    parts = (shown, mermaid.attribute(row.name), keys, f'"{mermaid.text(note)}"' if note else "")
    return " ".join(part for part in parts if part)


def _reference(reference: Reference | ReferenceAway, names: Mapping[str, str]) -> str:
    ends = f"{_OF_SOURCE[reference.of_source]}--{_OF_TARGET[reference.of_target]}"
    source, target = names[reference.source], names[reference.target]
    return f'{source} {ends} {target} : "{mermaid.text(reference.field)}"'
