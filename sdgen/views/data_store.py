"""A store of a data model: what it is, on how many copies, and how full its disk gets."""

from __future__ import annotations

from sdgen.analyses.facts import Facts
from sdgen.analyses.replication import says_nothing_of_copies
from sdgen.analyses.storage.stores import StoreStorage
from sdgen.base.words import counted
from sdgen.design.records import Component
from sdgen.quantity import Dimension
from sdgen.quantity.print import format_quantity
from sdgen.views.data_table import FigureWords
from sdgen.views.diagram import Card, Meter
from sdgen.views.diagrams.detailed import load_tone
from sdgen.views.elements import component_card
from sdgen.views.entities import EntityStore, EntityTable
from sdgen.views.growth import percent

NO_STORE = ""
"""Stands for the store of entities that name none."""


def store_of(
    facts: Facts, store: str, tables: tuple[EntityTable, ...], words: FigureWords
) -> EntityStore:
    """The store with its tables."""
    component = facts.design.components.get(store)
    if component is None:
        nowhere = Card(NO_STORE, "No store given", "", "circle-question-mark", "slate")
        return EntityStore(nowhere, tables)
    card = component_card(facts.design, component)
    kept = facts.storage.stores.get(store)
    meter = _meter(kept, facts.scenario.busy_from)
    return EntityStore(
        card,
        tables,
        said=_said(component, card, kept),
        meter=meter,
        holds=("", "") if meter is not None else _holds(kept, words),
    )


def _said(component: Component, card: Card, kept: StoreStorage | None) -> str:
    """``Cassandra · 3 copies``: copies that the design tells of, not those that are assumed."""
    parts = [card.technology]
    if component.managed:
        parts.append("managed")
    elif component.external:
        parts.append("external")
    elif kept is not None and not says_nothing_of_copies(component):
        parts.append(counted(kept.copies, "copy"))
    return " · ".join(part for part in parts if part)


def _meter(kept: StoreStorage | None, busy_from: float) -> Meter | None:
    """All copies at the horizon against the disks; none where either is unknown."""
    share = kept.share_at_horizon if kept is not None else None
    if kept is None or kept.capacity is None or share is None or _unknown(kept):
        return None
    text = f"{_all_copies(kept)} of {format_quantity(kept.capacity, Dimension.BYTES)}"
    return Meter(text, percent(share), min(share, 1.0), load_tone(share, busy_from))


def _holds(kept: StoreStorage | None, words: FigureWords) -> tuple[str, str]:
    if kept is None or _unknown(kept):
        return "", ""
    return _all_copies(kept), words.later or "all copies"


def _unknown(kept: StoreStorage) -> bool:
    """Whether nothing that it keeps is known."""
    return not kept.complete and not kept.bytes_at_horizon


def _all_copies(kept: StoreStorage) -> str:
    """Its bytes at the horizon; more than that where an entity is unknown."""
    least = "" if kept.complete else "over "
    return least + format_quantity(kept.bytes_at_horizon, Dimension.BYTES)
