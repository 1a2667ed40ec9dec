"""What a lint rule is made of: the rule, its options, what it needs, and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Generic, TypeVar

from sdgen.findings import Severity
from sdgen.source import Span

if TYPE_CHECKING:
    from sdgen.rules.context import LintContext
    from sdgen.rules.documentation import Documentation

Value = TypeVar("Value", int, float, bool, str)
AnyValue = int | float | bool | str


class RuleKind(StrEnum):
    """Whether a rule asks an analysis or reads what the design says."""

    COMPUTED = "computed"
    ATTRIBUTES = "attributes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that a rule found; the engine makes a Finding of it.

    ``at`` is the id of the component or other element that is to be changed, ``about`` further
    elements at which the finding may be accepted, ``explains`` elements whose findings it is the
    cause of besides ``at`` (see ``Rule.silences``), ``journeys`` what it breaks. ``severity`` is
    given only by rules whose findings do not all weigh the same.
    """

    message: str
    span: Span
    at: str
    help: str = ""
    about: tuple[str, ...] = ()
    explains: tuple[str, ...] = ()
    journeys: tuple[str, ...] = ()
    severity: Severity | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Option(Generic[Value]):
    """A threshold or choice that configuration may set: the type is that of ``default``.

    ``minimum`` and ``maximum`` bound numbers, ``choices`` texts. An option is its own key: two are
    never equal, so a rule reads its value with ``context.option(OPTION)``.
    """

    name: str
    doc: str
    default: Value
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[str, ...] = ()

    def complaint(self, value: object) -> str:
        """What is wrong with a value, or an empty text; a whole number is a number too."""
        kind = type(self.default)
        fits = type(value) is kind or (kind is float and type(value) is int)
        if not fits:
            return f"is {_TYPES[kind]}, not {_shown(value)}"
        if self.choices and value not in self.choices:
            return f"is one of {', '.join(self.choices)}, not {_shown(value)}"
        if isinstance(value, int | float) and not isinstance(value, bool):
            if self.minimum is not None and value < self.minimum:
                return f"is at least {self.minimum:g}, not {_shown(value)}"
            if self.maximum is not None and value > self.maximum:
                return f"is at most {self.maximum:g}, not {_shown(value)}"
        return ""


AnyOption = Option[int] | Option[float] | Option[bool] | Option[str]

_TYPES = {int: "a whole number", float: "a number", bool: "true or false", str: "a text"}


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"'{value}'" if isinstance(value, str) else str(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """An input without which rules are silent. ``missing`` names the elements that lack it;
    ``part_of`` is the input that holds it: without journeys, none of them lacks a rate."""

    name: str
    doc: str
    missing: Callable[[LintContext], Iterable[str]]
    part_of: Need | None = None


Check = Callable[["LintContext"], Iterable[Problem]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A lint rule: pure, found by its ``code`` or its ``name``.

    ``doc`` is the docstring of the rule's module, which is its page. ``silences`` are codes of
    rules that say nothing where this one has spoken about the same element, since it names the
    cause. ``last`` rules run when it is known which risks were accepted in vain.
    """

    code: str
    name: str
    severity: Severity
    kind: RuleKind
    doc: str | None
    check: Check
    options: tuple[AnyOption, ...] = ()
    needs: tuple[Need, ...] = ()
    silences: tuple[str, ...] = ()
    last: bool = False

    @property
    def documentation(self) -> Documentation:
        """The docstring taken apart."""
        from sdgen.rules.documentation import read_documentation

        return read_documentation(self.doc or "")

    @property
    def summary(self) -> str:
        """The first sentence of the docstring; the name where there are no docstrings."""
        return self.documentation.summary or self.name.replace("-", " ")
