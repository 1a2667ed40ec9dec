"""Durations on a grid: what rounding to its cells may not change."""

from __future__ import annotations

import pytest

from sdgen.analyses.latency.distribution import LogNormal, fit_log_normal
from sdgen.analyses.latency.grid import CELLS, Grid, Times
from tests.support.cases import every_case


def mean(grid: Grid, shape: LogNormal) -> float:
    shares = grid.log_normal(shape).shares
    assert float(shares.min()) >= 0.0
    return sum(at * float(each) for at, each in enumerate(shares)) * grid.width


@every_case("median", [0.01, 0.1, 0.3, 0.5, 0.7, 1.0, 1.4, 3.3, 10.5, 15.0])
@every_case("ratio", [1.0, 1.001, 1.5, 5.0, 10.0])
def test_times_keep_their_mean_however_short_beside_a_cell(median: float, ratio: float) -> None:
    """``median`` in cells: what is far shorter than one rounds to no time at all."""
    grid = Grid(CELLS - 1.0)
    shape = fit_log_normal(median, median * ratio)
    assert mean(grid, shape) == pytest.approx(shape.mean, rel=2e-3)


@every_case("longest", [3.0, 30.0, 300.0])
def test_many_short_times_take_as_long_on_a_coarse_grid_as_on_a_fine_one(longest: float) -> None:
    """A hundred times of 10 ms beside one that fills the grid: their sum has the median that it has
    on a grid of its own, where a cell is a tenth of one of them."""
    shape = fit_log_normal(0.01, 0.03)
    fine, coarse = Grid(2.0), Grid(longest)
    known = fine.quantile(fine.power(fine.log_normal(shape), 100), 0.5)
    found = coarse.quantile(coarse.power(coarse.log_normal(shape), 100), 0.5)
    assert found == pytest.approx(known, abs=0.15 * coarse.width)


def test_percentiles_are_those_of_every_processor() -> None:
    """Transforms end in digits that hang on how many numbers are added at once."""
    grid = Grid(1.0)
    shares = grid.log_normal(fit_log_normal(0.02, 0.2)).shares
    found = {grid.quantile(Times(shares * off), 0.99) for off in (1.0, 1.0 + 1e-11, 1.0 - 1e-11)}
    assert found == {float(f"{found.copy().pop():.6g}")}
