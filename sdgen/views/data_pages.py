"""Which entities stand on which page of a data model, and how much is said of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from sdgen.design.records import Design
from sdgen.views.data_store import NO_STORE

MOST_WHOLE = 12
"""Entities on a page up to which their tables have every field and figure."""
MOST_ON_A_PAGE = 40
"""Entities up to which there is one page; of more each store has its own, or several."""


class Page(Struct, frozen=True):
    """Entities by store; ``brief`` where tables have names, keys and references only."""

    number: int
    stores: Mapping[str, tuple[str, ...]]

    @property
    def entities(self) -> tuple[str, ...]:
        """All of them, store by store."""
        return tuple(name for names in self.stores.values() for name in names)

    @property
    def brief(self) -> bool:
        return len(self.entities) > MOST_WHOLE


def pages_of(design: Design) -> tuple[Page, ...]:
    """Every entity on one of the pages, stores in the order in which entities name them, what has no
    store last."""
    held: dict[str, list[str]] = {}
    for entity in design.data.values():
        store = entity.store if entity.store in design.components else None
        held.setdefault(store or NO_STORE, []).append(entity.id)
    order = [*(name for name in held if name != NO_STORE), NO_STORE]
    stores = {store: tuple(held[store]) for store in order if store in held}
    if len(design.data) <= MOST_ON_A_PAGE:
        return (Page(1, stores),)
    return tuple(Page(number, page) for number, page in enumerate(_split(stores), 1))


def _split(stores: Mapping[str, tuple[str, ...]]) -> Iterator[Mapping[str, tuple[str, ...]]]:
    for store, entities in stores.items():
        for start in range(0, len(entities), MOST_ON_A_PAGE):
            yield {store: entities[start : start + MOST_ON_A_PAGE]}
