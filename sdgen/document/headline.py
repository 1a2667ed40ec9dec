"""The few figures of a design that matter most: a document begins with them, and previews say them."""

from __future__ import annotations

import math

from sdgen.base.words import by_number, joined
from sdgen.blocks import Number, Tone
from sdgen.document.kept import all_complete, at_least, more
from sdgen.document.sentences import reached
from sdgen.document.subject import Subject, time_span
from sdgen.quantity import Dimension
from sdgen.quantity.print import format_ratios, format_times
from sdgen.report.estimate import shown
from sdgen.report.failing import duration

MOST_JOURNEYS = 3


def head_numbers(subject: Subject) -> tuple[Number, ...]:
    """The worst availability, what saturates first, what is stored: those that the design says
    enough of."""
    found = (_worst(subject), _first_full(subject), _stored(subject))
    return tuple(each for each in found if each is not None)


def headline(subject: Subject) -> tuple[Number, ...]:
    """Those for which a preview has room: the worst availability and what saturates first."""
    found = (_worst(subject), _first_full(subject))
    return tuple(each for each in found if each is not None)


def _worst(subject: Subject) -> Number | None:
    """The journey that misses its objective by most, or the least available one."""
    found = tuple(subject.availabilities.values())
    if not found:
        return None

    def missed(each: object) -> float:
        objective, down = each.objective, each.unavailability  # type: ignore[attr-defined]
        return down / (1.0 - objective) if objective is not None and objective < 1.0 else 0.0

    worst = max(
        found,
        key=lambda each: (
            each.meets_objective is False,
            missed(each) if each.meets_objective is False else 0.0,
            each.unavailability,
        ),
    )
    alike = [
        each.journey
        for each in found
        if each.value == worst.value and each.objective == worst.objective
    ]
    names = joined(alike) if len(alike) <= MOST_JOURNEYS else f"{len(alike)} journeys"
    texts = format_ratios(worst.value, *([worst.objective] if worst.objective is not None else []))
    number = len(alike)
    down = f"down {duration(worst.unavailability * subject.calendar.year_seconds)} a year"
    said = f"{names} {by_number(number, 'is', 'are')} {down}"
    if worst.objective is not None:
        said = (
            f"{names} {by_number(number, 'promises', 'promise')} {texts[-1]}, and "
            f"{by_number(number, 'is', 'are')} {down}"
        )
    if not subject.design.journeys:
        said = f"Every call counted, it is {down}"
    tone = Tone.BAD if worst.meets_objective is False else None
    least = min(each.value for each in found)
    title = "Worst availability" if worst.value == least else "Furthest from its objective"
    return Number(title, texts[0], f"{said}.", tone)


def _first_full(subject: Subject) -> Number | None:
    used = [each for each in subject.estimate.bottlenecks if each.share > 0.0]
    if not used:
        return None
    first = min(used, key=lambda each: (each.growth, each.component))
    name = subject.component(first.component)
    text = name
    scale = subject.design.scale
    if scale is not None and scale.daily_users is not None and first.growth >= 1.0:
        users = shown(first.growth * scale.daily_users.value, Dimension.COUNT)
        text += f", at {users} daily users"
    if first.growth < 1.0:
        text += " is over its capacity at the peak"
    when = reached(subject, first.component)
    if when and scale is not None and scale.growth is not None:
        growth = shown(scale.growth.value, Dimension.RATIO)
        text += f"; after {time_span(when, subject.calendar)}, at {growth} growth a year"
    over = first.growth < 1.0
    value = format_times(first.growth)
    if over:
        value = shown(first.share, Dimension.RATIO)
    tone = Tone.BAD if over else Tone.WARNING if when else None
    return Number("First to saturate", value, f"{text}.", tone)


def _stored(subject: Subject) -> Number | None:
    stores = subject.estimate.storage.stores
    if not stores:
        return None
    total = math.fsum(each.bytes_at_horizon for each in stores.values())
    whole = all_complete(stores.values())
    if not whole and not total:
        return None
    when = f"Stored in {subject.horizon}" if subject.horizon else "Stored"
    largest = sorted(stores.values(), key=lambda each: (-each.bytes_at_horizon, each.store))
    held = [
        f"{found} in {subject.component(each.store)}"
        for each in largest
        if (found := at_least(each, each.bytes_at_horizon, Dimension.BYTES))
    ]
    parts = joined(held[:MOST_JOURNEYS])
    over = [each for each in stores.values() if (each.share_at_horizon or 0.0) > 1.0]
    text = f"All copies: {parts}."
    unknown = [each.store for each in stores.values() if not each.complete]
    if unknown:
        text += f" Not all that {joined(subject.components(unknown))} "
        text += f"{by_number(len(unknown), 'keeps', 'keep')} is known."
    if over:
        names = joined(subject.components([each.store for each in over]))
        text += f" Too much for the {by_number(len(over), 'disk', 'disks')} of {names}."
    tone = Tone.WARNING if over else None
    return Number(when, f"{more(whole)}{shown(total, Dimension.BYTES)}", text, tone)
