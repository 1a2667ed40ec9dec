"""Failure domains as chips: the same ones on every card, so that a missing one catches the eye."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from sdgen.analyses.failure.domains import ancestors, replica_counts
from sdgen.base.words import by_number, counted
from sdgen.design.records import Component, Design, Level
from sdgen.views.diagram import Chip

MOST_CHIPS = 6
"""A card that would show more chips shows the regions, or how many domains it is in."""

MOST_CHARACTERS = 22
"""Of all chips of a card together: one row."""


class ZoneChips(Struct, frozen=True):
    """The domains that a picture shows as chips, by their short names; ``shown_for`` takes
    each domain in use to the one that is shown for it."""

    names: Mapping[str, str]
    shown_for: Mapping[str, str]

    def of(self, component: Component) -> tuple[Chip, ...]:
        """A component's chips: those domains that it is not in are faint."""
        held: dict[str, int] = {}
        where: dict[str, list[str]] = {}
        for domain, count in replica_counts(component).items():
            if domain is not None:
                shown = self.shown_for[domain]
                held[shown] = held.get(shown, 0) + count
                where.setdefault(shown, []).append(f"{domain}: {counted(count, 'replica')}")
        if not held:
            return ()
        if len(self.names) > MOST_CHIPS:
            places = "\n".join(text for texts in where.values() for text in texts)
            return (Chip(f"{len(held)} of {len(self.names)} domains", tooltip=places),)
        return tuple(
            Chip(name, active=id in held, tooltip="\n".join(where.get(id, [f"none in {id}"])))
            for id, name in self.names.items()
        )


def zone_chips(design: Design) -> ZoneChips:
    """The chips of a design: the domains in which replicas stand and their siblings, or the
    regions of these where that is too much to show."""
    used: dict[str, None] = {}
    for component in design.components.values():
        used.update((each, None) for each in replica_counts(component) if each is not None)
    shown = _with_siblings(design, used)
    if _fits(short_names(shown)):
        return ZoneChips(short_names(shown), {each: each for each in used})
    outer = {each: _region(design, each) for each in used}
    regions = _with_siblings(design, outer.values())
    return ZoneChips(short_names(regions), outer)


def shown_regions(design: Design, chips: ZoneChips) -> str:
    """Where the chips are, for a subtitle: ``zones a b c of us-east-1``; empty without chips."""
    if not chips.names:
        return ""
    parents = dict.fromkeys(design.domains[each].parent for each in chips.names)
    levels = {design.domains[each].level for each in chips.names}
    what = by_number(len(levels), f"{min(levels)}s", "domains")
    if len(chips.names) > MOST_CHIPS:
        return f"{len(chips.names)} {what}"
    names = " ".join(chips.names.values())
    holders = ", ".join(parent for parent in parents if parent is not None)
    return f"{what} {names} of {holders}" if holders else f"{what} {names}"


def empty_word(design: Design, chips: ZoneChips) -> str:
    """What the legend calls a domain in which a component has no replica."""
    levels = {design.domains[each].level for each in chips.names}
    what = min(levels).capitalize() if len(levels) == 1 else "Domain"
    return f"{what} without a replica"


def is_zone(design: Design, domain: str) -> bool:
    """Whether a domain is a zone or less, and not a region in any zone of which replicas may be."""
    return design.domains[domain].level not in (Level.REGION, Level.PROVIDER)


def noun_of(design: Design, domains: Iterable[str]) -> str:
    """What domains are called together: ``zone``, ``host``; where they differ ``domain``."""
    levels = {design.domains[each].level.value for each in domains}
    return levels.pop() if len(levels) == 1 else "domain"


def short_names(ids: Iterable[str]) -> dict[str, str]:
    """Ids without the prefix that all of them share, up to its last separator."""
    every = list(ids)
    prefix = min(every, default="")
    while prefix and not all(each.startswith(prefix) for each in every):
        prefix = prefix[:-1]
    cut = max(prefix.rfind("-"), prefix.rfind("_"), prefix.rfind(".")) + 1
    if len(every) < 2 or any(len(each) == cut for each in every):
        return {each: each for each in every}
    return {each: each[cut:] for each in every}


def short_titles(design: Design, zones: Iterable[str]) -> dict[str, str]:
    """Ids without what those beside them, or what holds them, begin with."""
    beside: dict[str | None, list[str]] = {}
    for zone in zones:
        beside.setdefault(design.domains[zone].parent, []).append(zone)
    found: dict[str, str] = {}
    for holder, ids in beside.items():
        names = short_names(ids)
        if holder is not None and len(ids) == 1:
            [only] = ids
            rest = only.removeprefix(holder).lstrip("-_.")
            names = {only: rest or only}
        found.update(names)
    return found


def _with_siblings(design: Design, used: Iterable[str]) -> list[str]:
    """The domains in use and those beside them, in the order of the topology. Domains at the top
    have no siblings to show, and a domain that holds a used one is not beside it."""
    wanted = set(used)
    parents = {design.domains[each].parent for each in wanted} - {None}
    holders = {outer for each in wanted for outer in ancestors(design, each)}
    return [
        each.id
        for each in design.domains.values()
        if each.id in wanted or (each.parent in parents and each.id not in holders)
    ]


def _region(design: Design, domain: str) -> str:
    """The region that holds a domain, else the outermost one that does."""
    holders = (domain, *ancestors(design, domain))
    regions = (each for each in holders if design.domains[each].level is Level.REGION)
    return next(regions, holders[-1])


def _fits(names: Mapping[str, str]) -> bool:
    return len(names) <= MOST_CHIPS and sum(map(len, names.values())) <= MOST_CHARACTERS
