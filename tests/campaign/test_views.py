"""A small campaign of random journeys and data models, and proof that its checks see what they look for."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

import sdgen
from benchmarks.campaign import try_data, try_journey, try_zones
from sdgen.analyses.facts import Facts
from sdgen.draw.entities.picture import draw_entities
from sdgen.draw.moved import moved
from sdgen.draw.scene import Item, Part, Path, Rectangle, Scene, Text
from sdgen.draw.sequence.picture import draw_sequence
from sdgen.views import make_pictures
from sdgen.views.entities import Entities
from sdgen.views.matrix import Matrix
from sdgen.views.sequence import Message, Sequence
from tests.support import entity_checks, matrix_checks, scene_checks, sequence_checks
from tests.support.cases import every_case
from tests.support.data_models import MICROBLOG
from tests.support.quick import daily
from tests.support.zone_designs import random_zones

SHOP = """\
sdgen: 1
name: Shop
components:
  web: {kind: client, calls: [shop]}
  shop: {kind: service, replicas: 2, calls: [db: {timeout: 1s, retries: 2}, cache, mails: {async: true}]}
  db: {kind: database}
  cache: {kind: cache}
  mails: {kind: queue, calls: [mailer]}
  mailer: {kind: worker}
journeys:
  buy:
    actor: web
    rate: 3/s
    response: 3 KB
    steps: [web -> shop, shop -> db: {times: 30%}, shop -> cache, shop -> mails: mail, mails -> mailer]
"""


@pytest.mark.slow
@pytest.mark.parametrize("seed", daily(range(501, 517), 6))
def test_random_journeys(seed: int) -> None:
    assert try_journey(seed)[1] == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", daily(range(500, 524), 8))
def test_random_data_models(seed: int) -> None:
    assert try_data(seed)[1] == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", daily(range(500, 520), 8))
def test_random_designs_in_zones(seed: int) -> None:
    assert try_zones(seed)[1] == []


def words(*items: Item) -> Scene:
    """A small picture of these items."""
    return Scene(400.0, 200.0, "Title", "", items, name="t")


def checks(scene: Scene, svg: str = "<svg/>") -> set[str]:
    return {check for check, _ in scene_checks.problems(svg, scene)}


WORD = Text("label-text", 100.0, 50.0, "a word", 12.0, 40.0)
THROUGH = Path("stroke", "M90 47H160")
BOX = Rectangle("label-box", 90.0, 38.0, 60.0, 16.0)


@every_case(
    ("scene", "found"),
    [
        (words(WORD), set()),
        (words(WORD, replace(WORD, x=141.0)), set()),
        (words(WORD, replace(WORD, x=138.0)), {"no label overlaps"}),
        (words(WORD, THROUGH), {"no line through a text"}),
        (words(Part("line", (THROUGH, BOX, WORD))), set()),
        (words(Part("line", (BOX, THROUGH, WORD))), {"no line through a text"}),
        (words(WORD, Path("stroke", "M90 60H160M90 30Q95 10 100 30")), set()),
        (words(WORD, Path("stroke", "M120 60V30Z")), {"no line through a text"}),
        (words(WORD, Rectangle("group-box", 120.0, 10.0, 90.0, 90.0)), {"no line through a text"}),
        (words(WORD, Rectangle("group-box", 90.0, 10.0, 90.0, 90.0)), set()),
        (words(replace(WORD, x=370.0)), {"within the picture"}),
        (words(Path("stroke", "M10 10H500")), {"within the picture"}),
        (words(replace(WORD, y=5.0)), {"within the picture"}),
    ],
)
def test_the_checker_of_scenes_sees(scene: Scene, found: set[str]) -> None:
    assert checks(scene) == found


def test_the_checker_of_scenes_sees_what_is_wrong_with_the_file() -> None:
    assert checks(words(), "<svg>") == {"valid XML"}
    assert checks(words(), '<svg><g id="a"/><g id="a"/></svg>') == {"each id once"}


def shop() -> tuple[Facts, Sequence]:
    facts = sdgen.loads(SHOP).facts
    (page,) = make_pictures(facts, "sequence:buy")
    assert isinstance(page, Sequence)
    return facts, page


def order_of(facts: Facts, page: Sequence) -> set[str]:
    found = sequence_checks.order_problems(facts, facts.design.journeys["buy"], (page,))
    return {check for check, _ in found}


def test_the_checker_of_sequences_sees_steps_that_are_lost_or_in_another_order() -> None:
    facts, page = shop()
    assert order_of(facts, page) == set()
    first, *others = page.sections
    events = list(first.events)
    calls = [at for at, event in enumerate(events) if isinstance(event, Message) and event.step > 1]
    lost = replace(first, events=tuple(e for at, e in enumerate(events) if at != calls[0]))
    assert order_of(facts, replace(page, sections=(lost, *others))) == {"every step once"}
    one, other = calls[:2]
    events[one], events[other] = events[other], events[one]
    turned = replace(first, events=tuple(events))
    assert order_of(facts, replace(page, sections=(turned, *others))) == {"messages in order"}


def test_the_checker_of_sequences_sees_messages_that_stand_too_high() -> None:
    _, page = shop()
    scene = draw_sequence(page, font="system").scene
    assert sequence_checks.places_problems([(page, scene)]) == []
    turned = replace(page, sections=page.sections[::-1])
    sections = [
        item for item in scene.items if isinstance(item, Part) and "section" in item.classes
    ]
    others = tuple(item for item in scene.items if item not in sections)
    swapped = replace(scene, items=(*others, *sections[::-1]))
    assert sequence_checks.places_problems([(turned, swapped)]) == []
    lower = replace(scene, items=tuple(map(_upside_down, scene.items)))
    assert sequence_checks.places_problems([(page, lower)])


def _upside_down(item: Item) -> Item:
    if not isinstance(item, Part):
        return item
    items = item.items[::-1] if "section" in item.classes.split() else item.items
    return replace(item, items=tuple(map(_upside_down, items)))


def test_the_checker_of_sequences_sees_shares_and_times_that_are_wrong() -> None:
    facts, page = shop()
    timeline = facts.timeline("buy")
    assert timeline is not None
    assert sequence_checks.share_problems(timeline) == []
    halves = tuple(
        replace(bar, share=None if bar.share is None else bar.share / 2) for bar in timeline.bars
    )
    assert sequence_checks.share_problems(replace(timeline, bars=halves))
    assert sequence_checks.rail_problems([page]) == []
    section = page.sections[0]
    late = [
        replace(event, tick=replace(event.tick, p50="9000"))
        if isinstance(event, Message) and event.tick is not None and event.step == 1
        else event
        for event in section.events
    ]
    wrong = replace(page, sections=(replace(section, events=tuple(late)),))
    assert sequence_checks.rail_problems([wrong])


@pytest.mark.slow
def test_the_checker_of_sequences_sees_chips_on_bars() -> None:
    _, page = shop()
    drawn = draw_sequence(page, font="system")
    assert sequence_checks.problems(drawn.svg, drawn.scene) == []
    stay = Rectangle("stay", 100.0, 20.0, 10.0, 60.0)
    for item, check in (
        (Path("tag", "M95 30H105V40H95Z"), "tags beside bars"),
        (Rectangle("badge-box", 90.0, 30.0, 30.0, 10.0), "chips apart"),
    ):
        found = sequence_checks.problems("<svg/>", words(stay, item))
        assert [each for each, _ in found] == [check]
    twice = words(*(Rectangle("share", x, 30.0, 30.0, 10.0) for x in (200.0, 220.0)))
    assert [each for each, _ in sequence_checks.problems("<svg/>", twice)] == ["chips apart"]


@pytest.mark.slow
def test_the_checker_of_data_models_sees_what_is_lost_or_lies_over_another() -> None:
    facts = sdgen.loads(MICROBLOG).facts
    (page,) = make_pictures(facts, "data")
    assert isinstance(page, Entities)
    scene = draw_entities(page, font="system").scene
    assert entity_checks.problems(facts.design, [scene]) == []

    def found(items: tuple[Item, ...]) -> set[str]:
        changed = replace(scene, items=items)
        return {check for check, _ in entity_checks.problems(facts.design, [changed])}

    def without(word: str) -> tuple[Item, ...]:
        first = next(
            item for item in scene.items if isinstance(item, Part) and item.classes == word
        )
        return tuple(item for item in scene.items if item is not first)

    assert found(without("table")) == {"every entity once"}
    assert found(without("reference")) == {"every reference once"}
    assert found(without("store")) == {"tables in their stores"}
    assert found((*scene.items, *scene.items)) >= {"every entity once", "every reference once"}
    post = next(item for item in scene.items if isinstance(item, Part) and item.id == "entity-Post")
    rows = [item for item in post.items if isinstance(item, Part) and item.classes == "row"]
    fewer = replace(post, items=tuple(item for item in post.items if item is not rows[1]))
    assert found(tuple(fewer if item is post else item for item in scene.items)) == {
        "every field once"
    }
    for aside, check in ((60.0, "tables in their stores"), (396.0, "tables apart")):
        there = moved(post, aside, 0.0)
        assert check in found(tuple(there if item is post else item for item in scene.items))
    face = next(item for item in post.items if isinstance(item, Rectangle))
    across = f"M{face.x - 9} {face.y + 9}H{face.x + 90}"
    line = Part("reference", (Path("stroke", across),), id="reference-Post.author_id")
    assert "no line over a table" in found((*scene.items, line))
    beside = [
        Part("reference", (Path("stroke", f"M1 {y}H90"),), id=name, data=(("target", name),))
        for name, y in (("reference-a", 1.0), ("reference-b", 2.0))
    ]
    assert "references apart" in found((*scene.items, *beside))


@pytest.mark.slow
def test_the_checker_of_matrices_sees_what_is_lost() -> None:
    made = random_zones(3, 12, 3)
    [page] = [
        each
        for each in make_pictures(sdgen.loads(made.yaml()).facts, "matrix")
        if isinstance(each, Matrix)
    ]
    assert list(matrix_checks.problems(made, [page])) == []
    first = page.groups[0]
    lost = replace(page, groups=(replace(first, rows=first.rows[1:]), *page.groups[1:]))
    assert (
        {"every component", "every replica"}
        >= {check for check, _ in matrix_checks.problems(made, [lost])}
        >= {"every component"}
    )
    twice = replace(page, groups=(*page.groups, first))
    assert "each component once" in {check for check, _ in matrix_checks.problems(made, [twice])}
