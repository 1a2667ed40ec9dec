"""Figures of a design before and after a change, and which of the two is better."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class Measured(StrEnum):
    """What a figure measures, in the order in which figures are told."""

    AVAILABILITY = "availability"
    DOWN_WITHOUT_A_ZONE = "down_without_a_zone"
    POINTS_OF_FAILURE = "points_of_failure"
    SATURATION = "saturation"
    LATENCY = "latency_p99"
    UTILISATION = "utilisation"
    STORAGE = "storage"
    COST = "cost"
    REPLICAS = "replicas"


class Verdict(StrEnum):
    """What a change of a figure is. More of what costs money is neither better nor worse by itself."""

    BETTER = "better"
    WORSE = "worse"
    DEARER = "dearer"
    CHEAPER = "cheaper"
    SAME = "same"


def number_or_none(number: int) -> str:
    """How a number of what is wrong is written: ``3``, ``none``."""
    return str(number) if number else "none"


class Figure(Struct, frozen=True):
    """One figure: what it measures, of which journey or component (``subject``; empty where it is of the
    whole design), before and after, as numbers in the base unit (ratios, seconds, bytes) and as texts
    with as many digits as tell the two apart. None, and an empty text, where there is none.

    ``goal`` is the objective and ``goal_text`` how it is written, of the newer design where that has the journey;
    ``goal_before`` and ``goal_before_text`` are those of the older design. ``met`` says whether that was
    met before, ``meets`` whether the newer one is now, each None where that is not known. ``who_before`` and ``who_after``
    name what a figure of the whole design is of, such as what saturates first. ``of`` is what the number is
    out of, such as all journeys.
    """

    measured: Measured
    before: float | None
    after: float | None
    before_text: str
    after_text: str
    verdict: Verdict = Verdict.SAME
    subject: str = ""
    goal: float | None = None
    goal_text: str = ""
    met: bool | None = None
    meets: bool | None = None
    who_before: tuple[str, ...] = ()
    who_after: tuple[str, ...] = ()
    of: tuple[int, int] | None = None
    goal_before: float | None = None
    goal_before_text: str = ""

    @property
    def changed(self) -> bool:
        """Whether a reader sees a difference."""
        return self.before_text != self.after_text or set(self.who_before) != set(self.who_after)

    @property
    def goal_changed(self) -> bool:
        """Whether both designs have the journey, and another objective for it: what is met or missed now
        may be for that, and not for the system."""
        return self.kept and self.goal_before != self.goal

    @property
    def kept(self) -> bool:
        """Whether both designs have it."""
        return self.before is not None and self.after is not None
