"""How the replicas of a component hold data and share work: one reading for every analysis.

Failure, load, storage, connections and latency ask here, so that one fact counts in one way.
"""

from __future__ import annotations

from collections.abc import Collection

from sdgen.design.records import Access, Component, Design, ReplicaMode
from sdgen.design.replicas import ONE_LEADER
from sdgen.kinds import Role, kind_of

ASSUMED_COPIES = 3
"""Copies of each piece in a store that does not say how many it keeps: the usual replication
factor of Kafka, Cassandra, HDFS and MongoDB."""

ENOUGH_COPIES = 3
"""Copies of durable data that are enough, as REP001 asks; one less with backups, where another
copy takes over by itself."""

FEWEST_REPLICAS = 2
FEWEST_STRICT_REPLICAS = 3
STRICT_FROM = 0.9999
"""Replicas of what keeps no data, from which availability objective on so many more, as COPY001 asks."""

Accesses = Collection[Access | None]
"""What a journey does to a component; None is unknown."""
UNKNOWN: Accesses = (None,)


def fewest_copies(design: Design, component: Component, *, recovers: bool) -> int:
    """With how many replicas durable data has enough copies; ``recovers`` says that another takes
    over by itself."""
    if not kind_of(component).durable:
        return 1
    enough = ENOUGH_COPIES - (1 if recovers and component.backups is not None else 0)
    others = sum(
        each.replicas.count
        for each in design.components.values()
        if each.properties.get("copy_of") == component.id
    )
    return max(1, enough - others)


def most_replicas(component: Component) -> int:
    """How many replicas there are when it matters: those that autoscaling goes up to, else all."""
    return component.replicas.most or component.replicas.count


def has_leader(component: Component) -> bool:
    """Whether one instance leads, or the first ones serve while others stand by."""
    return component.replicas.count > 1 and component.replicas.mode in ONE_LEADER


def says_nothing_of_copies(component: Component) -> bool:
    """Whether a store has several replicas and does not say how they hold its data."""
    replicas = component.replicas
    return (
        kind_of(component).keeps_copies
        and replicas.count > 1
        and replicas.copies is None
        and replicas.mode is None
    )


def copies_of_piece(component: Component) -> int | None:
    """On how many nodes each piece of data lies, where a failure takes pieces one by one; None
    where every instance can do the work of every other."""
    replicas = component.replicas
    if replicas.copies is not None:
        return replicas.copies
    if says_nothing_of_copies(component) and not states_need(component):
        return min(replicas.count, ASSUMED_COPIES)
    return None


def copies_kept(component: Component) -> int:
    """Copies of each piece on all disks together, each of which every write goes to: as the
    component says; on every replica where those follow a leader, stand by or are alike; up to
    three in a store that says nothing; else one."""
    replicas = component.replicas
    if replicas.copies is not None:
        return min(replicas.copies, replicas.count)
    if replicas.mode is not None and (has_leader(component) or kind_of(component).keeps_copies):
        return replicas.count
    return min(replicas.count, ASSUMED_COPIES) if kind_of(component).keeps_copies else 1


def states_need(component: Component) -> bool:
    """Whether the design says how many must be up."""
    replicas = component.replicas
    stated = (replicas.need, replicas.reads_need, replicas.writes_need)
    return replicas.majority or any(each is not None for each in stated)


def stated_need(component: Component, accesses: Accesses = UNKNOWN) -> int | None:
    """How many instances (with copies: copies of each piece) must be up for these accesses, as
    the design says; None where it does not. An unknown access counts as a read."""
    replicas = component.replicas
    of = min(replicas.copies or replicas.count, replicas.count)
    if replicas.majority:
        return of // 2 + 1
    if replicas.need is not None:
        return min(replicas.need, of)
    needs = [
        replicas.writes_need if access is Access.WRITE else replicas.reads_need
        for access in accesses
    ]
    known = [min(each, of) for each in needs if each is not None]
    if states_need(component):
        return max(known, default=1)
    return None


def tells_accesses_apart(component: Component) -> bool:
    """Whether a component may be up for reads and down for writes."""
    replicas = component.replicas
    return replicas.reads_any or replicas.reads_need is not None or replicas.writes_need is not None


def only_reads_anywhere(component: Component, accesses: Accesses) -> bool:
    """Whether any instance does what is asked, although one leads: reads that followers answer."""
    replicas = component.replicas
    return (
        replicas.mode is ReplicaMode.LEADER_FOLLOWER
        and replicas.reads_any
        and all(access is Access.READ for access in accesses)
    )


def is_sharded_cache(component: Component) -> bool:
    """Whether each instance of a cache keeps a part of what it holds: one that has no mode and
    says nothing of copies."""
    replicas = component.replicas
    return (
        kind_of(component).role is Role.CACHE
        and replicas.count > 1
        and replicas.copies is None
        and replicas.mode is None
    )


def needs_the_peak(component: Component) -> bool:
    """Whether as many instances must be up as carry the peak: where each does a part of the work
    and keeps nothing of its own, or a copy for reading. What has no instances of its own needs what
    it says."""
    kind = kind_of(component)
    replicas = component.replicas
    return (
        replicas.copies is None
        and replicas.most is None
        and not component.hosted
        and not has_leader(component)
        and (not kind.keeps_data or kind.role is Role.REPLICA)
    )


def accept_connections(component: Component, accesses: Accesses = UNKNOWN) -> int:
    """How many instances callers can connect to: with one leader only that, but for callers that
    only read where followers answer."""
    if not has_leader(component) or only_reads_anywhere(component, accesses):
        return most_replicas(component)
    return 1


def fewest_replicas(objective: float) -> int:
    """With how many replicas what keeps no data has enough, where a journey asks for so much."""
    return FEWEST_STRICT_REPLICAS if objective >= STRICT_FROM else FEWEST_REPLICAS
