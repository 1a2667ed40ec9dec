"""Step 1 and 2 of a design: requirements and scale."""

from __future__ import annotations

from itertools import pairwise
from math import log, log1p

from sdgen.base.span import Places, Span
from sdgen.design.records import Priority, Question, Requirement, Requirements, Scale
from sdgen.model import codes
from sdgen.model.gather import Gather, items, mapping, spans, text, texts
from sdgen.parse.document import Mapping, Node
from sdgen.quantity import Calendar, Dimension, Quantity, format_number

HIGHEST_PEAK = 1e6
MOST_USERS = 1e12
MOST_GROWN = 1e9
"""How many times today's load a design can be counted at."""
YEAR = Calendar().year_seconds


def read_requirements(node: Node | None, span: Span) -> Requirements | None:
    """What was asked for; ``None`` where the design says nothing."""
    if not isinstance(node, Mapping):
        return None
    return Requirements(
        span=span,
        spans=spans(node),
        functional=_requirements(node.get("functional")),
        non_functional=_requirements(node.get("non_functional")),
        out_of_scope=texts(node.get("out_of_scope")),
        questions=tuple(
            Question(
                span=each.span,
                spans=spans(each),
                ask=text(mapping(each).get("ask")),
                answer=text(mapping(each).get("answer")),
            )
            for each in items(node.get("questions"))
        ),
    )


def _requirements(node: Node | None) -> dict[str, Requirement]:
    found: dict[str, Requirement] = {}
    for entry in mapping(node).entries:
        written = mapping(entry.value)
        priority = text(written.get("priority"))
        found[entry.key] = Requirement(
            span=entry.key_span,
            spans=Places({"text": entry.value.span, **spans(entry.value)}),
            id=entry.key,
            text=text(written.get("text")) or text(entry.value),
            priority=Priority(priority) if priority in set(Priority) else Priority.MUST,
        )
    return found


def read_calendar(node: Node | None, gather: Gather) -> Calendar:
    """What a month and a year are counted as; the other quantities are read with it."""
    usual = Calendar()
    month = gather.quantity(mapping(node).get("month"), Dimension.DURATION, "'scale', 'month'")
    year = gather.quantity(mapping(node).get("year"), Dimension.DURATION, "'scale', 'year'")
    for key, given in (("month", month), ("year", year)):
        if given is not None and given.value <= 0:
            span = spans(node)[key]
            message = f"'scale', '{key}': a {key} must be longer than nothing"
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

    def read(key: str, dimension: Dimension, into: Gather = gather) -> Quantity | None:
        return into.quantity(node.get(key), dimension, f"'scale', '{key}'")

    scale = Scale(
        span=span,
        spans=spans(node),
        total_users=read("total_users", Dimension.COUNT),
        daily_users=read("daily_users", Dimension.COUNT),
        monthly_users=read("monthly_users", Dimension.COUNT),
        peak=read("peak", Dimension.FACTOR),
        horizon=read("horizon", Dimension.DURATION),
        growth=read("growth", Dimension.RATIO),
        month=read("month", Dimension.DURATION, quiet),
        year=read("year", Dimension.DURATION, quiet),
    )
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
            f"'scale', 'peak': the peak ('{scale.peak.text}') is beyond anything that is built",
            scale.span_of("peak"),
            "write the peak rate over the daily average, such as 3x",
        )
    _check_growth(scale, gather)
    ordered = (
        ("daily_users", scale.daily_users),
        ("monthly_users", scale.monthly_users),
        ("total_users", scale.total_users),
    )
    given = [(key, value) for key, value in ordered if value is not None]
    for key, users in given:
        if users.value > MOST_USERS:
            gather.report(
                codes.CONTRADICTION,
                f"'scale', '{key}': there are no '{users.text}' users",
                scale.span_of(key),
                f"write at most {format_number(MOST_USERS)}, a hundred for everyone on earth",
            )
    for (fewer_key, fewer), (more_key, more) in pairwise(given):
        if fewer.value > more.value:
            gather.report(
                codes.CONTRADICTION,
                f"'scale', '{fewer_key}': '{fewer.text}' is more than '{more_key}' ('{more.text}')",
                scale.span_of(fewer_key),
                f"write at most '{more.text}', or more '{more_key}'",
            )


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
