"""The components whose risk of failing is known and taken, as the design says."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from sdgen.base.days import has_ended, this_day
from sdgen.design.accepted import spoken_of
from sdgen.design.records import Design

RULES = {
    "SPOF001": "single-point-of-failure",
    "SPOF002": "single-zone",
    "SPOF003": "single-region",
    "SPOF004": "shared-fate",
    "SPOF006": "failover-undeclared",
    "SPOF007": "single-vendor",
    "COPY001": "too-few-replicas",
    "REP001": "too-few-copies",
    "REP002": "copies-share-zone",
    "REP004": "quorum-lost-with-zone",
    "SLO001": "availability-below-objective",
}
"""The rules about what availability plans change, by code, with their names."""


class Accepted(Struct, frozen=True):
    """A component that is left alone, as the ``rule`` is accepted there, and until which day."""

    component: str
    rule: str
    until: str = ""


def accepted_risks(design: Design, today: date | None = None) -> tuple[Accepted, ...]:
    """The components that an entry of ``accepted`` speaks of, itself or by its group, in the order
    of the entries, each once. What was accepted until a day before ``today`` (``this_day`` where
    none is given) is so no longer, and what gives no reason never was, as for lint."""
    found: dict[str, Accepted] = {}
    day = today or this_day()
    for entry in design.accepted:
        if entry.rule.upper() not in RULES and entry.rule not in RULES.values():
            continue
        if not entry.because.strip() or has_ended(entry.until, day):
            continue
        about = spoken_of(entry.at.replace(" ", ""), design)
        for name in design.components:
            if name in about:
                found.setdefault(name, Accepted(name, entry.rule, entry.until))
    return tuple(found.values())
