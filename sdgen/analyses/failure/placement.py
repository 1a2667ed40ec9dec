"""Which nodes hold the copies of each piece of data.

Piece i starts at node i and goes on, in the order of the nodes, to those whose region, then zone,
then rack, then host holds fewest of its copies so far: what rack-aware placement does in Cassandra
(NetworkTopologyStrategy), Kafka (rack-aware assignment) and Elasticsearch (allocation awareness).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct

from sdgen.design.placement import domain_at_levels
from sdgen.design.records import Design, Level

LEVELS = tuple(Level)
"""From the outermost in."""
MOST_CHOICES = 3_000_000
"""Places looked at to place the copies of one component; beyond it copies go to neighbours."""

Pieces = tuple[tuple[int, ...], ...]
Keys = tuple[str | None, ...]
"""The domain of a node at each level that counts, None where it lies in none."""
NOWHERE: Keys = (None,) * len(LEVELS)


class _Site(Struct, frozen=True):
    """The nodes, ascending, that lie in one place."""

    keys: Keys
    nodes: tuple[int, ...]


def pieces_of(
    design: Design, domains: Sequence[str | None], copies: int, *, across: Level | None = None
) -> Pieces:
    """The positions of the nodes that hold each piece, ascending, where these are not just
    ``copies`` neighbours in a ring; else nothing. ``domains`` are those of the nodes; levels above
    ``across`` do not matter."""
    number = len(domains)
    if copies >= number or not any(domains):
        return ()
    known = {domain: _keys(design, domain) for domain in dict.fromkeys(domains)}
    return pieces_among([known[domain] for domain in domains], copies, across=across)


def pieces_among(
    nodes: Sequence[Keys], copies: int, *, across: Level | None = None, most: int = MOST_CHOICES
) -> Pieces:
    """The same, of nodes that lie in these domains of all levels; nothing where more than ``most``
    places would have to be looked at."""
    number = len(nodes)
    first = 0 if across is None else LEVELS.index(across)
    keys = tuple([each[first:] for each in nodes])
    places = len(set(keys))
    if copies >= number or places == 1 or number * copies * places > most:
        return ()
    return _apart(keys, copies)


@lru_cache(maxsize=16)
def _apart(keys: tuple[Keys, ...], copies: int) -> Pieces:
    """The same of nodes with these domains, of which there are more than copies."""
    number, sites = len(keys), _sites(keys)
    turn = _turn(keys)
    held = [_holders(first, copies, sites, keys) for first in range(turn)]
    if all((node - first) % number < copies for first, nodes in enumerate(held) for node in nodes):
        return ()
    return tuple(
        tuple(sorted([(node + turned) % number for node in nodes]))
        for turned in range(0, number, turn)
        for nodes in held
    )


def _turn(keys: Sequence[Keys]) -> int:
    """The fewest nodes by which the ring can be turned so that those that lay together still do: a
    piece that starts so much later then lies so much later."""
    number = len(keys)
    for turn in range(1, number // 2 + 1):
        if number % turn == 0 and _is_alike(keys, [*keys[turn:], *keys[:turn]]):
            return turn
    return number


def _is_alike(keys: Sequence[Keys], turned: Sequence[Keys]) -> bool:
    """Whether they differ in the names of the domains alone."""
    new: dict[str | None, str | None] = {None: None}
    old: dict[str | None, str | None] = {None: None}
    return all(
        new.setdefault(one, other) == other and old.setdefault(other, one) == one
        for each, then in zip(keys, turned, strict=True)
        for one, other in zip(each, then, strict=True)
    )


def _sites(keys: Sequence[Keys]) -> tuple[_Site, ...]:
    nodes: dict[Keys, list[int]] = {}
    for node, each in enumerate(keys):
        nodes.setdefault(each, []).append(node)
    return tuple(_Site(each, tuple(held)) for each, held in nodes.items())


def _keys(design: Design, domain: str | None) -> Keys:
    return NOWHERE if domain is None else domain_at_levels(design.domains, domain)


def _holders(
    first: int, copies: int, sites: Sequence[_Site], keys: Sequence[Keys]
) -> tuple[int, ...]:
    """The nodes of the piece that starts at ``first``, in the order in which they are taken."""
    taken = [first]
    held: dict[str, int] = {}
    _count(keys[first], held)
    while len(taken) < copies:
        best: tuple[tuple[int, ...], int, int] | None = None
        for site in sites:
            node = _next_free(first, taken, site.nodes)
            if node is None:
                continue
            crowded = tuple([0 if key is None else held.get(key, 0) for key in site.keys])
            choice = crowded, (node - first) % len(keys), node
            if best is None or choice < best:
                best = choice
        assert best is not None, "there are more nodes than copies"
        taken.append(best[2])
        _count(keys[best[2]], held)
    return tuple(taken)


def _count(keys: Keys, held: dict[str, int]) -> None:
    for key in keys:
        if key is not None:
            held[key] = held.get(key, 0) + 1


def _next_free(first: int, taken: Sequence[int], nodes: Sequence[int]) -> int | None:
    """The node that comes next after ``first`` in the ring and holds no copy yet."""
    start = bisect_left(nodes, first)
    for at in range(len(nodes)):
        node = nodes[(start + at) % len(nodes)]
        if node not in taken:
            return node
    return None


def share_of_fullest(pieces: Pieces, copies: int, domains: Sequence[str | None]) -> float:
    """The share of all data that the fullest node keeps: a domain that keeps m copies of a piece on
    z nodes fills each with m / z of it. Where copies go to neighbours each keeps copies / nodes."""
    if not pieces:
        return min(copies, len(domains)) / len(domains)
    held: dict[str | None, int] = {}
    nodes: dict[str | None, int] = {}
    for domain in domains:
        nodes[domain] = nodes.get(domain, 0) + 1
    for piece in pieces:
        for node in piece:
            held[domains[node]] = held.get(domains[node], 0) + 1
    return max(held[domain] / len(pieces) / nodes[domain] for domain in held)
