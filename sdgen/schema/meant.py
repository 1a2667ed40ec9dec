"""Which key or kind stands behind another word for it?"""

from __future__ import annotations

from collections.abc import Collection

from sdgen.kinds import KINDS
from sdgen.parse.document import Node, Scalar

ALSO_CALLED = {
    "az": "zones",
    "availability_zones": "zones",
    "connections": "calls",
    "dau": "daily_users",
    "dependencies": "calls",
    "depends_on": "calls",
    "edges": "calls",
    "flows": "journeys",
    "instances": "replicas",
    "latency": "p99",
    "links": "calls",
    "mau": "monthly_users",
    "nodes": "replicas",
    "qps": "rate",
    "rps": "rate",
    "services": "components",
    "slo": "objectives",
    "targets": "calls",
    "throughput": "capacity",
    "title": "name",
    "type": "kind",
    "uses": "calls",
    "users": "daily_users",
}
"""Other words for keys, as people and other tools have them."""


def key_meant(key: str, value: Node | None, allowed: Collection[str]) -> str | None:
    """The allowed key that ``key`` is another word for, or that stands where its value should:
    ``mode: async``."""
    other = ALSO_CALLED.get(key.lower().replace("-", "_"))
    if other not in allowed and isinstance(value, Scalar):
        other = str(value.value)
    return other if other in allowed else None


def kind_meant(word: str) -> str | None:
    """The kind that an abbreviation such as ``lb``, another word or a product stands for."""
    lowered = word.lower().replace("-", "_").replace(" ", "_")
    for kind in KINDS.values():
        if lowered in kind.abbreviations or lowered in kind.also_called:
            return kind.name
    return None
