"""What a journey asks of the reads that it is served."""

from __future__ import annotations

from sdgen.design.records import Journey


def asks_strong(journey: Journey) -> bool:
    """Whether the journey must see the last write."""
    asked = journey.objectives.consistency if journey.objectives is not None else ""
    return asked.strip().casefold() in ("strong", "linearizable", "strict")
