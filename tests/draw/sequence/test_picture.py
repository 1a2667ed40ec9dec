"""Sequence diagrams as they are drawn: nothing on anything else, and the same bytes every time."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

import sdgen
from sdgen.draw.scene import Part, Rectangle, Scene, Text, texts
from sdgen.draw.scene import Path as Line
from sdgen.draw.sequence.compose import compose_sequence
from sdgen.draw.sequence.picture import draw_sequence
from sdgen.views.sequence import Sequence
from tests.support.cases import every_case
from tests.support.journeys import random_journey
from tests.support.quick import daily
from tests.support.scene_checks import subpaths
from tests.support.sequence_checks import problems
from tests.views.sequences import pages

ROOT = Path(__file__).parents[3]
ALL_SORTS = """\
sdgen: 1
name: Shop
scale: {daily_users: 864k, peak: 2x}
components:
  web: {kind: client, name: Browser, calls: [api: {protocol: HTTPS}]}
  api: {kind: api_gateway, name: API, technology: Envoy, replicas: 2, calls: [orders]}
  orders:
    kind: service
    replicas: 3
    calls:
      - cache
      - db: {timeout: 200ms, retries: 2}
      - risk: {optional: true}
      - any_of: [stripe, adyen]
      - events: {async: true}
      - orders
  cache: {kind: cache, hit_ratio: 90%}
  db: {kind: database, technology: PostgreSQL, calls: [orders]}
  risk: {kind: model}
  stripe: {kind: external, name: Stripe}
  adyen: {kind: external, name: Adyen}
  events: {kind: stream, calls: [mailer, indexer]}
  mailer: {kind: worker}
  indexer: {kind: worker, calls: [db]}
journeys:
  buy:
    actor: web
    rate: 10/user/day
    request: 1 KB
    response: 20 KB
    objectives: {p99: 2s}
    steps:
      - web -> api -> orders: POST /orders
      - orders -> cache: price
      - orders -> db: {on_miss: cache, label: on a miss}
      - orders -> db: {times: 3, label: insert}
      - orders -> risk: score
      - orders -> orders: {label: check, parallel: true}
      - orders -> stripe: charge
      - orders -> adyen: {times: 2%}
      - orders -> db: commit
      - db -> orders: notify
      - orders -> events: paid
      - events -> mailer
      - events -> indexer -> db
"""
COMPONENTS = (2, 5, 9, 14, 40)
STEPS = (1, 6, 15, 40, 120)


def random_pages(seed: int) -> tuple[Sequence, ...]:
    components, steps = COMPONENTS[seed % 5], STEPS[seed // 5 % 5]
    text = random_journey(seed, components, steps)
    return pages(sdgen.loads(f"sdgen: 1\nname: Shop\n{text}").facts)


def problems_of(page: Sequence) -> list[tuple[str, str]]:
    drawn = draw_sequence(page, font="system")
    return problems(drawn.svg, drawn.scene)


@every_case("seed", daily(range(60), 20), quick=1)
def test_random_journeys_are_drawn_without_fault(seed: int) -> None:
    for page in random_pages(seed):
        assert problems_of(page) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", ["twitter", "payments"])
def test_the_journeys_of_designs_are_drawn_without_fault(name: str) -> None:
    facts = sdgen.load(ROOT / f"designs/{name}.yaml").facts
    for journey in facts.design.journeys:
        for page in pages(facts, journey):
            assert problems_of(page) == [], journey


@cache
def post_tweet() -> Sequence:
    (page,) = pages(sdgen.load(ROOT / "designs/twitter.yaml").facts, "post-tweet")
    return page


@pytest.mark.slow
def test_the_golden_picture(golden: Callable[[str, str], None]) -> None:
    (page,) = pages(sdgen.loads(ALL_SORTS).facts)
    assert problems_of(page) == []
    golden("draw/sequence.svg", draw_sequence(page, font="system").svg)


@pytest.mark.slow
def test_the_picture_says_what_it_is() -> None:
    page = post_tweet()
    drawn = draw_sequence(page, font="system", theme="dark")
    root = ElementTree.fromstring(drawn.svg)
    assert root.get("role") == "img"
    title, description = list(root)[:2]
    assert title.text == (
        "Twitter: Sequence of post-tweet · p50 17.6 ms · p99 152 ms of 500 ms · 3.47k/s at the peak"
    )
    assert description.text == page.description
    said = [
        "1: Web & mobile calls Load balancer (POST /v1/tweets, 3.47k/s · 1 KB)",
        "4: Tweet service calls Media store (upload, 1.04k/s · 800 KB)",
        "6: Tweet service calls Tweet events without waiting (publish (outbox), Kafka · 3.47k/s)",
        "Done after p50 17.6 ms, p99 152 ms",
        "Afterwards",
    ]
    places = [page.description.index(each) for each in said]
    assert places == sorted(places)


@pytest.mark.slow
def test_parts_have_ids_once_and_messages_their_ends() -> None:
    svg = draw_sequence(post_tweet(), font="system").svg
    ids = re.findall(r' id="([^"]+)"', svg)
    assert len(ids) == len(set(ids))
    assert {
        *("twitter-sequence-post-tweet-head-tweets", "twitter-sequence-post-tweet-call-4"),
        *("twitter-sequence-post-tweet-heading", "twitter-sequence-post-tweet-legend"),
    } <= set(ids)
    assert re.search(r'call-4" class="message" data-source="tweets" data-target="media-store"', svg)


def items_of(scene: Scene, classes: str) -> list[Rectangle | Line]:
    found: list[Rectangle | Line] = []
    waiting = list(scene.items)
    while waiting:
        item = waiting.pop(0)
        if isinstance(item, Part):
            waiting[:0] = item.items
        elif isinstance(item, Rectangle | Line) and item.classes == classes:
            found.append(item)
    return found


@pytest.mark.slow
def test_the_distances_are_those_of_the_design_of_the_picture() -> None:
    scene = compose_sequence(post_tweet(), ())
    lifelines = items_of(scene, "lifeline")
    across = [
        float(re.findall(r"M(\S+)", line.data)[0]) for line in lifelines if isinstance(line, Line)
    ]
    assert across[:7] == [196.0 + 122.0 * column for column in range(7)]
    stays = [item for item in items_of(scene, "stay") if isinstance(item, Rectangle)]
    assert {stay.width for stay in stays} == {10.0}
    assert 26.0 in {stay.height for stay in stays}
    assert scene.width == 1035.0
    assert len(items_of(scene, "rail")) == 3
    assert len(items_of(scene, "rail-heavy")) == 3
    assert len(items_of(scene, "own largest")) == 3


def test_the_legend_explains_what_occurs() -> None:
    (full,) = [
        part for part in compose_sequence(post_tweet(), ()).items if part_id(part) == "legend"
    ]
    assert isinstance(full, Part)
    words = [text.content for text in texts(full.items) if text.classes == "legend-text"]
    assert words == [
        *("Call", "Asynchronous", "Return", "Works", "Waits", "Own share of p99", "The largest"),
    ]
    little = "components: {a: {kind: client, calls: [b]}, b: {kind: service}}\n"
    facts = sdgen.loads(
        f"sdgen: 1\nname: S\n{little}journeys: {{buy: {{actor: a, steps: [a -> b]}}}}\n"
    ).facts
    (page,) = pages(facts)
    (part,) = [each for each in compose_sequence(page, ()).items if part_id(each) == "legend"]
    assert isinstance(part, Part)
    words = [text.content for text in texts(part.items) if text.classes == "legend-text"]
    assert words == ["Call", "Works", "Waits", "The largest"]


def part_id(item: object) -> str:
    return item.id if isinstance(item, Part) else ""


def long_scene(steps: str) -> Scene:
    """A browser that calls an application, which then makes these steps."""
    text = (
        "sdgen: 1\nname: S\ncomponents:\n  a: {kind: client, name: Browser, calls: [app]}\n"
        "  app: {kind: service, calls: [db]}\n  db: {kind: database}\n"
        f"journeys: {{buy: {{actor: a, steps: [a -> app, {steps}]}}}}\n"
    )
    (page,) = pages(sdgen.loads(text).facts)
    return compose_sequence(page, ())


@pytest.mark.slow
def test_heads_are_repeated_where_the_first_are_out_of_sight() -> None:
    steps = ", ".join(["app -> db"] * 30)
    scene = long_scene(steps)
    names = [text for text in texts(scene.items) if text.content == "Browser"]
    assert len(names) >= 3
    assert [name.y for name in names] == sorted(name.y for name in names)
    gaps = [b.y - a.y for a, b in pairwise(names)]
    assert max(gaps) < 1100.0
    assert isinstance(names[0], Text)


def test_heads_of_few_messages_stand_at_the_foot() -> None:
    """Not among the last messages, whose frames they would stand on."""
    inner = "{{app -> db: {{times: 2, label: {}}}}}"
    steps = ", ".join(inner.format(f"n{number}") for number in range(9))
    scene = long_scene(steps)
    heads = [text.y for text in texts(scene.items) if text.content == "Browser"]
    arrows = [*items_of(scene, "stroke"), *items_of(scene, "stroke answer")]
    group = max(each.height for each in items_of(scene, "group-box") if isinstance(each, Rectangle))
    heights = [subpaths(each.data)[0][0][1] for each in arrows if isinstance(each, Line)]
    assert group > 1000.0
    assert len(heads) == 2
    # the answer is the last, and the legend below the section
    assert max(y for y in heights if y < group) < heads[-1]


@pytest.mark.slow
def test_heads_are_repeated_before_a_frame_and_not_in_it() -> None:
    steps = ", ".join(["{app -> db: {times: 2}}"] * 30)
    scene = long_scene(steps)
    heads = [text.y for text in texts(scene.items) if text.content == "Browser"]
    frames = [each for each in items_of(scene, "frame") if isinstance(each, Rectangle)]
    assert len(heads) > 3
    assert not [y for y in heads for each in frames if each.y < y < each.y + each.height]


@cache
def chain(length: int) -> tuple[Sequence, ...]:
    names = [f"s{number}" for number in range(length)]
    calls = "\n".join(
        f"  {name}: {{kind: service, calls: [{after}: {{optional: true}}]}}"
        for name, after in pairwise(names)
    )
    return pages(
        sdgen.loads(
            f"sdgen: 1\nname: S\ncomponents:\n  a: {{kind: client, calls: [s0]}}\n{calls}\n"
            f"  {names[-1]}: {{kind: service}}\n"
            f"journeys: {{buy: {{actor: a, steps: [{' -> '.join(['a', *names])}]}}}}\n"
        ).facts
    )


@pytest.mark.slow
def test_what_a_page_cuts_ends_at_a_line_that_says_where_it_goes_on() -> None:
    first, second, *_ = chain(20)
    assert problems_of(first) == problems_of(second) == []
    scene = compose_sequence(first, ())
    assert "continues on page 2" in [text.content for text in texts(scene.items)]
    (line,) = [each for each in items_of(scene, "divider") if isinstance(each, Line)]
    cut = subpaths(line.data)[0][0][1]
    frames = [each for each in items_of(scene, "frame") if isinstance(each, Line)]
    assert len(frames) == 10
    for frame in frames:
        (points,) = subpaths(frame.data)
        # open below: from the left end of the line to the right one
        assert points[0][1] == points[-1][1] == cut
        assert points[0][0] < points[-1][0]
    bars = items_of(scene, "stay")
    ends = [each.y + each.height for each in bars if isinstance(each, Rectangle)]
    ends += [max(y for _, y in subpaths(each.data)[0]) for each in bars if isinstance(each, Line)]
    assert [end for end in ends if end < scene.height - 60.0] == [cut] * 12
    # and on the next page they come from the heads, with square ends
    scene = compose_sequence(second, ())
    (lifeline, *_) = items_of(scene, "lifeline")
    assert isinstance(lifeline, Line)
    below_heads = subpaths(lifeline.data)[0][0][1]
    square = [
        each for each in items_of(scene, "stay") if isinstance(each, Rectangle) and not each.radius
    ]
    assert below_heads < min(each.y for each in square) < below_heads + 6.0


@pytest.mark.slow
def test_what_ends_on_the_next_page_is_marked_below_the_title_of_the_rail() -> None:
    """Also where it has called nothing there."""
    steps = ", ".join(["b -> b"] * 64)
    text = (
        "sdgen: 1\nname: S\ncomponents: {b: {kind: service, calls: [b]}}\n"
        f"journeys: {{buy: {{actor: b, steps: [{steps}]}}}}\n"
    )
    first, second = pages(sdgen.loads(text).facts)
    assert problems_of(first) == problems_of(second) == []


def test_a_guard_that_is_cut_keeps_how_often_it_holds() -> None:
    label = "look for it in the archive of all that was ever written, since nobody has it yet"
    text = (
        "sdgen: 1\nname: S\ncomponents: {a: {kind: client, calls: [b]}, b: {kind: service}}\n"
        f"journeys: {{buy: {{actor: a, steps: [{{'a -> b': {{times: 20%, label: '{label}'}}}}]}}}}\n"
    )
    (page,) = pages(sdgen.loads(text).facts)
    (guard,) = [
        text for text in texts(compose_sequence(page, ()).items) if text.content.startswith("[")
    ]
    assert guard.content.startswith("[look for it")
    assert guard.content.endswith("…, 20%]")
    assert guard.whole == f"[{label}, 20%]"


@pytest.mark.slow
@every_case("calls", [17, 18, 30])
def test_every_fifth_of_many_messages_has_a_band_behind_it(calls: int) -> None:
    """Up to 19 a reader finds the row without."""
    steps = ", ".join(["app -> db"] * calls)
    text = (
        "sdgen: 1\nname: S\ncomponents:\n  a: {kind: client, calls: [app]}\n"
        "  app: {kind: service, calls: [db]}\n  db: {kind: database}\n"
        f"journeys: {{buy: {{actor: a, steps: [a -> app, {steps}]}}}}\n"
    )
    (page,) = pages(sdgen.loads(text).facts)
    scene = compose_sequence(page, ())
    bands = [item for item in items_of(scene, "band") if isinstance(item, Rectangle)]
    arrows = [*items_of(scene, "stroke"), *items_of(scene, "stroke answer")]
    heights = sorted(subpaths(each.data)[0][0][1] for each in arrows if isinstance(each, Line))
    # the answer to the first one is the last of so many and two; those of the legend are lower
    wanted = heights[4 : calls + 2 : 5] if calls + 2 >= 20 else []
    assert len(bands) == len(wanted)
    for band, height in zip(bands, wanted, strict=True):
        assert band.y < height < band.y + band.height


def test_hostile_names_are_text() -> None:
    text = (
        "sdgen: 1\nname: '<b>&'\ncomponents:\n"
        "  a: {kind: client, name: '</svg><script>', calls: [b]}\n  b: {kind: service, name: '\"'}\n"
        "journeys: {buy: {actor: a, steps: [{'a -> b': {label: '<x onload=1>', times: 2}}]}}\n"
    )
    (page,) = pages(sdgen.loads(text).facts)
    svg = draw_sequence(page, font="system").svg
    ElementTree.fromstring(svg)
    assert "<script" not in svg
    assert "&lt;x onload=1&gt;" in svg
