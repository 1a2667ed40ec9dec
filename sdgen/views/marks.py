"""Findings on a picture: each card that a finding is about says how many there are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import assert_never

from msgspec.structs import replace

from sdgen.base.findings import Finding, Severity, totals, worst_first
from sdgen.base.words import and_more
from sdgen.views.chart import Chart
from sdgen.views.diagram import Badge, Card, Diagram, Tone
from sdgen.views.entities import Entities, EntityStore
from sdgen.views.matrix import ComponentRow, Matrix, RowGroup
from sdgen.views.phrases import Phrase, in_turn
from sdgen.views.picture import Picture
from sdgen.views.rack import Rack, RackRow
from sdgen.views.sequence import Sequence

MOST_LISTED = 8
"""Findings that a badge's tooltip lists; the rest are counted."""


def mark_findings(picture: Picture, findings: Iterable[Finding]) -> Picture:
    """``picture`` with a badge on each card, and each table of a data model, that findings are about,
    red with an error among them, else amber; the subtitle counts all of them, also those about no card. The panels of a chart
    have no badges: their tooltips say the same. What the design does not say is no finding here."""
    given = tuple(each for each in findings if not each.not_said)
    about: dict[str, list[Finding]] = {}
    for finding in given:
        for each in finding.parts or (finding,):
            about.setdefault(each.at, []).append(each)

    def found(card: Card) -> Iterable[Finding]:
        if card.beside:
            return ()
        return (finding for name in card.components for finding in about.get(name, ()))

    counted = totals(given)
    match picture:
        case Diagram():
            cards = tuple(_marked(card, found(card)) for card in picture.cards)
            return replace(picture, subtitle=f"{picture.subtitle} · {counted}", cards=cards)
        case Sequence():
            sections = tuple(
                replace(section, cards=tuple(_marked(card, found(card)) for card in section.cards))
                for section in picture.sections
            )
            subtitle = in_turn((picture.subtitle, (Phrase(counted),)))
            return replace(picture, subtitle=subtitle, sections=sections)
        case Chart():
            panels = tuple(
                replace(panel, card=_explained(panel.card, found(panel.card)))
                for panel in picture.panels
            )
            return replace(picture, subtitle=f"{picture.subtitle} · {counted}", panels=panels)
        case Entities():
            stores = tuple(_marked_store(store, about) for store in picture.stores)
            subtitle = in_turn((picture.subtitle, (Phrase(counted),)))
            return replace(picture, subtitle=subtitle, stores=stores)
        case Matrix():
            groups = tuple(_marked_rows(group, about) for group in picture.groups)
            subtitle = in_turn((picture.subtitle, (Phrase(counted),)))
            return replace(picture, subtitle=subtitle, groups=groups)
        case Rack():
            rows = tuple(_marked_row(row, found(row.card)) for row in picture.rows)
            outside = tuple(
                replace(each, card=_marked(each.card, found(each.card))) for each in picture.outside
            )
            said = f"{picture.subtitle} · {counted}"
            return replace(picture, subtitle=said, rows=rows, outside=outside)
        case _:
            assert_never(picture)


def _marked(card: Card, findings: Iterable[Finding]) -> Card:
    badge = _badge(findings)
    if badge is None:
        return card
    return replace(card, badges=(*card.badges, badge), ring=card.ring or badge.tone)


def _marked_row(row: RackRow, findings: Iterable[Finding]) -> RackRow:
    """The row with all its cards ringed, and the badge at its beginning."""
    badge = _badge(findings)
    if badge is None:
        return row
    slots = [
        replace(slot, card=replace(slot.card, ring=slot.card.ring or badge.tone))
        for slot in row.slots
    ]
    first = slots[0]
    card = replace(first.card, badges=(*first.card.badges, badge))
    slots[0] = replace(first, card=card)
    return replace(row, card=replace(row.card, badges=(badge,)), slots=tuple(slots))


def _marked_store(store: EntityStore, about: Mapping[str, Iterable[Finding]]) -> EntityStore:
    tables = []
    for table in store.tables:
        badge = _badge(about.get(table.id, ()))
        tables.append(replace(table, badges=(badge,)) if badge is not None else table)
    card = _marked(store.card, about.get(store.card.component, ()))
    return replace(store, card=card, tables=tuple(tables))


def _marked_rows(group: RowGroup, about: Mapping[str, Iterable[Finding]]) -> RowGroup:
    def marked(row: ComponentRow) -> ComponentRow:
        return replace(row, card=_marked(row.card, about.get(row.card.component, ())))

    return replace(group, rows=tuple(map(marked, group.rows)))


def _badge(findings: Iterable[Finding]) -> Badge | None:
    """How many findings there are, and which; None without any."""
    listed = worst_first(findings)
    if not listed:
        return None
    bad = any(each.severity is Severity.ERROR for each in listed)
    tone = Tone.BAD if bad else Tone.WARNING
    return Badge(totals(listed), tone, " · ".join(_lines(listed)))


def _explained(card: Card, findings: Iterable[Finding]) -> Card:
    lines = _lines(worst_first(findings))
    return replace(card, tooltip="\n".join([*([card.tooltip] if card.tooltip else []), *lines]))


def _lines(listed: tuple[Finding, ...]) -> list[str]:
    lines = [f"{each.code}: {each.message}" for each in listed[:MOST_LISTED]]
    if len(listed) > MOST_LISTED:
        lines.append(and_more(len(listed) - MOST_LISTED))
    return lines
