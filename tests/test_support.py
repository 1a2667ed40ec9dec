"""What the tests themselves are made with tells right from wrong."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.conftest import pytest_xdist_make_scheduler
from tests.support.cases import every_case
from tests.support.quick import QUICK, crossed, picked, some_of, spread
from tests.support.quick_report import PROPERTY, said_of


def quick(parameters: list) -> list:
    return [each.values for each in parameters if not each.marks]


def test_some_are_quick_and_all_are_there() -> None:
    assert quick(spread(range(10), quick=3)) == [(0,), (3,), (6,)]
    assert len(spread(range(10), quick=3)) == 10
    assert quick(spread([(1, 2), (3, 4)], quick=1)) == [(1, 2)]
    assert quick(picked("abc", quick="cb")) == [("b",), ("c",)]
    with pytest.raises(AssertionError, match="what there is not"):
        picked("abc", quick="d")


def test_each_of_the_first_is_quick_with_one_of_the_others_in_turn() -> None:
    found = crossed("abc", (1, 2))
    assert len(found) == 6
    assert quick(found) == [("a", 1), ("b", 2), ("c", 1)]
    assert quick(crossed("abc", (1, 2), quick=2)) == [("a", 1), ("b", 2)]


def test_every_case_is_tried_and_those_that_fail_are_told() -> None:
    tried = []

    @every_case(("one", "other"), [(1, 1), (1, 2), (2, 2), (3, 4)])
    def test(one: int, other: int, extra: str) -> None:
        tried.append((one, extra))
        assert one == other

    with pytest.raises(ExceptionGroup, match="2 of 4 cases fail") as caught:
        test(extra="x")
    assert tried == [(1, "x"), (1, "x"), (2, "x"), (3, "x")]
    notes = [each.__notes__ for each in caught.value.exceptions]
    assert notes == [["case: {'one': 1, 'other': 2}"], ["case: {'one': 3, 'other': 4}"]]


@pytest.mark.parametrize(
    ("quick", "tried"), [(None, [1, 2, 3, 4]), (2, [1, 3]), ((4, 2), [4, 2]), (9, [1, 2, 3, 4])]
)
def test_a_quick_run_tries_some_of_the_cases(
    quick: int | tuple[int, ...] | None, tried: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []
    test = every_case("one", [1, 2, 3, 4], quick=quick)(lambda one: seen.append(one))
    monkeypatch.setattr("tests.support.quick.is_quick", lambda: False)
    test()
    assert seen == [1, 2, 3, 4]
    seen.clear()
    monkeypatch.setattr("tests.support.quick.is_quick", lambda: True)
    test()
    assert seen == tried
    assert some_of("abcd", quick=2) == ["a", "c"]
    with pytest.raises(AssertionError, match="what there is not"):
        every_case("one", [1], quick=[2])


def test_cases_given_as_a_function_are_made_by_the_test_and_once() -> None:
    made: list[int] = []

    def cases() -> list[int]:
        made.append(len(made))
        return [1, 2]

    seen: list[int] = []
    test = every_case("one", cases)(lambda one: seen.append(one))
    assert made == []
    test()
    test()
    assert (made, seen) == ([0], [1, 2, 1, 2])
    with pytest.raises(AssertionError, match="no cases"):
        every_case("one", list)(lambda one: None)()


@pytest.mark.parametrize("cases", [[], [pytest.param(1, marks=pytest.mark.slow)]])
def test_no_cases_and_marks_of_cases_are_refused(cases: list) -> None:
    with pytest.raises(AssertionError):
        every_case("one", cases)(lambda one: None)


def test_what_takes_long_is_named() -> None:
    def took(name: str, seconds: float) -> pytest.TestReport:
        return pytest.TestReport(
            name, ("", 0, ""), {}, "passed", None, "call", user_properties=[(PROPERTY, seconds)]
        )

    assert said_of([took("a", 0.5)]) == []
    head, *named = said_of([took("a", 0.6), took("b", 0.1), took("c", 2.0)])
    assert "mark it as slow" in head
    assert named == ["  2.0 s c", "  0.6 s a"]


@pytest.mark.slow
def test_the_examples_of_every_property_are_few_in_a_quick_run() -> None:
    """``settings(max_examples=...)`` would hold for quick runs too; ``examples`` does not."""
    tests = Path(__file__).parent
    homes = {tests / "conftest.py", tests / "support/quick.py", Path(__file__)}
    found = [
        path.relative_to(tests).as_posix()
        for path in sorted(tests.rglob("*.py"))
        if path not in homes and re.search(r"\bmax_examples=", path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_only_a_quick_run_keeps_the_tests_of_a_file_together(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("xdist.scheduler.LoadFileScheduling", lambda config, log: "by file")

    def scheduler(**option: str) -> object:
        given: Any = SimpleNamespace(option=SimpleNamespace(**option))
        return pytest_xdist_make_scheduler(given, None)

    assert scheduler(markexpr=QUICK, dist="load") == "by file"
    assert scheduler(markexpr=QUICK, dist="loadscope") is None
    assert scheduler(markexpr="", dist="load") is None
