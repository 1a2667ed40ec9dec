"""Failure models with answers that were computed apart, by enumeration in exact fractions."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from sdgen.analyses.reliability.cut_sets import minimal_cut_sets
from sdgen.analyses.reliability.decision_diagram import compile_tree
from sdgen.analyses.reliability.failure_model import (
    FailureModel,
    Instance,
    OwnPart,
    Requirement,
    never_start,
)
from sdgen.analyses.reliability.failure_tree import failure_tree
from sdgen.analyses.reliability.importance import importance_of_events
from sdgen.analyses.reliability.probability import top_probability
from sdgen.analyses.reliability.states import first_order_cuts
from tests.support.cases import every_case

FILE = Path(__file__).parent / "known_answers.json"
CASES = {
    case["id"]: case
    for case in json.loads(FILE.read_text())["cases"]
    if case.get("format") != "raw"
}


def _model(case: dict) -> FailureModel:
    """The case as a failure model; a nested requirement becomes a component without own part."""
    names = list(case["components"])
    parts: list[OwnPart] = []
    requirements: list[tuple[Requirement, ...]] = [()] * len(names)
    events: dict[str, float] = {}
    number = {name: at for at, name in enumerate(names)}

    def requirement(expression: object) -> Requirement:
        if isinstance(expression, str):
            return Requirement(1, (number[expression],))
        assert isinstance(expression, dict)
        ((kind, members),) = expression.items()
        targets = tuple(target(member) for member in members)
        return Requirement({"all_of": len(targets), "any_of": 1}[kind], targets)

    def target(expression: object) -> int:
        if isinstance(expression, str):
            return number[expression]
        names.append(f"({len(names)})")
        requirements.append(())
        mine = len(names) - 1
        requirements[mine] = (requirement(expression),)
        return mine

    for name, domain in case["domains"].items():
        events[name] = 1 - float(domain["availability"])
    for name, component in case["components"].items():
        parts.append(_own_part(name, component, case["domains"], events))
    for name, component in case["components"].items():
        if "requires" in component:
            requirements[number[name]] = (requirement(component["requires"]),)
    top = (requirement(case["journeys"]["j"]["requires"]),)
    parts += [OwnPart()] * (len(names) - len(parts))
    return FailureModel(tuple(names), tuple(parts), tuple(requirements), top, events)


def _own_part(name: str, component: dict, domains: dict, events: dict) -> OwnPart:
    beta = float(component.get("ccf_beta", 0))
    instances, common = [], []
    for replica in component["replicas"]:
        holders = []
        for domain in replica["domains"]:
            while domain is not None:
                holders.append(domain)
                domain = domains[domain].get("parent")
        q = 1 - float(replica["availability"])
        events[f"{name}/{replica['id']}"] = (1 - beta) * q
        instances.append(Instance(f"{name}/{replica['id']}", tuple(holders)))
        if beta:
            events[f"{name}!ccf"] = beta * q
    if beta:
        common.append(f"{name}!ccf")
    if "deploy_availability" in component:
        events[f"{name}!deploy"] = 1 - float(component["deploy_availability"])
        common.append(f"{name}!deploy")
    switch = None
    if "failover" in component:
        failover = component["failover"]
        switch = f"{name}!switch"
        events[switch] = 1 - float(failover["coverage"])
        if "time_min" in failover:
            time, mtbf = float(failover["time_min"]), float(failover["mtbf_min"])
            events[f"{name}!window"] = time / (mtbf + time)
            common.append(f"{name}!window")
    need = component.get("need", 1)
    if "capacity" in component:
        capacity = component["capacity"]
        need = math.ceil(capacity["peak_load"] / capacity["per_replica"])
    return OwnPart(tuple(instances), need, tuple(common), switch)


@every_case("name", sorted(CASES))
def test_known_answer(name: str) -> None:
    expected = CASES[name]["expected"]
    model = _model(CASES[name])
    assert sorted(first_order_cuts(model)) == sorted(expected["spofs"])
    assert (not never_start(model)) == expected["cold_start_possible"]
    tree = failure_tree(model)
    assert tree is not None
    diagram = compile_tree(tree)
    families = minimal_cut_sets(diagram)
    cuts = {frozenset(tree.events[e] for e in cut) for cut in families.listed(len(tree.events))}
    assert cuts == {frozenset(cut) for cut in expected["minimal_cut_sets"]}
    assert 1 - top_probability(diagram, tree.probabilities) == pytest.approx(
        float(expected["availability"]), abs=1e-9
    )
    measures = {
        tree.events[e]: value
        for e, value in importance_of_events(diagram, families, tree.probabilities).items()
    }
    assert set(measures) == set(tree.events) - set(expected["irrelevant_events"])
    for event, measure in measures.items():
        assert measure.birnbaum == pytest.approx(float(expected["birnbaum"][event]), abs=1e-9)
        assert measure.criticality == pytest.approx(float(expected["criticality"][event]), abs=1e-6)
        assert measure.fussell_vesely == pytest.approx(
            float(expected["fussell_vesely"][event]), abs=1e-6
        )
