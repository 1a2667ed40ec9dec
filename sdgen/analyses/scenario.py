"""Under which circumstances a design is looked at: how many users it has, and what has failed."""

from __future__ import annotations

import math

from msgspec import Struct
from msgspec.structs import replace

from sdgen.design.records import Design, Entity, Journey, Scale
from sdgen.quantity import Dimension, Quantity


class Scenario(Struct, frozen=True):
    """``users`` times the users and rates that the design gives, and ``failed``: names out of
    ``what_can_fail`` that have happened, all at the same time.

    Raises ValueError for ``users`` that is not a finite number above 0.
    """

    users: float = 1.0
    failed: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not 0.0 < self.users < math.inf:
            raise ValueError(f"users is {self.users}; it is a number above 0")


def scaled(design: Design, factor: float) -> Design:
    """The design with so many times the users, and rates that are not per user; what is stored
    now stays as it is."""
    if factor == 1.0:
        return design
    return replace(
        design,
        scale=_scaled_users(design.scale, factor),
        journeys={name: _scaled_journey(each, factor) for name, each in design.journeys.items()},
        data={name: _scaled_entity(each, factor) for name, each in design.data.items()},
    )


def _scaled_users(scale: Scale | None, factor: float) -> Scale | None:
    if scale is None:
        return None
    return replace(
        scale,
        total_users=_times(scale.total_users, factor),
        daily_users=_times(scale.daily_users, factor),
        monthly_users=_times(scale.monthly_users, factor),
    )


def _scaled_journey(journey: Journey, factor: float) -> Journey:
    return replace(journey, rate=_times(journey.rate, factor))


def _scaled_entity(entity: Entity, factor: float) -> Entity:
    return replace(entity, growth=_times(entity.growth, factor))


def _times(quantity: Quantity | None, factor: float) -> Quantity | None:
    """The quantity so many times; what counts per user stays, for the users grow."""
    if quantity is None or quantity.dimension is Dimension.USER_RATE:
        return quantity
    text = f"{factor:g} x {quantity.text}"
    return Quantity(quantity.value * factor, quantity.dimension, text)
