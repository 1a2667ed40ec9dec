"""The picture of a change: what is marked, what is said where, and what that means beside it."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

import sdgen
from sdgen import api
from sdgen.analyses.facts import Facts
from sdgen.base.findings import Finding, Severity
from sdgen.base.span import Span
from sdgen.diff.comparison import Comparison, compare
from sdgen.diff.figures import Figure, Measured, Verdict
from sdgen.diff.meaning import Meaning
from sdgen.views.change import change_diagram
from sdgen.views.change_panel import change_panel
from sdgen.views.changed import Mark, PanelRow, Shift
from sdgen.views.diagram import Card, Diagram, Line
from tests.support.cases import every_case

SHOP = """\
sdgen: 1
name: Shop
topology: {eu: {zones: {eu-a: 99.9%, eu-b: 99.9%, eu-c: 99.9%}}}
groups: {front: Front, back: Back end}
components:
  web: {kind: client, calls: [api: {label: order}]}
  api: {kind: service, group: front, replicas: 2, zones: [eu-a, eu-b], calls: [orders: {timeout: 500ms}]}
  orders: {kind: service, group: back, latency: 5ms, technology: Java, calls: [db, audit: {async: true}]}
  db: {kind: database, group: back, zones: [eu-a]}
  audit: {kind: worker, group: back, calls: [db]}
journeys:
  order: {actor: web, objectives: {availability: 99%}, steps: [web -> api -> orders -> db]}
"""


def after(*changes: tuple[str, str]) -> Comparison:
    """The shop beside itself with texts replaced."""
    text = SHOP
    for one, other in changes:
        assert one in text
        text = text.replace(one, other, 1)
    return compare(sdgen.loads(SHOP).facts, sdgen.loads(text).facts)


def shown(*changes: tuple[str, str]) -> Diagram:
    return change_diagram(after(*changes))


def card(diagram: Diagram, name: str) -> Card:
    return next(each for each in diagram.cards if each.id == name)


def line(diagram: Diagram, name: str) -> Line:
    return next(each for each in diagram.lines if each.id == name)


def marks(diagram: Diagram) -> dict[str, str]:
    every = [*diagram.cards, *diagram.lines]
    found = {each.id: each.change.mark.value for each in every if each.change is not None}
    return found | {f"group {each.id}": each.mark.value for each in diagram.groups if each.mark}


NO_AUDIT = (
    (", audit: {async: true}", ""),
    ("  audit: {kind: worker, group: back, calls: [db]}\n", ""),
)


def test_each_change_is_marked_and_nothing_else() -> None:
    found = shown(
        *NO_AUDIT,
        ("  db:", "  cache: {kind: cache}\n  db:"),
        ("calls: [db]", "calls: [db, cache]"),
        ("replicas: 2", "replicas: 3"),
        ("timeout: 500ms", "timeout: 200ms"),
    )
    assert marks(found) == {
        "audit": "removed",
        "cache": "added",
        "api": "changed",
        "orders->audit": "removed",
        "audit->db": "removed",
        "orders->cache": "added",
        "api->orders": "changed",
    }
    assert found.comparing is not None
    assert found.comparing.counts == (
        (Mark.ADDED, "1 component, 1 call"),
        (Mark.REMOVED, "1 component, 2 calls"),
        (Mark.CHANGED, "1 component, 1 call"),
    )


def test_replicas_are_a_pill_and_zones_are_chips() -> None:
    found = card(
        shown(
            ("replicas: 2, zones: [eu-a, eu-b]", "replicas: {min: 3, max: 9}, zones: [eu-b, eu-c]")
        ),
        "api",
    )
    assert found.change is not None
    assert found.change.count == ("×2", "×3–9")
    assert found.change.shifts == ()
    assert [(each.text, each.mark) for each in found.chips] == [
        ("a", Mark.REMOVED),
        ("b", None),
        ("+ c", Mark.ADDED),
    ]
    assert "replicas.max: nothing → 9" in found.tooltip


SHIFTS = [
    ("timeout: 500ms", "timeout: 200ms", "api->orders", Shift("timeout", "500", "200 ms")),
    ("timeout: 500ms", "timeout: 2s", "api->orders", Shift("timeout", "500ms", "2s")),
    ("timeout: 500ms", "timeout: none", "api->orders", Shift("timeout", "500ms", "none")),
    ("label: order", "label: buy", "web->api", Shift("", "order", "buy")),
    ("{async: true}", "{async: false}", "orders->audit", Shift("", "async", "")),
    ("technology: Java", "technology: Go", "orders", Shift("technology", "Java", "Go")),
    ("technology: Java, ", "", "orders", Shift("technology", "Java", "")),
    ("latency: 5ms", "latency: {p50: 8ms, p99: 9ms}", "orders", Shift("latency", "5", "8 ms")),
    ("calls: [db, audit", "tags: [pci], calls: [db, audit", "orders", Shift("tags", "", "pci")),
]  # fmt: skip


@pytest.mark.slow
@every_case(("one", "other", "name", "shift"), SHIFTS)
def test_other_properties_are_said_before_and_after(
    one: str, other: str, name: str, shift: Shift
) -> None:
    found = shown((one, other))
    each = next(each for each in (*found.cards, *found.lines) if each.id == name)
    assert each.change is not None
    assert each.change.shifts[0] == shift
    assert f"{shift.key}" in each.tooltip


def test_a_label_that_has_changed_is_said_once() -> None:
    found = line(shown(("label: order", "label: buy")), "web->api")
    assert found.label == ""


def test_what_is_renamed_says_what_it_was() -> None:
    renamed = SHOP.replace("audit", "ledger")
    found = change_diagram(compare(sdgen.loads(SHOP).facts, sdgen.loads(renamed).facts))
    assert marks(found) == {"ledger": "changed"}
    each = card(found, "ledger")
    assert each.change is not None
    assert each.change.said == ("was Audit",)


def test_what_moves_stands_in_its_new_group_and_says_where_it_was() -> None:
    each = card(shown(("group: back, latency", "group: front, latency")), "orders")
    assert each.group == "front"
    assert each.change is not None
    assert (each.change.mark, each.change.said) == (Mark.CHANGED, ("from Back end",))
    assert each.change.shifts == ()


def test_groups_are_marked_too() -> None:
    found = shown(
        ("back: Back end", "back: Backend, store: Stores"),
        ("group: back, zones", "group: store, zones"),
    )
    assert marks(found) == {"db": "changed", "group back": "changed", "group store": "added"}
    [back] = [each for each in found.groups if each.id == "back"]
    assert [badge.text for badge in back.badges] == ["was Back end"]


def test_what_no_picture_shows_is_counted() -> None:
    found = shown(
        ("availability: 99%", "availability: 99.9%"),
        ("eu-c: 99.9%", "eu-c: 99.5%"),
        ("name: Shop", "name: Store\nsummary: Sells"),
    )
    assert marks(found) == {}
    assert found.comparing is not None
    assert found.comparing.counts == ()
    said = found.comparing.panel.notes[-1]
    assert "2 facts of the whole design" in said
    assert re.search(r"1 failure domain\b.* changed", said)
    assert "1 journey" in said


def test_where_nothing_has_changed_the_picture_says_so() -> None:
    found = shown()
    assert len(found.cards) == 5
    assert found.subtitle == "Nothing has changed"
    assert found.comparing is not None
    assert found.comparing.panel.sections == ()
    assert found.comparing.panel.notes == ("Nothing: both designs say the same.",)


def big(number: int, more: str = "") -> Facts:
    """Components in a row, each of which calls the next."""
    names = [f"c{each}" for each in range(number)]
    rows = [f"  {name}: {{kind: service, calls: [{other}]}}" for name, other in pairwise(names)]
    rows.append(f"  {names[-1]}: {{kind: service{more}}}")
    return sdgen.loads("\n".join(["sdgen: 1", "name: Big", "components:", *rows])).facts


@pytest.mark.slow
def test_of_a_large_design_what_has_changed_is_shown_and_what_is_next_to_it() -> None:
    found = change_diagram(compare(big(60), big(60, ", replicas: 3")))
    assert [(each.id, each.beside) for each in found.cards] == [("c58", True), ("c59", False)]
    assert "1 of 60 components, small those beside" in found.subtitle


@pytest.mark.slow
def test_a_large_design_without_a_change_is_not_empty() -> None:
    found = change_diagram(compare(big(60), big(60)))
    assert found.cards
    assert found.subtitle.startswith("Nothing has changed")


def test_the_change_is_told_in_words() -> None:
    found = shown(*NO_AUDIT, ("replicas: 2", "replicas: 3"))
    assert "Removed: component Audit" in found.description
    assert "Changed: component API, replicas 2 to 3" in found.description


# --- the panel ----------------------------------------------------------------------------------


def availability(
    name: str,
    before: float | None,
    now: float | None,
    met: bool | None = None,
    meets: bool | None = None,
) -> Figure:
    texts = ["" if each is None else f"{each:.2%}" for each in (before, now)]
    better = (before or 0) < (now or 0)
    verdict = Verdict.SAME if before == now else Verdict.BETTER if better else Verdict.WORSE
    return Figure(
        Measured.AVAILABILITY, before, now, *texts, verdict, name, 0.99, "99%", met, meets
    )


def panel(*figures: Figure, **findings: tuple[Finding, ...]) -> tuple[tuple[PanelRow, ...], ...]:
    given = after(("replicas: 2", "replicas: 3"))
    meaning = Meaning(figures, **findings)
    return change_panel(Comparison(given.changes, meaning, given.before, given.after), "").sections


def test_journeys_stand_by_the_downtime_saved_then_those_that_still_miss() -> None:
    [rows] = panel(
        availability("still", 0.98, 0.98, False, False),
        availability("worse", 0.999, 0.99, True, True),
        availability("same", 0.999, 0.999, True, True),
        availability("some", 0.98, 0.985, False, False),
        availability("most", 0.90, 0.995, False, True),
    )
    assert [(each.name, each.verdict.value, each.met) for each in rows] == [
        ("most", "better", True),
        ("some", "better", False),
        ("worse", "worse", True),
        ("still", "same", False),
    ]


def test_of_many_journeys_those_that_change_most_are_told_and_the_others_counted() -> None:
    figures = [availability(f"j{each}", 0.9, 0.9 + (each - 6) / 1000) for each in range(16)]
    given = after(("replicas: 2", "replicas: 3"))
    found = change_panel(
        Comparison(given.changes, Meaning(tuple(figures)), given.before, given.after), "x"
    )
    [rows] = found.sections
    assert len(rows) == 10
    assert rows[0].name == "j15"
    assert rows[-1].name == "j0"
    assert found.notes == ("And 5 more journeys.", "Not drawn: x.")


def test_then_what_fails_alone_what_falls_with_a_zone_what_it_costs_and_what_lint_says() -> None:
    def found(severity: Severity, code: str) -> Finding:
        return Finding(
            code=code, name=code, severity=severity, message=code, span=Span.whole(""), at="api"
        )

    rows = panel(
        Figure(Measured.DOWN_WITHOUT_A_ZONE, 2, 0, "2 of 6", "none", Verdict.BETTER),
        Figure(Measured.POINTS_OF_FAILURE, 1, 3, "1", "3", Verdict.WORSE),
        Figure(Measured.COST, 52.2, 56.4, "$52", "$56", Verdict.DEARER),
        availability("order", 0.9, 0.9, True, True),
        fixed=(found(Severity.ERROR, "A"), found(Severity.WARNING, "B")),
        left=(found(Severity.ERROR, "C"),),
        left_before=(found(Severity.ERROR, "C"),),
    )[-1]
    assert [
        (each.name, each.before, each.after, each.verdict.value, each.more) for each in rows
    ] == [
        ("Single points of failure", "1", "3", "worse", ""),
        ("Journeys down, worst zone", "2 of 6", "none", "better", ""),
        ("Cost a month", "$52", "$56", "dearer", "+8%"),
        ("Lint errors", "2", "1", "better", ""),
    ]


def test_a_figure_that_reads_the_same_is_no_better() -> None:
    figure = Figure(
        Measured.AVAILABILITY,
        0.99,
        0.99001,
        "99%",
        "99%",
        Verdict.BETTER,
        "x",
        0.999,
        "99.9%",
        False,
        False,
    )
    [[row]] = panel(figure)
    assert row.verdict is Verdict.SAME


def test_what_is_estimated_is_about() -> None:
    figure = Figure(Measured.AVAILABILITY, 0.9, 0.99, "about 90%", "about 99%", Verdict.BETTER, "x")
    [[row]] = panel(figure)
    assert (row.before, row.after) == ("≈90%", "≈99%")


def test_options_are_checked() -> None:
    with pytest.raises(ValueError, match="no theme 'blue'"):
        api.draw_change(after(), api.Options(theme="blue"))  # type: ignore[arg-type]
