"""The detailed view: each card with its numbers, each line with its protocol and rate (step 6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from sdgen.analyses.busy import how_busy
from sdgen.analyses.facts import Facts
from sdgen.base.words import listed
from sdgen.design.calls import calls_of
from sdgen.design.records import Call, Component, Design, Replicas
from sdgen.quantity import Dimension
from sdgen.quantity.print import format_number, format_quantity
from sdgen.views.diagram import Card, Diagram, Meter, Tone
from sdgen.views.elements import (
    call_label,
    call_line,
    component_cards,
    describe,
    design_groups,
    runs_on,
    step_labels,
)
from sdgen.views.forks import call_forks, forks_among
from sdgen.views.roles import roles, roles_described
from sdgen.views.tooltips import load_said, with_figures
from sdgen.views.view import BuiltInView
from sdgen.views.zones import ZoneChips, empty_word, shown_regions, zone_chips

if TYPE_CHECKING:
    from sdgen.analyses.traffic.flow import Traffic

MOST_ENTITIES = 3
"""Names of entities on a card; further ones are counted."""


def detailed(facts: Facts, title: str) -> Diagram:
    """Every component with load against capacity, zones and what it stores."""
    design = facts.design
    # Where nobody calls there is no load, and nothing to compute.
    load = facts.traffic if design.journeys else None
    chips = zone_chips(design)
    stored = _entities_by_store(design)
    said, forks = step_labels(design), call_forks(design)
    made = zip(component_cards(design), design.components.values(), strict=True)
    cards = tuple(
        replace(
            card,
            tooltip=with_figures(card.tooltip, _load_of(component, load)),
            facts=(
                *runs_on(design, component),
                *_facts(design, component, load, stored.get(component.id, [])),
            ),
            meters=load_meters(component, load, facts.scenario.busy_from),
            chips=chips.of(component),
        )
        for card, component in made
    )
    drawn = (
        (call_line(design, call, call_label(call, said), said, forks), call)
        for call in calls_of(design)
    )
    lines = tuple(
        replace(
            line,
            tooltip=with_figures(
                line.tooltip, load_said(load.calls.get(call.id) if load else None)
            ),
            protocol=call.protocol,
            rate=rate_said(_peak(call, load)),
            load=_peak(call, load),
        )
        for line, call in drawn
    )
    return Diagram(
        view="detailed",
        title=design.name,
        subtitle=" · ".join((title, *_shown(design, cards, chips))),
        cards=cards,
        lines=lines,
        groups=design_groups(design, cards),
        forks=forks_among(forks.values(), lines),
        load_word=load_word(design),
        busy_from=facts.scenario.busy_from,
        faint_word=empty_word(design, chips),
        description=describe(
            design,
            title,
            len(cards),
            len(lines),
            " with their load, zones and data",
            roles_described(design),
        ),
    )


_TONES = {"free": Tone.GOOD, "busy": Tone.WARNING, "full": Tone.BAD}


def load_tone(share: float, busy_from: float) -> Tone:
    """How a share of the capacity is shown: green where CAP001 says nothing, amber where it warns,
    red where it is an error."""
    return _TONES[how_busy(share, busy_from)]


def _shown(design: Design, cards: tuple[Card, ...], chips: ZoneChips) -> list[str]:
    """The facts that the subtitle names: those that some card shows."""
    shown = []
    if any(card.meters for card in cards):
        shown.append(f"{load_word(design).lower()} against capacity")
    regions = shown_regions(design, chips)
    return [*shown, regions] if regions else shown


def load_meters(component: Component, load: Traffic | None, busy_from: float) -> tuple[Meter, ...]:
    """The bar of the peak load against the capacity; none where either is unknown."""
    utilisation = load.utilisation.get(component.id) if load is not None else None
    if utilisation is None:
        return ()
    text = f"{format_number(utilisation.peak)}/s of {format_number(utilisation.capacity)}/s"
    share = utilisation.share
    return (Meter(text, share_said(share), min(share, 1.0), load_tone(share, busy_from)),)


def share_said(share: float) -> str:
    """A share of the capacity in percent; what is not all of it is not said to be."""
    value = f"{share:.0%}" if share >= 0.005 or share == 0 else "<1%"
    if value == "100%" and share != 1.0:
        value = ">100%" if share > 1.0 else "<100%"
    return value


def has_peak(design: Design) -> bool:
    """Whether the design says how high its peaks are: else they are counted as the average."""
    return design.scale is not None and design.scale.peak is not None


def load_word(design: Design) -> str:
    """What the load is that bars show."""
    return "Peak load" if has_peak(design) else "Average load"


def _facts(
    design: Design, component: Component, load: Traffic | None, stored: list[str]
) -> tuple[str, ...]:
    lines = []
    if load is not None and component.id not in load.utilisation:
        carried = load.components.get(component.id)
        if carried is not None and carried.peak:
            when = "at the peak" if has_peak(design) else "on average"
            lines.append(f"{format_quantity(carried.peak, Dimension.RATE)} {when}")
    if stored:
        lines.append(f"stores {listed(stored, MOST_ENTITIES)}")
    lines += [each for each in (roles(component), _needed(component.replicas)) if each]
    return tuple(lines)


def _needed(replicas: Replicas) -> str:
    """How many copies there are of each piece of data, and how many of copies or replicas must be
    up; empty where the design says nothing about it."""
    if replicas.copies is not None:
        quorum = replicas.copies // 2 + 1 if replicas.majority else replicas.need
        copies = f"{replicas.copies} copies" if replicas.copies > 1 else "1 copy"
        if replicas.reads_need is not None or replicas.writes_need is not None:
            return f"{copies}, {_by_access(replicas)}"
        return copies if quorum is None else f"{copies}, {quorum} must answer"
    if replicas.reads_need is not None or replicas.writes_need is not None:
        return f"{_by_access(replicas)} of {replicas.count}"
    if replicas.majority:
        return f"majority of {replicas.count} needed"
    return f"{replicas.need} of {replicas.count} needed" if replicas.need is not None else ""


def _by_access(replicas: Replicas) -> str:
    return f"read {replicas.reads_need or 1}, write {replicas.writes_need or 1}"


def _load_of(component: Component, load: Traffic | None) -> str:
    """How often a component is called, and how full that makes it."""
    if load is None:
        return ""
    used = load.utilisation.get(component.id)
    return load_said(
        load.components.get(component.id), share_said(used.share) if used is not None else ""
    )


def _peak(call: Call, load: Traffic | None) -> float:
    """How often a call is made at the peak, each second; 0 where that is not known."""
    carried = load.calls.get(call.id) if load is not None else None
    return carried.peak if carried is not None else 0.0


def rate_said(rate: float) -> str:
    """How often something happens; empty for never, or where that is not known."""
    return format_quantity(rate, Dimension.RATE) if rate else ""


def _entities_by_store(design: Design) -> dict[str, list[str]]:
    stored: dict[str, list[str]] = {}
    for entity in design.data.values():
        if entity.store is not None:
            stored.setdefault(entity.store, []).append(entity.id)
    return stored


VIEW = BuiltInView(
    id="detailed",
    title="Detailed design",
    doc="Each component with its peak load of capacity, zones and what it stores.",
    make=detailed,
    order=2,
)
