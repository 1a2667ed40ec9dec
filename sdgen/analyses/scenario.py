"""Under which circumstances a design is looked at: how many users it has, and what has failed."""

from __future__ import annotations

import math

from msgspec import Struct
from msgspec.structs import replace

from sdgen.analyses.busy import BUSY_FROM
from sdgen.design.calls import calls_from
from sdgen.design.records import Component, Design, Entity, Journey, Scale
from sdgen.model.users import OF_CLIENTS, own_users
from sdgen.quantity import Dimension, Quantity

OF_ONE_USER = (Dimension.USER_RATE, Dimension.PER_USER)
"""What counts per user stays when the users grow."""


class Scenario(Struct, frozen=True):
    """``users`` times the users and rates that the design gives, and ``failed``: names out of
    ``what_can_fail`` that have happened, all at the same time. ``busy_from`` is the share of its
    capacity over which whoever looks calls a component busy.

    Raises ValueError for ``users`` that is not a finite number above 0.
    """

    users: float = 1.0
    failed: tuple[str, ...] = ()
    busy_from: float = BUSY_FROM

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
        components={
            name: _scaled_own_users(each, factor) for name, each in design.components.items()
        },
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
        concurrent_users=_times(scale.concurrent_users, factor),
    )


def _scaled_own_users(component: Component, factor: float) -> Component:
    """The component with so many times its own users, and connections that are held for no user in
    particular."""
    own = {key: _times(own_users(component, key), factor) for key in OF_CLIENTS}
    known = {key: users for key, users in own.items() if users is not None}
    held = any(_grows(call.held) for call in calls_from(component))
    if not known and not held:
        return component
    calls = tuple(
        replace(
            group,
            calls=tuple(replace(call, held=_times(call.held, factor)) for call in group.calls),
        )
        for group in component.calls
    )
    return replace(component, properties={**component.properties, **known}, calls=calls)


def _grows(quantity: Quantity | None) -> bool:
    return quantity is not None and quantity.dimension not in OF_ONE_USER


def _scaled_journey(journey: Journey, factor: float) -> Journey:
    return replace(journey, rate=_times(journey.rate, factor))


def _scaled_entity(entity: Entity, factor: float) -> Entity:
    return replace(entity, growth=_times(entity.growth, factor))


def _times(quantity: Quantity | None, factor: float) -> Quantity | None:
    """The quantity so many times; what counts per user stays, for the users grow."""
    if quantity is None or not _grows(quantity):
        return quantity
    text = f"{factor:g} x {quantity.text}"
    return Quantity(quantity.value * factor, quantity.dimension, text)
