"""Journeys that rules about single points of failure speak of: those of the design or, where it has
none, every call of each of its clients, as ``analyze`` counts them.

What is found of these is not said to matter to anybody, so it is a note.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sdgen.base.words import by_number, counted, named
from sdgen.design.records import Journey
from sdgen.lint.context import LintContext

WRITE_JOURNEYS = (
    "write 'journeys' with what users do, so that it is known which calls they need; 'analyze' says "
    "what would help"
)


MOST_WORK = 200_000
"""Clients x components of a design without journeys up to which the calls of each are looked at."""


def journeys_asked(context: LintContext) -> tuple[Journey, ...]:
    """The journeys of the design, or where it has none those that ``analyze`` puts in their place; none
    where these would take too long."""
    assumed = tuple(context.analysed.values())
    small = len(assumed) * len(context.components) <= MOST_WORK
    return assumed if context.journeys or small else ()


class Broken(NamedTuple):
    """Who goes down, in words, the ``journeys`` of the design among them, and whether that is not
    said, as the design has none."""

    words: str
    journeys: tuple[str, ...]
    not_said: bool


def broken(context: LintContext, names: Sequence[str]) -> Broken:
    """What breaks where these of ``context.analysed`` do: ``2 journeys ('a' and 'b')``."""
    if context.journeys:
        words = f"{counted(len(names), 'journey')} ({named(names)})"
        return Broken(words, tuple(names), not_said=False)
    return Broken(f"every call of {named(names)}", (), not_said=True)


def without_journeys(what: str, ids: Sequence[str]) -> str:
    """What is found of these where the design has no journeys: ``nothing says ..., but ...``."""
    are = by_number(len(ids), "is", "are")
    return f"no journeys are given; if every call counts, {named(ids)} {are} {what}"
