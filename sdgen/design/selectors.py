"""What a view includes or leaves out: a component by its id, or all of a group, tag or kind."""

from __future__ import annotations

from msgspec import Struct


class Selector(Struct, frozen=True):
    """``what`` is ``group``, ``tag`` or ``kind``, empty for a single component; ``id`` which."""

    what: str
    id: str


def selector(written: str) -> Selector:
    """The selector that ``group:data`` or ``tweet-store`` stands for; spaces do not count."""
    what, colon, identifier = written.partition(":")
    if not colon:
        return Selector("", written.strip())
    return Selector(what.strip(), identifier.strip())
