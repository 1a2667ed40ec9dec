"""What an unquoted word means: YAML 1.2's core rules, without the surprises of YAML 1.1.

``true`` and ``false``, ``null`` (``~``, nothing), decimal numbers. All else is text: ``on``,
``no``, ``12:30``, ``2027-03-31``, ``010`` (which looks decimal and was octal), ``0x1F``, ``1_000``,
``.inf`` and ``.nan``.
"""

from __future__ import annotations

_WORDS: dict[str, bool | None] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
_LARGEST_INTEGER = 2**63 - 1
_LONGEST_NUMBER = 400


def meaning(text: str) -> str | int | float | bool | None:
    """The value of an unquoted scalar.

    Integers beyond 64 bits become floating point, numbers beyond floating point stay text.
    """
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in "0123456789+-." or len(text) > _LONGEST_NUMBER or not text.isascii():
        return text
    number = _number(text)
    return text if number is None else number


def _number(text: str) -> int | float | None:
    unsigned = text[1:] if text[0] in "+-" else text
    mantissa, exponent_mark, exponent = unsigned.replace("E", "e", 1).partition("e")
    whole, point, decimals = mantissa.partition(".")
    if not (whole + decimals).isdigit() or (len(whole) > 1 and whole[0] == "0"):
        return None
    digits = exponent[1:] if exponent[:1] in {"+", "-"} else exponent
    if exponent_mark and not digits.isdigit():
        return None
    value = float(text)
    if value in (float("inf"), float("-inf")):
        return None
    if point or exponent.startswith("-"):
        return value
    exact = int(value) if exponent_mark else int(text)
    return exact if abs(exact) <= _LARGEST_INTEGER else value
