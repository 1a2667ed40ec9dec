"""Words that rules share: rates of links, and how a count of replicas was given."""

from __future__ import annotations

from collections.abc import Sequence

from sdgen.analyses.replication import most_replicas
from sdgen.base.span import Span
from sdgen.base.words import counted, joined, named
from sdgen.design.records import Component
from sdgen.quantity import Dimension
from sdgen.quantity.print import format_number, format_quantity


def bit_rate(byte_rate: float) -> str:
    """Bytes a second as links are named: ``9.6 Gbit/s``."""
    bits = byte_rate * 8.0
    for prefix, size in (("T", 1e12), ("G", 1e9), ("M", 1e6), ("k", 1e3)):
        if bits >= size:
            return f"{format_number(bits / size)} {prefix}bit/s"
    return f"{format_number(bits)} bit/s"


SWITCH_BY_ITSELF = "let it switch over by itself: 'failover: {automatic: true, time: 30s}'"
"""What helps where a person has to switch over."""


def until_switched(seconds: float | None) -> str:
    """How long that lasts, where a person ends it: `` (out for 4 h until a person switches over)``."""
    if seconds is None:
        return ""
    time = format_quantity(seconds, Dimension.DURATION)
    return f" (out for {time} until a person switches over)"


def either(ids: Sequence[str], most: int = 5) -> str:
    """Ids of which any one is meant: ``'a'``, ``'a' or 'b'``."""
    quoted = [f"'{each}'" for each in ids]
    return joined(quoted, "or") if len(ids) <= most else f"any of {named(ids, most)}"


def replicas_span(component: Component) -> Span:
    """Where a component says how many replicas it has, or the component's own key."""
    return component.replicas.spans.get("count", component.span_of("replicas"))


def count_of(component: Component, count: int) -> str:
    """How so many replicas are written: ``replicas: 3``, where it autoscales ``replicas: {min: 3,
    max: 10}``."""
    most = component.replicas.most
    if most is None:
        return f"replicas: {count}"
    return f"replicas: {{min: {count}, max: {max(count, most)}}}"


def most_in_words(component: Component) -> str:
    """The replicas that there may be: ``3 replicas``, ``up to 10 replicas`` where it autoscales."""
    many = counted(most_replicas(component), "replica")
    return many if component.replicas.most is None else f"up to {many}"


def said_so(component: Component) -> str:
    """How a finding says that a missing count was taken as one."""
    return "" if component.replicas.given else " (it gives no 'replicas', which counts as 1)"
