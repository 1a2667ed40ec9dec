"""Texts and paths as callers from Python give them."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import force_setattr

Texts: TypeAlias = "str | os.PathLike[str] | Iterable[str | os.PathLike[str]]"
"""One text or path, or several."""


def as_texts(given: Texts) -> tuple[str, ...]:
    """Several texts, where one alone counts as one, and not as its letters.

    >>> as_texts("designs"), as_texts(["a", "b"])
    (('designs',), ('a', 'b'))
    """
    if isinstance(given, str | os.PathLike):
        return (os.fspath(given),)
    return tuple(os.fspath(each) for each in given)


def take_texts(record: Struct, several: tuple[str, ...] = (), one: tuple[str, ...] = ()) -> None:
    """Give the fields of a record that its caller has just made the types that they are declared
    with: ``several`` are tuples of texts, ``one`` is a text; None stays None."""
    for name in several:
        given = getattr(record, name)
        if given is not None:
            force_setattr(record, name, as_texts(given))
    for name in one:
        given = getattr(record, name)
        if given is not None:
            force_setattr(record, name, os.fspath(given))
