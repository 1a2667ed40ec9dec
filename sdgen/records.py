"""``dataclass`` for records, made in a quarter of the time that ``dataclasses`` takes.

A picture needs more than a hundred classes of records, and starting the program was mostly making
them: ``dataclasses`` compiles six functions for each. Only ``__init__`` differs in more than the
names of the fields, so that is compiled here and the others are shared. Classes, instances and
errors are otherwise as of ``@dataclass(slots=True)`` of ``dataclasses``, with ``frozen``, ``order``
and so on as given, and type checkers see that one.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import MISSING, FrozenInstanceError, fields
from functools import cache
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass"]

if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    from dataclasses import dataclass as _standard

    def dataclass(
        *,
        slots: bool,
        frozen: bool = False,
        kw_only: bool = False,
        eq: bool = True,
        order: bool = False,
    ) -> Callable[[type], type]:
        """The decorator for a class of records, which have to have ``slots``."""
        if not slots:
            raise TypeError("records have slots; other classes are of dataclasses")

        def decorate(given: type) -> type:
            made = _standard(init=False, repr=False, eq=False, slots=True, kw_only=kw_only)(given)
            made.__init__ = _make_init(made, frozen=frozen)
            shared = [*(_FROZEN if frozen else ()), *(_ORDER if order else ()), ("__repr__", _repr)]
            if eq:
                shared += [("__eq__", _equal), ("__hash__", _hash if frozen else None)]
            own = given.__dict__
            for name, function in shared:
                if name not in own or (name == "__hash__" and own[name] is None):
                    setattr(made, name, function)
            return made

        return decorate


def _make_init(made: type, *, frozen: bool) -> Any:
    """``__init__`` of a class whose fields are known."""
    names: dict[str, Any] = {"_missing": MISSING}
    positional: list[str] = []
    keywords: list[str] = []
    body: list[str] = []
    for number, each in enumerate(fields(made)):
        value = each.name
        parameter = value
        if each.default is not MISSING:
            names[f"_default{number}"] = each.default
            parameter = f"{value}=_default{number}"
            value = value if each.init else f"_default{number}"
        elif each.default_factory is not MISSING:
            names[f"_make{number}"] = each.default_factory
            parameter = f"{value}=_missing"
            made_anew = f"_make{number}()"
            value = f"{made_anew} if {value} is _missing else {value}" if each.init else made_anew
        elif not each.init:
            continue  # ``__post_init__`` sets it
        if each.init:
            (keywords if each.kw_only else positional).append(parameter)
        if frozen:
            names[f"_set{number}"] = getattr(made, each.name).__set__
            body.append(f"_set{number}(self, {value})")
        else:
            body.append(f"self.{each.name} = {value}")
    if hasattr(made, "__post_init__"):
        body.append("self.__post_init__()")
    parameters = ", ".join(["self", *positional, *(["*", *keywords] if keywords else [])])
    exec(f"def __init__({parameters}):\n " + "\n ".join(body or ["pass"]), names)  # noqa: S102
    init = names["__init__"]
    init.__qualname__ = f"{made.__qualname__}.__init__"
    init.__module__ = made.__module__
    return init


@cache
def _key(made: Any) -> Any:
    """What two records of a class are compared by."""
    compared = [each.name for each in fields(made) if each.compare]
    return operator.attrgetter(*compared) if compared else lambda _: ()


def _equal(self: Any, other: object) -> Any:
    if other.__class__ is not self.__class__:
        return NotImplemented
    made: Any = self.__class__
    key = _key(made)
    return key(self) == key(other)


def _hash(self: Any) -> int:
    made: Any = self.__class__
    return hash(_key(made)(self))


def _compared(name: str) -> Any:
    """A comparison such as ``__lt__`` of two records of one class, field by field."""
    compare = getattr(operator, name)

    def method(self: Any, other: object) -> Any:
        if other.__class__ is not self.__class__:
            return NotImplemented
        made: Any = self.__class__
        key = _key(made)
        return compare(key(self), key(other))

    return method


def _repr(self: Any) -> str:
    shown = (each.name for each in fields(self) if each.repr)
    values = ", ".join(f"{name}={getattr(self, name)!r}" for name in shown)
    return f"{self.__class__.__qualname__}({values})"


def _set(_self: Any, name: str, _value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _delete(_self: Any, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _get_state(self: Any) -> list[Any]:
    """For pickle, which would otherwise assign to the fields of what it makes."""
    return [getattr(self, each.name) for each in fields(self)]


def _set_state(self: Any, state: list[Any]) -> None:
    for each, value in zip(fields(self), state, strict=True):
        object.__setattr__(self, each.name, value)


_FROZEN: list[tuple[str, Any]] = [
    ("__setattr__", _set),
    ("__delattr__", _delete),
    ("__getstate__", _get_state),
    ("__setstate__", _set_state),
]

_ORDER: list[tuple[str, Any]] = [
    (name, _compared(name)) for name in ("__lt__", "__le__", "__gt__", "__ge__")
]
