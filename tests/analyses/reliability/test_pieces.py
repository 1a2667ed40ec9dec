"""Data in pieces on chosen instances: against every state, and with many instances."""

from __future__ import annotations

import math
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdgen.analyses.reliability.pieces import some_piece_down
from sdgen.analyses.reliability.ring import some_run_down
from tests.support.cases import every_case
from tests.support.quick import examples


def _by_states(unavailability: tuple[float, ...], pieces: tuple, need: int) -> float:
    lost = 0.0
    for states in product((True, False), repeat=len(unavailability)):
        if any(sum(states[at] for at in piece) < need for piece in pieces):
            lost += math.prod(
                1 - q if alive else q for q, alive in zip(unavailability, states, strict=True)
            )
    return lost


@examples(300, derandomize=True)
@given(st.data())
def test_against_every_state(data: st.DataObject) -> None:
    count = data.draw(st.integers(1, 7))
    copies = data.draw(st.integers(1, count))
    need = data.draw(st.integers(1, copies))
    chance = st.sampled_from([0.0, 0.02, 0.3, 1.0])
    unavailability = tuple(data.draw(chance) for _ in range(count))
    piece = st.permutations(range(count)).map(lambda order: tuple(sorted(order[:copies])))
    pieces = tuple(data.draw(st.lists(piece, min_size=1, max_size=8)))
    found = some_piece_down(unavailability, pieces, need)
    assert found == pytest.approx(_by_states(unavailability, pieces, need), abs=1e-12)


@pytest.mark.slow
@every_case("copies", [2, 3, 5])
def test_runs_round_a_ring_of_many_are_as_the_ring_has_them(copies: int) -> None:
    number, need = 200, copies // 2 + 1
    chances = tuple(0.001 * (1 + at % 3) for at in range(number))
    pieces = tuple(
        tuple(sorted((first + at) % number for at in range(copies))) for first in range(number)
    )
    walked = some_run_down(list(chances), copies, copies - need)
    assert some_piece_down(chances, pieces, need) == pytest.approx(walked, rel=1e-12)


def test_an_instance_that_holds_a_copy_of_everything() -> None:
    # one node alone in the second zone: every piece of the other 300 has its second copy there
    pieces = tuple(tuple(sorted((0, at))) for at in range(1, 301))
    lost = some_piece_down((0.01, *([0.02] * 300)), pieces, 1)
    assert lost == pytest.approx(0.01 * (1 - 0.98**300), rel=1e-12)


@pytest.mark.slow
def test_what_takes_too_many_steps_is_refused() -> None:
    pieces = tuple(
        tuple(sorted({(at * 17) % 90, (at * 31 + 7) % 90, (at * 53 + 11) % 90, (at * 71 + 3) % 90}))
        for at in range(90)
    )
    assert some_piece_down((0.1,) * 90, pieces, 1) is None
