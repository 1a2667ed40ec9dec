"""What is wrong with a text that should be a quantity, and what to write instead."""

from __future__ import annotations

from sdgen.base.words import joined
from sdgen.quantity.types import Dimension, QuantityError
from sdgen.quantity.units import SIZES, better_unit

_WHAT_IS_DUE = {
    Dimension.COUNT: ("a count", "200M or 1500"),
    Dimension.RATE: ("a rate", "300/s, 80k/s or 500M/month"),
    Dimension.USER_RATE: ("a rate per user", "10/user/day"),
    Dimension.BYTES: ("a size", "4 KB, 64 GiB or 8 TB"),
    Dimension.BYTE_RATE: ("a byte rate", "10 MB/s or 1 Gbps"),
    Dimension.DURATION: ("a duration", "150ms, 1h30m or 5y"),
    Dimension.PER_USER: ("a count per user", "1/user"),
    Dimension.WORK: ("an amount of work", "900 tokens"),
    Dimension.WORK_RATE: ("a rate of work", "2.5k tokens/s"),
    Dimension.RATIO: ("a percentage", "99.95%"),
    Dimension.FACTOR: ("a factor", "3x, 200 or 1%"),
    Dimension.TIME_SHARE: ("a share of time", "2h/week"),
    Dimension.MONEY: ("a sum of money", "$300 or 300 USD"),
}

_WITH_UNIT = {
    Dimension.RATE: "{0}/s",
    Dimension.USER_RATE: "{0}/user/day",
    Dimension.BYTES: "{0} KB or {0} MiB",
    Dimension.BYTE_RATE: "{0} MB/s",
    Dimension.DURATION: "{0}ms or {0}s",
    Dimension.WORK: "{0} tokens",
}


def names(wanted: tuple[Dimension, ...]) -> str:
    """What is due, in words: ``a rate or a byte rate``."""
    return joined((_WHAT_IS_DUE[dimension][0] for dimension in wanted), "or")


def write(wanted: tuple[Dimension, ...]) -> str:
    """How what is due is written, with examples."""
    return "write " + ", or ".join(
        f"{_WHAT_IS_DUE[dimension][0]} such as {_WHAT_IS_DUE[dimension][1]}" for dimension in wanted
    )


def no_number(text: str, wanted: tuple[Dimension, ...]) -> QuantityError:
    """The text does not begin with a number, or with one that is written differently."""
    whole, comma, decimals = text.partition(",")
    if comma and whole.isdecimal() and decimals[:1].isdecimal() and "," not in decimals:
        return QuantityError(
            f"the comma in {text!r} separates no group of three digits",
            f"write {whole}.{decimals} for a decimal fraction",
        )
    return QuantityError(f"{text!r} is not {names(wanted)}", write(wanted))


def unknown_unit(text: str, number: str, unit: str, wanted: tuple[Dimension, ...]) -> QuantityError:
    """The word behind the number is no unit, but may resemble one."""
    better = better_unit(unit)
    if better in SIZES and unit.endswith("b"):
        bits = better.removesuffix("B") + "bit"
        return QuantityError(
            f"{unit!r} in {text!r} could be bits or bytes",
            f"write {number} {better} for bytes or {number} {bits} for bits",
        )
    return QuantityError(
        f"{unit!r} in {text!r} is not a unit",
        f"write {number} {better}" if better else write(wanted),
    )


def does_not_fit(text: str, wanted: tuple[Dimension, ...], words: str) -> QuantityError:
    """The text is a quantity, namely ``words``, but not one that is due here."""
    is_due = f"{names(wanted)} is due here"
    if _is_bare(text):
        if Dimension.RATIO in wanted:
            return QuantityError(
                f"{text} has no unit: as a share it would be {text} times everything",
                f"write {text}% (or a share between 0 and 1)",
            )
        examples = [_WITH_UNIT[each].format(text) for each in wanted if each in _WITH_UNIT]
        return QuantityError(
            f"{text} has no unit, and {is_due}", f"write {joined(examples, 'or') or write(wanted)}"
        )
    article = "an" if words[:1] in "aeio" else "a"
    return QuantityError(
        f"{text!r} is {article} {words}, and {is_due}", _meant(text, wanted) or write(wanted)
    )


def _meant(text: str, wanted: tuple[Dimension, ...]) -> str:
    """What an abbreviation that means something else here was perhaps meant to be."""
    number, letter = text[:-1].strip(), text[-1]
    if not _is_bare(number):
        return ""
    if Dimension.DURATION in wanted and letter == "M":
        return f"write {number}min or {number}mo"
    if Dimension.BYTES in wanted and letter in "KMGT":
        return f"write {number} {letter}B or {number} {letter}iB"
    if Dimension.COUNT in wanted and letter == "m":
        return f"write {number}M for millions"
    if Dimension.RATE in wanted and letter in "kKMBGT":
        return f"write {text}/s or {text}/day"
    return ""


def _is_bare(text: str) -> bool:
    return bool(text) and all(each in "0123456789.,_eE+-" for each in text)
