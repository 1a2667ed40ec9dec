"""What a design says about its pictures: groups and views of its own."""

from __future__ import annotations

from collections.abc import Mapping as Table

from sdgen.base.subject import Subject
from sdgen.design.components import Component
from sdgen.design.pictures import Group, View
from sdgen.model import codes
from sdgen.model.fields import read_fields, read_parts
from sdgen.model.gather import Gather, mapping, spans
from sdgen.model.names import humanise
from sdgen.parse.document import Mapping, Node


def read_groups(
    node: Node | None, components: Table[str, Component], gather: Gather
) -> dict[str, Group]:
    """The groups that the design lists; where it lists none, those that its components name."""
    if isinstance(node, Mapping):
        groups: dict[str, Group] = {}
        for entry in node.entries:
            given, places = read_parts(Group, entry.value)
            fields = read_fields(Group, given, Subject("group", entry.key), gather)
            fields.setdefault("name", humanise(entry.key))
            groups[entry.key] = Group(span=entry.key_span, spans=places, id=entry.key, **fields)
        return _without_cycles(groups, gather)
    implied: dict[str, Group] = {}
    for component in components.values():
        if component.group is not None and component.group not in implied:
            implied[component.group] = Group(
                span=component.span_of("group"), id=component.group, name=humanise(component.group)
            )
    return implied


def _without_cycles(groups: dict[str, Group], gather: Gather) -> dict[str, Group]:
    """Report unknown parents and groups that stand in each other, each cycle once."""
    settled: set[str] = set()
    for group in groups.values():
        if group.parent is not None and group.parent not in groups:
            gather.report(
                codes.UNKNOWN_GROUP,
                f"group '{group.id}': there is no group '{group.parent}' for it to stand in",
                group.span_of("parent"),
                gather.suggest(group.parent, groups, "groups"),
                group.id,
                fix=gather.mend(group.span_of("parent"), group.parent, groups),
            )
        chain: list[str] = []
        at: str | None = group.id
        while at in groups and at not in settled and at not in chain:
            chain.append(at)
            at = groups[at].parent
        if at in chain:
            cycle = [*chain[chain.index(at) :], at]
            gather.report(
                codes.CYCLE,
                f"group '{at}' stands in itself: {' in '.join(cycle)}",
                groups[at].span_of("parent"),
                "leave out 'parent' of one of them",
                at,
            )
        settled.update(chain)
    return groups


def read_views(node: Node | None, gather: Gather) -> dict[str, View]:
    """The design's own views by id; ids that built-in views have are reported."""
    if node is None:
        return {}
    from sdgen.model.view_names import free_name, taken_by

    views: dict[str, View] = {}
    ids = {entry.key for entry in mapping(node).entries}
    for entry in mapping(node).entries:
        taken = taken_by(entry.key)
        if taken:
            free = free_name(entry.key, ids)
            gather.report(
                codes.NAME_TAKEN,
                f"a view of the design's own cannot be called '{entry.key}': {taken}",
                entry.key_span,
                f"give it another name, such as '{free}'; its pictures are named after it",
                entry.key,
            )
        given = mapping(entry.value)
        fields = read_fields(View, given, Subject("view", entry.key), gather)
        fields.setdefault("title", humanise(entry.key))
        views[entry.key] = View(span=entry.key_span, spans=spans(given), id=entry.key, **fields)
    return views
