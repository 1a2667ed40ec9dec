"""Step 1 and 2 of a design: requirements and scale."""

from __future__ import annotations

from math import log, log1p

from sdgen.base.span import Places, Span
from sdgen.base.subject import Subject
from sdgen.design.requirements import Requirement, Requirements
from sdgen.design.scale import Scale
from sdgen.design.shapes import properties_of
from sdgen.model import codes
from sdgen.model.fields import read_fields, read_parts
from sdgen.model.gather import Gather, mapping, spans
from sdgen.model.users import check_scale_users
from sdgen.parse.document import Mapping, Node
from sdgen.quantity import Calendar, Dimension

TABLES = ("functional", "non_functional")
CALENDAR = ("month", "year")
HIGHEST_PEAK = 1e6
MOST_GROWN = 1e9
"""How many times today's load a design can be counted at."""
YEAR = Calendar().year_seconds


def read_requirements(node: Node | None, span: Span, gather: Gather) -> Requirements | None:
    """What was asked for; ``None`` where the design says nothing."""
    if not isinstance(node, Mapping):
        return None
    where = Subject("", "requirements")
    fields = read_fields(Requirements, node, where, gather, leave_out=TABLES)
    fields |= {key: _requirements(node.get(key), where, gather) for key in TABLES}
    return Requirements(span=span, spans=spans(node), **fields)


def _requirements(node: Node | None, where: Subject, gather: Gather) -> dict[str, Requirement]:
    found: dict[str, Requirement] = {}
    for entry in mapping(node).entries:
        written, _ = read_parts(Requirement, entry.value)
        found[entry.key] = Requirement(
            span=entry.key_span,
            spans=Places({"text": entry.value.span, **spans(entry.value)}),
            id=entry.key,
            **read_fields(Requirement, written, where, gather),
        )
    return found


def read_calendar(node: Node | None, gather: Gather) -> Calendar:
    """What a month and a year are counted as; the other quantities are read with it."""
    usual = Calendar()
    month = gather.quantity(
        mapping(node).get("month"), Dimension.DURATION, Subject("", "scale").key("month")
    )
    year = gather.quantity(
        mapping(node).get("year"), Dimension.DURATION, Subject("", "scale").key("year")
    )
    for key, given in (("month", month), ("year", year)):
        if given is not None and given.value <= 0:
            span = spans(node)[key]
            message = f"'scale', '{key}': a {key} must be longer than zero"
            gather.report(codes.CONTRADICTION, message, span, "write for example 30d or 365d")
    return Calendar(
        month_seconds=month.value if month and month.value > 0 else usual.month_seconds,
        year_seconds=year.value if year and year.value > 0 else usual.year_seconds,
    )


def read_scale(node: Node | None, span: Span, gather: Gather) -> Scale | None:
    """Users and the calendar; ``None`` where the design says nothing."""
    if not isinstance(node, Mapping):
        return None
    quiet = Gather()  # month and year were read, and complained about, with the calendar
    others = [key for key in properties_of(Scale) if key not in CALENDAR]
    fields = read_fields(Scale, node, Subject("", "scale"), gather, leave_out=CALENDAR)
    fields |= read_fields(Scale, node, Subject("", "scale"), quiet, leave_out=others)
    scale = Scale(span=span, spans=spans(node), **fields)
    _check_scale(scale, gather)
    return scale


def _check_scale(scale: Scale, gather: Gather) -> None:
    if scale.peak is not None and scale.peak.value < 1:
        gather.report(
            codes.CONTRADICTION,
            f"'scale', 'peak': the peak ('{scale.peak.text}') is below the average",
            scale.span_of("peak"),
            "write a factor of at least 1x",
        )
    if scale.peak is not None and scale.peak.value > HIGHEST_PEAK:
        gather.report(
            codes.CONTRADICTION,
            f"'scale', 'peak': the peak ('{scale.peak.text}') is larger than in any real system",
            scale.span_of("peak"),
            "write the peak rate over the daily average, such as 3x",
        )
    _check_growth(scale, gather)
    check_scale_users(scale, gather)


def _check_growth(scale: Scale, gather: Gather) -> None:
    growth, horizon = scale.growth, scale.horizon
    if growth is None or horizon is None:
        return
    year = scale.year.value if scale.year is not None and scale.year.value > 0 else YEAR
    if log1p(growth.value) * horizon.value / year > log(MOST_GROWN):
        gather.report(
            codes.CONTRADICTION,
            f"'scale', 'growth': '{growth.text}' a year over '{horizon.text}' is more than a "
            "billion times the load",
            scale.span_of("growth"),
            "write how much load grows in a year, such as 20%",
        )
