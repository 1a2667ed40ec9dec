"""Nodes of a store that keeps more copies of each piece: what they carried they still carry."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace

from sdgen.analyses.facts import Facts
from sdgen.analyses.improve.capacity_kept import Demand, demands_on, too_busy
from sdgen.analyses.improve.variants import Load, variants_of
from sdgen.analyses.traffic.capacity import busiest
from sdgen.analyses.traffic.zones import share_without
from sdgen.design.records import Component
from tests.analyses.designs import design_of
from tests.support.quick import examples

STORE = """\
scale: {{peak: 1x}}
journeys:
  put: {{actor: web, rate: {rate}/s, steps: ['web -> it: {op}'], objectives: {{availability: {goal}}}}}
components:
  web: {{kind: client, calls: [it]}}
  it: {{kind: database, replicas: {{count: {count}, copies: 2, need: 1}}, zones: [a, b, c],
        capacity: 100/s, availability: 99%}}
"""


def store(**values: object) -> Facts:
    given = {"rate": 150, "op": "write", "count": 6, "goal": "99.9%"} | values
    return Facts(design_of(STORE.format(**given)))


def test_what_is_asked_of_a_store_with_each_loss() -> None:
    """150 writes/s, 2 copies, 6 nodes of 100/s: 50%; without a zone (4 nodes left) 75%, without one
    node 60%."""
    facts = store()
    it = facts.design.components["it"]
    shares = {
        (each.zone, each.fewer): each.share(facts.design, it) for each in demands_on(facts, "it")
    }
    assert shares == {
        ("a", 0): 0.75,
        ("b", 0): 0.75,
        ("c", 0): 0.75,
        ("", 0): 0.5,
        ("", 1): 0.6,
    }
    assert {each.most for each in demands_on(facts, "it") if each.zone or each.fewer} == {1.0}
    assert next(demands_on(facts, "it")).most == 0.7


def more_copies(facts: Facts) -> str:
    """What is said of keeping as few more copies of ``it`` as there may be."""
    it = facts.design.components["it"]
    load = Load(facts.traffic.operations["it"], None, tuple(demands_on(facts, "it")))
    return variants_of(facts.design, it, load)[1].changes[0].text


def test_a_third_copy_gets_the_nodes_that_carry_the_peak_without_a_zone() -> None:
    """3 copies are 450 writes/s: the 4 nodes that are left of 6 would be at 112.5%. Of 8 the two that
    are alone in their zone keep half of all each, 75%, which is over 70%; of 9 each is at 50%."""
    assert more_copies(store()) == (
        "keep 1 more copy of each piece of it (2 -> 3, on 9 nodes instead of 6)"
    )


def test_what_did_not_hold_before_gets_no_worse() -> None:
    """220 writes/s: without a zone the 4 nodes left are at 110% already, so 3 copies may be too, and
    all together at the 73.3% that they are at: 6 x 3 / 2 = 9 nodes."""
    assert "(2 -> 3, on 9 nodes instead of 6)" in more_copies(store(rate=220))


def test_reads_cost_no_nodes() -> None:
    """A read asks one of the copies, however many there are."""
    assert more_copies(store(op="read", rate=380)).endswith("(2 -> 3)")


CACHED = """\
scale: {peak: 1x}
journeys:
  get:
    actor: web
    rate: 1000/s
    objectives: {availability: 99.5%}
    steps: [web -> app -> cache: read, app -> it: {on_miss: cache}]
components:
  web: {kind: client, calls: [app]}
  app: {kind: external, availability: 100%, calls: [{any_of: [cache, it]}]}
  cache: {kind: cache, managed: true, availability: 100%, hit_ratio: 95%}
  it: {kind: database, replicas: {count: 6, copies: 3, need: 2}, capacity: 400/s, availability: 95%}
"""


def test_what_a_lost_cache_lets_through_counts() -> None:
    """1,000 reads/s of 2 nodes each are 83% of 6 nodes of 400/s; of 3 each they would be 125%."""
    facts = Facts(design_of(CACHED))
    it = facts.design.components["it"]
    surge = [each for each in demands_on(facts, "it") if each.mix.total > 999.0]
    assert [round(each.share(facts.design, it) or 0.0, 6) for each in surge] == [0.833333]
    assert more_copies(facts).endswith("(3 -> 5, of which 3 must answer, on 8 nodes instead of 6)")


def _fewest(facts: Facts, after: Component) -> int | None:
    """The fewest nodes, counted up one by one, that no demand makes busier than it may."""
    before, design = facts.design.components["it"], facts.design
    peak = facts.traffic.operations["it"]

    def busy(each: Component) -> list[float]:
        lost = [share_without(design, each, zone, peak) or 0.0 for zone in "abc"]
        one = busiest(each, peak, each.replicas.count - 1) or 0.0
        return [*lost, one, busiest(each, peak) or 0.0]

    most = [max(1.0, was) for was in busy(before)]
    most[-1] = max(0.7, busy(before)[-1])
    for count in range(max(before.replicas.count, after.replicas.copies or 0), 60):
        grown = replace(after, replicas=replace(after.replicas, count=count))
        if all(share <= limit + 1e-9 for share, limit in zip(busy(grown), most, strict=True)):
            return count
    return None


@pytest.mark.slow
@examples(60)
@given(st.integers(10, 500), st.integers(2, 12), st.sampled_from(("read", "write")))
def test_no_fewer_nodes_would_do(rate: int, count: int, access: str) -> None:
    facts = store(rate=rate, count=count, op=access)
    it = facts.design.components["it"]
    load = Load(facts.traffic.operations["it"], None, tuple(demands_on(facts, "it")))
    found = [each.component for each in variants_of(facts.design, it, load)[1:]]
    grown = [each for each in found if each.replicas.copies == 3]
    assume(grown)
    assert grown[0].replicas.count == _fewest(facts, grown[0])


def test_a_zone_that_is_new_is_lost_with_what_then_stands_there() -> None:
    facts = store()
    it = facts.design.components["it"]
    plain = (Demand(facts.traffic.operations["it"], 1.0),)
    # 300 writes/s over the 2 that are left of 3
    three = replace(it, replicas=replace(it.replicas, count=3))
    assert too_busy(facts.design, three, plain) == 1.5
    assert too_busy(facts.design, it, plain) == 1.0
