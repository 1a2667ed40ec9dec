"""The detailed view: meters, facts, zones, protocols and rates."""

from __future__ import annotations

from datetime import date

import pytest

from sdgen.analyses.facts import Facts, Scenario
from sdgen.base.findings import Severity
from sdgen.design.records import Design
from sdgen.lint.engine import lint
from sdgen.lint.settings import Settings
from sdgen.rules import all_rules, find_rule
from sdgen.views.diagram import Card, Chip, Diagram, Meter, Tone
from sdgen.views.zones import short_names
from tests.model.given import design
from tests.support.cases import every_case
from tests.views.pictures import make_diagram

ZONES = "topology:\n  eu-west-1: {zones: [euw1-a, euw1-b, euw1-c]}\n"


def drawn(components: str, more: str = "") -> Diagram:
    return make_diagram(design(f"{more}components:\n{components}"), "detailed")


def card(diagram: Diagram, name: str) -> Card:
    return next(each for each in diagram.cards if each.id == name)


def loaded(rate: str, capacity: str, peak: str = "scale: {peak: 1x}\n") -> Diagram:
    return drawn(
        f"  web: {{kind: client, calls: [db]}}\n  db: {{kind: database, capacity: {capacity}}}\n"
        f"journeys: {{go: {{actor: web, rate: {rate}}}}}\n",
        peak,
    )


@every_case(
    ("rate", "expected"),
    [
        ("48/s", Meter("48/s of 100/s", "48%", 0.48, Tone.GOOD)),
        ("70/s", Meter("70/s of 100/s", "70%", 0.7, Tone.GOOD)),
        ("71/s", Meter("71/s of 100/s", "71%", 0.71, Tone.WARNING)),
        ("99.8/s", Meter("99.8/s of 100/s", "<100%", 0.998, Tone.WARNING)),
        ("100/s", Meter("100/s of 100/s", "100%", 1.0, Tone.BAD)),
        ("130/s", Meter("130/s of 100/s", "130%", 1.0, Tone.BAD)),
        ("100.2/s", Meter("100/s of 100/s", ">100%", 1.0, Tone.BAD)),
        ("0.1/s", Meter("0.1/s of 100/s", "<1%", 0.001, Tone.GOOD)),
    ],
)
def test_a_meter_says_how_much_of_the_capacity_is_used(rate: str, expected: Meter) -> None:
    (meter,) = card(loaded(rate, "100/s"), "db").meters
    assert (meter.text, meter.value, meter.tone) == (expected.text, expected.value, expected.tone)
    assert meter.share == pytest.approx(expected.share)


@pytest.mark.slow
@every_case("busy_from", [0.5, 0.7, 0.9, 1.0])
@every_case("rate", [1, 49, 50, 51, 69, 70, 71, 90, 91, 99, 100, 101])
def test_a_card_has_the_colour_of_what_lint_says(rate: int, busy_from: float) -> None:
    text = (
        "components:\n  web: {kind: client, calls: [api]}\n"
        "  api: {kind: service, replicas: 7, capacity: 130/s}\n"
        f"journeys: {{go: {{actor: web, rate: {rate * 9.1:.1f}/s}}}}\n"
    )
    rule = find_rule("CAP001", all_rules())
    assert rule is not None
    settings = Settings(select=("CAP001",), options={rule.options[0]: busy_from})
    found = lint(design(text), settings, today=date(2026, 1, 1)).findings
    facts = Facts(design(text), settings.scenario(Scenario()))
    tones = {(): Tone.GOOD, (Severity.WARNING,): Tone.WARNING, (Severity.ERROR,): Tone.BAD}
    expected = tones[tuple(each.severity for each in found)]
    full = make_diagram(facts, "capacity")
    (meter,) = card(make_diagram(facts, "detailed"), "api").meters
    assert (meter.tone, card(full, "api").ring, full.busy_from) == (expected, expected, busy_from)
    assert ("overloaded" in full.subtitle) is (expected is Tone.BAD)


def test_the_subtitle_names_what_is_shown() -> None:
    assert loaded("5/s", "9/s").subtitle == "Detailed design · peak load against capacity"
    assert loaded("5/s", "9/s", "").subtitle == "Detailed design · average load against capacity"
    assert drawn("  db: {kind: database}\n").subtitle == "Detailed design"
    placed = drawn("  db: {kind: database, zones: [euw1-b]}\n", ZONES)
    assert placed.subtitle == "Detailed design · zones a b c of eu-west-1"


def test_a_card_without_facts_is_as_short_as_in_the_high_level_view() -> None:
    bare = card(drawn("  db: {kind: database}\n"), "db")
    assert (bare.facts, bare.meters, bare.chips) == ((), (), ())


@every_case(
    ("replicas", "expected"),
    [
        ("3", ()),
        ("{count: 6, need: 4}", ("4 of 6 needed",)),
        ("{count: 5, need: majority}", ("majority of 5 needed",)),
        ("{count: 9, copies: 2}", ("2 copies",)),
        ("{count: 9, need: 2 of 3}", ("3 copies, 2 must answer",)),
        ("{count: 9, copies: 5, need: majority}", ("5 copies, 3 must answer",)),
        ("{count: 9, copies: 3, need: {reads: 1, writes: 2}}", ("3 copies, read 1, write 2",)),
        ("{count: 5, need: {writes: 3}}", ("read 1, write 3 of 5",)),
        ("{count: 2, copies: 1}", ("1 copy",)),
    ],
)
def test_copies_and_quorums(replicas: str, expected: tuple[str, ...]) -> None:
    found = drawn(f"  db: {{kind: database, replicas: {replicas}}}\n")
    assert card(found, "db").facts == expected


def test_what_is_stored_and_load_without_a_capacity() -> None:
    entities = "".join(f"  {name}: {{store: db}}\n" for name in ("User", "Post", "Like", "Tag"))
    found = drawn(
        "  web: {kind: client, calls: [db, files]}\n  db: {kind: database}\n"
        "  files: {kind: object_store}\n"
        "journeys: {go: {actor: web, rate: 1.2k/s, steps: [web -> db]}}\n"
        f"data:\n{entities}  Photo: {{store: files}}\n  Plan: {{key: id}}\n"
    )
    assert card(found, "db").facts == ("1.2k/s on average", "stores User, Post and 2 more")
    assert card(found, "files").facts == ("stores Photo",)


def test_lines_say_what_for_protocol_and_peak_rate() -> None:
    found = drawn(
        "  web: {kind: client, calls: [{a: {protocol: CQL, label: write}}, {b: {label: read}}, c]}\n"
        + "".join(f"  {name}: {{kind: service}}\n" for name in "abc")
        + "journeys: {go: {actor: web, rate: 400/s, steps: [web -> a, web -> b]}}\n",
        "scale: {peak: 3x}\n",
    )
    assert [line.said for line in found.lines] == ["write · CQL · 1.2k/s", "read · 1.2k/s", ""]


def test_every_card_has_the_same_zones_and_those_without_a_replica_are_faint() -> None:
    found = drawn(
        "  a: {kind: service, replicas: 5, zones: [euw1-a, euw1-b]}\n"
        "  b: {kind: service, zones: [euw1-c]}\n  c: {kind: service}\n",
        ZONES,
    )
    assert card(found, "a").chips == (
        Chip("a", True, "euw1-a: 3 replicas"),
        Chip("b", True, "euw1-b: 2 replicas"),
        Chip("c", False, "none in euw1-c"),
    )
    assert [chip.active for chip in card(found, "b").chips] == [False, False, True]
    assert card(found, "c").chips == ()


def regions(count: int, zones: int) -> str:
    return "topology:\n" + "".join(
        f"  r{at}: {{zones: [{', '.join(f'r{at}-zone-{z}' for z in range(zones))}]}}\n"
        for at in range(count)
    )


def test_many_zones_are_shown_by_region() -> None:
    found = drawn(
        "  a: {kind: service, replicas: 4, zones: [r0-zone-0, r0-zone-1, r1-zone-0]}\n",
        regions(2, 4),
    )
    assert card(found, "a").chips == (
        Chip("r0", True, "r0-zone-0: 2 replicas\nr0-zone-1: 1 replica"),
        Chip("r1", True, "r1-zone-0: 1 replica"),
    )
    assert found.subtitle.endswith("regions r0 r1")


def test_many_regions_are_counted() -> None:
    zones = ", ".join(f"r{at}-zone-0" for at in range(8))
    found = drawn(f"  a: {{kind: service, replicas: 7, zones: [{zones}]}}\n", regions(8, 2))
    (chip,) = card(found, "a").chips
    assert chip.text == "7 of 7 domains"
    assert chip.tooltip.startswith("r0-zone-0: 1 replica\n")
    assert found.subtitle.endswith("7 regions")


def test_replicas_of_a_whole_region_stand_beside_those_of_its_zones() -> None:
    found = drawn(
        "  a: {kind: service, zones: [eu]}\n  b: {kind: service, zones: [eu-a]}\n",
        "topology:\n  eu: {zones: [eu-a, eu-b]}\n",
    )
    chips = {name: [(c.text, c.active) for c in card(found, name).chips] for name in "ab"}
    assert chips["a"] == [("eu", True), ("eu-a", False), ("eu-b", False)]
    assert chips["b"] == [("eu", False), ("eu-a", True), ("eu-b", False)]
    assert found.subtitle.endswith("domains eu eu-a eu-b of eu")


@every_case(
    ("ids", "expected"),
    [
        (["use1-a", "use1-b"], ["a", "b"]),
        (["us-east-1a", "us-west-2a"], ["east-1a", "west-2a"]),
        (["alpha", "beta"], ["alpha", "beta"]),
        (["zone"], ["zone"]),
        (["a-", "a-b"], ["a-", "a-b"]),
        ([], []),
    ],
)
def test_short_names(ids: list[str], expected: list[str]) -> None:
    assert list(short_names(ids).values()) == expected


def test_a_design_without_load_or_zones_has_them_nowhere() -> None:
    bare: Design = design("components: {db: {kind: database}}\n")
    assert make_diagram(bare, "detailed").lines == ()


@every_case(
    ("topology", "there", "word"),
    [
        ("r: {zones: [a, b]}", "a", "Zone"),
        ("r: {zones: {z: {hosts: [a, b]}}}", "a", "Host"),
        ("a: {}, b: {}", "a", "Region"),
        ("a: {}, r: {zones: [b]}", "b", "Domain"),
    ],
)
def test_the_legend_says_what_has_no_replica(topology: str, there: str, word: str) -> None:
    made = drawn(
        f"  x: {{kind: service, zones: [{there}]}}\n"
        "  y: {kind: service, replicas: 2, zones: [a, b]}\n",
        f"topology: {{{topology}}}\n",
    )
    assert made.faint_word == f"{word} without a replica"


def test_tooltips_say_the_figures() -> None:
    shop = design(
        "components:\n  web: {kind: client, calls: [app]}\n"
        "  app: {kind: service, capacity: 100/s, calls: [db]}\n  db: {kind: database}\n"
        "scale: {peak: 3x}\n"
        "journeys: {buy: {actor: web, rate: 10/s, request: 1 KB, response: 4 KB, steps: [web -> app]}}\n"
    )
    picture = make_diagram(shop, "detailed")
    cards = {card.id: card.tooltip.splitlines()[-1] for card in picture.cards}
    assert (
        cards["app"]
        == "30/s at the peak, 10/s on average; 30% of its capacity, 30 KB/s there, 120 KB/s back"
    )
    lines = {line.id: line.tooltip.splitlines() for line in picture.lines}
    assert (
        lines["web->app"][-1] == "30/s at the peak, 10/s on average; 30 KB/s there, 120 KB/s back"
    )
    assert len(lines["app->db"]) == 1
    assert not any("peak" in card.tooltip for card in make_diagram(shop, "high-level").cards)
