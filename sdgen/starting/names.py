"""Ids, file names and nouns from what somebody types."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from sdgen.base.words import in_one_line
from sdgen.schema.words import kebab

LONGEST_FILE_NAME: Final = 60
_DEVICES: Final = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")
"""What Windows takes for a device, whatever follows a point."""
_SIBILANT: Final = ("s", "x", "z", "ch", "sh")
_ENDS_OF_ONE: Final = ("ss", "us", "is")
"""Ends of words in the singular: class, status, analysis."""
_NO_PLURALS: Final = frozenset(
    (
        *("alias", "atlas", "bias", "canvas", "chaos", "dns", "gas", "gps", "lens", "news"),
        *("series", "sms", "species"),
    )
)


def as_id(text: str) -> str:
    """The text in small letters a to z, digits and ``-``, letters without their accents; empty where
    nothing is left of it.

    >>> as_id("Größe & Café")
    'grosse-cafe'
    """
    plain = unicodedata.normalize("NFKD", text.casefold() if not text.isascii() else text)
    return kebab("".join(each for each in plain if not unicodedata.combining(each)).lower())


def file_stem(name: str) -> str:
    """The name of a file, without suffix, for a system of that name; empty where none can be made."""
    stem = as_id(name)[:LONGEST_FILE_NAME].strip("-")
    return f"{stem}-design" if _DEVICES.fullmatch(stem) else stem


def entity_of(thing: str) -> str:
    """The name of an entity, such as ``BlogPost``."""
    return "".join(word.capitalize() for word in as_id(thing).split("-"))


def plural(noun: str) -> str:
    """Several of what the English noun stands for.

    >>> [plural(each) for each in ("photo", "entry", "box", "day")]
    ['photos', 'entries', 'boxes', 'days']
    """
    if noun.endswith(_SIBILANT):
        return f"{noun}es"
    if noun.endswith("y") and noun[-2:-1] not in tuple("aeiou"):
        return f"{noun[:-1]}ies"
    return f"{noun}s"


def is_plural(nouns: str) -> bool:
    """Whether the English nouns look like several of a thing, by their end.

    >>> [is_plural(each) for each in ("photos", "parking tickets", "class", "status", "SMS")]
    [True, True, False, False, False]
    """
    last = nouns.rpartition(" ")[2]
    if last.isupper() or last.lower() in _NO_PLURALS:
        return False
    return last.lower().endswith("s") and not last.lower().endswith(_ENDS_OF_ONE)


def sentence(text: str) -> str:
    """The text as it begins a sentence: its first letter large."""
    line = in_one_line(text)
    return line[:1].upper() + line[1:]
