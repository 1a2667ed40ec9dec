"""Both designs in one: what a picture of a change lays out, so that nothing jumps between before and after.

It has the components, calls, groups and failure domains of both. Of what both have, it says what the newer
says; what was removed stands where it stood.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from sdgen.design.calls import calls_from, calls_in_groups, calls_of
from sdgen.design.records import Call, CallGroup, Component, Design, Record
from sdgen.diff.changes import Change, Changes, Sign, in_one_order
from sdgen.diff.elements import CALL, calls_by_id

Kept = TypeVar("Kept", bound=Record)


class Union(Struct, frozen=True):
    """``design`` is both designs in one; ``calls`` are the changes of its calls, by their ids there."""

    design: Design
    calls: Mapping[str, Change]


def union_of(changes: Changes) -> Union:
    """The union of two designs, equal to the newer one where that lacks nothing of the older."""
    before, after = changes.before, changes.after
    known = {each.id: each for each in changes.changes if each.noun == CALL}
    olds = {call.id: name for name, call in calls_by_id(before).items()}
    news = {call.id: name for name, call in calls_by_id(after).items()}
    groups = {news[call.id]: group for group, call in calls_in_groups(after)}
    gone = _numbered_anew(changes, olds)
    components = {
        name: _component(
            before.components.get(name), after.components.get(name), gone, (olds, news), groups
        )
        for name in in_one_order(before.components, after.components)
    }
    design = replace(
        after,
        components=components,
        groups=_both(before.groups, after.groups),
        domains=_both(before.domains, after.domains),
    )
    calls = {id: known[name] for id, name in news.items() if name in known}
    calls |= {call.id: known[olds[id]] for id, call in gone.items()}
    return Union(design, {call.id: calls[call.id] for call in calls_of(design) if call.id in calls})


def _both(olds: Mapping[str, Kept], news: Mapping[str, Kept]) -> dict[str, Kept]:
    return {name: news.get(name) or olds[name] for name in in_one_order(olds, news)}


def _numbered_anew(changes: Changes, names: Mapping[str, str]) -> Mapping[str, Call]:
    """The calls that were removed, by the id that each had; where the newer design has others between
    the same pair, with a number behind those of them."""
    removed = {
        each.id for each in changes.changes if each.noun == CALL and each.sign is Sign.REMOVED
    }
    taken = {call.id for call in calls_of(changes.after)}
    found: dict[str, Call] = {}
    for call in calls_of(changes.before):
        if names[call.id] in removed:
            made = call
            while made.id in taken:
                made = replace(made, number=made.number + 1)
            taken.add(made.id)
            found[call.id] = made
    return found


def _component(
    old: Component | None,
    new: Component | None,
    gone: Mapping[str, Call],
    names: tuple[Mapping[str, str], Mapping[str, str]],
    groups: Mapping[str, CallGroup],
) -> Component:
    """What is in either, or in both: then the newer one, with the calls that it has no more where they
    stood. ``names`` are those of calls in both designs by their ids, ``groups`` those of the newer's
    calls by these names."""
    if new is None:
        assert old is not None, "it is in one of the two"
        return old
    if old is None or not any(call.id in gone for call in calls_from(old)):
        return new
    olds, news = names
    removed = {olds[call.id]: group for group, call in _removed(old, gone)}
    before = (olds[call.id] for call in calls_from(old))
    after = (news[call.id] for call in calls_from(new))
    order = (removed.get(name) or groups[name] for name in in_one_order(before, after))
    return replace(new, calls=tuple({id(group): group for group in order}.values()))


def _removed(old: Component, gone: Mapping[str, Call]) -> Iterator[tuple[CallGroup, Call]]:
    """The calls of a component that were removed, each with its group, or alone where others of that
    are still there."""
    for group in old.calls:
        left = [call for call in group.calls if call.id in gone]
        whole = replace(group, calls=tuple(gone[call.id] for call in left))
        for call in left:
            alone = replace(group, calls=(gone[call.id],), need=1)
            yield (whole if len(left) == len(group.calls) else alone), call
