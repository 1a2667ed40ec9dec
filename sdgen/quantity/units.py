"""The units that a design may use, and the spellings that are refused because they mislead."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

from msgspec import Struct

from sdgen.quantity.types import DAY, Calendar


class UnitKind(StrEnum):
    """What a unit in front of any slash measures; the value is how a message names it."""

    COUNT = "count"
    BYTES = "size"
    BYTE_RATE = "byte rate"
    DURATION = "duration"
    PERCENT = "percentage"
    TIMES = "factor"
    MONEY = "sum of money"
    WORK = "amount of work"


class Unit(Struct, frozen=True):
    """One unit: what it measures and how much of the base unit it is."""

    kind: UnitKind
    size: Fraction


_COUNTS = {
    "K": 3,
    "k": 3,
    "M": 6,
    "B": 9,
    "G": 9,
    "T": 12,
    "thousand": 3,
    "million": 6,
    "billion": 9,
    "trillion": 12,
}

NOUNS = frozenset(
    [
        "request",
        "requests",
        "req",
        "reqs",
        "call",
        "calls",
        "query",
        "queries",
        "operation",
        "operations",
        "op",
        "ops",
        "read",
        "reads",
        "write",
        "writes",
        "message",
        "messages",
        "msg",
        "msgs",
        "event",
        "events",
        "transaction",
        "transactions",
        "user",
        "users",
        "row",
        "rows",
        "item",
        "items",
        "connection",
        "connections",
        "record",
        "records",
        "hit",
        "hits",
    ]
)
"""Words that may follow a count without changing it: ``300 requests/s``."""

_NOUN_RATES = ("rps", "qps", "tps", "ops/s", "iops", "IOPS")

_DECIMAL_PREFIXES = {"": 0, "k": 1, "K": 1, "M": 2, "G": 3, "T": 4, "P": 5, "E": 6}
_BINARY_PREFIXES = {"Ki": 1, "Mi": 2, "Gi": 3, "Ti": 4, "Pi": 5, "Ei": 6}

_DURATIONS = {
    ("ns", "nanosecond", "nanoseconds"): Fraction(1, 10**9),
    ("us", "µs", "μs", "microsecond", "microseconds"): Fraction(1, 10**6),
    ("ms", "millisecond", "milliseconds"): Fraction(1, 1000),
    ("s", "sec", "secs", "second", "seconds"): Fraction(1),
    ("m", "min", "mins", "minute", "minutes"): Fraction(60),
    ("h", "hr", "hrs", "hour", "hours"): Fraction(3600),
    ("d", "day", "days"): Fraction(DAY),
    ("w", "wk", "week", "weeks"): Fraction(7 * DAY),
}
MONTHS = ("mo", "month", "months")
_YEARS = ("y", "yr", "yrs", "year", "years")

CURRENCIES = ("USD", "EUR", "GBP", "CHF", "JPY", "INR", "CNY", "$", "€", "£", "¥", "₹")
CURRENCY_SIGNS = "$€£¥₹"


def _size_units() -> dict[str, Unit]:
    prefixes = {name: Fraction(1000) ** power for name, power in _DECIMAL_PREFIXES.items()}
    prefixes |= {name: Fraction(1024) ** power for name, power in _BINARY_PREFIXES.items()}
    units: dict[str, Unit] = {}
    for prefix, size in prefixes.items():
        units[f"{prefix}B"] = Unit(UnitKind.BYTES, size)
        units[f"{prefix}bit"] = Unit(UnitKind.BYTES, size / 8)
        units[f"{prefix}bps"] = Unit(UnitKind.BYTE_RATE, size / 8)
        if prefix:
            units[f"{prefix}Bps"] = Unit(UnitKind.BYTE_RATE, size)
    for name in ("byte", "bytes"):
        units[name] = Unit(UnitKind.BYTES, Fraction(1))
    units["bits"] = Unit(UnitKind.BYTES, Fraction(1, 8))
    return units


SIZES = _size_units()
COUNTS = {name: Unit(UnitKind.COUNT, Fraction(10) ** power) for name, power in _COUNTS.items()}
RATES = {name: Unit(UnitKind.COUNT, Fraction(1)) for name in _NOUN_RATES}
"""Count units that already are per second: ``300 rps``."""

OTHERS = {
    "%": Unit(UnitKind.PERCENT, Fraction(1, 100)),
    "percent": Unit(UnitKind.PERCENT, Fraction(1, 100)),
    "x": Unit(UnitKind.TIMES, Fraction(1)),
    "×": Unit(UnitKind.TIMES, Fraction(1)),
    **{name: Unit(UnitKind.MONEY, Fraction(1)) for name in CURRENCIES},
}


@lru_cache(maxsize=8)
def durations(calendar: Calendar) -> Mapping[str, Fraction]:
    """Every spelling of a unit of time, in seconds."""
    found = {name: size for names, size in _DURATIONS.items() for name in names}
    found |= dict.fromkeys(MONTHS, Fraction(calendar.month_seconds))
    found |= dict.fromkeys(_YEARS, Fraction(calendar.year_seconds))
    return found


def units_of(text: str, calendar: Calendar) -> list[Unit]:
    """Every reading of a unit: ``B`` is a billion or bytes, what is due decides."""
    found = [table[text] for table in (COUNTS, SIZES, OTHERS) if text in table]
    seconds = durations(calendar).get(text)
    if seconds is not None:
        found.append(Unit(UnitKind.DURATION, seconds))
    return found


def better_unit(text: str) -> str | None:
    """The unit that someone who wrote an unknown ``text`` probably meant."""
    if text in {"m", "b", "g", "t", "mm", "bn", "mn", "tn"}:
        return text[0].upper()
    if text in {"Ki", "Mi", "Gi", "Ti", "Pi", "Ei"}:
        return f"{text}B"
    lower = text.lower()
    known = [*SIZES, *durations(Calendar())]
    for name in known:
        if name.lower() == lower and name[:1] not in {"b", "k"}:
            return name
    for name in known:
        if name.lower() == lower:
            return name
    return None
