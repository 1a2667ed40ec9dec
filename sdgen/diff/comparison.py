"""Two designs side by side: what has changed, and what that means."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from msgspec import Struct

from sdgen.analyses.facts import Facts
from sdgen.base.brief import briefly, page_of
from sdgen.base.findings import Finding
from sdgen.diff.changes import Changes, changes_between
from sdgen.diff.meaning import Meaning, meaning

ABOUT = (
    "component",
    "journey",
    "domain",
    "entity",
    "group",
    "requirement",
    "decision",
    "operation",
)
"""What a finding can be about, by its id."""


class Comparison(Struct, frozen=True):
    """The ``changes`` from one design to another, what they mean (``meaning``), and the facts of both:
    those of the older one with the ids that the newer design has for the same."""

    changes: Changes
    meaning: Meaning
    before: Facts
    after: Facts

    __repr__ = briefly

    @property
    def has_before(self) -> bool:
        """Whether there is an older design that could be read."""
        return bool(self.before.given.components)

    @property
    def has_after(self) -> bool:
        """Whether there is a newer design that could be read."""
        return bool(self.after.given.components)

    @property
    def says_something(self) -> bool:
        """Whether anything has changed, be it what lint finds."""
        return bool(self.changes.changes or self.meaning.new or self.meaning.fixed)

    def _repr_html_(self) -> str | None:
        return page_of(self)


def compare(
    before: Facts,
    after: Facts,
    findings_before: Iterable[Finding] = (),
    findings_after: Iterable[Finding] = (),
) -> Comparison:
    """The two designs side by side; of findings, those that the two have."""
    changes = changes_between(before.given, after.given)
    olds = before if changes.before is before.given else Facts(changes.before, before.scenario)
    called = partial(_called, changes)
    found = meaning(olds, after, findings_before, findings_after, called)
    return Comparison(changes, found, olds, after)


def _called(changes: Changes, old: str) -> str:
    """What the newer design calls what a finding of the older one is about: an element, or the design
    by its name."""
    for noun in ABOUT:
        found = changes.renames.ids.get(noun, {}).get(old)
        if found is not None:
            return found
    return changes.after.name if old == changes.before.name else old
