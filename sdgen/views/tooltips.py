"""What cards and lines say when pointed at: the facts of the design that the picture leaves out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdgen.base.words import in_one_line
from sdgen.design.placement import replica_counts
from sdgen.design.records import Call, Component, Design
from sdgen.kinds import kind_of
from sdgen.kinds.technologies import spelt
from sdgen.quantity import Dimension, Quantity
from sdgen.quantity.print import format_quantity
from sdgen.views.roles import roles

if TYPE_CHECKING:
    from sdgen.analyses.traffic.sums import Load


def card_tooltip(component: Component) -> str:
    """Name and kind, technology, notes, where the replicas are, and the numbers as written."""
    title, name = kind_of(component).title, in_one_line(component.name)
    named = name.casefold().endswith(title.casefold())
    parts = [
        name if named else f"{name} ({title})",
        spelt(component.technology),
        component.notes,
        _whose(component),
        _replicas(component),
        _places(component),
        _numbers(component),
        *(f"{name}: {value}" for name, value in component.custom.items()),
    ]
    return "\n".join(part for part in parts if part)


def line_tooltip(design: Design, call: Call, purposes: tuple[str, ...]) -> str:
    """Who calls whom, what for, and how."""
    source, target = (in_one_line(design.components[e].name) for e in (call.source, call.target))
    ends = f"{source} → {target}"
    how = [
        call.protocol,
        "asynchronous" if call.asynchronous else "",
        "optional" if call.optional else "",
        "within a zone" if call.same_zone else "",
        f"timeout {call.timeout.text}" if call.timeout is not None else "",
        f"{call.retries} retries" if call.retries is not None else "",
        "encrypted" if call.encrypted else "",
    ]
    first = f"{ends}: {', '.join(map(in_one_line, purposes))}" if purposes else ends
    return "\n".join(part for part in (first, ", ".join(x for x in how if x)) if part)


def load_said(load: Load | None, share: str = "") -> str:
    """How often something is called, and with how many bytes a second; ``share`` is that of its
    capacity. Empty where no load is known."""
    if load is None or not load.peak:
        return ""
    often = [f"{format_quantity(load.peak, Dimension.RATE)} at the peak"]
    if load.average < load.peak:
        often.append(f"{format_quantity(load.average, Dimension.RATE)} on average")
    there, back = (
        format_quantity(each, Dimension.BYTE_RATE) if each else ""
        for each in (load.request, load.response)
    )
    more = [
        f"{share} of its capacity" if share else "",
        f"{there} there" if there else "",
        f"{back} back" if back else "",
    ]
    return "; ".join((", ".join(often), *([", ".join(x for x in more if x)] if any(more) else [])))


def with_figures(tooltip: str, figures: str) -> str:
    """A tooltip with what is computed behind it."""
    return "\n".join(part for part in (tooltip, figures) if part)


def _whose(component: Component) -> str:
    if component.managed:
        return "managed by its provider"
    return "external" if component.external else ""


def _replicas(component: Component) -> str:
    """How many autoscaling makes, and what the replicas are to each other."""
    replicas = component.replicas
    scaled = f"{replicas.count} to {replicas.most} replicas" if replicas.most is not None else ""
    role = roles(component)
    reads = "followers answer reads too" if replicas.reads_any and role else ""
    return ", ".join(part for part in (scaled, role, reads) if part)


def _places(component: Component) -> str:
    counts = replica_counts(component)
    placed = [f"{count} in {domain}" for domain, count in counts.items() if domain is not None]
    return ", ".join(placed)


def _numbers(component: Component) -> str:
    latency = component.latency
    given = {
        "capacity": component.capacity,
        "p50": latency.p50 if latency is not None else None,
        "p99": latency.p99 if latency is not None else None,
        "storage": component.storage,
        "memory": component.memory,
        "bandwidth": component.bandwidth,
        "availability": component.availability,
    }
    each = " a replica" if component.replicas.count > 1 else ""
    return ", ".join(
        f"{name} {quantity.text}{each if name in PER_REPLICA else ''}"
        for name, quantity in given.items()
        if isinstance(quantity, Quantity)
    )


PER_REPLICA = frozenset({"capacity", "storage", "memory", "bandwidth"})
"""What a design gives of one replica."""
