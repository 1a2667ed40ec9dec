"""The detailed view: each card with its numbers, each line with its protocol and rate (step 6)."""

from __future__ import annotations

from dataclasses import replace

from sdgen.analyses.domains import ancestors, replica_domains
from sdgen.analyses.load import LoadFacts, flow
from sdgen.model.design import Call, Component, Design, Level
from sdgen.quantity import Dimension, format_number, format_quantity
from sdgen.views.diagram import Card, Chip, Diagram, Meter, Tone
from sdgen.views.elements import call_label, call_line, calls_of, component_card, design_groups
from sdgen.views.view import BuiltInView

WARN_ABOVE, BAD_ABOVE = 0.75, 1.0
"""Shares of its capacity above which a component's bar warns, and is overloaded."""
MOST_CHIPS = 6
"""A component in a region of more zones shows how many it uses instead."""


def detailed(design: Design, title: str) -> Diagram:
    """Every component with load against capacity, zones and what it stores."""
    facts = flow(design)
    cards = tuple(_card(design, component, facts) for component in design.components.values())
    lines = tuple(call_line(design, call, _label(design, call, facts)) for call in calls_of(design))
    shown = [title]
    if any(card.meters for card in cards):
        shown.append("peak load against capacity")
    shown.extend(_regions_shown(design, cards))
    return Diagram(
        view="detailed",
        title=design.name,
        subtitle=" · ".join(shown),
        cards=cards,
        lines=lines,
        groups=design_groups(design, cards),
        description=f"{title} of {design.name}: {len(cards)} components with their peak load, "
        f"zones and data, {len(lines)} calls. {design.summary}".strip(),
    )


def load_tone(share: float) -> Tone:
    """How a share of the capacity is shown."""
    if share > BAD_ABOVE:
        return Tone.BAD
    return Tone.WARNING if share > WARN_ABOVE else Tone.GOOD


def _card(design: Design, component: Component, facts: LoadFacts) -> Card:
    return replace(
        component_card(design, component),
        facts=_facts(design, component, facts),
        meters=_meters(component, facts),
        chips=_chips(design, component),
    )


def _meters(component: Component, facts: LoadFacts) -> tuple[Meter, ...]:
    utilisation = facts.utilisation.get(component.id)
    if utilisation is None:
        return ()
    text = f"{format_number(utilisation.peak)}/s of {format_number(utilisation.capacity)}/s"
    share = utilisation.share
    value = f"{share:.0%}" if share >= 0.01 or share == 0 else "<1%"
    return (Meter(text, value, min(share, 1.0), load_tone(share)),)


def _facts(design: Design, component: Component, facts: LoadFacts) -> tuple[str, ...]:
    lines = []
    load = facts.components.get(component.id)
    if load is not None and component.id not in facts.utilisation:
        lines.append(f"{format_quantity(load.peak, Dimension.RATE)} at the peak")
    stored = [entity.id for entity in design.data.values() if entity.store == component.id]
    if stored:
        lines.append(f"stores {', '.join(stored)}")
    replicas = component.replicas
    if replicas.copies is not None:
        need = f", {replicas.need} must answer" if replicas.need is not None else ""
        lines.append(f"{replicas.copies} copies{need}")
    elif replicas.need is not None:
        lines.append(f"needs {replicas.need} of {replicas.count}")
    return tuple(lines)


def _chips(design: Design, component: Component) -> tuple[Chip, ...]:
    """The zones of the regions that the component is in, those that it is not in faint."""
    used: dict[str, int] = {}
    for domain in replica_domains(design, component):
        if domain is not None:
            used[domain] = used.get(domain, 0) + 1
    if not used:
        return ()
    parents = {design.domains[domain].parent for domain in used}
    siblings = [d.id for d in design.domains.values() if d.parent in parents]
    if len(siblings) > MOST_CHIPS:
        places = ", ".join(used)
        return (Chip(f"{len(used)} of {len(siblings)} zones", tooltip=places),)
    names = short_names(siblings)
    return tuple(
        Chip(
            names[domain],
            active=domain in used,
            tooltip=f"{domain}: {used[domain]}" if domain in used else f"none in {domain}",
        )
        for domain in siblings
    )


def short_names(ids: list[str]) -> dict[str, str]:
    """Ids without the prefix that all of them share, up to its last separator."""
    prefix = min(ids, default="")
    while prefix and not all(each.startswith(prefix) for each in ids):
        prefix = prefix[:-1]
    cut = max(prefix.rfind("-"), prefix.rfind("_"), prefix.rfind(".")) + 1
    if len(ids) < 2 or any(len(each) == cut for each in ids):
        return {each: each for each in ids}
    return {each: each[cut:] for each in ids}


def _label(design: Design, call: Call, facts: LoadFacts) -> str:
    """Protocol and peak rate; what the call is for where neither is known."""
    load = facts.calls.get(call.id)
    rate = format_quantity(load.peak, Dimension.RATE) if load is not None and load.peak else ""
    parts = [call.protocol, rate] if call.protocol else [call_label(design, call), rate]
    return " · ".join(part for part in parts if part)


def _regions_shown(design: Design, cards: tuple[Card, ...]) -> list[str]:
    if not any(card.chips for card in cards):
        return []
    regions: dict[str, None] = {}
    for component in design.components.values():
        for domain in replica_domains(design, component):
            if domain is None:
                continue
            holders = (domain, *ancestors(design, domain))
            outer = [d for d in holders if design.domains[d].level is Level.REGION]
            regions.update(dict.fromkeys(outer))
    return [f"zones of {', '.join(regions)}"] if regions else []


VIEW = BuiltInView(
    id="detailed",
    title="Detailed design",
    doc="Each component with its peak load of capacity, zones and what it stores.",
    make=detailed,
)
