"""Ids, links and numbers of an SVG; its texts go through ``sdgen.base.gate``. All functions are pure."""

from __future__ import annotations

from functools import lru_cache

from sdgen.base.gate import DIRECTION_CONTROLS, LINE_BREAKS, is_control
from sdgen.base.links import link_problem
from sdgen.model.view_names import OF

_ID_CHARACTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-")

_LONGEST_ID = 60
_LONGEST_END = 36
"""Of an id that is cut, what tells the view."""


def escape_id(identifier: str) -> str:
    """``identifier`` in the characters ``A-Z a-z 0-9 _ . -``; different ones stay different.

    Any other character (and the underscore, which marks these) becomes its code in hexadecimal
    between underscores.

    >>> escape_id("user-db")
    'user-db'
    >>> escape_id("a->b")
    'a-_3e_b'
    """
    return "".join(
        character if character in _ID_CHARACTERS else f"_{ord(character):x}_"
        for character in identifier
    )


def picture_id(design: str, view: str, page: int = 1) -> str:
    """The id of the picture of a view, with which its other ids begin: the names in small letters,
    digits and ``-``, the number of a ``page`` after the first behind ``_``; any other character becomes
    its code, as ``escape_id`` has it. No own view is called as ``sequence:buy`` is then. In a long one
    a checksum stands for what was cut of either name, and the end tells the view all the same.

    >>> picture_id("URL shortener", "high-level")
    'url-shortener-high-level'
    >>> picture_id("4 Cafés", "detailed")
    '_4-caf_e9_s-detailed'
    >>> picture_id("Shop", "sequence:buy", 2)
    'shop-sequence-buy_2'
    """
    start, end = "".join(map(_id_part, design)), _end(view, page)
    if len(start) + 1 + len(end) > _LONGEST_ID:
        end = _cut(end, _LONGEST_END)
        start = _cut(start, _LONGEST_ID - 1 - len(end))
    found = f"{start}-{end}"
    return found if found[0].isalpha() else f"_{found}"


def is_id_of(found: str, view: str, page: int = 1) -> bool:
    """Whether it is the id of a picture of this page of the view, of whichever design. A view that
    gives its pages no numbers has one id for all."""
    ends = {_end(view, 1), _end(view, page)}
    ends |= {_cut(end, _LONGEST_END) for end in ends}
    return bool(view) and found.endswith(tuple(f"-{end}" for end in ends))


def _cut(part: str, longest: int) -> str:
    """A part of an id, of which a checksum stands for what is too long."""
    if len(part) <= longest:
        return part
    from zlib import crc32

    return f"{part[: longest - 9]}-{crc32(part.encode('ascii')):08x}"


def _end(view: str, page: int) -> str:
    """How the id of a picture ends."""
    said = "".join(map(_id_part, view.replace(OF, " ")))
    return f"{said}_{page}" if page > 1 else said


def _id_part(character: str) -> str:
    if character == " ":
        return "-"
    if character.isascii() and (character.isalnum() or character == "-"):
        return character.lower()
    return f"_{ord(character):x}_"


def safe_link(link: str) -> str:
    """``link`` where it is relative or its scheme is http, https or mailto, else nothing.

    Browsers ignore control characters and leading spaces in a scheme, so they are taken out
    before it is judged.

    >>> safe_link("https://example.org/a")
    'https://example.org/a'
    >>> safe_link(" java\\tscript:alert(1)")
    ''
    >>> safe_link("//example.org/a")
    ''
    """
    cleaned = "".join(each for each in link if not _is_ignored(each)).strip()
    return "" if link_problem(cleaned) else cleaned


def _is_ignored(character: str) -> bool:
    unseen = character in LINE_BREAKS or character in DIRECTION_CONTROLS or character == "\ufeff"
    return unseen or is_control(character)


@lru_cache(maxsize=16384)
def number(value: float) -> str:
    """``value`` with at most two decimals, the shortest way, never ``-0``.

    >>> [number(v) for v in (3.0, 2.5, 1 / 3, -0.001)]
    ['3', '2.5', '0.33', '0']
    """
    rounded = round(value, 2)
    whole = int(rounded)
    if rounded == whole:
        return str(whole)
    return f"{rounded:.2f}".rstrip("0")
