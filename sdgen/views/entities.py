"""What a picture of a data model shows: entities as tables in the stores that hold them, and the
references between them."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from sdgen.analyses.busy import BUSY_FROM
from sdgen.views.diagram import Badge, Card, Meter
from sdgen.views.phrases import Phrase


class Number(StrEnum):
    """How many rows there can be at an end of a reference; each has its own sign."""

    ONE = "one"
    ZERO_OR_ONE = "zero-or-one"
    MANY = "many"


class Row(Struct, frozen=True):
    """A field of a table, its type as written; ``reference`` is the entity that it refers to."""

    name: str
    type: str = ""
    key: bool = False
    partition: bool = False
    index: bool = False
    reference: str = ""


class Figure(Struct, frozen=True):
    """A line at the foot of a table: what it counts now and later; ``added`` is by how much that
    grows, empty where it does not or that is not known."""

    name: str
    now: str
    later: str = ""
    added: str = ""


class KeptIn(Struct, frozen=True):
    """Where an entity can be found besides its store: ``name`` is ``cached in`` or ``indexed in``."""

    name: str
    cards: tuple[Card, ...]
    tooltip: str = ""


class EntityTable(Struct, frozen=True):
    """An entity. ``facts`` stand in its head, ``left_out`` is the number of fields that have no row."""

    id: str
    rows: tuple[Row, ...]
    facts: tuple[str, ...] = ()
    left_out: int = 0
    figures: tuple[Figure, ...] = ()
    kept_in: tuple[KeptIn, ...] = ()
    tooltip: str = ""
    badges: tuple[Badge, ...] = ()


class EntityStore(Struct, frozen=True):
    """A store with its tables. ``said`` stands below its name; what it holds is in a ``meter`` where
    its disk is known, else in ``holds``, two short lines."""

    card: Card
    tables: tuple[EntityTable, ...]
    said: str = ""
    meter: Meter | None = None
    holds: tuple[str, str] = ("", "")


class Reference(Struct, frozen=True):
    """A field of ``source`` that refers to ``target``, both entities of the picture: how many rows of
    ``source`` name the same one, and how many of ``target`` one row names."""

    source: str
    field: str
    target: str
    of_source: Number
    of_target: Number
    tooltip: str = ""

    @property
    def id(self) -> str:
        """``Tweet.author_id``, unique in the picture."""
        return f"{self.source}.{self.field}"


class ReferenceAway(Struct, frozen=True):
    """A field of ``source`` that refers to ``target``, which is on another ``page``."""

    source: str
    field: str
    target: str
    of_source: Number
    of_target: Number
    page: int
    tooltip: str = ""

    @property
    def id(self) -> str:
        """As that of a reference within the page."""
        return f"{self.source}.{self.field}"


class Entities(Struct, frozen=True):
    """One ``page`` of a data model, of so many ``pages``; ``away`` are the references to other ones. ``now`` and ``later`` are the words above the
    figures at the foot of tables; the first is empty where no figure has two, the second where there
    is no later. ``disk_word`` says what meters measure; they warn over ``busy_from``."""

    view: str
    title: str
    subtitle: tuple[Phrase, ...]
    stores: tuple[EntityStore, ...]
    references: tuple[Reference, ...]
    away: tuple[ReferenceAway, ...] = ()
    now: str = "now"
    later: str = ""
    description: str = ""
    disk_word: str = "Disk used"
    busy_from: float = BUSY_FROM
    page: int = 1
    pages: int = 1

    @property
    def cards(self) -> tuple[Card, ...]:
        """The components that it shows: stores, and where else entities are kept."""
        found = {store.card.id: store.card for store in self.stores}
        return tuple(found.values())
