"""Tags of one component whose defaults say different things of it: nobody can know which counts."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, field

from sdgen.base.span import Span
from sdgen.design.components import Component
from sdgen.design.shapes import AnyShape, Nested
from sdgen.model import codes
from sdgen.model.gather import Gather, shorten
from sdgen.model.merging import expanded, inner
from sdgen.parse.document import Entry, Mapping, Node, Scalar, to_plain

COMPONENT = Nested(Component)

Path = tuple[str, ...]
TaggedEntry = tuple[str, Entry]
Stated = dict[Path, TaggedEntry]
"""What the tags of one component say so far: at each path the first tag with its value."""


class Differences(Struct):
    """Reports each two values that differ once, whatever number of components has both tags."""

    gather: Gather
    seen: set[tuple[Span, Span]] = field(default_factory=set)

    def add(
        self, identifier: str, tag: str, given: Mapping, component: Mapping, stated: Stated
    ) -> None:
        """Compare what a tag gives a component with what is ``stated`` by other tags of it, unless
        the component says itself what counts."""
        for path, leaf in _leaves(given, COMPONENT, ()):
            other = stated.setdefault(path, (tag, leaf))
            pair = (other[1].key_span, leaf.key_span)
            if pair in self.seen or not _differ(other[1], leaf):
                continue
            if not _states(component, path, COMPONENT):
                self.seen.add(pair)
                _report_different(identifier, other, (tag, leaf), path, self.gather)


def _leaves(value: Mapping, shape: AnyShape, path: Path) -> Iterator[tuple[Path, Entry]]:
    for entry in value.entries:
        here, own = (*path, entry.key), inner(shape, entry.key)
        whole = expanded(entry.value, own)
        if whole is not entry.value and isinstance(whole, Mapping):
            (short,) = whole.entries
            yield (*here, short.key), entry
        elif isinstance(whole, Mapping) and own is not None:
            yield from _leaves(whole, own, here)
        else:
            yield here, entry


def _differ(one: Entry, other: Entry) -> bool:
    a, b = to_plain(one.value), to_plain(other.value)
    return a != b or isinstance(a, bool) != isinstance(b, bool)


def _states(value: Node, path: Path, shape: AnyShape | None) -> bool:
    """Whether a component says itself what stands at a path, or that nothing does."""
    for key in path:
        whole = expanded(value, shape)
        if not isinstance(whole, Mapping):
            return True
        found = whole.get(key)
        if found is None:
            return False
        value, shape = found, inner(shape, key)
    return True


def _report_different(
    identifier: str, one: TaggedEntry, other: TaggedEntry, path: Path, gather: Gather
) -> None:
    (tag, entry), (another, further) = one, other
    key = entry.key if entry.key == further.key or entry.key != path[-1] else further.key
    gather.report(
        codes.DIFFERENT,
        f"component '{identifier}' has the tags '{shorten(tag)}' and '{shorten(another)}', whose "
        f"defaults for '{key}' differ: {_shown(entry)} ({entry.key_span}), {_shown(further)} "
        f"({further.key_span})",
        further.key_span,
        f"write '{key}' at '{identifier}' itself, or leave one of the tags out",
        identifier,
    )


def _shown(entry: Entry) -> str:
    return (
        f"'{shorten(entry.value.text or 'null')}'" if isinstance(entry.value, Scalar) else "a list"
    )
