"""Records are what ``dataclasses`` makes with ``slots=True``, in every respect."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, dataclass, field, fields, is_dataclass, replace
from typing import Any

import pytest

from sdgen import records


def _classes(decorator: Any) -> tuple[type, ...]:
    """The same classes, by one or the other decorator."""

    @decorator(frozen=True, slots=True)
    class Place:
        """A place."""

        file: str
        line: int = 1
        notes: dict[str, int] = field(default_factory=dict, repr=False, compare=False)

    @decorator(frozen=True, slots=True, kw_only=True)
    class Named(Place):
        """A place with a name."""

        name: str
        tags: tuple[str, ...] = ()
        length: int = field(init=False)

        def __post_init__(self) -> None:
            object.__setattr__(self, "length", len(self.name))

        def __repr__(self) -> str:
            return f"<{self.name}>"

    @decorator(frozen=True, slots=True, eq=False)
    class Unequal:
        """Equal to itself only."""

        value: int

    @decorator(slots=True)
    class Open:
        """What can be changed."""

        value: int
        others: list[int] = field(default_factory=list, init=False)
        found: int = field(default=3, init=False)

    return Place, Named, Unequal, Open


STANDARD, OURS = _classes(dataclass), _classes(records.dataclass)

MADE = [
    lambda place, named, unequal, open: place("a"),
    lambda place, named, unequal, open: place("a", 2),
    lambda place, named, unequal, open: place(line=3, file="b", notes={"x": 1}),
    lambda place, named, unequal, open: named("a", 2, name="shop"),
    lambda place, named, unequal, open: named("a", name="shop", tags=("x",)),
    lambda place, named, unequal, open: unequal(5),
    lambda place, named, unequal, open: open(5),
    lambda place, named, unequal, open: replace(place("a"), line=7),
    lambda place, named, unequal, open: copy.deepcopy(place("a", notes={"x": 1})),
]


@pytest.mark.parametrize("make", MADE)
def test_values_and_words_are_those_of_the_standard_library(make):
    standard, ours = make(*STANDARD), make(*OURS)
    assert is_dataclass(ours)
    assert [each.name for each in fields(ours)] == [each.name for each in fields(standard)]
    for each in fields(standard):
        assert getattr(ours, each.name) == getattr(standard, each.name)
    assert repr(ours) == repr(standard)
    assert type(ours).__match_args__ == type(standard).__match_args__
    assert type(ours).__slots__ == type(standard).__slots__
    assert type(ours).__doc__ == type(standard).__doc__


@pytest.mark.parametrize("first", range(len(MADE)))
@pytest.mark.parametrize("second", range(len(MADE)))
def test_equality_and_hashes_are_those_of_the_standard_library(first, second):
    standard = [MADE[number](*STANDARD) for number in (first, second)]
    ours = [MADE[number](*OURS) for number in (first, second)]
    assert (ours[0] == ours[1]) is (standard[0] == standard[1])
    hashable = type(standard[0]).__hash__ is not None
    assert (type(ours[0]).__hash__ is not None) is hashable
    if hashable and ours[0] == ours[1]:
        assert hash(ours[0]) == hash(ours[1])
    assert ours[0] != "a"


def test_a_default_that_is_made_is_made_anew_for_each():
    place = OURS[0]
    one, other = place("a"), place("a")
    assert one.notes is not other.notes


@pytest.mark.parametrize("name", ["file", "line", "unknown"])
def test_nothing_can_be_assigned_or_deleted(name):
    for place in (STANDARD[0]("a"), OURS[0]("a")):
        with pytest.raises((FrozenInstanceError, TypeError)):
            setattr(place, name, "b")
        with pytest.raises((FrozenInstanceError, TypeError)):
            delattr(place, name)
    with pytest.raises(FrozenInstanceError, match=f"cannot assign to field '{name}'"):
        setattr(OURS[0]("a"), name, "b")
    with pytest.raises(FrozenInstanceError, match=f"cannot delete field '{name}'"):
        delattr(OURS[0]("a"), name)


@pytest.mark.parametrize(
    ("given", "named"), [((), {}), (("a", 1, {}, 4), {}), (("a",), {"colour": "red"})]
)
def test_wrong_arguments_are_refused_in_the_same_words(given, named):
    messages = []
    for place in (STANDARD[0], OURS[0]):
        with pytest.raises(TypeError) as caught:
            place(*given, **named)
        messages.append(str(caught.value))
    assert messages[0] == messages[1]


@records.dataclass(frozen=True, slots=True)
class Pickled:
    """At the top of a module, as pickle wants it."""

    file: str
    notes: dict[str, int] = field(default_factory=dict)


def test_records_can_be_pickled():
    one = Pickled("a", {"x": 1})
    assert pickle.loads(pickle.dumps(one)) == one


def test_what_is_not_frozen_can_be_changed():
    for made in (STANDARD[3](1), OURS[3](1)):
        made.value = 2
        made.others.append(1)
        assert (made.value, made.others, made.found) == (2, [1], 3)
        del made.value
        assert not hasattr(made, "value")


@pytest.mark.parametrize("decorator", [dataclass, records.dataclass])
def test_order_is_that_of_the_fields(decorator):
    @decorator(frozen=True, slots=True, order=True)
    class Pair:
        """Two numbers."""

        first: int
        second: int = 0

    assert sorted([Pair(2), Pair(1, 5), Pair(1)]) == [Pair(1), Pair(1, 5), Pair(2)]
    assert Pair(1) <= Pair(1) < Pair(1, 1)
    assert Pair(2) >= Pair(2) > Pair(1, 1)
    with pytest.raises(TypeError, match="'<' not supported"):
        assert Pair(1) < 1


def test_what_is_not_a_record_is_refused():
    with pytest.raises(TypeError, match="records have slots"):
        records.dataclass(slots=False)
