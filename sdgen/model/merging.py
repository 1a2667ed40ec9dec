"""Values laid over one another, before they are read: what a default gives, what a component says,
and what overrides that.

Mappings are merged key by key; a short form counts as the mapping that it stands for; a list, or
any other value, replaces what was there; no value (``null``) removes it. Each value keeps its place,
so that a finding names the line which gives it.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, field

from sdgen.base.span import Span
from sdgen.design.shapes import AnyShape, Either, Nested, Own, Table, form_of, properties_of
from sdgen.design.topology import Domain
from sdgen.parse.document import Entry, Mapping, Node, Scalar, Sequence

_DOMAINS = Table("", Nested(Domain))


class Removals(Struct):
    """Every ``null`` that should remove something: its key and the words for where it stands, and
    those that removed nothing so far."""

    asked: dict[Span, tuple[Entry, str]] = field(default_factory=dict)
    done: set[Span] = field(default_factory=set)

    def note(self, entry: Entry, where: str, removes: bool) -> None:
        """A ``null`` was met; ``removes`` tells whether there was something to remove."""
        self.asked.setdefault(entry.key_span, (entry, where))
        if removes:
            self.done.add(entry.key_span)

    def idle(self) -> Iterator[tuple[Entry, str]]:
        """Those that removed nothing anywhere, in the order in which they were met."""
        return (each for span, each in self.asked.items() if span not in self.done)


class Layers(Struct, frozen=True):
    """Lays values over one another. With ``keep`` a ``null`` stays in what comes out, so that it
    removes from whatever that is laid over as well. ``where`` names what is laid, for findings."""

    removals: Removals
    where: str = ""
    keep: bool = False

    def over(self, base: Node | None, top: Node, shape: AnyShape | None) -> Node:
        """``top`` laid over ``base``, of which there may be nothing."""
        if not is_mergeable(base, top, shape):
            base = None
        if not isinstance(top, Mapping):
            top = top if base is None or is_nothing(top) else expanded(top, shape)
        if not isinstance(top, Mapping):
            return top
        below = expanded(base, shape) if base is not None else None
        return self.entries(below if isinstance(below, Mapping) else None, top, shape)

    def entries(self, base: Mapping | None, top: Mapping, shape: AnyShape | None) -> Mapping:
        """The keys of both mappings."""
        if base is None and not has_nothing(top):
            return top
        found = {each.key: each for each in base.entries} if base is not None else {}
        for each in top.entries:
            known = found.get(each.key)
            if is_nothing(each.value):
                removes = known is not None and not is_nothing(known.value)
                self.removals.note(each, self.where, removes)
                found.pop(each.key, None)
                if self.keep:
                    found[each.key] = each
                continue
            value = self.over(known.value if known else None, each.value, inner(shape, each.key))
            found[each.key] = Entry(each.key, each.key_span, value)
        return Mapping(tuple(found.values()), top.span)


def is_nothing(node: Node | None) -> bool:
    """Whether a value is ``null``."""
    return isinstance(node, Scalar) and node.value is None


def has_nothing(node: Node) -> bool:
    """Whether ``null`` stands anywhere in a mapping, lists apart."""
    if isinstance(node, Mapping):
        return any(has_nothing(each.value) for each in node.entries)
    return is_nothing(node)


def is_mergeable(base: Node | None, top: Node, shape: AnyShape | None) -> bool:
    """Whether both are mappings, or one is and the other is short for one."""
    if base is None or is_nothing(top):
        return False
    both = (base, top)
    return any(isinstance(each, Mapping) for each in both) and all(
        isinstance(expanded(each, shape), Mapping) for each in both
    )


def expanded(node: Node, shape: AnyShape | None) -> Node:
    """The mapping that a short form stands for; any other value is itself."""
    if isinstance(node, Mapping) or shape is None:
        return node
    if isinstance(node, Sequence):
        ids = [each for each in node.items if isinstance(each, Scalar)]
        if not _is_table_of_domains(shape) or len(ids) < len(node.items):
            return node
        empty = (Entry(each.text, each.span, Scalar(None, "", each.span)) for each in ids)
        return Mapping(tuple(empty), node.span)
    form = form_of(shape.record) if isinstance(shape, Nested) else None
    if form is None:
        return node
    if node.value is None:
        return Mapping((), node.span) if form.nothing else node
    return Mapping((Entry(form.short, node.span, node),), node.span) if form.short else node


def inner(shape: AnyShape | None, key: str) -> AnyShape | None:
    """The shape of what stands under a key of a value of this shape."""
    if isinstance(shape, Either):
        shape = next((each for each in shape.shapes if isinstance(each, Nested)), None)
    if shape is not None and _is_table_of_domains(shape):
        return _DOMAINS.each
    if isinstance(shape, Table):
        return shape.each
    if isinstance(shape, Nested):
        known = properties_of(shape.record).get(key)
        return known.shape if known is not None else None
    return None


def _is_table_of_domains(shape: AnyShape) -> bool:
    return isinstance(shape, Own) and shape.name == "domains"


def size(node: Node) -> int:
    """How many keys and values there are in it, itself included."""
    if isinstance(node, Mapping):
        return 1 + sum(1 + size(each.value) for each in node.entries)
    return 1 + sum(map(size, node.items)) if isinstance(node, Sequence) else 1
