"""Renders what is made up from seeds and checks each picture:
``python benchmarks/campaign.py [PART [COUNT [FIRST]]]``.

The parts are ``designs`` (each in its high-level and its detailed view), ``journeys`` (each as a sequence
diagram and in front of the high-level picture), ``data`` (data models), ``zones`` (components by zones),
``racks`` (deployments) and ``estates`` (large designs: overview, groups, and groups as cards of the high-level
picture); without one all of them. Prints how many failed each check, with their seeds, and a checksum of all
pictures, which is the same
whatever PYTHONHASHSEED; exit status 1 if any failed.
"""

from __future__ import annotations

import hashlib
import random
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from multiprocessing import Pool
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parent))

from random_designs import expected, random_design

import sdgen
from sdgen.draw.entities.picture import draw_entities
from sdgen.draw.matrix.picture import draw_matrix
from sdgen.draw.picture import draw_picture
from sdgen.draw.sequence.picture import draw_sequence
from sdgen.views import lack_of, make_picture, make_pictures, names_of
from sdgen.views.diagram import Diagram
from sdgen.views.entities import Entities
from sdgen.views.groups import shown_by_default
from sdgen.views.matrix import Matrix
from sdgen.views.sequence import Sequence
from tests.support import (
    entity_checks,
    estate_checks,
    matrix_checks,
    rack_checks,
    scene_checks,
    sequence_checks,
    svg_checks,
)
from tests.support.data_models import random_model
from tests.support.estates import random_estate
from tests.support.journey_part import shown_of
from tests.support.journeys import random_journey
from tests.support.racks import random_rack
from tests.support.zone_designs import random_zones

VIEWS = ("high-level", "detailed")
COMPONENTS = (1, 2, 3, 5, 8, 11, 20, 39)
"""Of random journeys, beside the actor."""
STEPS = (1, 2, 5, 10, 25, 60, 120, 200)
PLACED = (5, 8, 13, 24, 35, 60, 61, 90, 140, 200)
"""Components of designs in zones."""
ZONES = (1, 2, 3, 3, 4, 6, 7, 10, 11, 30)
ENTITIES = (1, 2, 3, 5, 8, 12, 13, 20, 31, 40, 41, 60)

Found = list[tuple[str, str]]
"""What is wrong, as (check, what)."""
Tried = tuple[list[str], Found]
"""The pictures of a seed as SVG, and what is wrong with them."""


def try_design(seed: int) -> Tried:
    """A random design in two views."""
    made = random_design(seed)
    pictures, found = [], []
    for view in VIEWS:
        svg = sdgen.loads(made.yaml()).render(view, font="system").svg
        pictures.append(svg)
        wrong = svg_checks.problems(svg, *expected(made))
        found += [(check, f"{view}: {what}") for check, what in wrong]
    return pictures, found


def try_journey(seed: int) -> Tried:
    """A random journey as a sequence diagram, and numbered in front of its design."""
    chance = random.Random(seed)
    text = random_journey(seed, chance.choice(COMPONENTS), chance.choice(STEPS))
    facts = sdgen.loads(f"sdgen: 1\nname: Shop\n{text}").facts
    pages = [each for each in make_pictures(facts, "sequence:buy") if isinstance(each, Sequence)]
    drawn = [draw_sequence(page, font="system") for page in pages]
    timeline = facts.timeline("buy")
    assert timeline is not None, "it has steps"
    found = [
        *(problem for each in drawn for problem in sequence_checks.problems(each.svg, each.scene)),
        *sequence_checks.order_problems(facts, facts.design.journeys["buy"], pages),
        *sequence_checks.places_problems(zip(pages, (each.scene for each in drawn), strict=True)),
        *sequence_checks.share_problems(timeline),
        *sequence_checks.rail_problems(pages),
    ]
    path = draw_picture(make_picture(facts, "journey:buy"), font="system").svg
    found += svg_checks.problems(path, *shown_of(facts.design, "buy"))
    return [*(each.svg for each in drawn), path], found


def try_data(seed: int) -> Tried:
    """A random data model."""
    facts = sdgen.loads(random_model(seed, ENTITIES[seed % len(ENTITIES)])).facts
    pages = [each for each in make_pictures(facts, "data") if isinstance(each, Entities)]
    drawn = [draw_entities(page, font="system") for page in pages]
    found = [
        *(problem for each in drawn for problem in scene_checks.problems(each.svg, each.scene)),
        *entity_checks.problems(facts.design, [each.scene for each in drawn]),
    ]
    return [each.svg for each in drawn], found


def try_zones(seed: int) -> Tried:
    """A random design in zones, as a matrix."""
    chance = random.Random(seed)
    made = random_zones(
        seed, chance.choice(PLACED), chance.choice(ZONES), everywhere=chance.random()
    )
    facts = sdgen.loads(made.yaml()).facts
    pages = [each for each in make_pictures(facts, "matrix") if isinstance(each, Matrix)]
    drawn = [draw_matrix(page, font="system").svg for page in pages]
    return drawn, list(matrix_checks.problems(made, pages))


def try_estate(seed: int) -> Tried:
    """A random large design: the pictures that together show it, and one with groups as cards."""
    facts = sdgen.loads(random_estate(seed)).facts
    if lack_of(facts, "overview") is not None:
        return [], []
    views = shown_by_default(facts) or ("overview", *names_of(facts, "group"))
    shown = [page for view in views for page in make_pictures(facts, view)]
    pictures = [page for page in shown if isinstance(page, Diagram)]
    found = estate_checks.problems(facts, pictures)
    some = make_picture(facts, "high-level", tuple(facts.design.groups)[::2])
    assert isinstance(some, Diagram)
    drawn = []
    for picture in (*pictures, some):
        drawn.append(draw_picture(picture, font="system").svg)
        wrong = svg_checks.problems(drawn[-1], *estate_checks.expected(picture))
        found += [(check, f"{picture.view}: {what}") for check, what in wrong]
    return drawn, found


def try_rack(seed: int) -> Tried:
    """A random deployment."""
    made = random_rack(seed)
    svg = sdgen.loads(made.yaml()).render("deployment", font="system").svg
    return [svg], rack_checks.problems(made, svg)


PARTS: dict[str, tuple[Callable[[int], Tried], int]] = {
    "designs": (try_design, 500),
    "journeys": (try_journey, 250),
    "data": (try_data, 250),
    "zones": (try_zones, 250),
    "estates": (try_estate, 140),
    "racks": (try_rack, 250),
}
"""How to try a seed of each part, and how many seeds there are unless it is said."""


def try_seed(given: tuple[str, int]) -> tuple[int, float, Found, str]:
    """The seed, the seconds that it took, what is wrong, and the checksum of its pictures. They are made
    twice, since the same has to come of it."""
    part, seed = given
    start = time.perf_counter()
    try:
        pictures, found = PARTS[part][0](seed)
        seconds = time.perf_counter() - start
        if PARTS[part][0](seed)[0] != pictures:
            found = [*found, ("deterministic", "other bytes the second time")]
    except Exception as error:  # a campaign counts every failure, whatever its kind
        return seed, time.perf_counter() - start, [("renders", repr(error)[:200])], ""
    return seed, seconds, found, hashlib.sha256("".join(pictures).encode()).hexdigest()


def campaign(part: str, count: int, first: int) -> int:
    """Run a part and print its table; how many seeds failed."""
    failures: dict[str, list[int]] = defaultdict(list)
    examples: dict[str, str] = {}
    failed: set[int] = set()
    total, checksum = 0.0, hashlib.sha256()
    seeds = [(part, seed) for seed in range(first, first + count)]
    with Pool(2) as pool:
        for seed, seconds, found, digest in pool.imap(try_seed, seeds, chunksize=5):
            total += seconds
            checksum.update(digest.encode())
            for check, what in found:
                failures[check].append(seed)
                examples.setdefault(check, f"seed {seed}: {what}")
                failed.add(seed)
    print(
        f"{count} {part}, {count - len(failed)} without a fault, {1000 * total / count:.0f} ms each "
        f"with its checks; pictures {checksum.hexdigest()[:12]}"
    )
    for check, where in sorted(failures.items()):
        distinct = sorted(set(where))
        print(
            f"- {check}: {len(where)} in {len(distinct)} {part} {distinct[:12]}; {examples[check]}"
        )
    return len(failed)


def main() -> None:
    """Run the campaign of one part, or of all."""
    parts = sys.argv[1:2] or list(PARTS)
    failed = 0
    for part in parts:
        count = int(sys.argv[2]) if len(sys.argv) > 2 else PARTS[part][1]
        failed += campaign(part, count, int(sys.argv[3]) if len(sys.argv) > 3 else 0)
    raise SystemExit(1 if failed else 0)


if __name__ == "__main__":
    main()
