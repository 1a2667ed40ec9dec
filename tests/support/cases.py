"""Many small cases in one test.

A test of pytest costs about two milliseconds with ``-n 2`` before it has done anything, so that a
table of a hundred cases of a pure function is one test: ``@every_case`` where there would be
``@pytest.mark.parametrize``. Every case is tried; those that fail are told with their values.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Iterable
from functools import cache, wraps
from typing import Any

import pytest

from tests.support.quick import some_of


def every_case(
    names: str | tuple[str, ...],
    cases: Iterable[Any] | Callable[[], Iterable[Any]],
    *,
    quick: int | Collection[Any] | None = None,
) -> Callable[[Callable], Callable]:
    """The test once for all cases, given as pytest takes them: for one name values, else tuples.

    Cases that take long to make are given as the function that makes them, called by the test: what
    stands at the top of a module every process of every run waits for.

    In a quick run only ``quick`` of them, where that is given: so many, spread over all, or these.

    Not for tests that change what a fixture gives them: the cases share it.
    """
    given = tuple(name.strip() for name in names.split(",")) if isinstance(names, str) else names
    few = quick
    if few is not None and not isinstance(few, int):
        few = [case if len(given) > 1 else (case,) for case in few]

    @cache
    def every() -> list[tuple[Any, ...]]:
        made = list(cases if isinstance(cases, Iterable) else cases())
        assert not any(isinstance(case, type(pytest.param())) for case in made), "no marks, no ids"
        assert made, "there are no cases"
        found = [(case,) if len(given) == 1 else tuple(case) for case in made]
        assert isinstance(few, int | None) or all(case in found for case in few), (
            "quick is what there is not"
        )
        return found

    if isinstance(cases, Iterable):  # an enumeration too, which can also be called
        every()

    def decorate(test: Callable) -> Callable:
        @wraps(test)
        def whole(**fixtures: Any) -> None:
            failed = []
            for case in every() if few is None else some_of(every(), quick=few):
                values = dict(zip(given, case, strict=True))
                try:
                    test(**values, **fixtures)
                except (Exception, pytest.fail.Exception) as error:
                    error.add_note(f"case: {values}")
                    failed.append(error)
            if failed:
                raise ExceptionGroup(f"{len(failed)} of {len(every())} cases fail", failed)

        signature = inspect.signature(test)
        others = [each for name, each in signature.parameters.items() if name not in given]
        whole.__signature__ = signature.replace(parameters=others)
        return whole

    return decorate
