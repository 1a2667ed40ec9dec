"""What is advised where names are too small to read."""

from __future__ import annotations

from functools import cache

import pytest
from msgspec.structs import replace

import sdgen
from sdgen.api import Fit, Options
from sdgen.workspace.small_names import small_names
from tests.cli.test_fit import many

ADVICE = "draw parts of it, each in a view of your own with 'include'"
GROUPS = (
    "write 'group' on the components, several in each: of more than 40, sdgen then draws an overview "
    "and a picture of each group"
)
SLIDE = ", or for a slide take --fit slide"


@cache
def drawn(text: str, fit: Fit, view: str) -> tuple[sdgen.LoadedDesign, sdgen.Picture]:
    design = sdgen.loads(text)
    return design, design.render(view, fit=fit)


def said(text: str, height: float | None, fit: Fit = "readme", view: str = "high-level") -> str:
    """The warning about a picture whose names show so high."""
    design, picture = drawn(text, fit, view)
    picture = replace(picture, name_height=height)
    return "".join(small_names(design.facts, view, picture, Options(fit=fit)))


@pytest.mark.parametrize("height", [None, 9.0, 14.0])
def test_nothing_is_said_of_names_that_can_be_read(height: float | None) -> None:
    assert said(many(4), height) == ""


@pytest.mark.parametrize(
    ("height", "shown"), [(8.99, "8.9"), (8.96, "8.9"), (8.44, "8.4"), (0.3, "0.3")]
)
def test_a_height_below_the_bound_is_not_said_to_be_at_it(height: float, shown: str) -> None:
    assert said(many(4), height).startswith(f"names show {shown} px high in a README of 830 x 1250")


@pytest.mark.slow
def test_each_place_has_its_name() -> None:
    assert " in a slide of 1600 x 900 px, " in said(many(4), 8.0, "slide")
    assert " in a page of 658 x 987 px, " in said(many(4), 8.0, "page")
    assert " in a preview of 1280 x 640 px, " in said(many(4), 8.0, "social")


@pytest.mark.slow
def test_a_slide_is_advised_where_names_can_be_read_there() -> None:
    assert said(many(4), 8.0).endswith(f"; {ADVICE}{SLIDE}")
    assert said(many(4), 6.5, "page").endswith(f"; {ADVICE}{SLIDE}")
    for height, fit in ((6.0, "readme"), (8.9, "slide"), (8.9, "social")):
        assert said(many(4), height, fit).endswith(f"; {ADVICE}")


@pytest.mark.slow
def test_a_slide_is_not_advised_where_names_are_too_small_there_too() -> None:
    assert said(many(90), 8.9).endswith(f"; {GROUPS}")


@pytest.mark.slow
def test_a_group_is_advised_that_has_few_cards_but_more_than_one() -> None:
    assert "'include: [group:inner]'" in said(many(12, group="inner"), 8.0)
    assert "group:inner" not in said(many(7, group="inner"), 6.0)


def test_journeys_are_not_advised_for_replicas() -> None:
    """Their pictures show none."""
    text = (
        many(3, "journeys: {go: {steps: [c0 -> c1]}}\n")
        .replace("components:", "topology: {r: {zones: [a, b]}}\ncomponents:", 1)
        .replace("{kind: service,", "{kind: service, zones: [a, b], replicas: 2,")
    )
    assert "journey:go" not in said(text, 8.9, view="deployment")


LARGE = many(45).replace("{kind: service,", "{kind: service, group: GROUP,")


def grouped(size: int, more: str = "") -> str:
    """A design of 45 components in groups of that size."""
    text = LARGE
    for at in range(45):
        text = text.replace("GROUP", f"g{at // size}", 1)
    return text.replace("components:", f"{more}components:")


@pytest.mark.slow
def test_of_a_large_design_the_overview_is_advised() -> None:
    found = said(grouped(9), 6.0)
    assert found.endswith("; --view overview shows its groups, and --view group each of them alone")


@pytest.mark.slow
def test_an_overview_and_a_group_that_are_too_large_themselves_need_groups() -> None:
    parent = "; put groups into others with 'parent': it shows the outermost ones"
    assert said(grouped(9), 8.0, view="overview").endswith(parent)
    own = "; put its components into groups of their own with 'parent: g0': each has a picture"
    assert said(grouped(30), 8.0, view="group:g0").endswith(own)
    inner = said(grouped(30, "groups: {g0: {}, g1: {parent: g0}}\n"), 8.0, view="group:g0")
    assert inner.endswith("; --view group:g1 shows a part of it larger")


def _design(groups: str, *members: tuple[str, int]) -> str:
    """Components in these groups, so many in each, of which each calls the next."""
    homes = [group for group, number in members for _ in range(number)]
    lines = [
        f"  c{at}: {{kind: service{home and f', group: {home}'}, calls: [c{at + 1}]}}"
        for at, home in enumerate(homes)
    ]
    last = f"  c{len(homes)}: {{kind: database, group: {members[0][0] or 'last'}}}"
    return "\n".join(("sdgen: 1", "name: L", f"groups: {groups}", "components:", *lines, last, ""))


@pytest.mark.slow
def test_what_is_advised_for_an_overview_goes_by_what_most_of_its_cards_are() -> None:
    opened = _design("{g0: {}, g1: {parent: g0}}", ("g0", 20), ("g1", 30))
    assert said(opened, 8.0, view="overview").endswith(
        "; --view group:g0 shows a part of it larger"
    )
    apart = _design("{g0: {}, g1: {}}", ("g0", 50), ("g1", 20), ("", 50))
    design = sdgen.loads(apart)
    first, second = (replace(each, name_height=8.0) for each in design.pages("overview"))
    advised = [
        "".join(small_names(design.facts, "overview", each, Options(), page))
        for page, each in enumerate((first, second), 1)
    ]
    assert advised[0].endswith("put groups into others with 'parent': it shows the outermost ones")
    assert advised[1].endswith("write 'group' on the components that are in none")
    free = _design("{g0: {}, g1: {}}", ("g0", 20), ("g1", 20), ("", 12))
    assert said(free, 8.0, view="overview").endswith(
        "; write 'group' on the components that are in none"
    )
