"""Load: bandwidth as published, and numbers at the edge of what a number can be."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from msgspec.structs import replace

from sdgen.analyses.traffic.flow import flow
from sdgen.model import read_design
from sdgen.quantity import Dimension, Quantity
from tests.model.given import design

DESIGNS = Path(__file__).parents[3] / "designs"


def test_bandwidth_of_the_url_shortener() -> None:
    """500M links of 500 B a month, read 100 times each: 100 KB/s in, 10 MB/s out, on average."""
    found = read_design(DESIGNS / "url-shortener.yaml").design
    assert found is not None
    average = flow(replace(found, scale=None))
    assert average.calls["lb->links"].request == pytest.approx(100e3, rel=0.05)
    assert average.calls["lb->redirects"].response == pytest.approx(10e6, rel=0.05)


def test_nothing_becomes_undefined_however_large() -> None:
    found = design(
        "components:\n  web: {kind: client, calls: [a]}\n  a: {kind: service, calls: [b]}\n"
        "  b: {kind: service, calls: [a, c]}\n  c: {kind: service}\njourneys:\n"
        "  go:\n    actor: web\n    rate: 100/s\n    steps:\n      - web -> a\n"
        "      - a -> b: {times: 2}\n      - b -> a: {times: 2}\n      - b -> c: {times: 0}\n"
    )
    journey = found.journeys["go"]
    much = Quantity(1e200, Dimension.FACTOR, "1e200")
    steps = tuple(
        replace(each, times=much) if each.times and each.times.value else each
        for each in journey.steps
    )
    grown = replace(found, journeys={"go": replace(journey, steps=steps)})
    assert flow(grown).components["c"].average == 0
    assert flow(grown).components["a"].average == math.inf
