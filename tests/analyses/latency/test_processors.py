"""Processors add up transforms in different orders; what is said of a design must not differ by that."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy
import pytest

import sdgen
from sdgen.analyses.latency import turns
from sdgen.report.estimate_json import estimate_data

ROOT = Path(__file__).parents[3]
DESIGNS = ("boutique", "twitter", "gitlab", "payments")


def _rounding_otherwise(monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    """What another processor does: each number of a transform is off by a few of its last digits."""
    random = numpy.random.default_rng(seed)

    def off(transform: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(values: Any, *more: Any, **options: Any) -> Any:
            found = transform(values, *more, **options)
            return found + 1e-17 * abs(found).max() * random.standard_normal(found.shape)

        return wrapped

    for name in ("rfft", "irfft"):
        monkeypatch.setattr(numpy.fft, name, off(getattr(numpy.fft, name)))


@pytest.mark.parametrize(
    "name", [DESIGNS[0], *(pytest.param(each, marks=pytest.mark.slow) for each in DESIGNS[1:])]
)
def test_no_figure_hangs_on_the_processor(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def figures() -> dict[str, object]:
        turns._KNOWN.clear()
        return estimate_data(sdgen.load(ROOT / "designs" / f"{name}.yaml").estimate())

    here = figures()
    for seed in range(3):
        with monkeypatch.context() as elsewhere:
            _rounding_otherwise(elsewhere, seed)
            assert figures() == here
