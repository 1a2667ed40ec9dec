"""Times cold ``sdgen render`` beside D2 and ``diagrams``: ``python benchmarks/render.py``.

Each measurement is a process of its own, from its start to its end, on the same layered graph with
labelled calls. Wall time and processor time are medians of several runs, in which the tools take
turns; memory is the largest resident set of the process or a child of it. Python keeps what it has
compiled, as it does after the first run of an installed program. Prints Markdown.
``--only start,12,50`` picks rows, ``--runs 7`` the number of runs.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parent))

from random_designs import d2_text, diagrams_script, layered_design

SIZES = (12, 50, 200, 1000)
FORMATS = ("svg", "png")
CAP = 60.0
"""Seconds after which a process is ended and counts as that long."""

TARGETS = {("svg", 12): 0.25, ("svg", 50): 0.3, ("svg", 200): 0.7, ("svg", 1000): 3.0}
START_TARGET, EACH_TARGET = 0.08, 0.03
MANY = 100


@dataclass(frozen=True)
class Measured:
    """Seconds on the clock, seconds of processor time, and megabytes of memory at most."""

    wall: float
    processor: float
    memory: float
    capped: bool = False


class ToolError(Exception):
    """A tool that could not draw; the message is the last line that it said."""


@dataclass(frozen=True)
class Tool:
    name: str
    command: Callable[[Path, int, str], Sequence[str]]
    environment: Mapping[str, str]


def executable(name: str) -> str | None:
    """Beside this Python, or on the path."""
    beside = Path(sys.executable).parent / name
    return str(beside) if beside.exists() else shutil.which(name)


def measure(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Measured:
    """One process, from start to end. Raises ToolError where it fails before the cap."""
    start = time.perf_counter()
    with (folder / "messages").open("wb") as messages:
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=messages, stderr=messages
        )
        timer = threading.Timer(CAP, process.kill)
        timer.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        timer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
    capped = wall >= CAP
    if process.returncode and not capped:
        said = (folder / "messages").read_text(errors="replace")[-2000:]
        raise ToolError(said.strip().splitlines()[-1] if said.strip() else str(process.returncode))
    per_unit = 1e6 if sys.platform == "darwin" else 1e3
    return Measured(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / per_unit, capped)


def middle(runs: Sequence[Measured]) -> Measured:
    """The median of each number."""
    return Measured(
        median(run.wall for run in runs),
        median(run.processor for run in runs),
        median(run.memory for run in runs),
        any(run.capped for run in runs),
    )


def tools(folder: Path) -> list[Tool]:
    """What there is of the tools, sdgen first."""
    environment = surroundings(folder)
    sdgen = executable("sdgen") or sys.exit("sdgen is not installed")
    found = [Tool("sdgen", lambda at, size, kind: _sdgen(sdgen, at, size, kind), environment)]
    d2 = executable("d2")
    if d2:
        found.extend(
            Tool(f"d2 {layout}", _d2_command(d2, layout), environment)
            for layout in ("dagre", "elk", "tala")
        )
    dot, where = _dot(folder)
    if dot:
        path = os.pathsep.join((str(where), os.environ.get("PATH", "")))
        found.append(
            Tool(
                "diagrams",
                lambda at, size, kind: (sys.executable, str(at / f"{size}-{kind}.py")),
                {**environment, "PATH": path},
            )
        )
    return found


def surroundings(folder: Path) -> dict[str, str]:
    """The environment of what is measured: Python keeps compiled modules, in a place of its own."""
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return environment


def _sdgen(sdgen: str, folder: Path, size: int, kind: str) -> Sequence[str]:
    target = str(folder / f"sdgen-{size}.{kind}")
    view = ("--view", "high-level", "-f", kind, "-o", target)
    return (sdgen, "render", str(folder / f"{size}.yaml"), *view)


def _d2_command(d2: str, layout: str) -> Callable[[Path, int, str], Sequence[str]]:
    def command(folder: Path, size: int, kind: str) -> Sequence[str]:
        source, target = folder / f"{size}.d2", folder / f"d2-{layout}-{size}.{kind}"
        return (d2, "--layout", layout, "--timeout", str(int(CAP)), str(source), str(target))

    return command


def _dot(folder: Path) -> tuple[str, Path]:
    """The ``dot`` on PATH, which ``diagrams`` will call."""
    system = shutil.which("dot")
    return ("the system's dot", Path(system).parent) if system else ("", folder)


def write_inputs(folder: Path, sizes: Sequence[int]) -> None:
    """The same graph for each tool."""
    for size in sizes:
        made = layered_design(size)
        (folder / f"{size}.yaml").write_text(made.yaml(), encoding="utf-8")
        (folder / f"{size}.d2").write_text(d2_text(made), encoding="utf-8")
        for kind in FORMATS:
            script = diagrams_script(made, str(folder / f"diagrams-{size}-{kind}"), kind)
            (folder / f"{size}-{kind}.py").write_text(script, encoding="utf-8")


def compare(folder: Path, size: int, kind: str, runs: int) -> None:
    """Time the tools in turns and print a row for each."""
    found = tools(folder)
    times: dict[str, list[Measured]] = {tool.name: [] for tool in found}
    failed: dict[str, str] = {}
    for turn in range(runs + 1):
        for tool in found:
            done = times[tool.name]
            if tool.name in failed or any(run.capped for run in done):
                continue
            try:
                run = measure(tool.command(folder, size, kind), folder, tool.environment)
            except ToolError as error:
                failed[tool.name] = str(error)
                continue
            if turn or run.capped or size >= SIZES[-1]:  # the first fills the disk's cache
                done.append(run)
    if "sdgen" in failed:
        sys.exit(f"sdgen: {failed['sdgen']}")
    ours = middle(times["sdgen"])
    for tool in found:
        if tool.name in failed:
            print(f"| {size} | {kind.upper()} | {tool.name} | fails: {failed[tool.name]} |||||")
            continue
        of_tool = middle(times[tool.name])
        ratio = "" if tool.name == "sdgen" else _ratio(of_tool, ours)
        wanted = TARGETS.get((kind, size)) if tool.name == "sdgen" else None
        print(
            f"| {size} | {kind.upper()} | {tool.name} | {_seconds(of_tool)} |"
            f" {of_tool.processor:.2f} s | {of_tool.memory:.0f} MB | {ratio} |"
            f" {_judged(of_tool.wall, wanted)} |",
            flush=True,
        )


def _seconds(run: Measured) -> str:
    return f">{CAP:g} s" if run.capped else f"{run.wall:.2f} s"


def _ratio(other: Measured, ours: Measured) -> str:
    sign = ">" if other.capped else ""
    return f"{sign}{other.wall / ours.wall:.2g}"


def _judged(value: float, target: float | None) -> str:
    if target is None:
        return ""
    return f"{target:g} s: {'met' if value <= target else 'missed'}"


def start_up(folder: Path, runs: int) -> None:
    """Print how long ``--version`` and ``--help`` take."""
    sdgen = executable("sdgen") or sys.exit("sdgen is not installed")
    for what in (("--version",), ("--help",), ("render", "--help")):
        timed = [
            measure((sdgen, *what), folder, surroundings(folder)) for _ in range(2 * runs + 1)
        ][1:]
        run = middle(timed)
        print(
            f"| `sdgen {' '.join(what)}` | {1000 * run.wall:.0f} ms |"
            f" {1000 * run.processor:.0f} ms | {run.memory:.0f} MB |"
            f" {_judged(run.wall, START_TARGET)} |",
            flush=True,
        )


def many(folder: Path, runs: int) -> None:
    """Print what one design of 12 components adds to a call that renders a hundred."""
    sdgen = executable("sdgen") or sys.exit("sdgen is not installed")
    designs = folder / "many"
    designs.mkdir(exist_ok=True)
    for number in range(MANY):
        made = layered_design(12, seed=number)
        (designs / f"design-{number}.yaml").write_text(made.yaml(), encoding="utf-8")
    options = ("--view", "high-level", "-f", "svg", "-o", str(folder / "many-out"))
    one, all_of_them = [], []
    for _ in range(max(3, runs)):
        one.append(
            measure(
                (sdgen, "render", str(designs / "design-0.yaml"), *options),
                folder,
                surroundings(folder),
            )
        )
        all_of_them.append(
            measure((sdgen, "render", str(designs), *options), folder, surroundings(folder))
        )
    first, last = middle(one), middle(all_of_them)
    wall = (last.wall - first.wall) / (MANY - 1)
    processor = (last.processor - first.processor) / (MANY - 1)
    print(
        f"| each further design of {MANY} in one call | {1000 * wall:.1f} ms |"
        f" {1000 * processor:.1f} ms | {last.memory:.0f} MB | {_judged(wall, EACH_TARGET)} |",
        flush=True,
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--only", default="", help="rows, such as start,many,12,50")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    wanted = options.only.split(",") if options.only else ["start", "many", *map(str, SIZES)]
    sizes = [size for size in SIZES if str(size) in wanted]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_inputs(folder, sizes)
        missing = {"d2 elk", "diagrams"} - {tool.name for tool in tools(folder)}
        print(f"{os.cpu_count()} processors, Python {sys.version.split()[0]}, median of", end=" ")
        print(f"{options.runs} runs; diagrams with {_dot(folder)[0] or 'no dot'}.", end=" ")
        print(f"Not found: {', '.join(sorted(missing))}." if missing else "", end="\n\n")
        if sizes:
            print(
                "| components | format | tool | time | processor | memory | its time / sdgen's | target |"
            )
            print("|---|---|---|---|---|---|---|---|")
        for size in sizes:
            for kind in FORMATS:
                compare(folder, size, kind, options.runs if size < 200 else (options.runs + 1) // 2)
        if {"start", "many"} & set(wanted):
            print("\n| command | time | processor | memory | target |\n|---|---|---|---|---|")
        if "start" in wanted:
            start_up(folder, options.runs)
        if "many" in wanted:
            many(folder, options.runs)


if __name__ == "__main__":
    main()
