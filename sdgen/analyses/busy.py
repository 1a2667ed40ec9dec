"""From which share of its capacity on a component is busy, and from which it is full: lint, pictures
and advice ask here."""

from __future__ import annotations

from typing import Literal

BUSY_FROM = 0.7
"""The share over which it is busy, unless configuration says otherwise: above it waiting times grow
quickly, and nothing is left for a lost replica, a retry or a busier day."""
FULL_FROM = 1.0
"""The share from which on it is full: what waits only grows."""
_ROUNDING = 1e-9


Busyness = Literal["free", "busy", "full"]
"""How much of a component's capacity its load takes, in words."""


def how_busy(share: float, busy_from: float = BUSY_FROM) -> Busyness:
    """What a share of the capacity amounts to. A share that is the threshold but for rounding counts
    as the threshold, which is free still at ``busy_from``, and full at 100%."""
    if share >= FULL_FROM - _ROUNDING:
        return "full"
    return "busy" if share > busy_from + _ROUNDING else "free"
