"""What rules share that ask for what a design does not say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sdgen.base.findings import Finding

NONE = "none"
"""The word with which a design states that there is nothing of what is asked for."""


def says_none(value: object) -> bool:
    """Whether a property states that there is nothing."""
    return isinstance(value, str) and value.strip().lower() == NONE


def says_some(value: object) -> bool:
    """Whether a property states something: it is given, and is not the word for nothing."""
    return value not in (None, "") and not says_none(value)


def lacking(parts: Iterable[Finding]) -> tuple[str, ...]:
    """The elements that lack what is asked for, each once."""
    return tuple(dict.fromkeys(each for part in parts for each in part.lacks))


def places(parts: Sequence[Finding]) -> tuple[str, ...]:
    """The elements at which that is to be changed, each once."""
    return tuple(dict.fromkeys(part.at for part in parts))
