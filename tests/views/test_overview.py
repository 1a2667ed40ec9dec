"""The overview of a large design and the pictures of its groups: nothing is left out, all is summed."""

from __future__ import annotations

import pytest

import sdgen
from sdgen.views import has_view, lack_of, make_pictures, names_of
from sdgen.views.diagram import Diagram
from sdgen.views.groups import MOST_WHOLE, shown_by_default
from tests.support.cases import every_case
from tests.support.estate_checks import problems
from tests.support.estates import random_estate
from tests.views.pictures import make_diagram

NESTED = """\
sdgen: 1
name: Estate
groups: {all: {}, a: {parent: all, name: Part A}, b: {parent: all}, deep: {parent: b}, idle: {}}
components:
  web: {kind: client, group: all, calls: [a1]}
  a1: {kind: service, group: a, calls: [a2, b1, {b2: {async: true}}, d1]}
  a2: {kind: database, group: a, capacity: 100/s}
  b1: {kind: service, group: b, capacity: 40/s, calls: [b2]}
  b2: {kind: queue, group: b}
  d1: {kind: service, group: deep, calls: [a1]}
journeys:
  use: {actor: web, rate: 30/s, steps: [web -> a1, a1 -> a2, a1 -> b1]}
"""


def large(size: int, groups: int, grouped: int = 1_000, parent: str = "") -> str:
    """A design of so many components, of which the first are in groups, each calling the next."""
    lines = ["sdgen: 1", "name: Large", "groups:", *([f"  {parent}: {{}}"] if parent else [])]
    within = f", parent: {parent}" if parent else ""
    lines += [f"  g{at}: {{name: Group {at}{within}}}" for at in range(groups)]
    lines.append("components:")
    for at in range(size):
        group = f", group: g{at * groups // size}" if at < grouped else ""
        calls = f", calls: [c{at + 1}]" if at + 1 < size else ""
        lines.append(f"  c{at}: {{kind: service{group}{calls}}}")
    return "\n".join((*lines, ""))


def pictures(text: str) -> list[Diagram]:
    """The pictures of a design that show it: by default, or the overview and all groups."""
    facts = sdgen.loads(text).facts
    views = shown_by_default(facts) or ("overview", *names_of(facts, "group"))
    return [
        page for view in views for page in make_pictures(facts, view) if isinstance(page, Diagram)
    ]


def cards_of(picture: Diagram) -> list[str]:
    return [card.id for card in picture.cards if not card.beside]


@every_case("seed", range(28), quick=1)
def test_nothing_is_left_out_and_all_is_summed(seed: int) -> None:
    text = random_estate(seed)
    facts = sdgen.loads(text).facts
    if lack_of(facts, "overview") is None:
        assert problems(facts, pictures(text)) == []


def test_the_checks_see_what_is_left_out_and_summed_wrong() -> None:
    facts = sdgen.loads(NESTED).facts
    good = pictures(NESTED)
    assert problems(facts, good) == []
    assert "every component in a picture" in {check for check, _ in problems(facts, good[:1])}
    from msgspec.structs import replace

    (first, *rest) = good
    fewer = replace(first, lines=first.lines[:-1])
    assert {check for check, _ in problems(facts, [fewer, *rest])} == {"calls are summed"}
    loaded = tuple(replace(line, load=line.load + 1.0) for line in first.lines)
    assert problems(facts, [replace(first, lines=loaded), *rest])
    cards = tuple(replace(card, facts=("1/s from outside",)) for card in first.cards)
    assert {c for c, _ in problems(facts, [replace(first, cards=cards), *rest])} == {
        "loads are summed"
    }


def test_a_group_is_a_card_with_number_what_enters_it_and_its_fullest_component() -> None:
    picture = make_diagram(sdgen.loads(NESTED).facts, "overview")
    part = next(card for card in picture.cards if card.name == "Part A")
    assert (part.technology, part.facts) == ("2 components", ("30/s from outside",))
    assert [(each.text, each.value, each.tone.value) for each in part.meters] == [
        ("A2", "30%", "good")
    ]
    assert part.tooltip.splitlines() == [
        "Part A: 2 components",
        "A1, A2",
        "30/s from outside at the peak",
        "fullest: A2, 30% of its capacity",
    ]
    other = next(card for card in picture.cards if card.name == "B")
    assert [each.value for each in other.meters] == ["75%"]
    # the single outermost group is open: what is right in it stands beside its groups
    assert picture.subtitle == "Overview · 6 components, 5 of them in 2 groups"
    every = NESTED.replace("group: all", "group: a").replace("group: deep", "group: b")
    assert make_diagram(sdgen.loads(every).facts, "overview").subtitle.endswith(
        "6 components in 2 groups"
    )


def test_lines_between_groups_are_one_with_the_calls_and_rates_of_all() -> None:
    picture = make_diagram(sdgen.loads(NESTED).facts, "overview")
    lines = {(line.source, line.target): line for line in picture.lines}
    assert set(lines) == {("web", "@a"), ("@a", "@b"), ("@b", "@a")}
    there = lines["@a", "@b"]
    assert (there.calls, there.load, there.rate, there.label) == (3, 30.0, "30/s", "")
    assert there.style.value == "synchronous"
    assert there.tooltip.splitlines() == [
        "Part A → B: 3 calls, 1 of them asynchronous",
        "A1 → B1, A1 → B2, A1 → D1",
        "30/s at the peak",
    ]
    assert (lines["@b", "@a"].calls, lines["@b", "@a"].label) == (1, "")


def test_a_group_around_everything_is_open() -> None:
    """What it holds is the overview; one that holds no component is not there."""
    picture = make_diagram(sdgen.loads(NESTED).facts, "overview")
    assert cards_of(picture) == ["web", "@a", "@b"]
    assert [group.id for group in picture.groups] == ["all"]


def test_the_picture_of_a_group_has_what_it_calls_and_is_called_by_beside_it() -> None:
    facts = sdgen.loads(NESTED).facts
    picture = make_diagram(facts, "group:b")
    assert cards_of(picture) == ["b1", "b2", "d1"]
    (beside,) = (card for card in picture.cards if card.beside)
    assert (beside.id, beside.group, beside.technology, beside.facts) == ("a1", None, "", ())
    assert [group.id for group in picture.groups] == ["b", "deep"]
    faint = {line.id for line in picture.lines if line.faint}
    assert faint == {"a1->b1", "a1->b2", "a1->d1", "d1->a1"}
    assert {line.id for line in picture.lines} - faint == {"b1->b2"}
    assert picture.subtitle.startswith("B · 3 components · average load against capacity")


def test_views_of_groups_are_named_like_others() -> None:
    facts = sdgen.loads(NESTED).facts
    assert names_of(facts, "group") == ("group:all", "group:a", "group:b", "group:deep")
    assert has_view(facts, "group:idle")
    lack = lack_of(facts, "group:idle")
    assert lack is not None
    assert (lack.message, lack.help) == (
        "group 'idle' has no component",
        "write 'group: idle' on the components that belong there",
    )
    assert not has_view(facts, "group:none")
    alone = sdgen.loads("sdgen: 1\nname: A\ncomponents: {a: {kind: service}}\n").facts
    nothing = lack_of(alone, "overview")
    assert nothing is not None
    assert nothing.message == "no component is in a group"


@pytest.mark.slow
@every_case(
    ("size", "groups", "grouped", "shown"),
    [
        (MOST_WHOLE, 3, 100, 0),
        (MOST_WHOLE + 1, 3, 100, 4),
        (MOST_WHOLE + 1, 1, 100, 0),
        (MOST_WHOLE + 1, 1, MOST_WHOLE, 2),
        (60, 4, 30, 3),
        (60, 4, 29, 0),
        (60, 30, 100, 31),
        (60, 31, 100, 0),
        (60, 60, 100, 0),
    ],
)
def test_large_designs_in_groups_are_shown_by_overview_and_groups(
    size: int, groups: int, grouped: int, shown: int
) -> None:
    assert len(shown_by_default(sdgen.loads(large(size, groups, grouped)).facts)) == shown


@pytest.mark.slow
def test_a_large_group_shows_the_groups_in_it_as_cards_which_have_pictures_too() -> None:
    facts = sdgen.loads(large(90, 6, parent="top")).facts
    inner = tuple(f"group:g{at}" for at in range(6))
    assert shown_by_default(facts) == ("overview", *inner)
    facts = sdgen.loads(large(90, 6, 80, parent="top")).facts
    assert shown_by_default(facts) == ("overview", *inner)
    text = large(90, 6, parent="top").replace(
        "c0: {kind: service, group: g0,", "c0: {kind: client,"
    )
    facts = sdgen.loads(text.replace("groups:\n", "groups:\n  rest: {}\n", 1)).facts
    assert shown_by_default(facts)[0] == "overview"


@pytest.mark.slow
def test_many_components_in_no_group_have_a_page_of_their_own() -> None:
    found = pictures(large(120, 3, 70))
    (first, second) = (each for each in found if each.view == "overview")
    rest = first.cards[-1]
    assert (rest.name, rest.technology) == ("In no group", "50 components")
    assert (second.page, second.subtitle) == (2, "Overview · 50 components in no group")
    assert len(cards_of(second)) == 50
    assert [card.name for card in second.cards if card.beside] == ["C69"]


def test_what_is_in_no_group_is_not_counted_as_one() -> None:
    (first, *_) = pictures(large(130, 4, 70))
    assert [card.name for card in first.cards] == ["Group 0", "Group 1", "Group 2", "In no group"]
    assert first.subtitle == "Overview · 130 components, 70 of them in 3 groups"


def nested(levels: int, each: int, alone: int = 6) -> str:
    """Groups in each other, each with so many components of its own, and some in no group."""
    lines = ["sdgen: 1", "name: Nested", "groups:", "  g0: {}"]
    lines += [f"  g{at}: {{parent: g{at - 1}}}" for at in range(1, levels)]
    lines += ["components:", *(f"  a{at}: {{kind: client, calls: [c0]}}" for at in range(alone))]
    lines += [f"  c{at}: {{kind: service, group: g{at // each}}}" for at in range(levels * each)]
    return "\n".join((*lines, ""))


@every_case(("alone", "opened"), [(0, 3), (6, 2)])
def test_groups_in_each_other_are_open_while_few_cards_result(alone: int, opened: int) -> None:
    found = pictures(nested(6, 12, alone))
    assert [each.view for each in found] == ["overview", *(f"group:g{at}" for at in range(6))]
    own = [f"c{at}" for at in range(72)]
    shown = {each.view: cards_of(each) for each in found}
    free = [f"a{at}" for at in range(alone)]
    assert shown["overview"] == [*free, *own[: 12 * opened], f"@g{opened}"]
    assert shown["group:g0"] == [*own[:12], "@g1"]
    assert shown["group:g2"] == [*own[24:36], "@g3"]
    assert shown["group:g3"] == own[36:]
    assert shown["group:g5"] == own[60:]


def test_groups_are_open_no_further_where_little_is_in_the_groups_in_them() -> None:
    """Of 43 components 30 cards were few enough, but hardly an overview."""
    (first, *_) = pictures(nested(3, 14, 1))
    assert cards_of(first) == ["a0", *(f"c{at}" for at in range(14)), "@g1"]


def test_a_group_that_holds_only_one_other_has_no_picture() -> None:
    text = large(90, 6, parent="middle").replace("middle: {}", "top: {}\n  middle: {parent: top}")
    inner = tuple(f"group:g{at}" for at in range(6))
    assert shown_by_default(sdgen.loads(text).facts) == ("overview", *inner)


def test_a_large_group_with_groups_of_one_shows_its_components() -> None:
    """Cards of such groups were no fewer, and their pictures show one component each."""
    text = large(50, 50, parent="top")
    free = "".join(f"  f{at}: {{kind: service}}\n" for at in range(14))
    facts = sdgen.loads(f"{text}{free}").facts
    assert shown_by_default(facts) == ("overview", "group:top")
    (picture,) = make_pictures(facts, "group:top")
    assert isinstance(picture, Diagram)
    assert cards_of(picture) == [f"c{at}" for at in range(50)]


@pytest.mark.slow
@every_case("seed", range(0, 28, 4))
def test_pictures_of_large_designs_keep_what_all_pictures_do(seed: int) -> None:
    from sdgen.draw.picture import draw_picture
    from tests.support import estate_checks, svg_checks

    text = random_estate(seed, 60)
    facts = sdgen.loads(text).facts
    if lack_of(facts, "overview") is None:
        for each in pictures(text):
            svg = draw_picture(each, font="system").svg
            assert svg_checks.problems(svg, *estate_checks.expected(each)) == []
            assert draw_picture(each, font="system").svg == svg
