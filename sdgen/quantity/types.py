"""What a quantity is: its dimension, its value in base units, and what can be wrong with one."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

DAY = 86_400
"""Seconds in a day."""


class Dimension(StrEnum):
    """What a quantity measures; the comment names the unit that its value is kept in."""

    COUNT = "count"  # things
    RATE = "rate"  # operations per second
    USER_RATE = "user rate"  # operations per user per second
    BYTES = "bytes"  # bytes
    BYTE_RATE = "byte rate"  # bytes per second
    DURATION = "duration"  # seconds
    PER_USER = "count per user"  # things for each user
    WORK = "amount of work"  # things of the sort that the unit names
    WORK_RATE = "rate of work"  # things of the sort that the unit names, per second
    RATIO = "ratio"  # 1 is all of it: 99.95% is 0.9995
    FACTOR = "factor"  # times: 3x is 3, 200 is 200, 1% is 0.01
    TIME_SHARE = "share of time"  # 2h/week is 2/168
    MONEY = "money"  # the currency that the text names; a sum over time is a sum a month


class Calendar(Struct, frozen=True):
    """How many seconds a month and a year are counted as.

    Published estimates differ (30, 30.4 or 31 days), so a design may say what it means.
    """

    month_seconds: float = 30 * DAY
    year_seconds: float = 365 * DAY


class Quantity(Struct, frozen=True):
    """A number with its dimension, in the unit named there, and the text it was read from. ``noun``
    is the word for what is counted, as written: the ``tokens`` of ``900 tokens``."""

    value: float
    dimension: Dimension
    text: str
    noun: str = ""


class QuantityError(ValueError):
    """A text is no quantity, or not one of the dimension that is due.

    ``message`` says what is wrong in one sentence, ``suggestion`` what to write instead (or is
    empty when there is nothing better to say than the message).
    """

    def __init__(self, message: str, suggestion: str = "") -> None:
        self.message = message
        self.suggestion = suggestion
        super().__init__(f"{message} ({suggestion})" if suggestion else message)
