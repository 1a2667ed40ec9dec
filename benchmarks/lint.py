"""Times ``sdgen lint`` at scale: ``python benchmarks/lint.py``.

A thousand files of 100 components with three journeys each in one call, one such file, and one file
of 10,000 components in 500 zones with 50 journeys, which is validated and analysed too. Each
measurement is a process of its own, from its start to its end: time on the clock, processor time of
it and its workers, and the memory of all of them together at its highest (each page that they share
counted once). Prints Markdown. ``--files 100`` lints fewer, ``--only lint`` picks rows by a word in
them.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parent))

from lint_designs import large_design, small_design

EACH = 0.05
"""Seconds between two looks at the memory."""


@dataclass(frozen=True)
class Row:
    """What is measured: the command's arguments, how often, and at most how many seconds and
    megabytes it should take."""

    name: str
    arguments: Sequence[str]
    runs: int
    seconds: float | None
    memory: float | None = 300.0


@dataclass(frozen=True)
class Measured:
    """Seconds on the clock, seconds of processor time, and megabytes at most."""

    wall: float
    processor: float
    memory: float


def rows(folder: Path, files: int) -> tuple[Row, ...]:
    """All measurements; the designs are written to ``folder`` first."""
    many = folder / "many"
    many.mkdir()
    for number in range(files):
        (many / f"design-{number:04}.yaml").write_text(small_design(number), encoding="utf-8")
    large = folder / "large.yaml"
    large.write_text(large_design(), encoding="utf-8")
    one = str(many / "design-0000.yaml")
    return (
        Row("lint, 1 file of 100 components", ("lint", one), 5, 0.3),
        Row(f"lint, {files:,} files of 100 components", ("lint", str(many)), 1, 20.0),
        Row("validate, 10,000 components", ("validate", str(large)), 3, None),
        Row("lint, 10,000 components", ("lint", str(large)), 3, None),
        Row("analyze, 10,000 components", ("analyze", str(large)), 3, None),
    )


def measure(arguments: Sequence[str]) -> Measured:
    """One process, from start to end, with its workers."""
    command = [str(Path(sys.executable).parent / "sdgen"), *arguments]
    before = os.times()
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peak = [0.0]
    done = threading.Event()
    watcher = threading.Thread(target=_watch, args=(process.pid, peak, done))
    watcher.start()
    process.wait()
    wall = time.perf_counter() - start
    done.set()
    watcher.join()
    after = os.times()
    spent = (after.children_user - before.children_user) + (
        after.children_system - before.children_system
    )
    if process.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)} ended with status {process.returncode}")
    return Measured(wall, spent, peak[0])


def _watch(process: int, peak: list[float], done: threading.Event) -> None:
    while not done.wait(EACH):
        peak[0] = max(peak[0], sum(map(_memory, _family(process))))


def _family(process: int) -> list[int]:
    """The process and its children."""
    try:
        text = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii")
    except OSError:
        text = ""
    return [process, *map(int, text.split())]


def _memory(process: int) -> float:
    """Megabytes of a process, pages that it shares counted in parts (Linux)."""
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0.0
    return (
        sum(float(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:")) / 1e3
    )


def _compared(value: float, most: float | None, unit: str) -> str:
    return "" if most is None else f"{most:g} {unit}: {'met' if value <= most else 'missed'}"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--files", type=int, default=1000)
    options.add_argument("--only", default="")
    given = options.parse_args()
    print(
        f"Load of the machine at the start: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors.\n"
    )
    print("| command | time | processor | memory | time target | memory target |")
    print("|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for row in rows(Path(folder), given.files):
            if given.only not in row.name:
                continue
            found = [
                measure(
                    (*row.arguments, "--isolated") if row.arguments[0] == "lint" else row.arguments
                )
                for _ in range(row.runs)
            ]
            wall, memory = median(f.wall for f in found), max(f.memory for f in found)
            print(
                f"| {row.name} | {wall:.2f} s | {median(f.processor for f in found):.2f} s "
                f"| {memory:.0f} MB | {_compared(wall, row.seconds, 's')} "
                f"| {_compared(memory, row.memory, 'MB')} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
