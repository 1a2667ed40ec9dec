"""Times pictures that are large or dense: ``python benchmarks/layout_time.py``.

Each is a cold ``sdgen render`` of its high-level view to SVG, a process of its own: processor time of
it and its children, and the largest resident set of one of them. The least of three runs, as other
work on the machine only adds to it; of one where it takes long. A process that has taken the limit
of processor time is ended. Prints Markdown. ``--only TEXT`` picks graphs, ``--json FILE`` writes the
figures, ``--against FILE`` shows those of an earlier run before them.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from random_designs import MadeDesign, layered_design
from render import executable, surroundings

LIMIT = 120
"""Seconds of processor time of one process, or of a child of it."""

RUNS, LONG = 3, 10.0
"""So many runs, where the first takes fewer seconds than this."""


@dataclass(frozen=True)
class Cost:
    """Seconds of processor time, megabytes at most, and how it ended where it drew nothing."""

    processor: float
    memory: float
    ended: str = ""


def graph(
    name: str, calls: Iterable[tuple[int, int]], groups: Mapping[int, str] | None = None
) -> MadeDesign:
    """Services with calls between them, by number; those that have a group are in it."""
    made = MadeDesign(name)
    made.calls = [(f"c{start}", f"c{end}", {}) for start, end in calls]
    numbers = {int(each[1:]) for start, end, _ in made.calls for each in (start, end)}
    for number in sorted(numbers):
        group = {"group": groups[number]} if groups else {}
        made.components[f"c{number}"] = {"kind": "service", **group}
    return made


def complete(count: int) -> MadeDesign:
    """Each calls all others."""
    pairs = ((one, other) for one in range(count) for other in range(count) if one != other)
    return graph(f"Complete {count}", pairs)


def chain(count: int) -> list[tuple[int, int]]:
    """Each calls the next."""
    return [(number, number + 1) for number in range(count - 1)]


def nested(depth: int) -> MadeDesign:
    """A chain through two components of each group, every group within the one before."""
    groups = {number: f"g{number // 2}" for number in range(2 * depth)}
    made = graph("Nested", chain(2 * depth), groups)
    made.groups = {
        f"g{level}": {"parent": f"g{level - 1}"} if level else {} for level in range(depth)
    }
    return made


GRAPHS: dict[str, Callable[[], MadeDesign]] = {
    "12 components": lambda: layered_design(12),
    "50 components": lambda: layered_design(50),
    "200 components": lambda: layered_design(200),
    "1,000 components": lambda: layered_design(1000),
    "2,500 components": lambda: layered_design(2500),
    "5,000 components": lambda: layered_design(5000),
    "40 that all call each other": lambda: complete(40),
    "60 that all call each other": lambda: complete(60),
    "300 that all call each other": lambda: complete(300),
    "20 that each call the same 20": lambda: graph(
        "Bipartite", ((one, other) for one in range(20) for other in range(20, 40))
    ),
    "one that calls 1,000": lambda: graph("Star", ((0, other) for other in range(1, 1001))),
    "a chain of 2,000": lambda: graph("Chain", chain(2000)),
    "a chain through 300 groups of two": lambda: graph(
        "Pairs", chain(600), {number: f"g{number // 2}" for number in range(600)}
    ),
    "a group within ten others": lambda: nested(11),
}


def least(made: MadeDesign, folder: Path) -> Cost:
    """The cheapest of some runs."""
    runs = [cost_of(made, folder)]
    while len(runs) < RUNS and runs[0].processor < LONG:
        runs.append(cost_of(made, folder))
    return min(runs, key=lambda run: run.processor)


def cost_of(made: MadeDesign, folder: Path) -> Cost:
    """Draw it once."""
    source, messages = folder / "design.yaml", folder / "messages"
    source.write_text(made.yaml(), encoding="utf-8")
    sdgen = executable("sdgen") or sys.exit("sdgen is not installed")
    options = ("--view", "high-level", "-f", "svg", "-o", str(folder / "out"))
    with messages.open("wb") as said:
        process = subprocess.Popen(
            (sdgen, "render", str(source), *options),
            cwd=folder,
            env=surroundings(folder),
            stdout=said,
            stderr=said,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (LIMIT, LIMIT)),
        )
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    lines = messages.read_text(errors="replace").strip().splitlines()
    ended = ""
    if process.returncode < 0:
        ended = f"more than {LIMIT} s"
    elif process.returncode:
        ended = lines[-1].rpartition("'high-level': ")[2].partition(";")[0] if lines else "no word"
    per_unit = 1e6 if sys.platform == "darwin" else 1e3
    processor = round(usage.ru_utime + usage.ru_stime, 2)
    return Cost(processor, round(usage.ru_maxrss / per_unit), ended)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--only", default="", help="graphs with this in their names")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    parser.add_argument("--against", type=Path, help="the file of an earlier run")
    options = parser.parse_args()
    was: dict[str, Cost] = {}
    if options.against:
        text = options.against.read_text(encoding="utf-8")
        was = {name: Cost(**cost) for name, cost in json.loads(text).items()}
    print("| graph | components, calls | processor | memory |\n|---|--:|--:|--:|")
    found = {}
    with tempfile.TemporaryDirectory() as temporary:
        cost_of(layered_design(2), Path(temporary))  # compiles the modules
        for name, make in GRAPHS.items():
            if options.only not in name:
                continue
            made = make()
            found[name] = least(made, Path(temporary))
            size = f"{len(made.components):,}, {len(made.calls):,}"
            cells = _cells(found[name])
            if name in was:
                cells = [
                    f"{one} -> {other}" for one, other in zip(_cells(was[name]), cells, strict=True)
                ]
            print(f"| {name} | {size} | {' | '.join(cells)} |", flush=True)
    if options.json:
        text = json.dumps({name: asdict(cost) for name, cost in found.items()}, indent=2)
        options.json.write_text(text + "\n", encoding="utf-8")


def _cells(cost: Cost) -> list[str]:
    return [
        f"{cost.processor:.2f} s" + (f" ({cost.ended})" if cost.ended else ""),
        f"{cost.memory:.0f} MB",
    ]


if __name__ == "__main__":
    main()
