"""Renders many random designs and checks each picture:
``python benchmarks/campaign.py [COUNT [FIRST]]``.

Each design is drawn in its high-level, its detailed and its deployment view. Prints how many failed each check,
with their seeds; exit status 1 if any did.
"""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from multiprocessing import Pool
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parent))

from random_designs import expected, random_design

import sdgen
from tests.support.svg_checks import problems

VIEWS = ("high-level", "detailed", "deployment")


def try_seed(seed: int) -> tuple[int, float, list[tuple[str, str]]]:
    """Render the seed's design and check the pictures."""
    made = random_design(seed)
    seconds, found = 0.0, []
    for view in VIEWS:
        start = time.perf_counter()
        try:
            svg = sdgen.loads(made.yaml()).render(view, font="system").svg
        except Exception as error:  # a campaign counts every failure, whatever its kind
            found.append(("renders", f"{view}: {error!r}"[:200]))
            continue
        seconds += time.perf_counter() - start
        wrong = problems(svg, *expected(made, view))
        found.extend((check, f"{view}: {what}") for check, what in wrong)
    return seed, seconds, found


def main() -> None:
    """Run the campaign and print its table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    failures: dict[str, list[int]] = defaultdict(list)
    examples: dict[str, str] = {}
    failed: set[int] = set()
    total = 0.0
    with Pool(2) as pool:
        for seed, seconds, found in pool.imap(try_seed, range(first, first + count), chunksize=5):
            total += seconds
            for check, what in found:
                failures[check].append(seed)
                examples.setdefault(check, f"seed {seed}: {what}")
                failed.add(seed)
    print(
        f"{count} designs, {count - len(failed)} without a fault, {1000 * total / count:.0f} ms for its views"
    )
    for check, seeds in sorted(failures.items()):
        distinct = sorted(set(seeds))
        print(
            f"- {check}: {len(seeds)} in {len(distinct)} designs {distinct[:12]}; {examples[check]}"
        )
    raise SystemExit(1 if failed else 0)


if __name__ == "__main__":
    main()
