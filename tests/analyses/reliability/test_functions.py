"""Small diagrams in Python alone, large ones by the library, and none where there is no room."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest

from sdgen.analyses.reliability import decision_diagram, library
from sdgen.analyses.reliability.cut_sets import minimal_cut_sets
from sdgen.analyses.reliability.decision_diagram import TooLargeError, compile_tree
from sdgen.analyses.reliability.functions import BooleanFunctions, OutOfStepsError
from sdgen.analyses.reliability.importance import importance_of_events, union_probability
from sdgen.analyses.reliability.probability import top_probability
from tests.support.cases import every_case

from .open_psa import read_fault_tree

FOLDER = Path(__file__).parent / "aralia"
MODELS = json.loads((FOLDER / "expected.json").read_text())["models"]
ROOT = Path(__file__).parents[3]
LIMIT = 2_000_000 * 1024
"""Bytes of address space, as ``ulimit -v 2000000`` gives."""


def value(functions: BooleanFunctions, function: int, happened: tuple[bool, ...]) -> bool:
    while function > 1:
        sides = functions.high if happened[functions.level[function]] else functions.low
        function = sides[function]
    return function == 1


@every_case("seed", range(30))
def test_operations_are_those_of_truth_tables(seed: int) -> None:
    source = random.Random(seed)
    states = list(product((False, True), repeat=5))
    functions = BooleanFunctions(5, 10_000)
    made = [(functions.variable(n), [state[n] for state in states]) for n in range(5)]
    for _ in range(12):
        chosen = source.sample(made, source.randint(2, 4))
        numbers, tables = zip(*chosen, strict=True)
        need = source.randint(1, len(chosen))
        enough = [sum(truths) >= need for truths in zip(*tables, strict=True)]
        made.append((functions.at_least(need, numbers), enough))
        made.append((functions.negation(numbers[0]), [not truth for truth in tables[0]]))
    for number, table in made:
        assert [value(functions, number, state) for state in states] == table
    # equal functions have equal numbers
    assert len({number for number, _ in made}) == len({tuple(table) for _, table in made})


def test_work_is_bounded() -> None:
    functions = BooleanFunctions(40, 50)
    with pytest.raises(OutOfStepsError):
        functions.at_least(20, [functions.variable(n) for n in range(40)])


@pytest.mark.parametrize("name", ["chinese", "baobab1", "das9209", "isp9607"])
def test_the_library_makes_the_same_diagram(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    tree = read_fault_tree(FOLDER / f"{name}.xml", MODELS[name]["top"])
    small = compile_tree(tree)
    monkeypatch.setattr(decision_diagram, "SMALL_STEPS", 0)
    assert compile_tree(tree) == small


@pytest.mark.slow
def test_without_the_library_what_is_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decision_diagram, "is_usable", lambda: False)
    large = read_fault_tree(FOLDER / "das9601.xml", MODELS["das9601"]["top"])
    with pytest.raises(TooLargeError):
        compile_tree(large)
    middle = read_fault_tree(FOLDER / "isp9603.xml", MODELS["isp9603"]["top"])
    monkeypatch.setattr(decision_diagram, "SMALL_STEPS", 100)
    assert top_probability(compile_tree(middle), middle.probabilities) == pytest.approx(
        float(MODELS["isp9603"]["probability"]), rel=1e-11
    )


def test_the_library_is_not_used_without_room(monkeypatch: pytest.MonkeyPatch) -> None:
    assert library.is_usable()
    monkeypatch.setattr(library, "_managers", {})
    monkeypatch.setattr(library, "SPARE_BYTES", 1 << 60)
    assert not library.is_usable()


@pytest.mark.slow
def test_importance_in_one_pass_is_that_of_each_event_alone() -> None:
    tree = read_fault_tree(FOLDER / "chinese.xml", "r1")
    diagram = compile_tree(tree)
    families = minimal_cut_sets(diagram)
    sets = list(families.listed(100))
    total = top_probability(diagram, tree.probabilities)
    found = importance_of_events(diagram, families, tree.probabilities)
    for event in diagram.order:
        functions = BooleanFunctions(len(tree.events), 1_000_000)
        gates = [
            functions.at_least(len(cut), [functions.variable(n) for n in cut])
            for cut in sets
            if event in cut
        ]
        union = functions.at_least(1, gates) if gates else 0
        values = {0: 0.0, 1: 1.0}
        for node in functions.below(union):
            q = tree.probabilities[functions.level[node]]
            values[node] = q * values[functions.high[node]] + (1 - q) * values[functions.low[node]]
        assert union_probability(families, event, tree.probabilities) == pytest.approx(
            values[union], rel=1e-12
        )
        assert found[event].fussell_vesely == pytest.approx(values[union] / total, rel=1e-12)


LIMITED = f"""
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, ({LIMIT}, {LIMIT}))
"""


def run_limited(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", LIMITED + program, *arguments],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        timeout=300,
        check=False,
    )


TANGLE = """sdgen: 1
name: Tangle
journeys: {j: {actor: web, rate: 10/s, steps: [web -> a0-0]}}
components:
  web: {kind: client, calls: [a0-0]}
"""


def tangle(layers: int, width: int) -> str:
    """Every component needs any of three of the next layer: too large for Python alone."""
    lines = []
    for layer, at in product(range(layers), range(width)):
        others = ", ".join(f"a{layer + 1}-{(at + by) % width}" for by in range(3))
        calls = f", calls: [{{need: 2, of: [{others}]}}]" if layer + 1 < layers else ""
        lines.append(f"  a{layer}-{at}: {{kind: service, availability: 99%{calls}}}\n")
    return TANGLE + "".join(lines)


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a limit of Linux")
@pytest.mark.parametrize("verb", ["analyze", "lint"])
@pytest.mark.parametrize("design", ["twitter", "tangle"])
def test_two_gigabytes_of_address_space_are_enough(verb: str, design: str, tmp_path: Path) -> None:
    file = ROOT / "designs" / "twitter.yaml"
    if design == "tangle":
        file = tmp_path / "tangle.yaml"
        file.write_text(tangle(6, 10))
    program = "from sdgen.cli.main import main; sys.exit(main(sys.argv[1:]))"
    done = run_limited(program, verb, str(file))
    assert done.returncode in (0, 1), done.stderr
    assert "panicked" not in done.stderr
    if verb == "analyze":
        assert "% available" in done.stdout


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a limit of Linux")
@pytest.mark.slow
def test_the_library_works_within_two_gigabytes() -> None:
    program = """
from pathlib import Path
from sdgen.analyses.reliability.decision_diagram import compile_tree
from sdgen.analyses.reliability.probability import top_probability
from tests.analyses.reliability.open_psa import read_fault_tree
for name, top in zip(sys.argv[1::2], sys.argv[2::2], strict=True):
    tree = read_fault_tree(Path("tests/analyses/reliability/aralia") / f"{name}.xml", top)
    print(name, top_probability(compile_tree(tree), tree.probabilities))
"""
    names = ("das9601", "jbd9601", "edfpa15r")
    given = [word for name in names for word in (name, MODELS[name]["top"])]
    done = run_limited(program, *given)
    assert done.returncode == 0, done.stderr
    found = dict(line.split() for line in done.stdout.splitlines())
    for name in names:
        expected = float(MODELS[name]["probability"])
        assert float(found[name]) == pytest.approx(expected, rel=1e-11)


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="no system to copy a process on")
def test_a_copy_of_the_process_has_a_manager_of_its_own() -> None:
    import multiprocessing

    assert library.is_usable()
    context = multiprocessing.get_context("fork")
    with context.Pool(1) as pool:
        assert pool.apply_async(_nodes_of_three).get(60) == _nodes_of_three()


def _nodes_of_three() -> tuple[list[int], list[int], list[int], int]:
    functions = library.LibraryFunctions(3, 100)
    return functions.nodes_below(functions.at_least(2, [functions.variable(n) for n in range(3)]))


class _Counting:
    """A manager that counts how often it is asked for its nodes."""

    def __init__(self, manager: object) -> None:
        self.manager = manager
        self.counted = 0

    def num_inner_nodes(self) -> int:
        self.counted += 1
        return int(self.manager.num_inner_nodes())  # type: ignore[attr-defined]

    def __getattr__(self, name: str) -> object:
        return getattr(self.manager, name)


@pytest.mark.parametrize(
    ("count", "most"), [(30, 40), (600, 110), pytest.param(5_000, 160, marks=pytest.mark.slow)]
)
def test_nodes_are_not_counted_longer_than_they_are_made(count: int, most: int) -> None:
    """The library's count looks at every level: 10,000 replicas took 10 s, most of it counting."""
    functions = library.LibraryFunctions(count, 100_000)
    functions._manager = counting = _Counting(functions._manager)  # type: ignore[assignment]
    variables = [functions.variable(level) for level in range(count)]
    found = functions.nodes_below(functions.at_least(2, variables))
    assert len(found[0]) == 2 * count - 1 - 1
    assert 0 < counting.counted <= 2 * most


def test_a_function_of_many_variables_still_has_its_bound() -> None:
    functions = library.LibraryFunctions(5_000, 1_000)
    with pytest.raises(MemoryError):
        functions.at_least(2, [functions.variable(level) for level in range(5_000)])


@every_case("count", [2, 3, 5, 7])
def test_the_library_counts_as_many_as_are_up(count: int) -> None:
    functions = library.LibraryFunctions(count, 10_000)
    variables = [functions.variable(level) for level in range(count)]
    for need in range(1, count + 1):
        levels, high, low, top = functions.nodes_below(functions.at_least(need, variables))
        assert len(levels) == need * (count - need + 1)
        for values in product((False, True), repeat=count):
            node = top
            while node > 1:
                node = (high if values[levels[node - 2]] else low)[node - 2]
            assert (node == library.TRUE) == (sum(values) >= need)


def test_what_cannot_be_reached_is_not_computed() -> None:
    """9,999 of 10,000 take two steps an instance, not ten thousand."""
    functions = library.LibraryFunctions(64, 10_000)
    functions._manager = counting = _Counting(functions._manager)  # type: ignore[assignment]
    functions.at_least(63, [functions.variable(level) for level in range(64)])
    assert counting.counted <= 64
