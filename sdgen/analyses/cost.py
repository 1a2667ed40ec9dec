"""What a design costs a month, from the prices that it gives; nothing is assumed where it gives
none."""

from __future__ import annotations

from msgspec import Struct

from sdgen.analyses.replication import most_replicas
from sdgen.analyses.storage.stores import StorageFacts
from sdgen.analyses.traffic.flow import Traffic
from sdgen.design.records import Component, Design, Price
from sdgen.quantity.money import currency_of
from sdgen.quantity.types import DAY

GIGABYTE = 1e9
MONTH = 30.0 * DAY
"""Seconds of a month, unless the design's calendar says otherwise."""


class ComponentCost(Struct, frozen=True):
    """Money a month: for replicas, for what is stored now and for what is sent out on average.
    ``unknown`` names prices that are given and cannot be counted, for want of bytes."""

    component: str
    replicas: float
    storage: float
    egress: float
    unknown: tuple[str, ...] = ()

    @property
    def total(self) -> float:
        return self.replicas + self.storage + self.egress


def currency(design: Design) -> str:
    """The currency of all costs, as the first price that names one has it; empty where none does."""
    prices = (each.price for each in design.components.values() if each.price is not None)
    sums = (getattr(price, key) for price in prices for key in ("replica", "storage", "egress"))
    return next((found for each in sums if each is not None and (found := currency_of(each))), "")


def costs(design: Design, load: Traffic, kept: StorageFacts) -> tuple[ComponentCost, ...]:
    """The cost of each component that has a price, the most expensive first."""
    scale = design.scale
    month = scale.month.value if scale is not None and scale.month is not None else MONTH
    found = [
        _cost(component, component.price, load, kept, month)
        for component in design.components.values()
        if component.price is not None
    ]
    return tuple(sorted(found, key=lambda each: (-each.total, each.component)))


def _cost(
    component: Component, price: Price, load: Traffic, kept: StorageFacts, month: float
) -> ComponentCost:
    unknown = []
    replicas = price.replica.value * most_replicas(component) if price.replica is not None else 0.0
    stored = 0.0
    if price.storage is not None:
        store = kept.stores.get(component.id)
        if store is None:
            unknown.append("storage")
        else:
            stored = price.storage.value * store.bytes / GIGABYTE
    sent = 0.0
    if price.egress is not None:
        flow = load.components.get(component.id)
        if flow is None or flow.response is None or flow.peak == 0:
            unknown.append("egress")
        else:
            average = flow.response * flow.average / flow.peak
            sent = price.egress.value * average * month / GIGABYTE
    return ComponentCost(component.id, replicas, stored, sent, tuple(unknown))
