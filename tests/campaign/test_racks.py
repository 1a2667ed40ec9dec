"""Made-up deployments drawn and checked, and proof that the checker sees what it looks for."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

import sdgen
from tests.support.cases import every_case
from tests.support.quick import daily
from tests.support.rack_checks import problems
from tests.support.racks import MadeRack, random_rack

SEEDS = (6, 18, 38, 74, 151, *daily(range(1000, 1030), 10))
"""The first once drew lines through clients, marks beside their trunks, and lines on each other."""


def drawn(made: MadeRack) -> str:
    return sdgen.loads(made.yaml()).render("deployment", font="system").svg


@pytest.mark.slow
@every_case("seed", SEEDS)
def test_random_racks(seed: int) -> None:
    made = random_rack(seed)
    assert problems(made, drawn(made)) == []


GOOD = 1007


def _without_a_card(svg: str) -> str:
    return re.sub(r'(<g [^>]*)class="card"', r'\1class="no"', svg, count=1)


def _without_a_line(svg: str) -> str:
    return re.sub(r'(<g [^>]*)class="line ', r'\1class="no ', svg, count=1)


def _twice_a_line(svg: str) -> str:
    [line, *_] = re.findall(
        r'<g [^>]*class="line [a-z]+" data-source="[^>]*>.*?</g>', svg, re.DOTALL
    )
    return svg.replace(line, line * 2, 1)


def _without_a_blank(svg: str) -> str:
    return svg.replace('<rect class="blank', '<rect class="no', 1)


def _another_count(svg: str) -> str:
    return re.sub(r'(<text class="pill-text[^>]*>×)', r"\g<1>9", svg, count=1)


def _without_bars(svg: str) -> str:
    return svg.replace('class="row-bar"', 'class="no"')


CHANGES: tuple[tuple[Callable[[str], str], str], ...] = (
    (_without_a_card, "every component once"),
    (_without_a_line, "every call once"),
    (_twice_a_line, "every call once"),
    (_without_a_blank, "blanks"),
    (_another_count, "replicas of a zone"),
    (_without_bars, "calls end at bars"),
)


@pytest.fixture(scope="module")
def good() -> tuple[MadeRack, str]:
    made = random_rack(GOOD)
    return made, drawn(made)


@pytest.mark.slow
@pytest.mark.parametrize(("change", "check"), CHANGES)
def test_the_checker_sees(
    change: Callable[[str], str], check: str, good: tuple[MadeRack, str]
) -> None:
    made, svg = good
    changed = change(svg)
    assert changed != svg
    assert check in {found for found, _ in problems(made, changed)}
