"""What a rule sees: the design, facts computed from it on demand and once, and its options."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, cast

from msgspec import Struct

from sdgen.analyses.facts import Facts
from sdgen.design.records import Design

if TYPE_CHECKING:
    from sdgen.lint.option import AnyOption, AnyValue, RuleOption, Value
    from sdgen.lint.suppression import Judged


class Need(Struct, frozen=True, kw_only=True):
    """An input without which rules are silent. ``missing`` names the elements that lack it;
    ``part_of`` is the input that holds it: without journeys, none of them lacks a rate."""

    name: str
    doc: str
    missing: Callable[[LintContext], Iterable[str]]
    part_of: Need | None = None


class LintContext(Facts):
    """The facts of one design while it is linted, shared with whoever else asks for them.

    ``needs`` says for every rule that there is, by its code, what it needs, and ``judged`` (for
    rules that run last) what came of the suppressions.
    """

    def __init__(
        self,
        design: Design | Facts,
        *,
        values: Mapping[AnyOption, AnyValue] | None = None,
        needs: tuple[tuple[str, Need], ...] = (),
        judged: tuple[Judged, ...] = (),
    ) -> None:
        facts = Facts.of(design)
        super().__init__(facts.given, facts.scenario, shared=facts)
        self.needs = needs
        self.judged = judged
        self._values = values or {}

    def option(self, option: RuleOption[Value]) -> Value:
        """The value of an option: what configuration says, else its default."""
        value = self._values.get(option, option.default)
        return cast("Value", value)
