"""What a quick run (``-m "not slow"``) takes of many parameters and examples; a full run takes all."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from typing import Any

import pytest
from hypothesis import settings

QUICK = "not slow"
"""What ``-m`` is given for a quick run."""


def spread(values: Iterable[Any], *, quick: int) -> list[Any]:
    """Parameters of which so many are quick, spread over all of them; the others are slow."""
    every = list(values)
    picked = {len(every) * number // quick for number in range(quick)}
    return [_parameter(_values(each), place in picked) for place, each in enumerate(every)]


def picked(values: Iterable[Any], *, quick: Collection[Any]) -> list[Any]:
    """Parameters of which those named are quick and the others slow: where some take far longer."""
    every = list(values)
    assert set(quick) <= set(every), "quick is what there is not"
    return [_parameter(_values(each), each in quick) for each in every]


def crossed(first: Iterable[Any], second: Iterable[Any], *, quick: int | None = None) -> list[Any]:
    """Every pair of the two; quick are the first so many of ``first`` (all where nothing is said),
    each with one of ``second`` in turn."""
    others = list(second)
    return [
        _parameter((one, other), (quick is None or place < quick) and turn == place % len(others))
        for place, one in enumerate(first)
        for turn, other in enumerate(others)
    ]


def _values(each: Any) -> tuple[Any, ...]:
    """What stands for one parameter or, in a tuple, for several."""
    return each if isinstance(each, tuple) else (each,)


def _parameter(values: tuple[Any, ...], is_quick: bool) -> Any:
    return pytest.param(*values, marks=() if is_quick else pytest.mark.slow)


def is_quick() -> bool:
    """Whether only what is quick is asked for in this run."""
    return settings.get_current_profile_name() == "quick"


def some_of(values: Iterable[Any], *, quick: int | Collection[Any]) -> list[Any]:
    """All of the values; in a quick run so many, spread over all of them, or those named. For what
    a test goes through itself, while it runs."""
    every = list(values)
    if not is_quick():
        return every
    if not isinstance(quick, int):
        return list(quick)
    if quick >= len(every):
        return every
    return [every[len(every) * number // quick] for number in range(quick)]


def is_weekly() -> bool:
    """Whether this is the weekly job, which tries new examples, and all that others try in part."""
    return os.environ.get("SDGEN_EXAMPLES") == "random"


def daily(values: Iterable[Any], most: int, *, also: Collection[Any] = ()) -> list[Any]:
    """All values in the weekly job; elsewhere ``most`` of them, spread over all, and those named: a
    change waits for its tests, and the third hundred of random designs seldom says more than the first."""
    every = list(values)
    if is_weekly() or most >= len(every):
        return every
    taken = {len(every) * number // most for number in range(most)}
    return [each for place, each in enumerate(every) if place in taken or each in also]


def examples(count: int, *, quick: int | None = None, **others: Any) -> settings:
    """Settings of a property that is tried with so many examples, and in a quick run with ``quick``,
    or as many as every other one."""
    most = count
    if is_quick():
        most = settings().max_examples if quick is None else quick
    return settings(max_examples=min(count, most), deadline=None, **others)
