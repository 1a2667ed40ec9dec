"""Checks a sequence diagram as a reader would: bars, tags and chips keep clear of each other, the messages
come in the order of the steps, the time at the rail rises downward, and the shares of a run are all of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise

from sdgen.analyses.facts import Facts
from sdgen.analyses.latency.timeline import Timeline
from sdgen.design.records import Journey
from sdgen.draw.scene import Item, Part, Path, Scene
from sdgen.views.sequence import (
    BarEnd,
    FrameEnd,
    FrameStart,
    Message,
    NextOperand,
    Operator,
    Section,
)
from sdgen.views.sequence import Sequence as Page
from tests.support.scene_checks import Spot, look_at, subpaths
from tests.support.scene_checks import problems as scene_problems

WHOLE = 0.005
"""How far the shares of a run may be from all of its time."""
SHOWN = 0.004
"""By what share a figure at the rail may be below the one before, as grids of moments differ."""


def problems(svg: str, scene: Scene) -> list[tuple[str, str]]:
    """What is wrong with a page as it is drawn, as (check, what); empty for a good one."""
    seen = look_at(scene)

    def named(*words: str) -> list[Spot]:
        return [each for each in seen.all if each.what.split()[0] in words]

    bars, tags = named("stay"), named("tag")
    chips = named("share", "goes-on", "badge-box")
    return [
        *scene_problems(svg, scene),
        *(("tags beside bars", f"at {a.top:.0f}") for a in tags for b in bars if a.meets(b)),
        *(
            ("chips apart", f"{a.what} on {b.what} at {a.top:.0f}")
            for a, b in combinations(chips, 2)
            if a.meets(b)
        ),
        *(
            ("chips apart", f"{a.what} on a bar at {a.top:.0f}")
            for a in chips
            for b in bars
            if a.meets(b)
        ),
    ]


def order_problems(facts: Facts, journey: Journey, pages: Sequence[Page]) -> list[tuple[str, str]]:
    """Whether every step has its message, once, and all come in the order in which they are made."""
    timeline = facts.timeline(journey.id)
    assert timeline is not None, "it has steps"
    sections = [section for page in pages for section in page.sections]
    drawn = [
        [each.step for each in section.events if isinstance(each, Message) and each.step]
        for section in sections
    ]
    all_drawn = sorted(step for each in drawn for step in each)
    ranks = {step: rank for rank, step in enumerate(_as_made(journey))}
    found = []
    if all_drawn != list(range(1, len(timeline.bars))):
        twice = sorted({each for each in all_drawn if all_drawn.count(each) > 1})
        lacking = sorted(set(range(1, len(timeline.bars))) - set(all_drawn))
        found.append(("every step once", f"twice {twice[:9]}, lacking {lacking[:9]}"))
    if len(ranks) + 1 == len(timeline.bars):
        for each in drawn:
            order = [ranks[step] for step in each]
            if order != sorted(order):
                found.append(("messages in order", f"{each}"))
    return found


def _as_made(journey: Journey) -> list[int]:
    """The numbers of the steps, from 1, in the order in which they are made: all that a step starts
    before the next step of the same caller. A step starts at the latest stay of its source."""
    below: dict[int, list[int]] = {0: []}
    latest = {journey.actor: 0}
    for number, step in enumerate(journey.steps, 1):
        if step.source not in latest:
            return []
        below[number] = []
        below[latest[step.source]].append(number)
        latest[step.target] = number
    found, left = [], [0]
    while left:
        at = left.pop()
        found.append(at)
        left.extend(reversed(below[at]))
    return found[1:]


def places_problems(pages: Iterable[tuple[Page, Scene]]) -> list[tuple[str, str]]:
    """Whether what comes later stands lower, section by section."""
    found = []
    for page, scene in pages:
        heights = iter(_arrow_heights(scene.items))
        for section in page.sections:
            count = sum(isinstance(event, Message) for event in section.events)
            own = [next(heights) for _ in range(count)]
            for before, after in pairwise(own):
                if after < before + 8.0:
                    found.append(("messages from top to bottom", f"{before:.0f}, {after:.0f}"))
    return found


def _arrow_heights(items: Iterable[Item]) -> Iterator[float]:
    for item in items:
        if isinstance(item, Part) and item.classes == "message":
            strokes = [
                each
                for each in item.items
                if isinstance(each, Path) and each.classes.split()[0] == "stroke"
            ]
            yield subpaths(strokes[0].data)[0][0][1]
        elif isinstance(item, Part):
            yield from _arrow_heights(item.items)


def share_problems(timeline: Timeline) -> list[tuple[str, str]]:
    """Whether the shares of each run add up to all of it."""
    found = []
    for part in timeline.parts:
        for run in part.runs:
            if run.end is None or not run.end.p99 or run is not part.slowest:
                continue
            bars = run.bars if part.counted else run.bars[1:]
            shares = [timeline.bars[at].share for at in bars]
            whole = sum(each or 0.0 for each in shares)
            if None not in shares and abs(whole - 1.0) > WHOLE:
                found.append(("shares are all of it", f"{whole:.4f}"))
    return found


def rail_problems(pages: Iterable[Page]) -> list[tuple[str, str]]:
    """Whether the time at the rail rises downward in each run; what is made at once, or instead of each
    other, begins at one time."""
    return [
        ("the rail rises", each)
        for page in pages
        for section in page.sections
        for each in _falls(section)
    ]


def _falls(section: Section) -> Iterator[str]:
    now: dict[int, tuple[float, float]] = {}
    frames: list[tuple[bool, dict[int, tuple[float, float]], dict[int, tuple[float, float]]]] = []
    for event in section.events:
        if isinstance(event, FrameStart):
            forks = event.operator in (Operator.PARALLEL, Operator.ALTERNATIVES)
            frames.append((forks, dict(now), {}))
        elif isinstance(event, NextOperand):
            _, before, reached = frames[-1]
            _latest(reached, now)
            now = dict(before)
        elif isinstance(event, FrameEnd):
            forks, _, reached = frames.pop()
            if forks:
                _latest(now, reached)
        tick = event.tick if isinstance(event, Message | BarEnd) else None
        if tick is None:
            continue
        moment = _seconds(tick.p50), _seconds(tick.p99)
        least = now.get(tick.run, (0.0, 0.0))
        if any(
            one < other * (1.0 - SHOWN) - 0.01 for one, other in zip(moment, least, strict=True)
        ):
            yield f"{tick.p50}, {tick.p99} after {least} in {section.title or 'the journey'}"
        now[tick.run] = moment


def _latest(reached: dict[int, tuple[float, float]], now: dict[int, tuple[float, float]]) -> None:
    for run, (p50, p99) in now.items():
        old = reached.get(run, (0.0, 0.0))
        reached[run] = max(p50, old[0]), max(p99, old[1])


def _seconds(text: str) -> float:
    return float(text.removeprefix("<"))
