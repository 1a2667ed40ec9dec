"""The components whose risk of failing is known and taken, as the design says."""

from __future__ import annotations

from msgspec import Struct

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


def accepted_risks(design: Design) -> tuple[Accepted, ...]:
    """The components that an entry of ``accepted`` names, itself or by its group, in the order of
    the entries, each once."""
    found: dict[str, Accepted] = {}
    for entry in design.accepted:
        if entry.rule not in {*RULES, *RULES.values()}:
            continue
        for name, component in design.components.items():
            if name == entry.at or component.group == entry.at:
                found.setdefault(name, Accepted(name, entry.rule, entry.until))
    return tuple(found.values())
