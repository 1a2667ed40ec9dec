"""What a document is about: a design, what is computed of it, and what lint says of it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from sdgen.base.words import counted
from sdgen.blocks import Link, Piece, Words
from sdgen.blocks.phrases import between
from sdgen.quantity.types import DAY
from sdgen.views import lack_of, names_of

if TYPE_CHECKING:
    from sdgen.analyses.analysis import Analysis, Availability
    from sdgen.analyses.estimate import Estimate
    from sdgen.analyses.facts import Facts
    from sdgen.base.findings import Finding
    from sdgen.design.records import Design, Operation
    from sdgen.quantity import Calendar


MONTHS_UNTIL = 24
"""A longer time is told in years."""


class Subject:
    """``file`` is the design's path as people know it. ``findings`` are those of lint that are to
    be acted on, ``not_said`` those about what the design does not say, ``suppressed`` how many the
    design accepts, ``template`` the one that is filled; ``texts`` are those of the design's files by name; ``open_questions`` counts those of the
    sections that are made already; ``beside`` are the paths of exports that lie beside the document,
    by format."""

    def __init__(
        self,
        facts: Facts,
        *,
        file: str = "",
        findings: tuple[Finding, ...] = (),
        not_said: tuple[Finding, ...] = (),
        suppressed: int = 0,
        template: str = "steps",
        texts: Mapping[str, str] | None = None,
    ) -> None:
        self.facts = facts
        self.file = file or facts.design.path
        self.findings = findings
        self.not_said = not_said
        self.suppressed = suppressed
        self.template = template
        self.texts: Mapping[str, str] = texts or {}
        self.open_questions = 0
        self.beside: Mapping[str, str] = {}

    @property
    def design(self) -> Design:
        return self.facts.design

    @cached_property
    def estimate(self) -> Estimate:
        from sdgen.analyses.estimate import estimate

        return estimate(self.facts)

    @cached_property
    def analysis(self) -> Analysis:
        from sdgen.analyses.analysis import analyse

        return analyse(self.facts, everything=False)

    @cached_property
    def availabilities(self) -> Mapping[str, Availability]:
        """How available each journey is that is analysed, in the order of the file."""
        return {name: self.facts.availability(name) for name in self.facts.analysed}

    @cached_property
    def calendar(self) -> Calendar:
        from sdgen.report.analysis import calendar_of

        return calendar_of(self.design)

    @property
    def horizon(self) -> str:
        """How far ahead the design must last, as people say it: ``5 years``; empty where nobody
        says."""
        scale = self.design.scale
        if scale is None or scale.horizon is None:
            return ""
        return time_span(scale.horizon.value, self.calendar)

    @cached_property
    def operations_of(self) -> Mapping[str, tuple[Operation, ...]]:
        """The operations of the interface that start each journey."""
        found: dict[str, list[Operation]] = {}
        for each in self.design.api.values():
            if each.journey is not None:
                found.setdefault(each.journey, []).append(each)
        return {name: tuple(operations) for name, operations in found.items()}

    def shows(self, view: str) -> bool:
        """Whether the design has something to show in the view."""
        return lack_of(self.facts, view) is None and view in names_of(self.facts, view)

    # --- words that lead somewhere ------------------------------------------------------------

    def journey(self, name: str) -> Piece:
        """The journey's id, leading to its section."""
        if name in self.design.journeys:
            return Link(name, journey_anchor(name))
        # a design without journeys is counted as one that makes every call of each client
        return f"every call of {self.component(name)}"

    def journeys(self, names: tuple[str, ...] | list[str]) -> Words:
        return between([(self.journey(name),) for name in names])

    def component(self, name: str) -> str:
        """What people call a component; the id of what is none."""
        found = self.design.components.get(name)
        return name if found is None else found.name

    def components(self, names: tuple[str, ...] | list[str]) -> list[str]:
        return [self.component(name) for name in names]


def time_span(seconds: float, calendar: Calendar) -> str:
    """A time as plans are made: ``17 months``, ``5 years``, ``4.2 years``."""
    month, year = calendar.year_seconds / 12, calendar.year_seconds
    months, years = round(seconds / month), seconds / year
    if months < 1:
        return counted(max(1, round(seconds / DAY)), "day")
    if months % 12 == 0 and abs(years - months // 12) < 0.01:
        return counted(months // 12, "year")
    return counted(months, "month") if months <= MONTHS_UNTIL else f"{years:.1f} years"


def journey_anchor(name: str) -> str:
    return f"journey-{name}"


def entity_anchor(name: str) -> str:
    return f"entity-{name.lower()}"


def decision_anchor(name: str) -> str:
    return f"decision-{name}"


def operation_anchor(name: str) -> str:
    return f"operation-{name.replace('_', '-')}"
