"""Cut sets that are copies of each other are one line, and no cut set is lost or counted twice."""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import chain, combinations, product

import pytest
from msgspec.structs import replace

from sdgen import api
from sdgen.analyses.facts import Facts
from sdgen.analyses.failure.cut_groups import DOMAINS, Choice, CutGroup, CutSet
from sdgen.analyses.failure.events import EventKind
from sdgen.analyses.failure.journeys import JourneyReliability
from sdgen.report.cut_words import FEW_SETS, cut_words
from tests.oracle.designs import design_of
from tests.support.cases import every_case

HEAD = "sdgen: 1\nname: Shop\njourneys: {j: {actor: web}}\n"
ZONES = "topology: {r: {availability: 100%, zones: {a: 99.9%, b: 99.9%, c: 99.9%}}}\n"


def said(text: str) -> list[str]:
    """The groups of the journey's cut sets in words, the likeliest first."""
    facts = read(text)
    found = facts.reliability("j")
    return [cut_words(facts.design, each, found.cut_sets) for each in found.cut_groups]


def read(text: str) -> Facts:
    reading = api.read_text(text, "shop.yaml")
    assert reading.facts is not None, reading.findings
    return reading.facts


@every_case(
    ("components", "words"),
    [
        ("app: {kind: service, availability: 99.5%, replicas: {count: 3, need: 2}}", "any 2 of the 3 replicas of app (3, sum 7.5e-05)"),
        ("app: {kind: service, availability: 99%, replicas: 2}", "both replicas of app (0.0001)"),
        ("app: {kind: service, availability: 99%, replicas: 3}", "all 3 replicas of app (1e-06)"),
        ("app: {kind: service, availability: 99%}", "app/1 (0.01)"),
        ("app: {kind: service, availability: 99%, replicas: {count: 3, need: 3}}", "any of the 3 replicas of app (3, sum 0.03)"),
        ("app: {kind: service, availability: 99%, replicas: {count: 2, need: 2}}", "either replica of app (2, sum 0.02)"),
        (
            "app: {kind: database, availability: 99%, replicas: {count: 6, copies: 3, need: 2}}",
            "2 of the 6 replicas of app that keep the same data (12, sum 0.0012)",
        ),
    ],
)  # fmt: skip
def test_instances_that_are_alike_are_one_line(components: str, words: str) -> None:
    text = f"{HEAD}components:\n  web: {{kind: client, calls: [app]}}\n  {components}\n"
    assert said(text) == [words]


def test_domains_and_what_lies_outside_them() -> None:
    app = "app: {kind: service, availability: 99%, replicas: {count: 6, need: 4}, zones: [a, b, c]}"
    text = f"{HEAD}{ZONES}components:\n  web: {{kind: client, calls: [app]}}\n  {app}\n"
    assert said(text) == [
        "any of the 3 zones with any of the 6 replicas of app outside it (12, sum 0.00012)",
        "any 3 of the 6 replicas of app (20, sum 2e-05)",
        "any 2 of the 3 zones (3, sum 3e-06)",
    ]


def test_domains_of_which_some_count_are_named() -> None:
    app = "app: {kind: service, availability: 99%, replicas: 2, zones: [a, b]}"
    text = f"{HEAD}{ZONES}components:\n  web: {{kind: client, calls: [app]}}\n  {app}\n"
    assert said(text) == [
        "both replicas of app (0.0001)",
        "a or b with either replica of app outside it (2, sum 2e-05)",
        "a and b (1e-06)",
    ]


def test_two_domains_at_once_hold_nothing_of_what_fails_beside_them() -> None:
    app = "app: {kind: service, availability: 99%, replicas: 3, zones: [a, b, c]}"
    text = f"{HEAD}{ZONES}components:\n  web: {{kind: client, calls: [app]}}\n  {app}\n"
    assert (
        "any 2 of the 3 zones with any of the 3 replicas of app outside them (3, sum 3e-08)"
        in said(text)
    )


def test_failovers_are_called_what_they_are() -> None:
    text = (
        f"{HEAD}components:\n  web: {{kind: client, calls: [db]}}\n  db: {{kind: database, "
        "availability: 99%, replicas: {count: 2, mode: leader-follower, "
        "failover: {automatic: true, time: 0s, success: 90%}}}\n"
    )
    assert said(text) == [
        "db/1 + db!switch (taking over does not work) (0.001)",
        "both replicas of db (0.0001)",
    ]


def chosen(group: CutGroup, held_by: dict[str, frozenset[str]]) -> set[frozenset[str]]:
    """Every choice that a group leaves, one after the other."""
    picks = [tuple(combinations(each.names, each.many)) for each in group.choices]
    sets = {frozenset(chain(group.fixed, *pick)) for pick in product(*picks)}
    if not group.outside:
        return sets
    return {each for each in sets if not any(held_by.get(n, frozenset()) & each for n in each)}


def held(facts: Facts, journey: str) -> dict[str, frozenset[str]]:
    parts = facts.failure_logic(journey).model.own_parts
    instances = chain.from_iterable(part.instances for part in parts)
    return {each.event: frozenset(each.domains) for each in instances if each.event is not None}


def check(facts: Facts, found: JourneyReliability) -> int:
    """The groups against all cut sets; how many cut sets are in a group with others."""
    groups, cuts = found.cut_groups, found.cut_sets
    assert sorted(chain.from_iterable(each.cut_sets for each in groups)) == [*range(len(cuts))]
    assert sum(len(each.cut_sets) for each in groups) == len(cuts)
    total = math.fsum(each.probability for each in cuts)
    assert math.fsum(each.probability for each in groups) == pytest.approx(total, rel=1e-12)
    held_by = held(facts, found.journey)
    for group in groups:
        sets = {frozenset(cuts[at].events) for at in group.cut_sets}
        assert {len(each) for each in sets} == {group.order}
        assert len({cuts[at].probability for at in group.cut_sets}) == 1 or math.isclose(
            max(cuts[at].probability for at in group.cut_sets),
            min(cuts[at].probability for at in group.cut_sets),
            rel_tol=1e-9,
        )
        possible = chosen(group, held_by)
        assert sets <= possible
        assert group.every == (sets == possible)
        check_words(facts, found, group)
    return sum(len(each.cut_sets) for each in groups if len(each.cut_sets) > 1)


def check_words(facts: Facts, found: JourneyReliability, group: CutGroup) -> None:
    """How many there are to choose from is what is known of the design."""
    for choice in group.choices:
        alike = [
            event
            for event in found.events.values()
            if event.kind is choice.kind and event.component == choice.component
        ]
        assert choice.many <= len(choice.names) <= choice.of <= len(alike)
        assert choice.kind in (EventKind.INSTANCE, *DOMAINS)
    words = cut_words(facts.design, group, found.cut_sets)
    assert words
    # domains beside each other are a plain phrase only where every choice of them is a cut set
    ways = math.prod(math.comb(len(each.names), each.many) for each in group.choices)
    several = len(group.choices) > 1 and len(group.cut_sets) > FEW_SETS
    if several and all(each.kind in DOMAINS for each in group.choices):
        assert ways == len(group.cut_sets) or "choices of" in words or "outside" in words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        # r1 with c or d, r2 with a, b or d
        (5, "r1 or r2 with any of the 4 zones outside it (5, sum 0.5)"),
        (4, "4 of 8 choices of r1 or r2 and one of the 4 zones (4, sum 0.5)"),
    ],
)
def test_domains_of_which_not_every_choice_counts(number: int, words: str) -> None:
    text = (
        "sdgen: 1\nname: Any\n"
        "topology: {r1: {zones: [a, b]}, r2: {zones: [c]}, r3: {zones: [d]}}\n"
        "components: {web: {kind: client}}\n"
    )
    design = api.read_text(text, "any.yaml").design
    assert design is not None
    group = CutGroup(
        order=2,
        cut_sets=tuple(range(number)),
        fixed=(),
        choices=(
            Choice(EventKind.REGION, "", 1, ("r1", "r2"), 2),
            Choice(EventKind.ZONE, "", 1, ("a", "b", "c", "d"), 4),
        ),
        every=False,
        outside=False,
        probability=0.5,
    )
    assert cut_words(design, group, [CutSet((), 0.1)] * number) == words
    of = Choice(EventKind.ZONE, "", 1, ("a", "b", "c", "d", "e", "f"), 7)
    fewer = replace(group, choices=(of,))
    assert cut_words(design, fewer, [CutSet((), 0.1)] * number).startswith("one of 6 certain zones")


def checked(seeds: Iterable[int]) -> int:
    grouped = 0
    for seed in seeds:
        reading = api.read_text(design_of(seed), "random.yaml")
        if reading.facts is not None:
            facts = reading.facts
            grouped += sum(check(facts, facts.reliability(name)) for name in facts.analysed)
    return grouped


@pytest.mark.slow
def test_grouping_loses_nothing_and_says_what_is_so() -> None:
    assert checked(range(18)) > 40


@pytest.mark.slow
def test_grouping_of_many_designs() -> None:
    assert checked(range(18, 400)) > 1_000


@pytest.mark.slow
def test_what_matters_is_the_same_without_all_the_rest() -> None:
    """What is left out where only what matters is asked for shows in no digit of it."""
    seen = 0
    for seed in range(20):
        facts = api.read_text(design_of(seed), "random.yaml").facts
        for name in () if facts is None else facts.analysed:
            whole = facts.reliability(name)
            less = facts.reliability(name, everything=False)
            assert (less.availability, less.cut_sets) == (whole.availability, whole.cut_sets)
            assert not less.cut_set_counts
            for event, measure in whole.importance.items():
                if measure.fussell_vesely >= 0.01:
                    seen += 1
                    found = less.importance[event]
                    assert found.birnbaum == pytest.approx(measure.birnbaum, rel=1e-4)
                    assert found.fussell_vesely == pytest.approx(measure.fussell_vesely, rel=1e-4)
    assert seen > 100
