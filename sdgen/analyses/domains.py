"""Where replicas run: the failure domain of each, and the domains that hold a domain."""

from __future__ import annotations

from sdgen.model.design import Component, Design


def ancestors(design: Design, domain: str) -> tuple[str, ...]:
    """The domains that hold ``domain``, from its parent out."""
    found = []
    parent = design.domains[domain].parent
    while parent is not None:
        found.append(parent)
        parent = design.domains[parent].parent
    return tuple(found)


def replica_domains(design: Design, component: Component) -> tuple[str | None, ...]:
    """The domain of each replica: as ``place`` says, else the component's zones in turn.

    None for a replica that lies in no domain: of a component without zones, or beyond those that
    ``place`` puts somewhere.
    """
    count = component.replicas.count
    if component.place:
        placed = [
            domain for domain in design.domains for _ in range(component.place.get(domain, 0))
        ][:count]
        return (*placed, *(None for _ in range(count - len(placed))))
    if not component.zones:
        return (None,) * count
    return tuple(component.zones[at % len(component.zones)] for at in range(count))
