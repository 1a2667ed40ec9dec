"""A file as data: scalars, sequences and mappings, each knowing where it stands."""

from __future__ import annotations

from dataclasses import dataclass, field

from sdgen.base.findings import Finding
from sdgen.base.span import Span


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value. ``text`` is what the file says (without quotes), ``value`` what it means."""

    value: str | int | float | bool | None
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of values."""

    items: tuple[Node, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Entry:
    """One key of a mapping with its value. Keys are always text: ``1:`` is the key ``"1"``."""

    key: str
    key_span: Span
    value: Node


@dataclass(frozen=True, slots=True)
class Mapping:
    """Entries in the order of the file, each key once, merge keys already resolved."""

    entries: tuple[Entry, ...]
    span: Span
    _by_key: dict[str, Entry] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_key = {entry.key: entry for entry in self.entries} if self.entries else _NO_ENTRIES
        object.__setattr__(self, "_by_key", by_key)

    def get(self, key: str) -> Node | None:
        """The value under ``key``, or ``None`` where there is no such key."""
        entry = self._by_key.get(key)
        return None if entry is None else entry.value

    def entry(self, key: str) -> Entry | None:
        """Key, place of the key, and value; ``None`` where there is no such key."""
        return self._by_key.get(key)


_NO_ENTRIES: dict[str, Entry] = {}

Node = Scalar | Sequence | Mapping


@dataclass(frozen=True, slots=True)
class Document:
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

    The depth is that of the document, which :func:`sdgen.parse.load_text` bounds.
    """
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Sequence):
        return [to_plain(item) for item in node.items]
    return {entry.key: to_plain(entry.value) for entry in node.entries}
