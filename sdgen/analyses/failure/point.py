"""What a single point of failure is, for whoever looks at some: nothing is computed here."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class PointKind(StrEnum):
    """What a single point of failure is."""

    INSTANCE = "instance"
    PARTIAL = "partial"
    RACK = "rack"
    HOST = "host"
    ZONE = "zone"
    REGION = "region"
    PROVIDER = "provider"
    COMMON_CAUSE = "common_cause"


class Cause(StrEnum):
    """Why an event alone takes a journey down: nothing is left that could do the work, fewer than
    the design says must be up (a need, a majority, copies), or fewer than carry the peak."""

    LOSS = "loss"
    QUORUM = "quorum"
    CAPACITY = "capacity"


class PointOfFailure(Struct, frozen=True):
    """An event that alone takes the journey down, and why; ``share`` is the part of the data that a
    partial one takes along, else 1. ``out`` are the seconds until a person has switched over, where
    that ends it; ``waits`` the same where others also have to be switched over, which does not end
    it."""

    event: str
    kind: PointKind
    component: str
    share: float = 1.0
    out: float | None = None
    waits: float | None = None
    cause: Cause = Cause.LOSS

    @property
    def only_overloads(self) -> bool:
        """Whether nothing is out, and what is left merely does not carry the peak."""
        return self.cause is Cause.CAPACITY and self.waits is None
