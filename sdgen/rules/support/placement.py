"""Where the copies of a component stand, as rules about zones count them."""

from __future__ import annotations

from collections.abc import Iterable

from sdgen.analyses.failure.domains import ancestors, replica_counts
from sdgen.analyses.failure.provided import is_provided
from sdgen.analyses.replication import copies_kept
from sdgen.design.records import Component, Design, Journey, Level
from sdgen.kinds import kind_of
from sdgen.lint.context import LintContext


def copies_of(component: Component) -> int:
    """How many copies there are of each piece of data, as every analysis counts them; of what
    votes, or keeps everything on each replica, all of them."""
    replicas = component.replicas
    if votes(component) or not kind_of(component).keeps_copies:
        return replicas.copies if replicas.copies is not None else replicas.count
    return copies_kept(component)


def votes(component: Component) -> bool:
    """Whether its copies decide by majority, as far as the design says."""
    replicas = component.replicas
    return replicas.majority or (kind_of(component).decides_by_majority and replicas.count > 1)


def held_in(design: Design, domain: str | None, level: Level) -> str | None:
    """The domain of this level that ``domain`` is or lies in."""
    if domain is None:
        return None
    holders = (domain, *ancestors(design, domain))
    return next((name for name in holders if design.domains[name].level is level), None)


def shared_domain(design: Design, components: Iterable[Component]) -> str | None:
    """The zone, else the rack, that holds every replica of all the components."""
    places = {place for each in components for place in replica_counts(each)}
    for level in (Level.ZONE, Level.RACK):
        found = {held_in(design, place, level) for place in places}
        if len(found) == 1 and None not in found:
            return found.pop()
    return None


def zone_counts(design: Design, component: Component) -> dict[str, int]:
    """Replicas by zone; empty where the zone of any replica is unknown."""
    return domain_counts(design, component, Level.ZONE)


def domain_counts(design: Design, component: Component, level: Level) -> dict[str, int]:
    """Replicas by domain of a level; empty where that of any replica is unknown."""
    counts: dict[str, int] = {}
    for place, held in replica_counts(component).items():
        domain = held_in(design, place, level)
        if domain is None:
            return {}
        counts[domain] = counts.get(domain, 0) + held
    return counts


def is_own_store(component: Component) -> bool:
    """Whether the component keeps data that must not be lost, and the design runs it itself."""
    return bool(kind_of(component).durable) and not is_provided(component)


def written_stores(context: LintContext, journey: Journey) -> tuple[str, ...]:
    """The durable stores that a journey writes: of the entities in its ``writes``, else, where it
    names none and does not only read, all that it passes."""
    design = context.design
    if journey.writes:
        entities = (design.data.get(name) for name in journey.writes)
        names = [each.store for each in entities if each is not None and each.store is not None]
    else:
        names = [] if journey.reads else list(context.visited[journey.id])
    return tuple(
        name
        for name in dict.fromkeys(names)
        if name in design.components and kind_of(design.components[name]).durable
    )


def dead_letters(context: LintContext) -> frozenset[str]:
    """The components in which what others could not work off waits."""
    named = (each.properties.get("dead_letter") for each in context.components)
    return frozenset(each for each in named if isinstance(each, str))
