"""Text -> Quantity: one number (or a compound duration), a unit, and what it is divided by."""

from __future__ import annotations

from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from sdgen.base.suggest import surely
from sdgen.quantity.complain import does_not_fit, names, no_number, unknown_unit, write
from sdgen.quantity.types import Calendar, Dimension, Quantity, QuantityError
from sdgen.quantity.units import (
    COUNTS,
    CURRENCY_SIGNS,
    NOUNS,
    RATES,
    Unit,
    UnitKind,
    better_unit,
    durations,
    units_of,
)

LARGEST = Fraction(10) ** 300
SMALLEST = Fraction(1, 10**300)
LONGEST_TEXT = 80
"""No quantity that a person writes is longer; what is longer is not worth reading digit by digit."""

_LARGEST_EXPONENT = 400
_WORK = (Dimension.WORK, Dimension.WORK_RATE)
_LONGEST_NOUN = 40


class _Meaning(Struct, frozen=True):
    """One way to understand a text: a dimension, or ``None`` and the words that name what it is."""

    dimension: Dimension | None
    value: Fraction
    words: str
    noun: str = ""


def parse_quantity(
    value: str | int | float,
    expected: Dimension | tuple[Dimension, ...],
    calendar: Calendar | None = None,
) -> Quantity:
    """Read ``value`` as a quantity of (one of) the expected dimension(s), in base units.

    Where a text has several meanings (``300 B`` is bytes or a count), the first dimension of
    ``expected`` that fits wins. Raises :class:`QuantityError` for everything that is negative,
    not finite, beyond 1e300, or of another dimension.
    """
    wanted = (expected,) if isinstance(expected, Dimension) else expected
    text = _text_of(value, wanted)
    meanings = _read(text, wanted, calendar or Calendar())
    for dimension in wanted:
        for meaning in meanings:
            if meaning.dimension is dimension:
                _check_size(text, meaning.value)
                return Quantity(float(meaning.value), dimension, text, meaning.noun)
    raise does_not_fit(text, wanted, meanings[0].words)


def _text_of(value: object, wanted: tuple[Dimension, ...]) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise QuantityError(f"{str(value)[:40].lower()!r} is not {names(wanted)}", write(wanted))
    if isinstance(value, str):
        text = " ".join(value.split())
    elif isinstance(value, int):
        if value.bit_length() > 1024:
            raise QuantityError("this number is too large to compute with", "write at most 1e300")
        text = str(value)
    else:
        text = repr(value)
    if not text:
        raise QuantityError(f"there is no value here, and {names(wanted)} is due", write(wanted))
    if len(text) > LONGEST_TEXT:
        raise QuantityError(f"{text[:30]!r}... is too long for a quantity", write(wanted))
    return text


# --- reading ----------------------------------------------------------------------------------


def _read(text: str, wanted: tuple[Dimension, ...], calendar: Calendar) -> list[_Meaning]:
    """Every meaning of ``text``; raises where it has none."""
    sign, rest = (text[0], text[1:].lstrip()) if text[0] in CURRENCY_SIGNS else ("", text)
    _refuse_special_numbers(text, rest)
    number, end = _number(rest)
    if number is None:
        raise no_number(text, wanted)
    numerator, *denominators = _split(rest[end:])
    if sign:
        numerator = f"{numerator} {sign}".strip()
    if any(not part for part in denominators):
        raise QuantityError(f"{text!r} ends where a unit is due", write(wanted))
    per_user, seconds = _denominator(text, denominators, wanted, calendar)
    compound = None if per_user else _compound_duration(f"{rest[:end]}{numerator}", calendar)
    if compound is not None and not seconds:
        return [_Meaning(Dimension.DURATION, compound, UnitKind.DURATION)]
    if compound is not None and seconds:
        return [_Meaning(Dimension.TIME_SHARE, compound / seconds, Dimension.TIME_SHARE)]
    noun = _noun(numerator, wanted, calendar)
    meanings = [
        replace(meaning, noun=noun) if noun else meaning
        for unit, per_second in _numerator(text, rest[:end], numerator, wanted, calendar)
        for meaning in _dimensions(
            number * unit.size, unit, per_user, per_second or seconds, calendar
        )
    ]
    if not numerator and not denominators:
        meanings += _bare(number)
    return meanings


def _refuse_special_numbers(text: str, rest: str) -> None:
    bare = rest.lower().lstrip("+-.")
    if bare in {"nan", "inf", "infinity"}:
        raise QuantityError(f"{text!r} is not a number to compute with", "write a finite number")
    if rest[:1] in {"-", "−", "–"} and rest[1:].lstrip()[:1].isdecimal():
        raise QuantityError(
            f"{text!r} is negative, and a quantity is zero or more",
            "write zero or more",
        )


def _number(text: str) -> tuple[Fraction | None, int]:
    """The number at the start of ``text`` and where it ends; ``None`` where there is none."""
    end = 0
    seen_point = False
    while end < len(text) and (
        text[end] in "0123456789_," or (text[end] == "." and not seen_point)
    ):
        seen_point = seen_point or text[end] == "."
        end += 1
    digits = text[:end]
    exponent_end = end + 1
    if text[end : end + 1] in {"e", "E"}:
        if text[exponent_end : exponent_end + 1] in {"+", "-"}:
            exponent_end += 1
        first = exponent_end
        while exponent_end < len(text) and text[exponent_end] in "0123456789":
            exponent_end += 1
        if exponent_end == first:
            exponent_end = end
    else:
        exponent_end = end
    exponent = text[end + 1 : exponent_end]
    plain = _without_separators(digits)
    if plain is None:
        return None, 0
    if exponent and abs(int(exponent)) > _LARGEST_EXPONENT:
        raise QuantityError(
            f"{text!r} is too {'small' if exponent.startswith('-') else 'large'} to compute with",
            "write a number between 1e-300 and 1e300",
        )
    return Fraction(plain) * Fraction(10) ** int(exponent or 0), exponent_end


def _without_separators(digits: str) -> str | None:
    """``1,000,000`` and ``1_000_000`` without their separators; ``None`` for ``1,5`` and ``1__0``."""
    whole, _, decimals = digits.partition(".")
    if not (whole + decimals).strip("_,") or (not decimals.isdecimal() and decimals):
        return None
    for separator in ",_":
        if separator in whole:
            first, *groups = whole.split(separator)
            if not (0 < len(first) <= 3 and all(len(g) == 3 for g in groups)):
                return None
            whole = first + "".join(groups)
    if whole and not whole.isdecimal():
        return None
    return f"{whole or '0'}.{decimals or '0'}"


def _split(text: str) -> list[str]:
    """The unit and everything that it is divided by: `` 300 per 3h/user`` gives three parts."""
    spaced = f" {text} ".replace(" per ", "/").replace(" a day ", "/day ")
    return [part.strip() for part in spaced.split("/")]


def _denominator(
    text: str, parts: list[str], wanted: tuple[Dimension, ...], calendar: Calendar
) -> tuple[bool, Fraction | None]:
    """What is divided by: whether by user, and by how many seconds."""
    per_user = False
    seconds: Fraction | None = None
    known = durations(calendar)
    for part in parts:
        if part in {"user", "users"} and not per_user:
            per_user = True
        elif part == "m":
            raise QuantityError(
                f"'/m' in {text!r} could be a minute or a month", "write /min or /month"
            )
        elif seconds is None and part in known:
            seconds = known[part]
        elif seconds is None and part[:1].isdecimal():
            seconds = _compound_duration(part, calendar)
            if not seconds:
                raise QuantityError(f"{part!r} in {text!r} is not a time", write(wanted))
        else:
            raise QuantityError(
                f"{part!r} in {text!r} is not a time or 'user'",
                "write /s, /min, /hour, /day, /week, /month, /year or /user/day",
            )
    return per_user, seconds


def _noun(unit: str, wanted: tuple[Dimension, ...], calendar: Calendar) -> str:
    """The word for what is counted at the end of a unit: one that is known or, where work is due,
    any that is no unit and resembles none."""
    *before, word = unit.split() or [""]
    if word in NOUNS:
        return word
    if not word or len(before) > 1 or not set(wanted) & set(_WORK):
        return ""
    letters = word.replace("-", "").replace("_", "")
    is_word = len(letters) > 1 and letters.isalpha() and len(word) <= _LONGEST_NOUN
    known = word in RATES or units_of(word, calendar) or better_unit(word)
    meant = surely(word, NOUNS) if is_word else None
    return word if is_word and not known and meant is None else ""


def _counted(unit: str, noun: str, wanted: tuple[Dimension, ...]) -> list[Unit]:
    """What a count of things of one sort can be: ``k tokens``."""
    size = unit.removesuffix(noun).strip()
    if size and size not in COUNTS:
        return []
    number = COUNTS[size].size if size else Fraction(1)
    kinds = [UnitKind.COUNT] if noun in NOUNS else []
    kinds += [UnitKind.WORK] if set(wanted) & set(_WORK) else []
    return [Unit(kind, number) for kind in kinds]


def _numerator(
    text: str, number: str, unit: str, wanted: tuple[Dimension, ...], calendar: Calendar
) -> list[tuple[Unit, Fraction | None]]:
    """The meanings of the unit behind the number, each with the seconds that it is already per."""
    if unit in RATES:
        return [(RATES[unit], Fraction(1))]
    words = unit.split()
    noun = _noun(unit, wanted, calendar)
    if noun:
        found = _counted(unit, noun, wanted)
    elif not unit:
        found = [Unit(UnitKind.COUNT, Fraction(1))]
    elif len(words) == 2 and words[1] in RATES and words[0] in COUNTS:
        return [(COUNTS[words[0]], Fraction(1))]
    elif len(words) == 2 and words[1] in CURRENCY_SIGNS and words[0] in COUNTS:
        found = [Unit(UnitKind.MONEY, COUNTS[words[0]].size)]
    else:
        found = units_of(unit, calendar)
        glued = [name for name in RATES if unit[1:] == name and unit[:1] in COUNTS]
        if not found and glued:
            return [(COUNTS[unit[:1]], Fraction(1))]
    if not found:
        raise unknown_unit(text, number, unit, wanted)
    return [(each, None) for each in found]


def _dimensions(
    amount: Fraction, unit: Unit, per_user: bool, seconds: Fraction | None, calendar: Calendar
) -> list[_Meaning]:
    """The dimensions that a unit, divided by what follows it, can have."""
    if unit.kind is UnitKind.BYTE_RATE:
        dimension = None if per_user or seconds else Dimension.BYTE_RATE
        return [_Meaning(dimension, amount, UnitKind.BYTE_RATE)]
    if seconds is None:
        return _undivided(amount, unit, per_user)
    if unit.kind is UnitKind.COUNT:
        dimension = Dimension.USER_RATE if per_user else Dimension.RATE
        return [_Meaning(dimension, amount / seconds, dimension)]
    if unit.kind is UnitKind.DURATION and not per_user:
        return [_Meaning(Dimension.TIME_SHARE, amount / seconds, Dimension.TIME_SHARE)]
    rates = {UnitKind.BYTES: Dimension.BYTE_RATE, UnitKind.WORK: Dimension.WORK_RATE}
    if unit.kind in rates and not per_user:
        return [_Meaning(rates[unit.kind], amount / seconds, rates[unit.kind])]
    if unit.kind is UnitKind.MONEY and not per_user:
        months = seconds / Fraction(calendar.month_seconds)
        return [_Meaning(Dimension.MONEY, amount / months, unit.kind)]
    return [_Meaning(None, amount, f"{unit.kind} over time")]


def _undivided(amount: Fraction, unit: Unit, per_user: bool) -> list[_Meaning]:
    if per_user and unit.kind is UnitKind.COUNT:
        return [_Meaning(Dimension.PER_USER, amount, f"{unit.kind} per user without a time")]
    if per_user:
        return [_Meaning(None, amount, f"{unit.kind} per user without a time")]
    if unit.kind is UnitKind.COUNT:
        return [
            _Meaning(Dimension.COUNT, amount, unit.kind),
            _Meaning(Dimension.FACTOR, amount, unit.kind),
            _Meaning(Dimension.MONEY, amount, unit.kind),
        ]
    if unit.kind is UnitKind.PERCENT:
        return [
            _Meaning(Dimension.RATIO, amount, unit.kind),
            _Meaning(Dimension.FACTOR, amount, unit.kind),
        ]
    dimension = {
        UnitKind.BYTES: Dimension.BYTES,
        UnitKind.DURATION: Dimension.DURATION,
        UnitKind.TIMES: Dimension.FACTOR,
        UnitKind.MONEY: Dimension.MONEY,
        UnitKind.WORK: Dimension.WORK,
    }[unit.kind]
    return [_Meaning(dimension, amount, unit.kind)]


def _bare(number: Fraction) -> list[_Meaning]:
    """What a number without a unit can also be: a share up to 1, and zero of anything."""
    found = [_Meaning(Dimension.RATIO, number, UnitKind.PERCENT)] if number <= 1 else []
    if number == 0:
        found += [
            _Meaning(dimension, number, dimension)
            for dimension in (
                Dimension.BYTES,
                Dimension.DURATION,
                Dimension.RATE,
                Dimension.USER_RATE,
                Dimension.BYTE_RATE,
            )
        ]
    return found


def _compound_duration(text: str, calendar: Calendar) -> Fraction | None:
    """``1h30m`` in seconds, each unit smaller than the one before; ``None`` for anything else."""
    total = Fraction(0)
    previous: Fraction | None = None
    known = durations(calendar)
    rest = text.strip()
    while rest:
        number, end = _number(rest)
        if number is None:
            return None
        rest = rest[end:].lstrip()
        length = 0
        while length < len(rest) and rest[length].isalpha():
            length += 1
        size = known.get(rest[:length])
        if size is None or (previous is not None and size >= previous):
            return None
        total += number * size
        previous = size
        rest = rest[length:].lstrip()
    return total


# --- what is wrong ----------------------------------------------------------------------------


def _check_size(text: str, value: Fraction) -> None:
    if value > LARGEST:
        raise QuantityError(f"{text!r} is too large to compute with", "write at most 1e300")
    if 0 < value < SMALLEST:
        raise QuantityError(f"{text!r} is too small to compute with", "write 0 or at least 1e-300")
