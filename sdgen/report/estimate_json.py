"""An estimate as plain data for JSON, in base units: a second, bytes, seconds, shares of 1.

The keys are a contract, more may come to stand beside. What is unknown or without end is null.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from sdgen.analyses.cost import currency
from sdgen.analyses.estimate import Estimate
from sdgen.analyses.explain.explanation import Explanation
from sdgen.analyses.latency.timeline import Timeline
from sdgen.quantity import Dimension
from sdgen.report.course import course_data
from sdgen.report.numbers import number


def estimate_data(
    found: Estimate, courses: Mapping[str, Timeline | None] = MappingProxyType({})
) -> dict[str, object]:
    """``{"journeys": ..., "components": ..., "entities": ...}`` and what is beside them; ``courses``
    are those of the journeys, where they are to be told."""
    scale = found.design.scale
    daily = scale.daily_users.value if scale is not None and scale.daily_users else None
    return {
        "design": found.design.name,
        "file": found.design.path,
        "scale": found.factor,
        "journeys": {
            name: {**_journey(found, name), "timeline": course_data(courses.get(name))}
            for name in found.journeys
        },
        "components": {name: _component(found, name) for name in found.components},
        "entities": {name: _entity(found, name) for name in found.entities},
        "bottlenecks": [
            {
                "component": each.component,
                "utilisation": number(each.share),
                "without_a_replica": number(each.without_a_replica),
                "without_a_zone": number(each.without_a_zone),
                "worst_zone": each.worst_zone,
                "zone_leaves": each.zone_leaves,
                "growth": number(each.growth),
                "daily_users": number(None if daily is None else each.growth * daily),
                "replicas": each.replicas,
            }
            for each in found.bottlenecks
        ],
        "cost": {
            "currency": currency(found.design) or None,
            "total": number(sum(each.total for each in found.costs)) if found.costs else None,
            "components": {
                each.component: {
                    "replicas": number(each.replicas),
                    "storage": number(each.storage),
                    "egress": number(each.egress),
                    "total": number(each.total),
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
            "value": number(each.value),
            "unit": _unit(each.dimension),
            "formula": each.formula,
            "inputs": [
                {
                    "name": given.name,
                    "value": number(given.value),
                    "unit": _unit(given.dimension),
                    "text": given.text,
                    "file": given.span.file,
                    "line": given.span.line,
                }
                for given in each.inputs
            ],
            "timeline": course_data(each.course),
        }
        for each in explanations
    ]


def _unit(dimension: Dimension) -> str:
    return dimension.value


def _journey(found: Estimate, name: str) -> dict[str, object]:
    load, latency = found.load.journeys.get(name), found.latency.get(name)
    return {
        "average": number(load.average if load else None),
        "peak": number(load.peak if load else None),
        "p50": number(latency.p50 if latency else None),
        "p99": number(latency.p99 if latency else None),
        "unanswered": number(latency.unanswered if latency else None),
        "overloaded": list(latency.overloaded) if latency else [],
    }


def _component(found: Estimate, name: str) -> dict[str, object]:
    load, used = found.load.components.get(name), found.load.utilisation.get(name)
    store, connections = found.storage.stores.get(name), found.connections.get(name)
    cache, held = found.caches.get(name), found.in_flight.get(name)
    worst = connections.worst if connections else None
    return {
        "average": number(load.average if load else None),
        "peak": number(load.peak if load else None),
        "capacity": number(found.load.carried(found.design.components[name])),
        "utilisation": number(used.share if used else None),
        "ingress": number(load.request if load else None),
        "egress": number(load.response if load else None),
        "storage": number(store.bytes_at_horizon if store else None),
        "storage_now": number(store.bytes if store else None),
        "storage_capacity": number(store.capacity if store else None),
        "storage_of_node": number(store.node_bytes_at_horizon if store else None),
        "storage_complete": store.complete if store else None,
        "memory": number(cache.bytes_at_horizon if cache else None),
        "memory_now": number(cache.bytes if cache else None),
        "memory_of_replica": number(cache.replica_at_horizon if cache else None),
        "memory_capacity": number(cache.capacity if cache else None),
        "memory_complete": cache.complete if cache else None,
        "hit_ratio": number(cache.hit_ratio if cache else None),
        "hit_ratio_expected": number(cache.expected if cache else None),
        "in_flight": number(held.number if held else None),
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
        "rows": number(each.rows_at_horizon),
        "storage": number(each.bytes_at_horizon),
        "rows_now": number(each.rows),
        "storage_now": number(each.bytes),
        "added": number(each.added),
    }
