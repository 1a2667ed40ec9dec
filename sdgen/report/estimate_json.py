"""An estimate as plain data for JSON, in base units: a second, bytes, seconds, shares of 1.

The keys are a contract, more may come to stand beside. What is unknown or without end is null.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from sdgen.analyses.cost import currency
from sdgen.analyses.estimate import Estimate
from sdgen.analyses.explain.explanation import Explanation
from sdgen.quantity import Dimension

DIGITS = 12
"""Significant digits: the last ones of a float hang on the order in which it was summed up."""


def estimate_data(found: Estimate) -> dict[str, object]:
    """``{"journeys": ..., "components": ..., "entities": ...}`` and what is beside them."""
    scale = found.design.scale
    daily = scale.daily_users.value if scale is not None and scale.daily_users else None
    return {
        "design": found.design.name,
        "file": found.design.path,
        "scale": found.factor,
        "journeys": {name: _journey(found, name) for name in found.journeys},
        "components": {name: _component(found, name) for name in found.components},
        "entities": {name: _entity(found, name) for name in found.entities},
        "bottlenecks": [
            {
                "component": each.component,
                "utilisation": _number(each.share),
                "without_a_replica": _number(each.without_a_replica),
                "without_a_zone": _number(each.without_a_zone),
                "worst_zone": each.worst_zone,
                "zone_leaves": each.zone_leaves,
                "growth": _number(each.growth),
                "daily_users": _number(None if daily is None else each.growth * daily),
                "replicas": each.replicas,
            }
            for each in found.bottlenecks
        ],
        "cost": {
            "currency": currency(found.design) or None,
            "total": _number(sum(each.total for each in found.costs)) if found.costs else None,
            "components": {
                each.component: {
                    "replicas": _number(each.replicas),
                    "storage": _number(each.storage),
                    "egress": _number(each.egress),
                    "total": _number(each.total),
                    "unknown": list(each.unknown),
                }
                for each in found.costs
            },
        },
        "assumptions": list(found.assumptions),
    }


def explanation_data(explanations: Iterable[Explanation]) -> list[dict[str, object]]:
    """Each figure with its formula and its inputs."""
    return [
        {
            "name": each.name,
            "value": _number(each.value),
            "unit": _unit(each.dimension),
            "formula": each.formula,
            "inputs": [
                {
                    "name": given.name,
                    "value": _number(given.value),
                    "unit": _unit(given.dimension),
                    "text": given.text,
                    "file": given.span.file,
                    "line": given.span.line,
                }
                for given in each.inputs
            ],
        }
        for each in explanations
    ]


def _unit(dimension: Dimension) -> str:
    return dimension.value


def _journey(found: Estimate, name: str) -> dict[str, object]:
    load, latency = found.load.journeys.get(name), found.latency.get(name)
    return {
        "average": _number(load.average if load else None),
        "peak": _number(load.peak if load else None),
        "p50": _number(latency.p50 if latency else None),
        "p99": _number(latency.p99 if latency else None),
        "unanswered": _number(latency.unanswered if latency else None),
        "overloaded": list(latency.overloaded) if latency else [],
    }


def _component(found: Estimate, name: str) -> dict[str, object]:
    load, used = found.load.components.get(name), found.load.utilisation.get(name)
    store, connections = found.storage.stores.get(name), found.connections.get(name)
    cache, held = found.caches.get(name), found.in_flight.get(name)
    worst = connections.worst if connections else None
    return {
        "average": _number(load.average if load else None),
        "peak": _number(load.peak if load else None),
        "capacity": _number(found.load.carried(found.design.components[name])),
        "utilisation": _number(used.share if used else None),
        "ingress": _number(load.request if load else None),
        "egress": _number(load.response if load else None),
        "storage": _number(store.bytes_at_horizon if store else None),
        "storage_now": _number(store.bytes if store else None),
        "storage_capacity": _number(store.capacity if store else None),
        "storage_of_node": _number(store.node_bytes_at_horizon if store else None),
        "storage_complete": store.complete if store else None,
        "memory": _number(cache.bytes_at_horizon if cache else None),
        "memory_now": _number(cache.bytes if cache else None),
        "memory_of_replica": _number(cache.replica_at_horizon if cache else None),
        "memory_capacity": _number(cache.capacity if cache else None),
        "memory_complete": cache.complete if cache else None,
        "hit_ratio": _number(cache.hit_ratio if cache else None),
        "hit_ratio_expected": _number(cache.expected if cache else None),
        "in_flight": _number(held.number if held else None),
        "in_flight_allowed": held.allowed if held else None,
        "connections": connections.opened if connections else None,
        "connections_accepted": connections.accepted if connections else None,
        "connections_without_a_zone": worst.opened if worst else None,
        "connections_accepted_without_a_zone": worst.accepted if worst else None,
        "connections_worst_zone": worst.zone if worst else None,
    }


def _entity(found: Estimate, name: str) -> dict[str, object]:
    each = found.storage.entities[name]
    return {
        "rows": _number(each.rows_at_horizon),
        "storage": _number(each.bytes_at_horizon),
        "rows_now": _number(each.rows),
        "storage_now": _number(each.bytes),
        "added": _number(each.added),
    }


def _number(value: float | None) -> float | None:
    if value is None or not math.isfinite(value):
        return None
    return float(f"{value:.{DIGITS}g}")
