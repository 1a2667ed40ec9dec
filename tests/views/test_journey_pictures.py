"""Pictures of journeys, whatever the design: random designs and journeys, and odd ones."""

from __future__ import annotations

import random
import re

import pytest

from sdgen.analyses.facts import Facts
from sdgen.api import Options, draw
from sdgen.design.records import Design
from sdgen.views.diagram import Diagram
from tests.model.given import design
from tests.support.journey_part import shown_of
from tests.support.quick import daily
from tests.support.svg_checks import problems
from tests.views.pictures import make_diagram

NUMBER = re.compile(r'class="step-text"[^>]*>([^<]+)<')
KINDS = ("service", "cache", "database", "queue", "worker", "load_balancer")


def random_design(seed: int, largest: int = 25) -> Design:
    """Up to so many components with calls in any direction, to themselves too, alternatives, and a
    journey that walks along them: the same call again, in parallel, in chains, with labels."""
    dice = random.Random(seed)
    count = dice.randint(1, largest)
    names = [f"c{number}" for number in range(count)]
    calls: dict[str, list[str]] = {name: [] for name in names}
    for number in range(dice.randint(count // 2, 2 * count) + 1):
        source, target = dice.choice(names) if number else "c0", dice.choice(names)
        if target not in calls[source]:
            calls[source].append(target)
    lines = ["components:"]
    for number, name in enumerate(names):
        kind = "client" if number == 0 else dice.choice(KINDS)
        written = [
            dice.choice(
                (each, f"{each}: {{timeout: 2s, label: {each} {each}}}", f"{each}: {{async: true}}")
            )
            for each in calls[name]
        ]
        written = [f"{{{each}}}" if ":" in each else each for each in written]
        if len(written) > 2 and name not in calls[name][:2] and dice.random() < 0.3:
            written = [f"{{any_of: [{', '.join(calls[name][:2])}]}}", *written[2:]]
        group = f", group: g{dice.randint(0, 3)}" if dice.random() < 0.6 else ""
        copies = dice.choice((1, 1, 3))
        lines.append(
            f"  {name}: {{kind: {kind}, replicas: {copies}{group}, calls: [{', '.join(written)}]}}"
        )
    lines += ["journeys:", "  walk:", "    rate: 10/s", "    steps:", *_steps(dice, calls)]
    return design("\n".join(lines) + "\n")


def _steps(dice: random.Random, calls: dict[str, list[str]]) -> list[str]:
    reached, steps, before = ["c0"], [], ""
    for _ in range(dice.choice((1, 3, 8, 30))):
        callers = [each for each in reached if calls[each]]
        source = dice.choice(callers)
        target = dice.choice(calls[source])
        reached.append(target)
        options = dice.choice(("", ": look up", ": {times: 3, label: again}"))
        if source == before and dice.random() < 0.5:
            options = ": {parallel: true}"
        before = source if target != source else ""
        steps.append(f"      - {source} -> {target}{options}")
    return steps


def check(found: Design, journey: str, **options: str) -> Diagram:
    """The picture of a journey, in which nothing is wrong."""
    facts = Facts(found)
    view = f"journey:{journey}"
    shown = make_diagram(facts, view)
    svg = draw(facts, view, Options(**options)).svg  # type: ignore[arg-type]
    names, ends = shown_of(found, journey)
    groups = {name: group for name in names if (group := found.components[name].group)}
    assert problems(svg, names, ends, groups) == []
    drawing, steps = svg.split('class="steps"')
    assert NUMBER.findall(steps) == [step.number for step in shown.path[:20]]
    more = len(shown.path) - 20
    assert (f">and {more} more<" in steps) is (more > 0)
    assert len(set(NUMBER.findall(drawing))) == len({step.line for step in shown.path})
    return shown


def in_order(shown: Diagram, found: Design) -> None:
    """Numbers go up, and are those of the steps but for what happens at once."""
    turns = [step.turn for step in shown.path]
    assert turns == sorted(turns)
    assert set(turns) == set(range(len(set(turns))))
    steps = found.journeys["walk"].steps
    assert len(shown.path) == len(steps)
    alone = [step.line for step in shown.path if step.number == str(step.turn + 1)]
    order = iter(f"{step.source}->{step.target}" for step in steps)
    assert all(any(line == each for each in order) for line in alone)


@pytest.mark.slow
@pytest.mark.parametrize("seed", daily(range(24), 8))
def test_nothing_overlaps_and_numbers_are_in_order(seed: int) -> None:
    found = random_design(seed)
    in_order(check(found, "walk"), found)


CHAIN = """\
components:
  web: {kind: client, calls: [a]}
  a: {kind: service, calls: [b, a, b]}
  b: {kind: service, calls: [a]}
journeys:
  walk:
    actor: web
    steps:
      - web -> a
"""


@pytest.mark.slow
def test_two_hundred_steps_are_counted() -> None:
    more = "      - a -> b\n      - b -> a\n" * 100
    found = design(CHAIN + more)
    shown = check(found, "walk")
    in_order(shown, found)
    assert len(shown.path) == 201
    svg = draw(found, "journey:walk", Options()).svg
    assert ">2, 4, +98<" in svg
    assert "animation" not in svg


def test_a_call_to_itself_is_a_step() -> None:
    shown = check(design(CHAIN + "      - a -> a: think\n"), "walk")
    assert [step.said for step in shown.path] == ["1: Web to A", "2: A to A, think"]
    assert [card.id for card in shown.cards if card.dimmed] == ["b"]


def test_one_card_alone() -> None:
    text = "components:\n  job: {kind: scheduler, calls: [job]}\njourneys:\n  tick:\n    steps:\n"
    check(design(f"{text}      - job -> job\n"), "tick")


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 106))
@pytest.mark.parametrize(
    "options", [{"direction": "right"}, {"direction": "down"}, {"lines": "curved"}]
)
def test_so_it_is_in_every_direction(seed: int, options: dict[str, str]) -> None:
    found = random_design(seed, 60)
    if "lines" in options:
        draw(found, "journey:walk", Options(**options))  # type: ignore[arg-type]
    else:
        check(found, "walk", **options)
