"""What a combination of changes makes of a journey, against solving the changed design."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdgen.analyses.facts import Facts
from sdgen.analyses.failure.logic import failure_logic
from sdgen.analyses.improve import evaluation as module
from sdgen.analyses.improve import plan as planning
from sdgen.analyses.improve.evaluation import solved
from tests.analyses.designs import design_of
from tests.analyses.improve.designs import bodies
from tests.support.quick import examples

COUPLED = """\
journeys: {j: {actor: web, objectives: {availability: 99%}}}
components:
  web: {kind: client, calls: [app, jobs]}
  app: {kind: service, runs_on: nodes}
  jobs: {kind: service, runs_on: nodes}
  nodes: {kind: service, replicas: 2, zones: [a, b], availability: 99%}
"""


def _compare(body: str, picks: random.Random) -> None:
    facts = Facts(design_of(body))
    work = planning._Planning(facts, (), None, include_accepted=False)
    for name in work.objectives:
        evaluation = work._evaluation(name)
        assert evaluation is not None
        for _ in range(4):
            choice = {each: picks.randrange(len(v)) for each, v in work.own.items()}
            chosen = {each: work.own[each][at] for each, at in choice.items() if at}
            said = evaluation.down(choice)
            journey = facts.analysed[name]
            assert said == pytest.approx(
                solved(facts.design, journey, facts.steady, chosen), abs=1e-13
            )
            # what may still become of the others is never better than the best
            assert said is not None
            free = [each for each in work.own if picks.random() < 0.5]
            kept = {each: at for each, at in choice.items() if each not in free}
            assert evaluation.least(kept, free) <= said + 1e-15


@pytest.mark.slow
@examples(150, derandomize=True)
@given(bodies(), st.integers(0, 1000))
def test_each_combination_is_that_of_the_changed_design(body: str, seed: int) -> None:
    _compare(body, random.Random(seed))


def test_what_runs_on_hosts_is_solved_anew() -> None:
    _compare(COUPLED, random.Random(1))
    facts = Facts(design_of(COUPLED))
    work = planning._Planning(facts, (), None, include_accepted=False)
    assert isinstance(work._evaluation("j"), module._BySolving)
    assert list(work.own) == ["nodes"]


def test_a_journey_that_is_not_known_exactly_is_not_evaluated(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "NODE_BOUND", 0)
    monkeypatch.setattr(module, "exact_or_none", lambda *_: None)
    design = design_of(COUPLED)
    facts = Facts(design)
    logic = failure_logic(design, facts.analysed["j"])
    assert module.evaluation_of(design, facts.analysed["j"], {}, {}, logic) is None
