"""Text of a design made safe for SVG: as text, as an attribute, as an id, as a link.

Everything that a user wrote reaches the SVG through this module, so markup in a name comes out
as the characters that were typed. All functions are pure.
"""

from __future__ import annotations

from functools import lru_cache

ALLOWED_SCHEMES = frozenset({"http", "https", "mailto"})

_TEXT = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;"}
_ATTRIBUTE = {**_TEXT, ord('"'): "&quot;", ord("'"): "&#39;"}
_ID_CHARACTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-")


def _is_forbidden(code: int) -> bool:
    """Whether XML 1.0 has no place for the character, or it would act on the text around it.

    Besides controls and surrogates these are the overrides of the bidirectional algorithm, which
    could make a name read as another one.
    """
    return (
        code < 0x20
        or 0x7F <= code <= 0x9F
        or 0xD800 <= code <= 0xDFFF
        or code in (0xFFFE, 0xFFFF, 0xFEFF, 0x2028, 0x2029)
        or 0x202A <= code <= 0x202E
        or (code > 0xFFFF and code & 0xFFFE == 0xFFFE)
    )


def printable(text: str) -> str:
    """``text`` with each character that cannot stand in XML (controls, newlines, lone surrogates)
    replaced by a space.

    >>> printable("a\\nb\\x00c")
    'a b c'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(" " if _is_forbidden(ord(character)) else character for character in text)


def escape_text(text: str) -> str:
    """``text`` as character data between tags.

    >>> escape_text("<script>&")
    '&lt;script&gt;&amp;'
    """
    return printable(text).translate(_TEXT)


def escape_attribute(text: str) -> str:
    """``text`` as an attribute's value between double quotes.

    >>> escape_attribute('"><x')
    '&quot;&gt;&lt;x'
    """
    return printable(text).translate(_ATTRIBUTE)


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


def safe_link(link: str) -> str:
    """``link`` where it is relative or its scheme is http, https or mailto, else nothing.

    Browsers ignore control characters and leading spaces in a scheme, so they are taken out
    before it is judged.

    >>> safe_link("https://example.org/a")
    'https://example.org/a'
    >>> safe_link(" java\\tscript:alert(1)")
    ''
    """
    cleaned = "".join(c for c in link if not _is_forbidden(ord(c))).strip()
    head = cleaned
    for end in "/?#":
        head = head.split(end, 1)[0]
    if ":" in head and head.split(":", 1)[0].lower() not in ALLOWED_SCHEMES:
        return ""
    return cleaned


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
