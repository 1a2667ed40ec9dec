"""An estimate and its explanations as blocks: tables of rounded figures."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

from sdgen.analyses.cost import currency
from sdgen.analyses.estimate import Estimate
from sdgen.analyses.explain.explanation import Explanation
from sdgen.analyses.latency.in_flight import InFlight
from sdgen.analyses.traffic.bottlenecks import TARGET, Headroom
from sdgen.analyses.traffic.connections import Connections
from sdgen.base.words import and_more, by_number, joined
from sdgen.blocks import Block, List, Page, Paragraph, Section, Table
from sdgen.quantity import Dimension
from sdgen.quantity.money import format_money
from sdgen.quantity.print import format_number, format_quantity, format_times
from sdgen.report.course import course_tables
from sdgen.report.estimate_verdict import verdict

UNKNOWN = "-"
MOST_BOTTLENECKS = 10
MOST_FIXES = 3
MOST_COSTS = 3
SELDOM = 0.0005
"""A share of runs that rounds to nothing."""


def estimate_page(found: Estimate) -> Page:
    """The whole report: the verdict, the sections that have rows, and what was assumed."""
    made = (
        _scale(found),
        _journeys(found),
        _components(found),
        _entities(found),
        _stores(found),
        _caches(found),
        _bottlenecks(found),
        _connections(found),
        _costs(found),
    )
    said = verdict(found)
    sections: list[Block] = [List(said)] if said else []
    sections += [each for each in made if each is not None]
    sections.append(Section("assumptions", (List(found.assumptions),)))
    grown = "" if found.factor == 1.0 else f", at {found.factor:g} times the users"
    return Page(f"{found.design.name} ({found.design.path}){grown}", tuple(sections))


def explanation_page(explanations: Iterable[Explanation]) -> Page:
    """Each figure with its formula, and the formula's inputs with their values and places."""
    return Page("", tuple(_explanation(each) for each in explanations))


def _explanation(explanation: Explanation) -> Section:
    value = shown(explanation.value, explanation.dimension)
    rows = tuple(
        (
            each.name,
            each.text or shown(each.value, each.dimension),
            f"{each.span.file}:{each.span.line}",
        )
        for each in explanation.inputs
    )
    blocks: list[Block] = [Paragraph(f"= {explanation.formula}")]
    if explanation.value is None:
        blocks.append(Paragraph("an input is missing"))
    if rows:
        blocks.append(Table(("input", "value", "at"), rows, plain=True, text_columns=(0, 2)))
    if explanation.course is not None:
        blocks += course_tables(explanation.course)
    return Section(f"{explanation.name} = {value}", tuple(blocks), is_name=True)


def _section(
    title: str,
    header: tuple[str, ...],
    rows: Sequence[tuple[str, ...]],
    notes: Sequence[str] = (),
) -> Section | None:
    """A table with sentences below it; nothing without rows."""
    if not rows:
        return None
    below = (List(tuple(notes)),) if notes else ()
    return Section(title, (Table(header, tuple(rows)), *below))


def shown(value: float | None, dimension: Dimension) -> str:
    """A figure with its unit; ``-`` for none, ``unbounded`` for an infinite one."""
    if value is None or math.isnan(value):
        return UNKNOWN
    if math.isinf(value):
        return "unbounded"
    if dimension is Dimension.RATIO:
        return _share(value)
    return format_quantity(value, dimension)


def _share(value: float) -> str:
    """A share in whole per cent; a tenth of one where it is small."""
    if value >= 100.0:
        return f"{format_number(value * 100)}%"
    return f"{value:.0%}" if value >= 0.1 or value == 0.0 else f"{value:.1%}"


def _rate(value: float | None) -> str:
    return shown(value, Dimension.RATE)


def _bytes(value: float | None) -> str:
    return shown(value, Dimension.BYTES)


def _count(value: float | None) -> str:
    return shown(value, Dimension.COUNT)


def _horizon(found: Estimate) -> str:
    scale = found.design.scale
    horizon = scale.horizon if scale is not None else None
    return "kept" if horizon is None else f"in {horizon.text}"


def _scale(found: Estimate) -> Section | None:
    scale = found.design.scale
    rows: list[tuple[str, str]] = []
    if scale is not None:
        counts = (
            ("total users", scale.total_users),
            ("daily users", scale.daily_users),
            ("monthly users", scale.monthly_users),
        )
        rows += [(name, _count(each.value)) for name, each in counts if each is not None]
        if scale.peak is not None:
            rows.append(("peak factor", format_quantity(scale.peak.value, Dimension.FACTOR)))
        if scale.horizon is not None:
            rows.append(("horizon", scale.horizon.text))
        if scale.growth is not None:
            rows.append(("growth a year", shown(scale.growth.value, Dimension.RATIO)))
    return _section("scale", ("", "value"), tuple(rows))


def _journeys(found: Estimate) -> Section | None:
    rows, notes = [], []
    for name in found.journeys:
        load, latency = found.load.journeys.get(name), found.latency.get(name)
        rows.append(
            (
                name,
                _rate(load.average if load else None),
                _rate(load.peak if load else None),
                shown(latency.p50 if latency else None, Dimension.DURATION),
                shown(latency.p99 if latency else None, Dimension.DURATION),
            )
        )
        if latency is not None and latency.overloaded:
            full = latency.overloaded
            verb = by_number(len(full), "is", "are")
            notes.append(f"{name}: unbounded: {joined(full)} {verb} overloaded")
        if latency is not None and latency.unanswered >= SELDOM:
            share = shown(latency.unanswered, Dimension.RATIO)
            notes.append(f"{name}: in {share} of its runs a call ends without an answer")
    return _section("journeys", ("", "average", "peak", "p50", "p99"), tuple(rows), tuple(notes))


def _components(found: Estimate) -> Section | None:
    rows = []
    for name in found.components:
        load, used = found.load.components.get(name), found.load.utilisation.get(name)
        if load is None:
            continue
        rows.append(
            (
                name,
                _rate(load.average),
                _rate(load.peak),
                _rate(used.capacity if used else None),
                shown(used.share if used else None, Dimension.RATIO),
                shown(load.request, Dimension.BYTE_RATE),
                shown(load.response, Dimension.BYTE_RATE),
                _in_flight(found.in_flight.get(name)),
            )
        )
    header = ("", "average", "peak", "capacity", "used", "bytes in", "bytes out", "in flight")
    return _section("components", header, tuple(rows))


def _in_flight(held: InFlight | None) -> str:
    """How many at the same time, and of how many that are worked on at once."""
    if held is None:
        return UNKNOWN
    number = _count(held.number)
    return number if held.allowed is None else f"{number} of {_count(held.allowed)}"


def _entities(found: Estimate) -> Section | None:
    rows = []
    for name in found.entities:
        each = found.storage.entities[name]
        rows.append(
            (
                name,
                _bytes(each.size),
                _rate(each.added),
                _count(each.rows),
                _count(each.rows_at_horizon),
                _bytes(each.bytes),
                _bytes(each.bytes_at_horizon),
            )
        )
    later = _horizon(found)
    header = ("", "a row", "added", "rows now", f"rows {later}", "bytes now", f"bytes {later}")
    return _section("data, one copy", header, tuple(rows))


def _stores(found: Estimate) -> Section | None:
    rows, notes = [], []
    for name in found.components:
        each = found.storage.stores.get(name)
        if each is None:
            continue
        if not each.complete:
            notes.append(f"{name}: more, for not every entity in it is known")
        rows.append(
            (
                name,
                str(each.copies),
                shown(each.fill, Dimension.RATIO),
                _bytes(each.bytes),
                _bytes(each.bytes_at_horizon),
                _bytes(each.capacity),
                shown(each.share_at_horizon, Dimension.RATIO),
            )
        )
    header = ("", "copies", "fill", "now", _horizon(found), "disk", "of it used then")
    return _section("stores, all copies", header, tuple(rows), tuple(notes))


def _caches(found: Estimate) -> Section | None:
    rows, notes = [], []
    for name in found.components:
        each = found.caches.get(name)
        if each is None:
            continue
        if not each.complete:
            notes.append(f"{name}: more, for not everything that it holds is known")
        rows.append(
            (
                name,
                shown(each.hit_ratio, Dimension.RATIO),
                _bytes(each.bytes),
                _bytes(each.bytes_at_horizon),
                _bytes(each.replica_at_horizon),
                _bytes(each.capacity),
                shown(each.share_at_horizon, Dimension.RATIO),
                shown(each.expected, Dimension.RATIO),
            )
        )
    header = (
        "",
        "hit ratio",
        "hot now",
        "hot" if _horizon(found) == "kept" else f"hot {_horizon(found)}",
        "a replica",
        "memory",
        "needed of it",
        "hit ratio with it",
    )
    return _section("caches, all copies", header, tuple(rows), tuple(notes))


def _bottlenecks(found: Estimate) -> Section | None:
    rows = tuple(
        (
            each.component,
            shown(each.share, Dimension.RATIO),
            after_loss(each.without_a_replica),
            zone_lost(each),
            full_at(found, each),
        )
        for each in found.bottlenecks[:MOST_BOTTLENECKS]
    )
    header = ("", "used", "a replica lost", "worst zone lost", "full at")
    return _section("what breaks first", header, rows, tuple(_fixes(found)))


def zone_lost(each: Headroom) -> str:
    if each.without_a_zone is None:
        return UNKNOWN
    return f"{after_loss(each.without_a_zone)} ({each.worst_zone}, {each.zone_leaves} left)"


def after_loss(share: float) -> str:
    return "down" if math.isinf(share) else shown(share, Dimension.RATIO)


def full_at(found: Estimate, each: Headroom) -> str:
    """The factor at which it is full, and the daily users that this means."""
    if math.isinf(each.growth):
        return "unbounded"
    scale = found.design.scale
    factor = format_times(each.growth)
    if scale is None or scale.daily_users is None:
        return factor
    return f"{factor} ({_count(each.growth * scale.daily_users.value)} daily users)"


def _fixes(found: Estimate) -> Iterator[str]:
    """The first few to fix, with the replicas that it takes."""
    full = [each for each in found.bottlenecks if each.share > TARGET]
    for each in full[:MOST_FIXES]:
        replicas = found.design.components[each.component].replicas
        there = replicas.count if replicas.most is None else f"max {replicas.most}"
        needed = (
            "no number is enough"
            if each.replicas is None
            else f"{there} -> {_whole(each.replicas)}"
        )
        yield f"replicas of {each.component} for {TARGET:.0%}: {needed}"
    if len(full) > MOST_FIXES:
        yield and_more(len(full) - MOST_FIXES, f"over {TARGET:.0%}")


def _whole(number: int) -> str:
    """A number of replicas, exactly where anyone would count them."""
    return str(number) if number < 1_000_000 else format_number(number)


def _connections(found: Estimate) -> Section | None:
    rows = tuple(
        (name, _count(each.opened), _count(each.accepted), _left_open(each))
        for name in found.components
        if (each := found.connections.get(name)) is not None
    )
    header = ("", "open", "accepted", "worst zone lost")
    return _section("connections", header, rows)


def _left_open(each: Connections) -> str:
    """``900k of 2M (za)``: what is open, and accepted, after the loss of the worst zone."""
    worst = each.worst
    if worst is None:
        return UNKNOWN
    return f"{_count(worst.opened)} of {_count(worst.accepted)} ({worst.zone})"


def _costs(found: Estimate) -> Section | None:
    of_all = currency(found.design)

    def money(value: float) -> str:
        return format_money(value, of_all)

    rows = [
        (e.component, *(money(n) for n in (e.replicas, e.storage, e.egress, e.total)))
        for e in found.costs
    ]
    notes = [f"{e.component}: {', '.join(e.unknown)} not counted" for e in found.costs if e.unknown]
    if rows:
        rows.append(("total", "", "", "", money(sum(each.total for each in found.costs))))
        largest = [each.component for each in found.costs[:MOST_COSTS] if each.total > 0]
        if largest:
            notes.insert(0, f"most expensive: {', '.join(largest)}")
    header = ("", "replicas", "stored now", "sent", "total")
    return _section("cost a month", header, tuple(rows), tuple(notes))
