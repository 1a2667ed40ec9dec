"""Where replicas run: the failure domain of each, and the domains that hold a domain."""

from __future__ import annotations

from sdgen.design.placement import named_places, replica_counts, replica_domains
from sdgen.design.records import Design

__all__ = ["ancestors", "named_places", "replica_counts", "replica_domains"]


def ancestors(design: Design, domain: str) -> tuple[str, ...]:
    """The domains that hold ``domain``, from its parent out."""
    found = []
    parent = design.domains[domain].parent
    while parent is not None:
        found.append(parent)
        parent = design.domains[parent].parent
    return tuple(found)
