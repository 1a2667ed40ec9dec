"""A file as data: scalars, sequences and mappings, each knowing where it stands."""

from __future__ import annotations

from msgspec import Struct, field
from msgspec.structs import force_setattr

from sdgen.base.findings import Finding
from sdgen.base.span import Span


class Scalar(Struct, frozen=True):
    """One value. ``text`` is what the file says (without quotes), ``value`` what it means."""

    value: str | int | float | bool | None
    text: str
    span: Span


class Sequence(Struct, frozen=True):
    """A list of values."""

    items: tuple[Node, ...]
    span: Span


class Entry(Struct, frozen=True):
    """One key of a mapping with its value. Keys are always text: ``1:`` is the key ``"1"``."""

    key: str
    key_span: Span
    value: Node


class Mapping(Struct, frozen=True):
    """Entries in the order of the file, each key once, merge keys already resolved."""

    entries: tuple[Entry, ...]
    span: Span
    _by_key: dict[str, Entry] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.entries:
            force_setattr(self, "_by_key", {entry.key: entry for entry in self.entries})

    def get(self, key: str) -> Node | None:
        """The value under ``key``, or ``None`` where there is no such key."""
        entry = self._by_key.get(key)
        return None if entry is None else entry.value

    def entry(self, key: str) -> Entry | None:
        """Key, place of the key, and value; ``None`` where there is no such key."""
        return self._by_key.get(key)


Node = Scalar | Sequence | Mapping


class Document(Struct, frozen=True):
    """What came out of a file.

    ``text`` is the decoded text (for excerpts), ``root`` the data or ``None`` where the file could
    not be read; then at least one finding is marked ``unreadable``. ``values`` counts the keys and
    values, every alias as a copy. ``shared`` are the places of values that an alias repeats.
    """

    file: str
    text: str
    root: Node | None
    findings: tuple[Finding, ...]
    values: int = 0
    shared: tuple[Span, ...] = ()


def to_plain(node: Node) -> object:
    """Dicts, lists and values without places, for a JSON Schema validator.

    The depth is that of the document, which :func:`sdgen.parse.parse_text` bounds.
    """
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Sequence):
        return [to_plain(item) for item in node.items]
    return {entry.key: to_plain(entry.value) for entry in node.entries}
