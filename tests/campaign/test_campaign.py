"""A small campaign of random designs, and proof that its checker sees what it looks for."""

from __future__ import annotations

import random

import pytest
from msgspec.structs import replace

import sdgen
from benchmarks.random_designs import expected, random_design
from sdgen.design.records import Design
from sdgen.draw.picture import draw_picture
from sdgen.views import make_picture
from tests.support.cases import every_case
from tests.support.quick import daily
from tests.support.svg_checks import problems

SEEDS = (37, 250, 322, *daily(range(1000, 1040), 13))
"""The first three once drew lines too near to each other or through a title."""

GOOD = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 200">
<g id="heading" class="heading"><text x="10" y="190" font-size="12">Title</text></g>
<g id="group-g" class="group"><rect class="group-box" x="120" y="80" width="120" height="70"/></g>
<g id="card-a" class="card"><rect class="face" x="10" y="10" width="100" height="40"/>
<text x="20" y="35" font-size="12">a</text></g>
<g id="card-b" class="card"><rect class="face" x="250" y="10" width="100" height="40"/></g>
<g id="card-c" class="card"><rect class="face" x="130" y="100" width="100" height="40"/></g>
<g id="line-a-b" class="line" data-source="a" data-target="b">
<path class="stroke" d="M110 30H250"/>
<g class="label"><rect class="label-box" x="150" y="22" width="60" height="16"/></g></g>
</svg>"""
COMPONENTS = ("a", "b", "c")
CALLS = (("a", "b"),)


GROUPS = {"c": "g"}


def _checks(svg: str) -> set[str]:
    return {check for check, _ in problems(svg, COMPONENTS, CALLS, GROUPS)}


def test_a_good_picture_has_no_problems() -> None:
    assert _checks(GOOD) == set()


@pytest.mark.slow
@every_case(
    ("before", "after", "check"),
    [
        ("</svg>", "", "well-formed"),
        ('id="card-b"', 'id="card-z"', "every component once"),
        ('id="card-b"', 'id="card-a"', "every component once"),
        ('data-target="b"', 'data-target="c"', "every call once"),
        ('x="130" y="100"', 'x="200" y="30"', "no cards overlapping"),
        ('x="120" y="80"', 'x="140" y="80"', "cards in their groups"),
        ('x="120" y="80"', 'x="0" y="150"', "cards in their groups"),
        (
            "</svg>",
            '<g id="group-h" class="group"><rect class="group-box" x="125" y="140" width="9"'
            ' height="50"/></g></svg>',
            "groups nest",
        ),
        ("M110 30H250", "M110 30H240", "lines reach their cards"),
        ("M110 30H250", "M120 30H250", "lines reach their cards"),
        ('y="22" width="60"', 'y="55" width="60"', "labels on their lines"),
        (
            "</g></g>\n</svg>",
            '<text x="150" y="34">far too long</text></g></g></svg>',
            "labels hold their text",
        ),
        (
            "</svg>",
            '<g class="line"><path class="stroke" d="M170 0V60"/></g></svg>',
            "no line through a label",
        ),
        ('x="10" y="190"', 'x="10" y="45"', "title and legend are clear"),
        ('x="10" y="190"', 'x="160" y="33"', "title and legend are clear"),
        ('x="10" y="190"', 'x="390" y="190"', "within the picture"),
        ("M110 30H250", "M110 30V120H250V50", "no line through a card"),
        ("M110 30H250", "M110 30C110 30 180 230 250 30", "no line through a card"),
        ("M110 30H250", "M20 30H250", "no line through its own card"),
        ('x="150" y="22" width="60"', 'x="220" y="22" width="60"', "no label over a card"),
        ('<text x="20"', '<text x="105"', "no text outside its card"),
        ('viewBox="0 0 400 200"', 'viewBox="0 0 300 200"', "within the picture"),
        ("</svg>", '<image href="file:///etc/passwd"/></svg>', "self-contained"),
        (
            "</svg>",
            '<g class="group"><text x="150" y="34" font-size="12">DATA</text></g></svg>',
            "no line through a title",
        ),
        (
            "</svg>",
            '<g class="line" id="two"><path class="stroke" d="M120 33H200"/></g></svg>',
            "lines keep apart",
        ),
        (
            "</svg>",
            '<g class="line" data-source="a" data-target="b"><path class="stroke" d="M110 40H250"/>'
            '<g class="label"><rect class="label-box" x="200" y="30" width="40" height="16"/></g>'
            "</g></svg>",
            "no labels overlapping",
        ),
    ],
)
def test_the_checker_sees(before: str, after: str, check: str) -> None:
    assert before in GOOD
    assert check in _checks(GOOD.replace(before, after))


def test_bold_text_is_measured_as_bold() -> None:
    narrow = GOOD.replace(
        'x="20" y="35" font-size="12">a', 'x="21" y="35" font-size="12">Order servicesss'
    )
    assert _checks(narrow) == set()
    assert "no text outside its card" in _checks(
        narrow.replace('<text x="21"', '<text font-weight="700" x="21"')
    )


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_random_design(seed: int) -> None:
    made = random_design(seed)
    design = sdgen.loads(made.yaml())
    for view in ("high-level", "detailed"):
        svg = design.render(view, font="system").svg
        assert problems(svg, *expected(made)) == []


def _with_alternatives(design: Design, seed: int) -> Design:
    """The design with some calls of each caller made alternatives or a quorum."""
    dice = random.Random(seed)
    components = {}
    for name, component in design.components.items():
        groups = list(component.calls)
        dice.shuffle(groups)
        made = []
        while groups:
            taken, groups = groups[: (size := dice.randint(1, 10))], groups[size:]
            calls = tuple(call for group in taken for call in group.calls)
            need = dice.choice((1, max(1, len(calls) - 1)))
            made.append(replace(taken[0], calls=calls, need=need))
        components[name] = replace(component, calls=tuple(made))
    return replace(design, components=components)


@pytest.mark.slow
@pytest.mark.parametrize("view", ["high-level", "detailed"])
@every_case("seed", daily(range(100), 16))
def test_random_design_with_alternatives(seed: int, view: str) -> None:
    made = random_design(seed)
    design = _with_alternatives(sdgen.loads(made.yaml()).design, seed)
    svg = draw_picture(make_picture(design, view), font="system").svg
    assert problems(svg, *expected(made)) == []
