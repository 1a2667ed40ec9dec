"""Where rules speak of what has no instances of its own: at the component that it runs on."""

from __future__ import annotations

from collections.abc import Iterable

from sdgen.base.words import by_number, named
from sdgen.design.hosts import hosts_of
from sdgen.design.placement import named_places
from sdgen.design.records import Component, Design
from sdgen.design.topology import Level
from sdgen.lint.context import LintContext


def placed_by(design: Design, component: Component) -> Component:
    """The component that says where a component lies: itself, or what it runs on at last."""
    return next(reversed([component, *hosts_of(design, component)]))


def down_with(host: Component, down: Iterable[str]) -> str:
    """``'kafka' is``, ``'orders' and 'payments', which run on 'kafka', are``."""
    ids = tuple(down)
    guests = tuple(each for each in ids if each != host.id)
    if not guests:
        return f"'{host.id}' is"
    if len(guests) < len(ids):
        return f"'{host.id}', with {named(guests)} on it, is"
    run, are = by_number(len(guests), "runs", "run"), by_number(len(guests), "is", "are")
    return f"{named(guests)}, which {run} on '{host.id}', {are}"


def running_on(host: Component, guests: Iterable[str]) -> str:
    """What a finding about a host says of that which runs on it: `` of 'orders', which runs on
    it``."""
    ids = tuple(dict.fromkeys(each for each in guests if each != host.id))
    return f" of {named(ids)}, which {by_number(len(ids), 'runs', 'run')} on it" if ids else ""


def watched_with(context: LintContext, watched: set[str]) -> set[str]:
    """What is watched with these: who watches a host, or all machines of a component, watches what
    runs there."""
    design = context.design
    machines = {
        name
        for name in watched
        if name in design.domains and design.domains[name].level is Level.HOST
    }

    def is_watched(component: Component) -> bool:
        places = named_places(component)
        return component.id in watched or (bool(places) and machines.issuperset(places))

    return {
        each.id
        for each in context.components
        if any(is_watched(one) for one in (each, *hosts_of(design, each)))
    }
