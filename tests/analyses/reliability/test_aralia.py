"""The engine against the Aralia fault trees: counts by order and exact probability."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sdgen.analyses.reliability.cut_sets import minimal_cut_sets
from sdgen.analyses.reliability.decision_diagram import compile_tree
from sdgen.analyses.reliability.probability import birnbaum, top_probability
from tests.support.quick import spread

from .open_psa import read_fault_tree

FOLDER = Path(__file__).parent / "aralia"
MODELS = json.loads((FOLDER / "expected.json").read_text())["models"]


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(MODELS))
def test_cut_sets_and_probability(name: str) -> None:
    expected = MODELS[name]
    tree = read_fault_tree(FOLDER / f"{name}.xml", expected["top"])
    diagram = compile_tree(tree)
    counts = minimal_cut_sets(diagram).count_by_order()
    assert {str(order): count for order, count in counts.items()} == expected["mcs_by_order"]
    assert sum(counts.values()) == expected["mcs_total"]
    assert top_probability(diagram, tree.probabilities) == pytest.approx(
        float(expected["probability"]), rel=1e-11
    )


def test_birnbaum_is_the_derivative() -> None:
    tree = read_fault_tree(FOLDER / "chinese.xml", "r1")
    diagram = compile_tree(tree)
    for event, importance in birnbaum(diagram, tree.probabilities).items():
        given = list(tree.probabilities)
        given[event] = 1.0
        happened = top_probability(diagram, given)
        given[event] = 0.0
        assert importance == pytest.approx(happened - top_probability(diagram, given), rel=1e-9)


@pytest.mark.parametrize("name", spread(["chinese", "baobab1"], quick=1))
def test_listing_agrees_with_counting(name: str) -> None:
    tree = read_fault_tree(FOLDER / f"{name}.xml", "r1")
    families = minimal_cut_sets(compile_tree(tree))
    listed = list(families.listed(5))
    assert (
        len(listed)
        == len(set(listed))
        == sum(count for order, count in families.count_by_order().items() if order <= 5)
    )
    sets = [frozenset(each) for each in listed]
    assert not any(one < other for one in sets[:40] for other in sets)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["baobab2", "das9601", "isp9603", "ftr10"])
@pytest.mark.parametrize("order", [0, 1, 3, 4])
def test_cut_sets_of_low_order_are_the_same_without_the_others(name: str, order: int) -> None:
    tree = read_fault_tree(FOLDER / f"{name}.xml", MODELS[name]["top"])
    diagram = compile_tree(tree)
    few = minimal_cut_sets(diagram, order)
    assert set(few.listed(order)) == set(minimal_cut_sets(diagram).listed(order))
    assert few.count_by_order() == {
        int(size): count
        for size, count in MODELS[name]["mcs_by_order"].items()
        if int(size) <= order
    }
