"""Containers for what runs on a component: the machines, or the cluster, with what is on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from sdgen.design.hosts import hosts_of
from sdgen.design.records import Design
from sdgen.views.diagram import Card, Group
from sdgen.views.elements import SEPARATOR


class HostGroups(Struct, frozen=True):
    """The containers, outer ones first, and in which of them each card stands."""

    groups: tuple[Group, ...]
    within: Mapping[str, str]


def host_groups(design: Design, cards: Sequence[Card]) -> HostGroups:
    """A container for each card of a component that others run on: itself, and theirs in the same
    place. ``cards`` stand in the groups of their places."""
    hosts = {each.runs_on for each in design.components.values()} & {*design.components}
    groups: dict[str, Group] = {}
    within: dict[str, str] = {}
    for card in cards:
        component = design.components[card.component]
        chain = [component] if component.id in hosts else []
        chain += hosts_of(design, component)
        parent = card.group
        for host in reversed(chain):
            # of what nests, the outermost is the machine
            identifier = f"{host.id}{SEPARATOR}{card.group or ''}"
            groups.setdefault(identifier, Group(identifier, host.name, parent))
            parent = within[card.id] = identifier
    return HostGroups(tuple(groups.values()), within)
