"""Findings on a picture: each card that a finding is about says how many there are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from msgspec.structs import replace

from sdgen.base.findings import Finding, Severity, totals, worst_first
from sdgen.base.words import and_more
from sdgen.views.chart import Chart
from sdgen.views.diagram import Badge, Card, Diagram, Tone
from sdgen.views.picture import Picture

MOST_LISTED = 8
"""Findings that a badge's tooltip lists; the rest are counted."""


def mark_findings(picture: Picture, findings: Iterable[Finding]) -> Picture:
    """``picture`` with a badge on each card that findings are about, red with an error among them,
    else amber; the subtitle counts all of them, also those about no card. The panels of a chart
    have no badges: their tooltips say the same. What the design does not say is no finding here."""
    given = tuple(each for each in findings if not each.not_said)
    about: dict[str, list[Finding]] = {}
    for finding in given:
        for each in finding.parts or (finding,):
            about.setdefault(each.at, []).append(each)

    def found(card: Card) -> Iterable[Finding]:
        return about.get(card.component, ())

    subtitle = f"{picture.subtitle} · {totals(given)}"
    match picture:
        case Diagram():
            cards = tuple(_marked(card, found(card)) for card in picture.cards)
            return replace(picture, subtitle=subtitle, cards=cards)
        case Chart():
            panels = tuple(
                replace(panel, card=_explained(panel.card, found(panel.card)))
                for panel in picture.panels
            )
            return replace(picture, subtitle=subtitle, panels=panels)
        case _:
            assert_never(picture)


def _marked(card: Card, findings: Iterable[Finding]) -> Card:
    listed = worst_first(findings)
    if not listed:
        return card
    bad = any(each.severity is Severity.ERROR for each in listed)
    tone = Tone.BAD if bad else Tone.WARNING
    badge = Badge(totals(listed), tone, " · ".join(_lines(listed)))
    return replace(card, badges=(*card.badges, badge), ring=card.ring or tone)


def _explained(card: Card, findings: Iterable[Finding]) -> Card:
    lines = _lines(worst_first(findings))
    return replace(card, tooltip="\n".join([*([card.tooltip] if card.tooltip else []), *lines]))


def _lines(listed: tuple[Finding, ...]) -> list[str]:
    lines = [f"{each.code}: {each.message}" for each in listed[:MOST_LISTED]]
    if len(listed) > MOST_LISTED:
        lines.append(and_more(len(listed) - MOST_LISTED))
    return lines
