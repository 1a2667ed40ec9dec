"""The basic events of a failure model, and what was assumed to find how likely they are."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from sdgen.design.records import Level

DOMAIN_AVAILABILITY: Mapping[Level, tuple[float, str]] = {
    Level.PROVIDER: (1.0, "the loss of a whole provider is not counted"),
    Level.REGION: (
        0.9999,
        "what Amazon EC2's service level agreement promises of instances in several zones",
    ),
    Level.ZONE: (0.9995, "chosen by sdgen between one instance's and a region's; write yours"),
    Level.RACK: (0.999, "an order of magnitude chosen by sdgen; write yours"),
    Level.HOST: (0.995, "what Amazon EC2's service level agreement promises of one instance"),
}
"""Assumed of a failure domain whose availability the design does not give, and why."""


class EventKind(StrEnum):
    """What a basic event is. A transition counts in availability, and is no point of failure."""

    INSTANCE = "instance"
    MANAGED = "managed"
    ZONE = "zone"
    REGION = "region"
    PROVIDER = "provider"
    RACK = "rack"
    HOST = "host"
    COMMON_CAUSE = "common_cause"
    TRANSITION = "transition"


class Event(Struct, frozen=True):
    """One basic event; ``component`` is empty for a failure domain."""

    name: str
    kind: EventKind
    component: str
    unavailability: float


def complement(ratio: float) -> float:
    """What a ratio leaves of 1, of the digits that it is written with: 99.5% leaves 0.005, and
    99.9999999999% leaves 1e-12, without what a difference of binary fractions adds."""
    return float(1 - Decimal(repr(ratio)))


def window_of(component: str) -> str:
    """The event that instances of ``component`` are just taking over from others."""
    return f"{component}!window"


def switch_of(component: str) -> str:
    """The event that instances of ``component`` do not take over from others."""
    return f"{component}!switch"


class Assumption(Struct, frozen=True, order=True):
    """What was counted because the design does not say: ``statement`` of ``subject``."""

    statement: str
    subject: str

    def __str__(self) -> str:
        return f"{self.subject}: {self.statement}"
