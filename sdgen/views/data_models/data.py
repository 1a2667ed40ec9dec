"""The data view: entities as tables in the stores that hold them, with the references between them and
what they come to by the horizon."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from sdgen.analyses.facts import Facts
from sdgen.base.span import Span
from sdgen.base.words import counted
from sdgen.design.records import Entity
from sdgen.quantity import Dimension
from sdgen.quantity.print import format_quantity
from sdgen.views.data_pages import Page, pages_of
from sdgen.views.data_store import NO_STORE, store_of
from sdgen.views.data_table import FigureWords, figure_words, table_of
from sdgen.views.data_words import away_of, described, reference_of
from sdgen.views.entities import Entities, EntityStore
from sdgen.views.phrases import Phrase, in_turn
from sdgen.views.view import BuiltInView, Lack


def data(facts: Facts, title: str = "Data") -> tuple[Entities, ...]:
    """The data model on one page, or a large one on several."""
    words = figure_words(facts)
    pages = pages_of(facts.design)
    return tuple(_page(facts, title, words, page, pages) for page in pages)


def _page(
    facts: Facts, title: str, words: FigureWords, page: Page, pages: Sequence[Page]
) -> Entities:
    entities = [facts.design.data[name] for names in page.stores.values() for name in names]
    stores = tuple(
        _store(facts, words, page, store, [facts.design.data[name] for name in names])
        for store, names in page.stores.items()
    )
    page_of = {name: each.number for each in pages for name in each.entities}
    named = [
        (reference_of(entity, field), page_of[field.reference])
        for entity in entities
        for field in entity.fields.values()
        if field.reference in page_of
    ]
    away = tuple(away_of(each, number) for each, number in named if number != page.number)
    found = Entities(
        view="data",
        title=facts.design.name,
        subtitle=_subtitle(facts, title, words, page, entities, len(pages), len(away)),
        stores=stores,
        references=tuple(each for each, number in named if number == page.number),
        away=away,
        now=words.now,
        later=words.later,
        disk_word=f"Disk used {words.later}" if words.later else "Disk used",
        busy_from=facts.scenario.busy_from,
        page=page.number,
        pages=len(pages),
    )
    return replace(found, description=described(facts.design, found))


def _store(
    facts: Facts, words: FigureWords, page: Page, store: str, entities: Sequence[Entity]
) -> EntityStore:
    tables = tuple(table_of(facts, entity, words, brief=page.brief) for entity in entities)
    return store_of(facts, store, tables, words)


def _subtitle(
    facts: Facts,
    title: str,
    words: FigureWords,
    page: Page,
    entities: Sequence[Entity],
    pages: int,
    away: int,
) -> tuple[Phrase, ...]:
    stores = len([store for store in page.stores if store != NO_STORE])
    held = f" in {counted(stores, 'store')}" if stores else ""
    factor = facts.scenario.users
    return in_turn(
        (
            (Phrase(title),),
            (Phrase(f"{counted(len(entities), 'entity', 'entities')}{held}"),),
            (Phrase(f"page {page.number} of {pages}" if pages > 1 else ""),),
            (Phrase(f"{counted(away, 'reference')} to other pages" if away else ""),),
            (Phrase(f"at {factor:g} times the users" if factor != 1.0 else ""),),
            _one_copy(facts, words, entities),
        )
    )


def _one_copy(facts: Facts, words: FigureWords, entities: Sequence[Entity]) -> tuple[Phrase, ...]:
    """``one copy 4.97 TB now, 89.5 PB in 5 years``: of all entities whose size and number are known."""
    kept = [facts.storage.entities[entity.id] for entity in entities]
    known = [each for each in kept if each.bytes is not None]
    if not known:
        return ()
    least = "at least " if len(known) < len(kept) else ""
    now = sum(each.bytes or 0.0 for each in known)
    later = sum(each.bytes_at_horizon or 0.0 for each in known)
    first = Phrase(format_quantity(now, Dimension.BYTES), strong=True)
    if least and not (later if words.later else now):
        return ()
    if words.later and least and not now:
        last = Phrase(format_quantity(later, Dimension.BYTES), strong=True)
        return (Phrase(f"one copy {least}"), last, Phrase(f" {words.later}"))
    if not words.later:
        return (Phrase(f"one copy {least}"), first)
    return (
        Phrase(f"one copy {least}"),
        first,
        Phrase(f" {words.now}, "),
        Phrase(format_quantity(later, Dimension.BYTES), strong=True),
        Phrase(f" {words.later}"),
    )


def _lack(facts: Facts) -> Lack | None:
    if facts.design.data:
        return None
    return Lack(
        "there is no entity",
        "write under 'data' what is stored: 'User: {store: user-db, key: user_id, "
        "fields: {user_id: id, name: string(50)}}'",
        Span.whole(facts.design.path),
    )


VIEW = BuiltInView(
    id="data",
    title="Data",
    doc="Entities as tables in their stores, with references, rows and bytes.",
    make=data,
    order=5,
    lack=_lack,
)
