"""Options of lint rules: thresholds and choices that configuration may set."""

from __future__ import annotations

from typing import Generic, TypeVar

from msgspec import Struct

from sdgen.base.toml_values import LONGEST_NUMBER, shown

Value = TypeVar("Value", int, float, bool, str)
AnyValue = int | float | bool | str


class RuleOption(Struct, Generic[Value], frozen=True, kw_only=True, eq=False):
    """A threshold or choice that configuration may set: the type is that of ``default``.

    ``minimum`` and ``maximum`` bound numbers, ``choices`` texts. An option is its own key: two are
    never equal, so a rule reads its value with ``context.option(OPTION)``. ``sets`` names a field of
    the ``Scenario`` that has its value: there, pictures see it too.
    """

    name: str
    doc: str
    default: Value
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[str, ...] = ()
    sets: str = ""

    def complaint(self, value: object) -> str:
        """What is wrong with a value, or an empty text; a whole number is a number too."""
        kind = type(self.default)
        fits = type(value) is kind or (kind is float and type(value) is int)
        if not fits:
            return f"is {_TYPES[kind]}, not {shown(value)}"
        if self.choices and value not in self.choices:
            return f"is one of {', '.join(self.choices)}, not {shown(value)}"
        if isinstance(value, int | float) and not isinstance(value, bool):
            if not abs(value) < LONGEST_NUMBER:
                return "is a number of less than 64 bits"
            if self.minimum is not None and value < self.minimum:
                return f"is at least {self.minimum:g}, not {shown(value)}"
            if self.maximum is not None and value > self.maximum:
                return f"is at most {self.maximum:g}, not {shown(value)}"
        return ""


AnyOption = RuleOption[int] | RuleOption[float] | RuleOption[bool] | RuleOption[str]

_TYPES = {int: "a whole number", float: "a number", bool: "true or false", str: "a text"}
