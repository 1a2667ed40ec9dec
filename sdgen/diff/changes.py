"""What has changed from one design to another: what was added, removed and changed, each with where it
stands in either; what was renamed, and what stands elsewhere now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cached_property
from typing import TypeVar

from msgspec import Struct

from sdgen.base.span import Span
from sdgen.design.records import Design
from sdgen.diff.elements import Element, Elements, Fact
from sdgen.diff.renames import Renames, recognised

Key = TypeVar("Key", bound=Hashable)


class Sign(StrEnum):
    """What has happened to an element."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class FactChange(Struct, frozen=True):
    """What is said under one ``key`` (``replicas.need``) before and after, as the designs say it; empty
    where one says nothing. Of lists, what is in one alone: ``gone`` and ``new``."""

    key: str
    before: str
    after: str
    span_before: Span | None = None
    span_after: Span | None = None
    gone: tuple[str, ...] = ()
    new: tuple[str, ...] = ()


class Change(Struct, frozen=True):
    """What has happened to one element: ``noun`` is what it is, ``id`` what the newer design calls it
    (the older, of what was removed), ``was`` its id before where that was another. ``facts`` are
    those that differ; of what was added or removed all."""

    sign: Sign
    noun: str
    id: str
    name: str
    facts: tuple[FactChange, ...]
    span_before: Span | None = None
    span_after: Span | None = None
    was: str = ""

    @property
    def moved(self) -> bool:
        """Whether it stands in another group, domain or store."""
        moved = {each.key for each in self.facts}
        return self.sign is Sign.CHANGED and not moved.isdisjoint(("group", "parent", "store"))


class Changes(Struct, frozen=True, dict=True):
    """All ``changes`` in the order in which a design is read, and the older design with the ``renames``
    already written into it, as ``before``."""

    changes: tuple[Change, ...]
    renames: Renames
    before: Design
    after: Design

    def __len__(self) -> int:
        return len(self.changes)

    def of(self, noun: str, id: str) -> Change | None:
        """The change of an element, by the id that the newer design has for it."""
        return self._by_element.get((noun, id))

    @cached_property
    def _by_element(self) -> Mapping[tuple[str, str], Change]:
        return {(each.noun, each.id): each for each in self.changes}


def changes_between(old: Design, new: Design) -> Changes:
    """What has changed; nothing where both say the same in another order or in other words."""
    found = recognised(old, new)
    changes = tuple(_changes(found.before, found.after, found.renames))
    return Changes(changes, found.renames, found.old, new)


def _changes(olds: Elements, news: Elements, renames: Renames) -> Iterator[Change]:
    for key in _in_order(olds, news):
        one, other = olds.get(key), news.get(key)
        if one is None and other is not None:
            yield _whole(Sign.ADDED, other, key)
        elif other is None and one is not None:
            yield _whole(Sign.REMOVED, one, key)
        elif one is not None and other is not None:
            was = renames.old(*key)
            facts = tuple(_differing(one, other))
            if facts or was:
                yield Change(
                    Sign.CHANGED, key[0], key[1], other.name, facts, one.span, other.span, was
                )


def _in_order(olds: Elements, news: Elements) -> list[tuple[str, str]]:
    """The keys of both, what was removed where it stood, the nouns in the order of the design."""
    nouns = list(dict.fromkeys(noun for noun, _ in (*news, *olds)))
    return sorted(in_one_order(olds, news), key=lambda key: nouns.index(key[0]))


def in_one_order(olds: Iterable[Key], news: Iterable[Key]) -> list[Key]:
    """Everything of both in the order of the newer, what that does not have behind what it stood
    behind."""
    places = {key: float(place) for place, key in enumerate(news)}
    last = -1.0
    for key in olds:
        if key in places:
            last = places[key]
        else:
            places[key] = last + 0.5
    return sorted(places, key=places.__getitem__)


def _whole(sign: Sign, element: Element, key: tuple[str, str]) -> Change:
    is_new = sign is Sign.ADDED
    nothing = None
    facts = tuple(
        _fact_change(key, nothing if is_new else fact, fact if is_new else nothing)
        for key, fact in element.facts.items()
        if not fact.follows
    )
    before, after = (None, element.span) if is_new else (element.span, None)
    return Change(sign, key[0], key[1], element.name, facts, before, after)


def _differing(one: Element, other: Element) -> Iterator[FactChange]:
    for key in dict.fromkeys((*one.facts, *other.facts)):
        before, after = one.facts.get(key), other.facts.get(key)
        if not _say_the_same(before, after):
            yield _fact_change(key, before, after)


def _say_the_same(one: Fact | None, other: Fact | None) -> bool:
    """Also where a month counts other days: what is written is the same. What follows from
    something else is told only against what is stated."""
    if one is None or other is None:
        stated = one or other
        return stated is None or stated.follows
    if one.value == other.value or (one.follows and other.follows):
        return True
    same = type(one.value) is type(other.value) and one.items == other.items
    return same and one.text == other.text


def _fact_change(key: str, before: Fact | None, after: Fact | None) -> FactChange:
    return FactChange(
        key,
        before.text if before else "",
        after.text if after else "",
        before.span if before else None,
        after.span if after else None,
        _only_in(before, after),
        _only_in(after, before),
    )


def _only_in(one: Fact | None, other: Fact | None) -> tuple[str, ...]:
    """What a list has and another has not, or not so often."""
    if one is None:
        return ()
    left = Counter(other.values if other else ())
    found = []
    for value, item in zip(one.values, one.items, strict=True):
        if left[value] > 0:
            left[value] -= 1
        else:
            found.append(item)
    return tuple(found)
