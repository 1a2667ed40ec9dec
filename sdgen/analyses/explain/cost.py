"""How the cost of a component came about: its terms, and each input with its place in the file."""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.analyses.estimate import Estimate
from sdgen.analyses.explain.explanation import Explanation, Input, given
from sdgen.analyses.replication import most_replicas
from sdgen.design.records import Component
from sdgen.quantity import Dimension


def explain_cost(found: Estimate, component: Component) -> Explanation:
    """Money a month: the terms for which the design gives prices, and what they multiply."""
    prices = component.price
    parts = []
    for key, formula in (
        ("replica", "replicas x price of a replica"),
        ("storage", "GB stored now x price of a GB"),
        ("egress", "GB sent a month on average x price of a GB"),
    ):
        if prices is not None and getattr(prices, key) is not None:
            parts.append(formula)
    total = next((e.total for e in found.costs if e.component == component.id), None)
    inputs = tuple(_prices(found, component))
    name = f"{component.id}.cost"
    return Explanation(name, total, Dimension.MONEY, " + ".join(parts), inputs)


def _prices(found: Estimate, component: Component) -> Iterator[Input]:
    prices = component.price
    if prices is None:
        return
    if prices.replica is not None:
        place = component.span_of("replicas")
        yield Input("replicas", float(most_replicas(component)), Dimension.COUNT, place)
        yield given("price of a replica", prices.replica, prices.span_of("replica"))
    store = found.storage.stores.get(component.id)
    if prices.storage is not None:
        if store is not None:
            yield Input("stored now", store.bytes, Dimension.BYTES, component.span)
        yield given("price of a GB stored", prices.storage, prices.span_of("storage"))
    if prices.egress is not None:
        load = found.load.components.get(component.id)
        if load is not None and load.response is not None and load.peak:
            average = load.response * load.average / load.peak
            yield Input("sent on average", average, Dimension.BYTE_RATE, component.span)
        yield given("price of a GB sent", prices.egress, prices.span_of("egress"))
