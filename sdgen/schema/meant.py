"""Which key or kind stands behind another word for it?"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sdgen.base.suggest import surely
from sdgen.kinds import KINDS
from sdgen.parse.document import Entry, Mapping, Node, Scalar

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

ONE_OF_SEVERAL = frozenset({"latency", "users"})
"""Other words that could stand for more than one key: daily or monthly users, p50 or p99."""


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


def sole_key_meant(entry: Entry, node: Mapping, allowed: Collection[str]) -> str | None:
    """The key that stands here in another spelling, beyond doubt: the mapping does not have it yet,
    in this or another wrong spelling."""

    def meant(key: str) -> str | None:
        other = ALSO_CALLED.get(key.lower().replace("-", "_"))
        known = other in allowed and key.lower() not in ONE_OF_SEVERAL
        return other if known else surely(key, allowed)

    found = meant(entry.key)
    if found is None or node.get(found) is not None:
        return None
    others = (each.key for each in node.entries if each is not entry and each.key not in allowed)
    return None if any(meant(each) == found for each in others) else found


def value_meant(word: str, allowed: Collection[str], path: Sequence[str | int]) -> str | None:
    """The allowed value that is meant beyond doubt: a misspelling, or the abbreviation of a kind."""
    if path and path[-1] == "kind":
        for kind in KINDS.values():
            if word.lower() in kind.abbreviations:
                return kind.name
    return surely(word, allowed)
