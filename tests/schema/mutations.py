"""Designs damaged in one or a few places, as a seed has it: what people and programs get wrong."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from sdgen.parse.document import Document, Entry, Mapping, Node, Scalar, Sequence

VALUES: tuple[object, ...] = (
    *(None, True, False, 0, -1, 1, 2, 3.0, 2.5, -0.5, 100_000, 100_001, 2**62, 1e300),
    *("", " ", "x", "a-b", "a_b", "A", "Tweet", "a\n", "ä", "1", "true", "null", "3x", "99.9%"),
    *("majority", "2 of 3", "2 of 3\n", "automatic", "a -> b: c", "2027-03-31", "2027-3-31"),
    *("x" * 100, "x" * 101, "x" * 200, "x" * 201, "x" * 5_001, "\U0001f4a5" * 101),
    *("service", "database", "servce", "Tweet.rows", "a.storage", "http://x", "card", "must"),
)
KEYS = (
    *("x", "kind", "name", "calls", "any_of", "of", "need", "hit_ratio", "ttl", "replicas"),
    *("text", "count", "zones", "p99", "label", "Kind", "naem", "", "a b", "x" * 101, "ö", "by"),
)


def nodes(node: Node, path: tuple[int, ...] = ()) -> Iterator[tuple[tuple[int, ...], Node]]:
    """Every value below ``node`` with the positions that lead to it."""
    yield path, node
    if isinstance(node, Sequence):
        for index, item in enumerate(node.items):
            yield from nodes(item, (*path, index))
    elif isinstance(node, Mapping):
        for index, entry in enumerate(node.entries):
            yield from nodes(entry.value, (*path, index))


def with_node(node: Node, path: tuple[int, ...], new: Node) -> Node:
    """The same tree with another value at ``path``."""
    if not path:
        return new
    index, rest = path[0], path[1:]
    if isinstance(node, Sequence):
        items = list(node.items)
        items[index] = with_node(items[index], rest, new)
        return Sequence(tuple(items), node.span)
    assert isinstance(node, Mapping)
    entries = list(node.entries)
    old = entries[index]
    entries[index] = Entry(old.key, old.key_span, with_node(old.value, rest, new))
    return Mapping(tuple(entries), node.span)


def value(choose: random.Random, node: Node) -> Scalar:
    """A value of any type."""
    chosen = choose.choice(VALUES)
    return Scalar(chosen, "" if chosen is None else str(chosen), node.span)  # type: ignore[arg-type]


def replaced(choose: random.Random, node: Node) -> Node:
    return value(choose, node)


def emptied(choose: random.Random, node: Node) -> Node:
    return choose.choice((Sequence((), node.span), Mapping((), node.span)))


def listed(choose: random.Random, node: Node) -> Node:
    return Sequence((node,) * choose.randint(1, 3), node.span)


def mapped(choose: random.Random, node: Node) -> Node:
    return Mapping((Entry(choose.choice(KEYS), node.span, node),), node.span)


def dropped(choose: random.Random, node: Node) -> Node:
    """Without one of its parts."""
    if isinstance(node, Sequence) and node.items:
        left = list(node.items)
        del left[choose.randrange(len(left))]
        return Sequence(tuple(left), node.span)
    if isinstance(node, Mapping) and node.entries:
        entries = list(node.entries)
        del entries[choose.randrange(len(entries))]
        return Mapping(tuple(entries), node.span)
    return value(choose, node)


def extended(choose: random.Random, node: Node) -> Node:
    """With a part more."""
    if isinstance(node, Sequence):
        return Sequence((*node.items, value(choose, node)), node.span)
    if isinstance(node, Mapping):
        key = choose.choice(KEYS)
        if node.get(key) is None:
            end = node.entries[-1].key_span if node.entries else node.span
            return Mapping((*node.entries, Entry(key, end, value(choose, node))), node.span)
    return listed(choose, node)


def renamed(choose: random.Random, node: Node) -> Node:
    """With another key for one of its parts."""
    if not isinstance(node, Mapping) or not node.entries:
        return replaced(choose, node)
    entries = list(node.entries)
    position = choose.randrange(len(entries))
    old = entries[position]
    key = choose.choice((*KEYS, f"{old.key}s", old.key[:-1], old.key.upper(), f"{old.key}\n"))
    if node.get(key) is None:
        entries[position] = Entry(key, old.key_span, old.value)
    return Mapping(tuple(entries), node.span)


CHANGES: tuple[Callable[[random.Random, Node], Node], ...] = (
    replaced,
    replaced,
    emptied,
    listed,
    mapped,
    dropped,
    extended,
    renamed,
)


def damaged(document: Document, choose: random.Random) -> Document:
    """The document with one to three changes."""
    root = document.root
    assert root is not None
    for _ in range(choose.choice((1, 1, 1, 2, 3))):
        path, node = choose.choice(list(nodes(root)))
        root = with_node(root, path, choose.choice(CHANGES)(choose, node))
    return Document(document.file, document.text, root, ())
