"""Reads an Open-PSA fault tree (Model Exchange Format) into sdgen's own, for tests and benchmarks."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from graphlib import TopologicalSorter
from pathlib import Path

from sdgen.analyses.reliability.fault_tree import FaultTree, FaultTreeBuilder


def read_fault_tree(path: Path, top: str) -> FaultTree:
    """The fault tree of the file, with the gate ``top`` as its top."""
    root = ElementTree.parse(path).getroot()
    formulas = {gate.attrib["name"]: gate[0] for gate in root.iter("define-gate")}
    builder = FaultTreeBuilder(
        (event.attrib["name"], float(event.find("float").attrib["value"]))
        for event in root.iter("define-basic-event")
    )
    numbers: dict[str, int] = {}
    uses = {
        name: {reference.attrib["name"] for reference in formula.iter("gate")}
        for name, formula in formulas.items()
    }
    for name in TopologicalSorter(uses).static_order():
        numbers[name] = _read_formula(formulas[name], builder, numbers)
    return builder.build(numbers[top])


def _read_formula(
    formula: ElementTree.Element, builder: FaultTreeBuilder, gates: dict[str, int]
) -> int:
    if formula.tag == "basic-event":
        return builder.number_of[formula.attrib["name"]]
    if formula.tag == "gate":
        return gates[formula.attrib["name"]]
    inputs = [_read_formula(child, builder, gates) for child in formula]
    match formula.tag:
        case "or":
            return builder.any_of(inputs)
        case "and":
            return builder.all_of(inputs)
        case "atleast":
            return builder.at_least(int(formula.attrib["min"]), inputs)
        case "not":
            return ~inputs[0]
        case "xor":
            one, other = inputs
            return builder.any_of([builder.all_of([one, ~other]), builder.all_of([~one, other])])
    raise ValueError(f"<{formula.tag}> is no formula that this reader knows")
