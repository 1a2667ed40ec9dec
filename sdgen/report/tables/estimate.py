"""``estimate``: how big a design is, a figure a row."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from sdgen.analyses.cost import currency
from sdgen.analyses.facts import Facts
from sdgen.base.span import Span
from sdgen.blocks import Table
from sdgen.design.records import Scale
from sdgen.quantity import Dimension
from sdgen.quantity.money import format_money
from sdgen.quantity.print import format_quantity, format_times
from sdgen.report.report_table import ReportTable
from sdgen.views.view import Lack

Row = tuple[str, str]


def make(facts: Facts) -> Table:
    """A row for each figure that is known."""
    return Table(("figure", "value"), tuple(_rows(facts)))


def _rows(facts: Facts) -> Iterator[Row]:
    scale = facts.design.scale
    if scale is not None:
        yield from _users(scale)
    yield from _requests(facts)
    yield from _stored(facts)
    yield from _first_to_run_out(facts)
    if facts.costs:
        total = math.fsum(each.total for each in facts.costs)
        yield "cost a month", format_money(total, currency(facts.design))


def _users(scale: Scale) -> Iterator[Row]:
    if scale.daily_users is not None:
        yield "users a day", format_quantity(scale.daily_users.value, Dimension.COUNT)
    elif scale.monthly_users is not None:
        yield "users a month", format_quantity(scale.monthly_users.value, Dimension.COUNT)
    elif scale.total_users is not None:
        yield "users", format_quantity(scale.total_users.value, Dimension.COUNT)


def _requests(facts: Facts) -> Iterator[Row]:
    loads = tuple(facts.traffic.journeys.values())
    if loads:
        yield "requests, on average", _sum((each.average for each in loads), Dimension.RATE)
        yield "requests at the peak", _sum((each.peak for each in loads), Dimension.RATE)


def _stored(facts: Facts) -> Iterator[Row]:
    """What all copies take, now and at the horizon. What is not known in full is "at least"."""
    stores = tuple(facts.storage.stores.values())
    known = [each for each in stores if not math.isnan(each.bytes)]
    if not known:
        return
    whole = len(known) == len(stores) and all(each.complete for each in known)
    at_least = "" if whole else "at least "
    now = _sum((each.bytes for each in known), Dimension.BYTES)
    yield "stored now, all copies", f"{at_least}{now}"
    scale = facts.design.scale
    if scale is not None and scale.horizon is not None:
        then = _sum((each.bytes_at_horizon for each in known), Dimension.BYTES)
        yield f"stored in {scale.horizon.text}, all copies", f"{at_least}{then}"


def _first_to_run_out(facts: Facts) -> Iterator[Row]:
    full = [each for each in facts.bottlenecks if each.share > 0.0]
    if full:
        first = min(full, key=lambda each: (each.growth, each.component))
        factor = format_times(first.growth)
        full_at = "full now" if first.growth < 1.0 else f"full at {factor} the load"
        yield "first to run out", f"{first.component}, {full_at}"


def _sum(values: Iterable[float], dimension: Dimension) -> str:
    return format_quantity(math.fsum(values), dimension)


def _lack(facts: Facts) -> Lack | None:
    if next(_rows(facts), None) is not None:
        return None
    message = "nothing is said that a figure could be computed from"
    help = "write users under 'scale', a 'rate' of journeys, or entities with 'size' under 'data'"
    return Lack(message, help, Span.whole(facts.design.path))


TABLE = ReportTable(
    doc="Users, requests on average and at the peak, what is stored now and at the horizon, what "
    "runs out first, and the cost of a month.",
    make=make,
    lack=_lack,
)
