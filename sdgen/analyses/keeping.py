"""How facts are kept: each under its name and as much of the scenario as it depends on."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar, cast, overload

from sdgen.analyses.scenario import Scenario

Value = TypeVar("Value")
Part = Callable[[Scenario], Hashable]
"""As much of a scenario as a fact depends on."""


class Keeper:
    """Keeps what is computed in one scenario; what keepers share, each of them has."""

    def __init__(self, scenario: Scenario, shared: Keeper | None) -> None:
        self.scenario = scenario
        self._kept: dict[tuple[Hashable, ...], object] = {} if shared is None else shared._kept

    def has(self, key: tuple[Hashable, ...]) -> bool:
        """Whether something is kept under the key."""
        return key in self._kept

    def once(self, key: tuple[Hashable, ...], compute: Callable[[], Value]) -> Value:
        """What is kept under the key, computed where there is nothing yet. Facts are pure, so two
        threads that compute the same one at the same time compute equal ones; the first is kept."""
        if key not in self._kept:
            self._kept.setdefault(key, compute())
        return cast("Value", self._kept[key])


class _Fact(Generic[Value]):
    """A property that is computed once for each such part of the scenario."""

    def __init__(self, compute: Callable[[Any], Value], part: Part) -> None:
        self._compute = compute
        self._part = part
        self.__doc__ = compute.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, facts: None, owner: type) -> _Fact[Value]: ...

    @overload
    def __get__(self, facts: Keeper, owner: type) -> Value: ...

    def __get__(self, facts: Keeper | None, owner: type) -> _Fact[Value] | Value:
        if facts is None:
            return self
        key = (self._name, self._part(facts.scenario))
        value = facts.once(key, lambda: self._compute(facts))
        # found there first the next time, as with functools.cached_property
        facts.__dict__[self._name] = value
        return value


def of_design(compute: Callable[[Any], Value]) -> _Fact[Value]:
    """A fact that is the same in every scenario."""
    return _Fact(compute, lambda _: None)


def of_size(compute: Callable[[Any], Value]) -> _Fact[Value]:
    """A fact that depends on the number of users."""
    return _Fact(compute, lambda scenario: scenario.users)


def of_scenario(compute: Callable[[Any], Value]) -> _Fact[Value]:
    """A fact that depends on the whole scenario."""
    return _Fact(compute, lambda scenario: scenario)
