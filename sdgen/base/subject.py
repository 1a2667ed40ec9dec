"""What a message speaks of: an element of a design, or a part of one."""

from __future__ import annotations

from msgspec import Struct


class Subject(Struct, frozen=True):
    """An element by what it is and its id, then the ``parts`` that lead into it, as they are said:
    ``component 'db', failover 'time'``. Without ``kind`` a part of the design by its key
    (``'scale'``), without ``id`` one in words (``monitoring``)."""

    kind: str
    id: str = ""
    parts: tuple[str, ...] = ()

    def within(self, part: str) -> Subject:
        """A part of the subject: its words, a key in quotes."""
        return Subject(self.kind, self.id, (*self.parts, part))

    def key(self, key: str) -> Subject:
        """What stands under a key of the subject."""
        return self.within(f"'{key}'")

    def __str__(self) -> str:
        head = f"{self.kind} '{self.id}'".lstrip() if self.id else self.kind
        return ", ".join((head, *self.parts))
