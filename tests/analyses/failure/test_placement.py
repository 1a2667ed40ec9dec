"""Where the copies of each piece lie: rack-aware, whatever the number of nodes."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from sdgen.analyses.facts import Facts
from sdgen.analyses.failure.placement import Keys, pieces_among, pieces_of, share_of_fullest
from sdgen.design.records import Level
from tests.analyses.designs import design_of
from tests.support.cases import every_case

ZONES = "topology: {eu: {zones: [za, zb, zc]}}\n"
TWO_REGIONS = "topology: {r1: {zones: [a1, a2]}, r2: {zones: [b1, b2]}}\n"


@pytest.mark.slow
@every_case("where", ["zones", "place"])
@every_case(
    ("nodes", "percent"),
    [
        (3, 99.98933),
        (4, 99.98903),
        (5, 99.98863),
        (6, 99.98813),
        (7, 99.98783),
        (8, 99.98753),
        (9, 99.98724),
    ],
)
def test_three_copies_in_three_zones(nodes: int, percent: float, where: str) -> None:
    counts = {zone: len(range(at, nodes, 3)) for at, zone in enumerate(("za", "zb", "zc"))}
    placed = "zones: [za, zb, zc]"
    if where == "place":
        placed = f"place: {{{', '.join(f'{zone}: {held}' for zone, held in counts.items())}}}"
    design = design_of(
        "components:\n  web: {kind: client, calls: [a]}\n"
        "  a: {kind: database, availability: 99.9%, "
        f"replicas: {{count: {nodes}, copies: 3, need: 2}}, {placed}}}\n",
        ZONES,
    )
    facts = Facts(design)
    assert 100 * facts.availability("web").value == pytest.approx(percent, abs=5.1e-6)
    assert [each.event for each in facts.points_of_failure("web")] == ["eu"]


def test_a_piece_goes_to_the_region_then_the_zone_with_fewest_of_its_copies() -> None:
    design = design_of("components: {web: {kind: client}}", TWO_REGIONS)
    domains = ("a1", "a2", "b1", "b2")
    assert pieces_of(design, domains, 2) == ((0, 2), (1, 2), (0, 2), (0, 3))
    # without regions neighbours are in zones of their own
    assert pieces_of(design, domains, 2, across=Level.ZONE) == ()


def test_every_piece_has_its_copies_on_nodes_apart() -> None:
    design = design_of("components: {web: {kind: client}}", ZONES)
    domains = ("za", "za", "za", "zb", "zb", "zc", None)
    pieces = pieces_of(design, domains, 3)
    assert len(pieces) == len(domains)
    for first, piece in enumerate(pieces):
        assert first in piece
        assert len(set(piece)) == 3
        held = Counter(domains[node] for node in piece)
        assert max(held[zone] for zone in ("za", "zb", "zc")) == 1


@every_case(
    ("domains", "copies", "share"),
    [
        ((None,) * 6, 3, 0.5),
        (("za", "zb", "zc"), 3, 1.0),
        # the zones with one node keep everything on it, the third half on each of two
        (("za", "zb", "zc", "za"), 3, 1.0),
        (("za", "zb", "zc") * 2, 3, 0.5),
        (("za", "za", "za", "zb"), 2, 1.0),
    ],
)
def test_the_fullest_node(domains: tuple[str | None, ...], copies: int, share: float) -> None:
    design = design_of("components: {web: {kind: client}}", ZONES)
    assert share_of_fullest(pieces_of(design, domains, copies), copies, domains) == share


@pytest.mark.slow
@every_case("seed", range(12))
def test_every_piece_lies_where_placing_it_by_itself_puts_it(seed: int) -> None:
    source = random.Random(seed)
    for _ in range(30):
        nodes, copies = _ring(source), source.randint(1, 5)
        alone = [_piece(nodes, first, copies) for first in range(len(nodes))]
        neighbours = [
            sorted((first + at) % len(nodes) for at in range(copies)) for first in range(len(nodes))
        ]
        apart = () if copies >= len(nodes) or alone == neighbours else tuple(map(tuple, alone))
        assert pieces_among(nodes, copies) == apart


def _ring(source: random.Random) -> list[Keys]:
    """Nodes whose domains come again, under other names or the same, as a rule."""
    turn = [
        tuple(source.choice((None, f"{level}1", f"{level}2", f"{level}3")) for level in "przxh")
        for _ in range(source.randint(1, 5))
    ]
    nodes: list[Keys] = []
    for number in range(source.randint(1, 5)):
        other = source.random() < 0.5
        nodes += [
            tuple(f"{key}-{number}" if key and other else key for key in each) for each in turn
        ]
    if source.random() < 0.3:
        source.shuffle(nodes)
    return nodes


def _piece(nodes: list[Keys], first: int, copies: int) -> list[int]:
    taken = [first]
    while len(taken) < min(copies, len(nodes)):
        held = Counter(key for node in taken for key in nodes[node])
        taken.append(
            min(
                (node for node in range(len(nodes)) if node not in taken),
                key=lambda node: (
                    [0 if key is None else held[key] for key in nodes[node]],
                    (node - first) % len(nodes),
                ),
            )
        )
    return sorted(taken)
