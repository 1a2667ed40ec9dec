"""Findings on the cards of a picture."""

from __future__ import annotations

from msgspec.structs import replace

from sdgen.base.findings import Finding, Severity
from sdgen.base.span import Span
from sdgen.views.diagram import Card, Diagram, Tone
from sdgen.views.marks import mark_findings
from tests.draw.chart_samples import chart, mails, orders


def _finding(at: str, severity: Severity, code: str = "COPY001") -> Finding:
    return Finding(code, "too-few", severity, f"'{at}' is one", Span.whole("d.yaml"), at=at)


def _diagram() -> Diagram:
    cards = tuple(
        Card(id, id, "", "server", "blue", part_of=component)
        for id, component in (("a", ""), ("b", ""), ("c@zone", "c"))
    )
    return Diagram("high-level", "Shop", "High-level design", cards, ())


def test_cards_say_how_many_findings_are_about_them() -> None:
    findings = [
        _finding("a", Severity.WARNING),
        _finding("a", Severity.ERROR),
        _finding("c", Severity.WARNING),
        _finding("order", Severity.ERROR),
    ]
    marked = mark_findings(_diagram(), findings)
    one, none, placed = marked.cards
    assert (one.badges[0].text, one.ring) == ("1 error, 1 warning", Tone.BAD)
    assert "COPY001: 'a' is one" in one.badges[0].tooltip
    assert none == _diagram().cards[1]
    assert (placed.badges[0].text, placed.ring) == ("1 warning", Tone.WARNING)
    assert marked.subtitle == "High-level design · 2 errors, 2 warnings"


def test_a_clean_design_says_so() -> None:
    assert mark_findings(_diagram(), ()).subtitle == "High-level design · no findings"


def test_a_long_list_is_cut() -> None:
    marked = mark_findings(_diagram(), [_finding("b", Severity.ERROR)] * 11)
    assert marked.cards[1].badges[0].tooltip.endswith("and 3 more")


def test_a_chart_counts_findings_and_lists_them_in_the_tooltip_of_the_panel() -> None:
    given = chart(orders(), mails())
    cards = [panel.card for panel in given.panels]
    marked = mark_findings(given, [_finding(cards[0].id, Severity.WARNING)])
    assert marked.subtitle == f"{given.subtitle} · 1 warning"
    first, second = marked.panels
    assert first.card.tooltip.splitlines()[-1] == f"COPY001: '{cards[0].id}' is one"
    assert first.card.tooltip.startswith(cards[0].tooltip)
    assert second == given.panels[1]


def test_what_is_not_said_is_on_no_card_and_what_is_listed_is_on_each() -> None:
    unsaid = replace(_finding("a", Severity.INFO), not_said=True)
    listed = replace(
        _finding("Shop", Severity.WARNING),
        parts=(_finding("a", Severity.WARNING), _finding("b", Severity.WARNING)),
    )
    marked = mark_findings(_diagram(), [unsaid, listed])
    assert [[badge.text for badge in card.badges] for card in marked.cards] == [
        ["1 warning"],
        ["1 warning"],
        [],
    ]
    assert marked.subtitle == "High-level design · 1 warning"
