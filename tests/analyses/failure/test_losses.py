"""Several losses looked at together: each leaves what it leaves alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from sdgen.analyses.facts import Facts
from sdgen.analyses.failure import losses
from sdgen.analyses.failure.after import LossOutcome, Standing
from sdgen.analyses.failure.said_to_fail import what_can_fail
from sdgen.analyses.traffic.flow import flow
from sdgen.design.records import Design
from sdgen.model import read_design
from tests.analyses.designs import design_of
from tests.support.quick import picked

DESIGNS = Path(__file__).parents[3] / "designs"
STORE = """\
components:
  web: {kind: client, calls: [app]}
  app: {kind: service, replicas: 3, zones: [a, b, c], calls: [db]}
  db: {kind: database, replicas: {count: 6, copies: 3, need: 2}, zones: [a, b, c]}
  cold: {kind: database, replicas: 2, zones: [a]}
  pair: {kind: database, replicas: {count: 6, copies: 2}, zones: [a, b, c]}
"""


def read(name: str) -> Design:
    found = read_design(DESIGNS / f"{name}.yaml").design
    assert found is not None
    return found


def together(design: Design, *failed: tuple[str, ...]) -> list[LossOutcome]:
    return list(losses.losses(design, flow(design), failed))


@pytest.mark.parametrize(
    "name", picked(["twitter", "payments", "gitlab", "mastodon", "boutique"], quick=["boutique"])
)
def test_each_of_several_losses_leaves_what_it_leaves_alone(name: str) -> None:
    design = read(name)
    every = [*what_can_fail(design)]
    names = every[:: 1 + len(every) // 12]
    states = [*((each,) for each in names), tuple(names[:2]), ()]
    assert together(design, *states) == [together(design, each)[0] for each in states]


def test_the_domains_are_the_zones_in_use_then_what_holds_them() -> None:
    assert list(Facts(read("twitter")).domain_losses) == ["use1-a", "use1-b", "use1-c", "us-east-1"]
    assert list(Facts(design_of("components: {web: {kind: client}}\n")).domain_losses) == []


def test_the_fewest_copies_that_any_piece_has_left_are_told() -> None:
    found = Facts(design_of(STORE)).domain_losses
    left = {
        (domain, each.component): (each.copies_left, each.left)
        for domain, outcome in found.items()
        for each in outcome.components
    }
    assert left["a", "db"] == (2, 4)
    assert left["r1", "db"] == (0, 0)
    assert left["a", "app"] == (None, 2)
    assert left["a", "pair"] == (1, 4), "what lies in the other zones has both"
    [two, all_there] = together(design_of(STORE), ("a", "b"), ())
    copies = {each.component: each for each in two.components}["db"]
    assert (copies.copies_left, copies.left, copies.standing) == (1, 2, Standing.DOWN)
    assert [each.copies_left for each in all_there.components] == [None, None, 3, 2, 2]


@pytest.mark.slow
def test_beyond_the_bound_loads_are_not_followed_and_all_else_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    design = read("twitter")
    whole = Facts(design).domain_losses
    monkeypatch.setattr(losses, "MOST_WORK", 100)
    cut = Facts(design).domain_losses
    assert not any(each.followed or each.loads or each.over for each in cut.values())
    assert all(each.followed for each in whole.values())
    for domain, outcome in whole.items():
        down = [each.journey for each in outcome.journeys if not each.is_up]
        assert down == [each.journey for each in cut[domain].journeys if not each.is_up]
        assert [each.left for each in outcome.components] == [
            each.left for each in cut[domain].components
        ]
