"""The columns of the matrix: the zones in which something runs, and what else replicas are placed in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct

from sdgen.analyses.facts import Facts
from sdgen.analyses.failure.domains import ancestors, replica_counts
from sdgen.analyses.traffic.zones import zone_of, zones_of
from sdgen.base.words import counted, in_one_line, joined, listed
from sdgen.design.records import Component, Design
from sdgen.views.journeys import journey_name
from sdgen.views.loss import Loss
from sdgen.views.matrix import ZoneColumn
from sdgen.views.zones import is_zone, noun_of, short_titles

MOST_COLUMNS = 10
"""Of more zones those whose loss does most have columns, and the others one together."""
MOST_NAMED = 8
MIXED = "domain"
"""What columns of several levels are called."""


class Columns(Struct, frozen=True):
    """The columns with the domains that each stands for, and by domain what its loss does. ``zones``
    are all domains of columns, with so many replicas ``held`` in them; ``outer`` those that hold zones.
    Those that are ``counted`` are called ``noun``: zones, beside which regions may have columns too."""

    shown: tuple[ZoneColumn, ...]
    domains: tuple[tuple[str, ...], ...]
    losses: Mapping[str, Loss]
    zones: tuple[str, ...]
    outer: tuple[str, ...]
    held: int
    counted: tuple[str, ...]
    noun: str


def columns_of(facts: Facts) -> Columns | None:
    """The columns of a design; None where nothing is placed anywhere."""
    design = facts.design
    used = {zone for each in design.components.values() for zone in zones_of(design, each)}
    zones = tuple(name for name in design.domains if name in used)
    if not zones:
        return None
    losses = {name: Loss.of(each) for name, each in facts.domain_losses.items()}
    outer = tuple(name for name in losses if name not in used)
    held = dict.fromkeys(zones, 0)
    for component in design.components.values():
        if not component.hosted:
            for zone, count in placed(design, component).items():
                held[zone] += count
    apart = zones if len(zones) <= MOST_COLUMNS else _worst(zones, losses, held)
    rest = tuple(zone for zone in zones if zone not in apart)
    holders = {zone: _holder(design, zone) for zone in zones}
    beside = Counter(holders.values())
    several = len(beside) > 1 and max(beside.values()) > 1
    several = several or any(
        beside[holders[zone]] > 1 for zone in zones if not is_zone(design, zone)
    )
    titles = _titles(design, holders)
    shown = [
        _column(
            facts, zone, held[zone], losses[zone], holders[zone] if several else "", titles[zone]
        )
        for zone in apart
    ]
    domains: list[tuple[str, ...]] = [(zone,) for zone in apart]
    if rest:
        shown.append(_together(design, rest, sum(held[zone] for zone in rest)))
        domains.append(rest)
    fine = tuple(each for each in zones if is_zone(design, each)) or zones
    noun = noun_of(design, fine)
    return Columns(
        tuple(shown),
        tuple(domains),
        losses,
        zones,
        outer,
        sum(held.values()),
        zones if noun == MIXED else fine,
        noun,
    )


def placed(design: Design, component: Component) -> dict[str, int]:
    """How many replicas of a component lie in each zone, or what else they are placed in."""
    found: dict[str, int] = {}
    for place, count in replica_counts(component).items():
        if place is not None:
            zone = zone_of(design, place)
            found[zone] = found.get(zone, 0) + count
    return found


def _worst(
    zones: Sequence[str], losses: Mapping[str, Loss], held: Mapping[str, int]
) -> tuple[str, ...]:
    """Those whose loss does most, in the order of the design."""

    def harm(zone: str) -> tuple[tuple[int, ...], int]:
        return losses[zone].harm, held[zone]

    worst = sorted(zones, key=harm, reverse=True)[: MOST_COLUMNS - 1]
    return tuple(zone for zone in zones if zone in worst)


def _column(
    facts: Facts, zone: str, held: int, loss: Loss, within: str, titles: tuple[str, str]
) -> ZoneColumn:
    title, short = titles
    is_coarse = not is_zone(facts.design, zone)
    return ZoneColumn(
        zone,
        title,
        f"{held}, any zone" if is_coarse else counted(held, "replica"),
        within=within,
        holder=_holder(facts.design, zone) if not is_coarse else "",
        tooltip=_tooltip(facts, zone, loss),
        short=short,
        brief=str(held),
    )


def _together(design: Design, zones: Sequence[str], held: int) -> ZoneColumn:
    noun = noun_of(design, zones)
    return ZoneColumn(
        "",
        counted(len(zones), "other"),
        counted(held, "replica"),
        tooltip="\n".join((f"{counted(len(zones), noun)} whose loss does less", joined(zones))),
        several=len(zones),
        short=f"+{len(zones)}",
        brief=str(held),
    )


def _tooltip(facts: Facts, zone: str, loss: Loss) -> str:
    """What the loss of a zone takes down, by name."""
    down = [journey_name(facts, each.journey) for each in loss.outcome.journeys if not each.is_up]
    if not down:
        return f"Losing {zone} takes no journey down"
    return f"Losing {zone} takes down {listed(down, MOST_NAMED)}"


def _holder(design: Design, zone: str) -> str:
    """The name of what holds a zone; of a region, its own."""
    holders = ancestors(design, zone) if is_zone(design, zone) else ()
    holder = holders[0] if holders else zone
    return in_one_line(design.domains[holder].name or holder)


def _titles(design: Design, holders: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """The name of each zone, and a short one, without what all that lie beside it begin with. A region
    beside its own zones is called by its level, since its name stands above them."""
    beside: dict[str, list[str]] = {}
    for zone, holder in holders.items():
        beside.setdefault(holder, []).append(zone)
    found: dict[str, tuple[str, str]] = {}
    for zones in beside.values():
        short = short_titles(design, zones)
        for zone in zones:
            domain = design.domains[zone]
            name = in_one_line(domain.name or zone)
            if len(zones) > 1 and not is_zone(design, zone):
                found[zone] = (domain.level.value, domain.level.value)
            else:
                found[zone] = (name, in_one_line(domain.name or short[zone]))
    return found
