"""Findings on a picture: each card that a finding is about says how many there are."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from sdgen.base.findings import Finding, Severity
from sdgen.views.diagram import Badge, Card, Diagram, Tone

MOST_LISTED = 8
"""Findings that a badge's tooltip lists; the rest are counted."""


def mark_findings(diagram: Diagram, findings: Iterable[Finding]) -> Diagram:
    """``diagram`` with a badge on each card that findings are about, red with an error among
    them, else amber; the subtitle counts all of them, also those about no card."""
    given = tuple(findings)
    about: dict[str, list[Finding]] = {}
    for finding in given:
        about.setdefault(finding.at, []).append(finding)
    return replace(
        diagram,
        subtitle=f"{diagram.subtitle} · {count_findings(given) or 'no findings'}",
        cards=tuple(
            _marked(card, about.get(card.id.partition("@")[0], ())) for card in diagram.cards
        ),
    )


def count_findings(findings: Iterable[Finding]) -> str:
    """``2 errors, 1 warning``; empty for none."""
    counts = dict.fromkeys(Severity, 0)
    for finding in findings:
        counts[finding.severity] += 1
    nouns = {Severity.INFO: "note"}
    return ", ".join(
        f"{count} {nouns.get(severity, severity.value)}{'' if count == 1 else 's'}"
        for severity, count in counts.items()
        if count
    )


def _marked(card: Card, findings: Iterable[Finding]) -> Card:
    listed = sorted(findings, key=lambda each: (tuple(Severity).index(each.severity), each.code))
    if not listed:
        return card
    bad = any(each.severity is Severity.ERROR for each in listed)
    tone = Tone.BAD if bad else Tone.WARNING
    lines = [f"{each.code}: {each.message}" for each in listed[:MOST_LISTED]]
    if len(listed) > MOST_LISTED:
        lines.append(f"and {len(listed) - MOST_LISTED} more")
    badge = Badge(count_findings(listed), tone, " · ".join(lines))
    return replace(card, badges=(*card.badges, badge), ring=card.ring or tone)
