"""Time and memory of the reliability engine, as Markdown tables.

    python benchmarks/reliability.py            both tables
    python benchmarks/reliability.py trees      Open-PSA fault trees, beside SCRAM where installed
    python benchmarks/reliability.py designs    large layered designs

Each row is measured in a process of its own. Times of sdgen are of the work in that process
(reading the tree and analysing it), without starting Python and importing modules; those of SCRAM
are of its whole process, about 0.05 s of which it takes to start. SCRAM is the Debian package
``scram``; it is run beside, and compared by its clock only.
"""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sdgen.analyses.reliability.failure_model import FailureModel

ROOT = Path(__file__).parents[1]
TREES = ROOT / "tests" / "analyses" / "reliability" / "aralia"
HIGHEST_ORDER = 4
LONGEST = 120.0
"""Seconds after which a row is given up."""


def main(arguments: list[str]) -> int:
    sys.path.insert(0, str(ROOT))
    if arguments[:1] == ["measure"]:
        return measure(arguments[1], arguments[2])
    if arguments[:1] in ([], ["trees"]):
        print_trees()
    if arguments[:1] in ([], ["designs"]):
        print_designs()
    return 0


# --- fault trees ------------------------------------------------------------------------------


def print_trees() -> None:
    scram = shutil.which("scram")
    print("| tree | events | gates | cut sets | sdgen s | sdgen MB | scram s | scram MB |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|")
    faster = total = 0
    models = json.loads((TREES / "expected.json").read_text())["models"]
    for name, expected in sorted(models.items()):
        ours = in_a_process("tree", name)
        theirs = run_scram(scram, TREES / f"{name}.xml") if scram else None
        row = [name, expected["basic_events"], expected["gates"], f"{expected['mcs_total']:,}"]
        print("| " + " | ".join(map(str, (*row, *cells(ours), *cells(theirs)))) + " |", flush=True)
        if scram:
            total += 1
            faster += ours is not None and (theirs is None or ours[0] < theirs[0])
    if total:
        print(f"\nCut sets up to order {HIGHEST_ORDER} and exact probability. ", end="")
        print(f"sdgen is faster on {faster} of {total}.")


def tree(name: str) -> Callable[[], str]:
    """Read the tree, list its cut sets up to order 4, compute the exact probability of its top."""
    from oxidd.bdd import BDDManager

    from sdgen.analyses.reliability.cut_sets import minimal_cut_sets
    from sdgen.analyses.reliability.decision_diagram import compile_tree
    from sdgen.analyses.reliability.probability import top_probability
    from tests.analyses.reliability.open_psa import read_fault_tree

    top = json.loads((TREES / "expected.json").read_text())["models"][name]["top"]
    BDDManager(1, 1, 1)

    def work() -> str:
        read = read_fault_tree(TREES / f"{name}.xml", top)
        diagram = compile_tree(read)
        probability = top_probability(diagram, read.probabilities)
        listed = list(minimal_cut_sets(diagram, HIGHEST_ORDER).listed(HIGHEST_ORDER))
        return f"{len(listed)} {probability}"

    return work


def run_scram(scram: str, path: Path) -> tuple[float, float, str] | None:
    """Seconds, megabytes and nothing to say; None where it took too long."""
    options = ["--bdd", "--probability", "true", "-l", str(HIGHEST_ORDER)]
    with tempfile.NamedTemporaryFile(suffix=".xml") as report:
        command = [scram, *options, "-o", report.name, str(path)]
        return timed(command)


# --- designs ----------------------------------------------------------------------------------


def print_designs() -> None:
    print("\n| design | question | s | MB | answer |")
    print("|---|---|--:|--:|---|")
    for name, (design, question, _) in DESIGNS.items():
        found = in_a_process("design", name)
        answer = found[2] if found else "-"
        print(f"| {design} | {question} | {' | '.join(cells(found))} | {answer} |", flush=True)


def layered(
    components: int, layers: int, alternatives: float, replicas: tuple[int, ...]
) -> FailureModel:
    """Layers of components in three zones, each calling two of the next; some calls have an
    alternative."""
    from sdgen.analyses.reliability.failure_model import (
        FailureModel,
        Instance,
        OwnPart,
        Requirement,
    )

    source = random.Random(7)
    events = {"region": 1e-4, "a": 5e-4, "b": 5e-4, "c": 5e-4}
    parts, requirements = [], []
    width = components // layers
    for number in range(components):
        names = [f"c{number}/{at}" for at in range(source.choice(replicas))]
        events.update(dict.fromkeys(names, 0.005))
        parts.append(
            OwnPart(tuple(Instance(n, ("abc"[at % 3], "region")) for at, n in enumerate(names)))
        )
        start = (number // width + 1) * width
        below = range(start, min(components, start + width))
        mine = []
        for _ in range(2 if below else 0):
            pair = source.sample(below, 2)
            chosen = pair if source.random() < alternatives else pair[:1]
            mine.append(Requirement(1, tuple(chosen)))
        requirements.append(tuple(mine))
    names = tuple(f"c{number}" for number in range(components))
    top = tuple(Requirement(1, (number,)) for number in range(width))
    return FailureModel(names, tuple(parts), tuple(requirements), top, events)


def first_order(model: FailureModel) -> str:
    from sdgen.analyses.reliability.states import first_order_cuts

    return f"{len(first_order_cuts(model)):,} cut sets of {len(model.events):,} events"


def second_order(model: FailureModel) -> str:
    from sdgen.analyses.reliability.low_orders import cuts_up_to

    return f"{len(cuts_up_to(model, 2)):,} cut sets of {len(model.events):,} events"


def availability(model: FailureModel) -> str:
    from sdgen.analyses.reliability.bounds import unavailability

    found = unavailability(model)
    if found.exact:
        return f"exact, {1 - found.value:.9f}"
    low, high = found.interval
    return f"{1 - high:.4f} to {1 - low:.4f} (99%), proven at most {1 - found.lower:.4f}"


LARGE = (10_000, 10, 0.0, (2, 3))
MIXED = (10_000, 10, 0.0, (1, 2, 3))
Shape = tuple[int, int, float, tuple[int, ...]]
QUESTIONS: tuple[tuple[str, str, Shape, Callable[[FailureModel], str]], ...] = (
    ("10,000 components, 3 zones", "order 1", MIXED, first_order),
    ("10,000 components, 3 zones", "orders 1 and 2", LARGE, second_order),
    (
        "10,000 components, alternatives on 60% of calls",
        "orders 1 and 2",
        (10_000, 10, 0.6, (2, 3)),
        second_order,
    ),
    ("10,000 components, 3 zones", "availability", MIXED, availability),
    (
        "200 components of 3 replicas, alternatives on a tenth",
        "availability",
        (200, 10, 0.1, (3,)),
        availability,
    ),
    (
        "tangle: 1,000 components, alternatives on 30%",
        "availability",
        (1_000, 10, 0.3, (2, 3)),
        availability,
    ),
)
DESIGNS = {str(at): (q[0], q[1], (q[2], q[3])) for at, q in enumerate(QUESTIONS)}


# --- measuring --------------------------------------------------------------------------------


def measure(what: str, name: str) -> int:
    """In a process of its own: print seconds, megabytes and the answer."""
    if what == "tree":
        work = tree(name)
    else:
        shape, question = DESIGNS[name][2]
        work = partial(question, layered(*shape))
    start = time.perf_counter()
    answer = work()
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps([seconds, peak, answer]))
    return 0


def in_a_process(what: str, name: str) -> tuple[float, float, str] | None:
    try:
        done = subprocess.run(
            [sys.executable, __file__, "measure", what, name],
            capture_output=True,
            text=True,
            timeout=LONGEST,
            check=True,
        )
    except subprocess.TimeoutExpired:
        return None
    seconds, peak, answer = json.loads(done.stdout)
    return seconds, peak, answer


def timed(command: list[str]) -> tuple[float, float, str] | None:
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while True:
        ended, status, usage = os.wait4(process.pid, os.WNOHANG)
        seconds = time.perf_counter() - start
        if ended:
            break
        if seconds > LONGEST:
            process.kill()
            os.wait4(process.pid, 0)
            return None
        time.sleep(0.001)
    return (seconds, usage.ru_maxrss / 1024, "") if status == 0 else None


def cells(found: tuple[float, float, str] | None) -> tuple[str, str]:
    return ("-", "-") if found is None else (f"{found[0]:.3f}", f"{found[1]:.0f}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
