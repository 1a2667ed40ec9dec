"""Quantity -> text, about three significant digits, in a form that reads back as the same value."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_EVEN, Context, Decimal
from functools import lru_cache

from sdgen.quantity.types import DAY, Calendar, Dimension

INFINITE = "infinite"
"""Of whatever dimension; nothing reads it back."""
_THREE_DIGITS = Context(prec=3, rounding=ROUND_HALF_EVEN)
_COUNT_STEPS = (("T", Decimal(10) ** 12), ("B", Decimal(10) ** 9), ("M", Decimal(10) ** 6))
_COUNT_STEPS_FROM_THOUSAND = (*_COUNT_STEPS, ("k", Decimal(1000)))
_MOST_PLAIN, _LEAST_PLAIN = Decimal(10) ** 15, Decimal("0.0001")
_SIZE_NAMES = ("B", "KB", "MB", "GB", "TB", "PB", "EB")
_BINARY_NAMES = ("EiB", "PiB", "TiB", "GiB", "MiB", "KiB")


def format_number(value: float) -> str:
    """A count or plain number: ``290k``, ``1.9M``, ``12.5``; zero or more."""
    if value == math.inf:
        return INFINITE
    rounded = _round(Decimal(repr(float(value))))
    if rounded >= _MOST_PLAIN or 0 < rounded < _LEAST_PLAIN:
        return _scientific(rounded)
    for name, size in _COUNT_STEPS_FROM_THOUSAND if rounded >= 1000 else ():
        if rounded >= size:
            return _plain(rounded / size) + name
    return _plain(rounded)


@lru_cache(maxsize=1024)
def format_quantity(
    value: float, dimension: Dimension, calendar: Calendar | None = None, noun: str = ""
) -> str:
    """A value in the base unit of its dimension, with the unit that reads best.

    ``290k/s``, ``64 GiB``, ``8 TB``, ``150 ms``, ``99.95%``, ``3x``, ``2 h/week``. The calendar says how long
    the months and years of a duration are, ``noun`` what an amount of work is of.
    """
    if value == math.inf:
        return INFINITE
    if dimension is Dimension.RATE:
        return _rate(value)
    if dimension is Dimension.USER_RATE:
        return f"{format_number(value * DAY)}/user/day"
    if dimension is Dimension.PER_USER:
        return f"{format_number(value)}/user"
    if dimension in (Dimension.WORK, Dimension.WORK_RATE):
        amount = f"{format_number(value)} {noun}".strip()
        return f"{amount}/s" if dimension is Dimension.WORK_RATE else amount
    if dimension is Dimension.BYTES:
        return _size(value)
    if dimension is Dimension.BYTE_RATE:
        return f"{_size(value)}/s"
    if dimension is Dimension.DURATION:
        return _duration(value, calendar or Calendar())
    if dimension is Dimension.RATIO:
        return _percentage(value)
    if dimension is Dimension.TIME_SHARE:
        return f"{_duration(value * 7 * DAY, calendar or Calendar())}/week"
    if dimension is Dimension.FACTOR:
        return _factor(value)
    return format_number(value)


def format_ratios(*ratios: float) -> tuple[str, ...]:
    """Ratios as percentages, with as many digits as it takes to tell those apart that differ:
    ``99.987%`` and ``99.99%``."""
    different = len(set(ratios))
    more = 0
    while True:
        texts = tuple(_percentage(ratio, more) for ratio in ratios)
        if len(set(texts)) == different:
            return texts
        more += 1


def format_shares(shares: Sequence[float]) -> tuple[str, ...]:
    """Shares of one whole in whole percent, which add up as they do: of those that are a percent or
    more, the ones that lack least are rounded up. Under half a percent is ``<1%``, nothing ``0%``."""
    percents = [100.0 * each for each in shares]
    whole = [int(each) if each >= 1.0 else int(each >= 0.5) for each in percents]
    counted = sum(each for each in percents if each >= 0.5)
    large = sorted(
        (n for n, each in enumerate(percents) if each >= 1.0), key=lambda n: whole[n] - percents[n]
    )
    for n in large[: max(0, round(counted) - sum(whole))]:
        whole[n] += 1
    return tuple(
        f"{number}%" if number or not share else "<1%"
        for number, share in zip(whole, shares, strict=True)
    )


def format_times(factor: float) -> str:
    """A factor in a text: ``1.3x``; of thousands, which have a letter already, ``86.4k times``; below
    one ``86.4%``."""
    text = format_quantity(factor, Dimension.FACTOR)
    return text if text[-1] in "x%" or factor == math.inf else f"{text} times"


def _factor(value: float) -> str:
    if 0 < value < 1:
        return _percentage(value)
    text = format_number(value)
    return f"{text}x" if text[-1].isdigit() else text


def _rate(value: float) -> str:
    """Per second, or per day where that would be a small fraction."""
    if 0 < value < 1 and _round(Decimal(repr(float(value)))) < Decimal("0.01"):
        return f"{format_number(value * DAY)}/day"
    return f"{format_number(value)}/s"


def _round(value: Decimal) -> Decimal:
    return _THREE_DIGITS.plus(value)


def _plain(value: Decimal) -> str:
    """Digits without exponent and without zeros that say nothing."""
    return _stripped(_round(value))


def _stripped(value: Decimal) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _scientific(value: Decimal) -> str:
    exponent = value.adjusted()
    return f"{_plain(value.scaleb(-exponent))}e{exponent}"


def _size(value: float) -> str:
    binary = _binary_size(value)
    if binary:
        return binary
    rounded = _round(Decimal(repr(float(value))))
    power = min(max(rounded.adjusted() // 3, 0), len(_SIZE_NAMES) - 1) if rounded else 0
    amount = rounded.scaleb(-3 * power)
    if amount >= 1000 or 0 < amount < _LEAST_PLAIN:
        return f"{_scientific(amount)} {_SIZE_NAMES[power]}"
    return f"{_plain(amount)} {_SIZE_NAMES[power]}"


def _binary_size(value: float) -> str | None:
    """``64 GiB`` for a size that is round in powers of 1024 and not in powers of 1000."""
    if value < 1024 or not float(value).is_integer():
        return None
    exact = Decimal(repr(float(value)))
    if exact == _round(exact):
        return None
    for power, name in zip(range(6, 0, -1), _BINARY_NAMES, strict=True):
        amount = exact / Decimal(1024) ** power
        if 1 <= amount < 1024:
            return f"{amount.normalize():f} {name}" if _is_short(amount) else None
    return None


def _is_short(amount: Decimal) -> bool:
    return amount == amount.to_integral_value() or amount == _round(amount)


def _duration(value: float, calendar: Calendar) -> str:
    exact = Decimal(repr(float(value)))
    steps = (
        (Decimal(repr(float(calendar.year_seconds))), "y"),
        (Decimal(2 * DAY), "d"),
        (Decimal(2 * 3600), "h"),
        (Decimal(120), "min"),
        (Decimal(1), "s"),
        (Decimal("0.0001"), "ms"),
        (Decimal("0.0000001"), "us"),
    )
    sizes = {"d": Decimal(DAY), "h": Decimal(3600), "min": Decimal(60)}
    sizes |= {"y": steps[0][0], "s": Decimal(1), "ms": Decimal("0.001"), "us": Decimal("0.000001")}
    for name in ("h", "min"):
        if exact == sizes[name]:
            return f"1 {name}"
    for least, name in steps:
        if _round(exact / sizes[name]) * sizes[name] >= least:
            return f"{_amount(exact / sizes[name])} {name}"
    return f"{_amount(exact * 10**9)} ns" if exact else "0 s"


def _amount(value: Decimal) -> str:
    rounded = _round(value)
    if rounded >= 10_000 or 0 < rounded < Decimal("0.0001"):
        return _scientific(rounded)
    return _plain(rounded)


def _percentage(value: float, more: int = 0) -> str:
    """A share as a percentage: near 100% as many nines as it takes to show what is missing, and
    as many digits more."""
    percent = Decimal(repr(float(value))) * 100
    missing = 100 - percent
    if 0 < missing < 10:
        places = max(-missing.adjusted() + 1, 1) + more
        shown = percent.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN)
        if shown == 100:
            shown = percent.quantize(Decimal(1).scaleb(-places), ROUND_FLOOR)
        return f"{_stripped(shown)}%"
    if more:
        return f"{_stripped(Context(prec=3 + more).plus(percent))}%"
    return f"{_amount(percent)}%"
