"""What a lint rule is made of, and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum

from msgspec import Struct

from sdgen.base.findings import Finding, Severity
from sdgen.base.span import Span
from sdgen.lint.context import LintContext, Need
from sdgen.lint.documentation import Documentation, read_documentation
from sdgen.lint.option import AnyOption, RuleOption

__all__ = ["Check", "Line", "Need", "Problem", "Rule", "RuleKind", "RuleOption"]


class RuleKind(StrEnum):
    """Whether a rule asks an analysis or reads what the design says."""

    COMPUTED = "computed"
    ATTRIBUTES = "attributes"


class Problem(Struct, frozen=True, kw_only=True):
    """One thing that a rule found; the engine makes a Finding of it.

    ``at`` is the id of the component or other element that is to be changed, ``about`` further
    elements at which the finding may be accepted, ``explains`` elements whose findings it is the
    cause of besides ``at`` (see ``Rule.silences``), ``follows`` the findings, by code and element, of
    which any is its cause: where that is found, this is left out. ``journeys`` are what it breaks. ``severity`` is
    given only by rules whose findings do not all weigh the same.

    ``not_said`` marks that the design does not state what is found, but leaves open what the rule
    asks for: unless a selector names the rule it is a note, and makes nothing fail. ``lacks`` are
    the elements that lack it: the problems of a rule that have some become one finding a design, in
    the words of the rule's ``line``, which stands ``listed_at`` a place, or at the design's name.
    """

    message: str
    span: Span
    at: str
    help: str = ""
    about: tuple[str, ...] = ()
    explains: tuple[str, ...] = ()
    follows: tuple[tuple[str, str], ...] = ()
    journeys: tuple[str, ...] = ()
    severity: Severity | None = None
    not_said: bool = False
    lacks: tuple[str, ...] = ()
    listed_at: Span | None = None

    def place_in_list(self, name: Span) -> Span:
        """Where the finding stands that lists it; ``name`` is where the design has its name."""
        return self.listed_at or name


class Line(Struct, frozen=True):
    """What one finding says of what is found at several places, and what helps."""

    message: str
    help: str


Check = Callable[[LintContext], Iterable[Problem]]


class Rule(Struct, frozen=True, kw_only=True):
    """A lint rule: pure, found by its ``code`` or its ``name``.

    ``doc`` is the docstring of the rule's module, which is its page. ``silences`` are codes of
    rules that say nothing where this one has spoken about the same element, since it names the
    cause. ``last`` rules run when it is known which risks were accepted in vain. ``asks`` says that
    it finds what designs do not say (``Problem.not_said``), ``line`` what it says of several places
    in one sentence.
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
    asks: bool = False
    line: Callable[[Sequence[Finding]], Line] | None = None

    @property
    def documentation(self) -> Documentation:
        """The docstring taken apart."""
        return read_documentation(self.doc or "")

    @property
    def summary(self) -> str:
        """The first sentence of the docstring; the name where there are no docstrings."""
        return self.documentation.summary or self.name.replace("-", " ")
