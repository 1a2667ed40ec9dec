"""What somebody who begins a design says of the system, and how it is read from what they type."""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

from sdgen.base.gate import is_unseen
from sdgen.base.words import in_one_line, named
from sdgen.design.spelling import LONGEST_NAME
from sdgen.quantity import Dimension, Quantity, QuantityError
from sdgen.quantity.limits import check_limit
from sdgen.quantity.parse import parse_quantity
from sdgen.starting.names import as_id, is_plural

RESERVED: Final = frozenset({"api", "cache", "cdn", "db", "dns", "files", "lb", "queue", "worker"})
"""Ids of the other components of a first design."""
LONGEST_WORD: Final = 40
MOST_PLACES: Final = 4
LEAST_AVAILABLE: Final = 0.5

_NONE: Final = frozenset({"", "-", "no", "none", "never", "nothing"})
_KEPT_FOR_GOOD: Final = "forever"


class AnswerError(ValueError):
    """An answer that makes no sense: what is wrong with it, and what to write instead."""

    def __init__(self, message: str, instead: str = "") -> None:
        self.message = message
        self.instead = instead
        super().__init__(f"{message} ({instead})" if instead else message)


class Answers(Struct, frozen=True):
    """A system in twelve answers, each as good as any until somebody knows better.

    Rates are those of one user; ``reads`` of 0 are none. ``kept`` is None for what is kept forever.
    ``later`` is the work that may wait, empty for none. ``places`` are the regions where it runs.
    """

    name: str = "Design"
    who: str = "users"
    thing: str = "post"
    later: str = ""
    users: Quantity = Quantity(1e6, Dimension.COUNT, "1M")
    writes: Quantity = Quantity(1 / 86_400, Dimension.USER_RATE, "1/user/day")
    reads: Quantity = Quantity(10 / 86_400, Dimension.USER_RATE, "10/user/day")
    peak: Quantity = Quantity(3.0, Dimension.FACTOR, "3x")
    size: Quantity = Quantity(2000.0, Dimension.BYTES, "2 KB")
    kept: Quantity | None = Quantity(5 * 365 * 86_400.0, Dimension.DURATION, "5y")
    available: Quantity = Quantity(0.999, Dimension.RATIO, "99.9%")
    places: tuple[str, ...] = ("eu-west-1",)


def read_words(text: str) -> str:
    """A few words on one line, which can be an id. Raises AnswerError."""
    words = in_one_line(text).strip("'\"")
    if len(words) > LONGEST_WORD:
        raise AnswerError(f"that has {len(words)} characters", f"write at most {LONGEST_WORD}")
    if not as_id(words)[:1].isalpha():
        raise AnswerError(
            f"{words!r} has no word in the letters a to z, of which ids are made",
            "write an English word; names in the file can be in any script later",
        )
    _check_seen("it", words)
    return words


def read_thing(text: str) -> str:
    """What is added, one of it: its plural is made of that. Raises AnswerError."""
    words = read_words(text)
    if is_plural(words):
        raise AnswerError(f"{words!r} are several", "write one of them, such as photo")
    return words


def read_actor(text: str) -> str:
    """Who uses the system. Raises AnswerError."""
    words = read_words(text)
    if as_id(words) in RESERVED:
        raise AnswerError(
            f"{words!r} is what a part of the design is called",
            "write who uses it, such as users",
        )
    return words


def read_name(text: str) -> str:
    """What the system is called, in any script. Raises AnswerError."""
    name = in_one_line(text)
    if not name:
        raise AnswerError("a name has at least one letter", "write one, such as Shop")
    if len(name) > LONGEST_NAME:
        raise AnswerError(
            f"that has {len(name)} characters", f"write a name of at most {LONGEST_NAME}"
        )
    _check_seen("the name", name)
    return name


def read_later(text: str) -> str:
    """The work that may wait; empty for none. Raises AnswerError."""
    return "" if in_one_line(text).lower() in _NONE else read_words(text)


def read_count(text: str) -> Quantity:
    """How many there are. Raises AnswerError."""
    return _above_zero(_quantity(text, Dimension.COUNT))


def read_rate(text: str) -> Quantity:
    """How often one user does it: ``5/day`` is ``5/user/day``. Raises AnswerError."""
    return _above_zero(read_rate_or_none(text))


def read_rate_or_none(text: str) -> Quantity:
    """How often one user does it, or 0 for never. Raises AnswerError."""
    if in_one_line(text).lower() in _NONE:
        text = "0"
    try:
        found = _quantity(text, Dimension.USER_RATE, Dimension.RATE)
    except AnswerError:
        return _quantity(text, Dimension.USER_RATE)  # its words are those of what is due
    if found.dimension is Dimension.USER_RATE or not found.value:
        return Quantity(found.value, Dimension.USER_RATE, found.text)
    spaced = re.sub(r"\s+(?:per|a)\s+", "/", found.text)
    amount, slash, time = spaced.partition("/")
    per_user = f"{amount.strip()}/user/{time.strip()}" if slash else ""
    if not per_user or "/" in time:
        raise AnswerError(
            f"{found.text!r} does not say in what time one of them does that", "write 5/day"
        )
    return _quantity(per_user, Dimension.USER_RATE)


def read_size(text: str) -> Quantity:
    """How many bytes. Raises AnswerError."""
    return _above_zero(_quantity(text, Dimension.BYTES))


def read_factor(text: str) -> Quantity:
    """How many times the average. Raises AnswerError."""
    found = _quantity(text, Dimension.FACTOR)
    if found.value < 1:
        raise AnswerError(
            f"{found.text!r} is below 1, and the busiest hour is no less than the average",
            "write 1x or more",
        )
    return found


def read_time(text: str) -> Quantity | None:
    """How long, or None for ever. Raises AnswerError."""
    if in_one_line(text).lower() in (_KEPT_FOR_GOOD, "for ever", "always"):
        return None
    return _above_zero(_quantity(text, Dimension.DURATION))


def read_share(text: str) -> Quantity:
    """A share of the time that can be promised. Raises AnswerError."""
    found = _quantity(text, Dimension.RATIO)
    if found.value >= 1:
        raise AnswerError(
            f"{found.text!r} of the time is more than anybody can promise",
            "write 99.9%, which is nine hours down in a year, or 99.99%, which is one",
        )
    if found.value < LEAST_AVAILABLE:
        raise AnswerError(
            f"{found.text!r} is down more than it is up", f"write {LEAST_AVAILABLE:.0%} or more"
        )
    return found


def read_places(text: str) -> tuple[str, ...]:
    """Regions, with commas between them. Raises AnswerError."""
    places = [as_id(each) for each in re.split(r",|\band\b", text) if each.strip()]
    if not places or not all(each[:1].isalpha() for each in places):
        raise AnswerError(
            f"{in_one_line(text)!r} is no region", "write its name, such as eu-west-1 or frankfurt"
        )
    twice = [each for each in dict.fromkeys(places) if places.count(each) > 1]
    if twice:
        raise AnswerError(f"{named(twice)} stands there twice", "write each region once")
    for zone in places:
        region = re.sub(r"-?[a-z]$", "", zone)
        if region != zone and region in places:
            raise AnswerError(
                f"{zone!r} is what a zone of {region!r} is called",
                "write the region alone; its zones are added",
            )
    if len(places) > MOST_PLACES:
        raise AnswerError(
            f"those are {len(places)} regions", f"begin with at most {MOST_PLACES}; more can follow"
        )
    return tuple(places)


def _check_seen(what: str, text: str) -> None:
    """Refuse what arrow keys send, for one: it would stand in the file."""
    if any(map(is_unseen, text)):
        raise AnswerError(f"{what} has characters that nobody can see", "write it without them")


def _quantity(text: str, *wanted: Dimension) -> Quantity:
    try:
        found = parse_quantity(text, wanted)
        check_limit(found)
    except QuantityError as error:
        raise AnswerError(error.message, error.suggestion) from None
    return found


def _above_zero(found: Quantity) -> Quantity:
    if found.value <= 0:
        raise AnswerError("zero is too little to design for", "write more than 0")
    return found
