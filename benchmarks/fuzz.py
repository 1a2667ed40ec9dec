"""Tries to break sdgen with inputs made up from a seed: ``python benchmarks/fuzz.py [--api N] [--cli N]
[--seed S] [--first I] [--keep FOLDER]``.

The same seed gives the same inputs. Counts, and all must be 0: crashes (any exception but the documented
ones, any exit status but 0, 1 and 2), hangs (more than 5 s of processor time), memory (more than 500 MB at
the peak; commands have 2 GB of address space), files outside the output folder, processes left, raw control
characters (or markup, or commands to a workflow's runner) in any output, and quoted secrets. Exit status 1 if
any is not. ``--keep`` writes each input that found something there.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import fuzz_inputs
from fuzz_api import ApiRun
from fuzz_checks import Fault
from fuzz_commands import CommandRun, described

KINDS = (
    "crashes",
    "hangs",
    "memory",
    "files outside",
    "processes left",
    "control characters",
    "secrets",
)
MOST_SHOWN = 12


class Tally:
    """Counts faults by kind, and keeps one example of each that differs in more than numbers."""

    def __init__(self, keep: Path | None = None) -> None:
        self.counts = Counter(dict.fromkeys(KINDS, 0))
        self.examples: dict[str, tuple[str, int]] = {}
        self.keep = keep

    def add(self, name: str, faults: list[Fault], data: bytes) -> None:
        """What came of the input called ``name``."""
        self.counts.update(kind for kind, _ in faults)
        for kind, what in faults:
            key = f"{kind}: {what}"[:120]
            first, number = self.examples.get(key, (f"{name}: {what}", 0))
            self.examples[key] = first, number + 1
            if number == 0:
                print(f"! {kind}: {name}: {what}", flush=True)
        if faults and self.keep is not None:
            self.keep.mkdir(parents=True, exist_ok=True)
            (self.keep / name.replace(" ", "-")).write_bytes(data)

    def print(self) -> None:
        """The table."""
        print("  " + ", ".join(f"{kind} {self.counts[kind]}" for kind in KINDS))
        ordered = sorted(self.examples.values(), key=lambda each: -each[1])
        for example, number in ordered[:MOST_SHOWN]:
            print(f"  - {number} times, first {example[:400]}")


def try_api(seed: int, first: int, count: int, keep: Path | None = None, until: float = 0) -> Tally:
    """So many inputs through the API."""
    tally, run = Tally(keep), ApiRun()
    start, done = time.process_time(), 0
    for number in range(first, first + count):
        if until and time.time() > until:
            break
        choose = random.Random(f"{seed}/api/{number}")
        data = fuzz_inputs.design(choose)
        tally.add(f"api {number}", run.attempt(data, choose), data)
        done += 1
    print(
        f"{done:,} inputs through the API, {run.valid:,} of them valid designs, "
        f"{time.process_time() - start:.0f} s; slowest step {run.slowest[0]:.2f} s ({run.slowest[1]}), "
        f"{run.largest / 1e6:.0f} MB at most"
    )
    tally.print()
    return tally


def try_commands(
    seed: int, first: int, count: int, keep: Path | None = None, until: float = 0
) -> Tally:
    """So many commands, each a process of its own."""
    tally, run = Tally(keep), CommandRun()
    done = 0
    for number in range(first, first + count):
        if until and time.time() > until:
            break
        choose = random.Random(f"{seed}/cli/{number}")
        faults = run.attempt(choose)
        tally.add(f"cli {number}", faults, described(run.command).encode())
        done += 1
    statuses = ", ".join(f"{status}: {number}" for status, number in sorted(run.statuses.items()))
    print(
        f"{done:,} commands (exit statuses {statuses}); slowest {run.slowest[0]:.2f} s, "
        f"{run.largest / 1e6:.0f} MB at most"
    )
    tally.print()
    return tally


def main() -> None:
    """Run the campaign and print its counts."""
    parser = argparse.ArgumentParser(description="Fuzz sdgen.")
    parser.add_argument("--api", type=int, default=20_000, metavar="N")
    parser.add_argument("--cli", type=int, default=1_000, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="S")
    parser.add_argument(
        "--first", type=int, default=0, metavar="I", help="the first input's number"
    )
    parser.add_argument("--minutes", type=float, default=0, metavar="M", help="stop after so many")
    parser.add_argument(
        "--keep", type=Path, metavar="FOLDER", help="write inputs with faults there"
    )
    wanted = parser.parse_args()
    until = time.time() + 60 * wanted.minutes if wanted.minutes else 0
    sys.set_int_max_str_digits(4_300)
    os.nice(10)
    tallies = []
    if wanted.api:
        tallies.append(try_api(wanted.seed, wanted.first, wanted.api, wanted.keep, until))
    if wanted.cli:
        tallies.append(try_commands(wanted.seed, wanted.first, wanted.cli, wanted.keep, until))
    raise SystemExit(1 if any(each.counts.total() for each in tallies) else 0)


if __name__ == "__main__":
    main()
