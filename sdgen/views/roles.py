"""What the replicas of a component are to each other: leaders, followers, standbys."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from msgspec import Struct

from sdgen.analyses.replication import has_leader, stated_need
from sdgen.base.words import by_number, counted, in_one_line
from sdgen.design.placement import replica_domains
from sdgen.design.records import Component, Design, ReplicaMode


class Share(Struct, frozen=True):
    """How many replicas of a component lead (or are active), and how many follow (or stand by)."""

    leading: int
    following: int


def leading_replicas(component: Component) -> int:
    """How many replicas lead or are active, the first ones; 0 where no replica is first."""
    if not has_leader(component) or _leads_by_piece(component):
        return 0
    if component.replicas.mode is ReplicaMode.LEADER_FOLLOWER:
        return 1
    return stated_need(component) or 1


def shares(component: Component) -> Mapping[str | None, Share]:
    """The roles of the replicas in each domain; empty where no replica is first."""
    first = leading_replicas(component)
    if not first:
        return {}
    domains = replica_domains(component)
    leading, following = Counter(domains[:first]), Counter(domains[first:])
    return {each: Share(leading[each], following[each]) for each in dict.fromkeys(domains)}


def role_of(component: Component, share: Share) -> str:
    """One word for replicas that a card shows: that of the leading ones, if there are any."""
    if component.replicas.mode is ReplicaMode.LEADER_FOLLOWER:
        return "leader" if share.leading else by_number(share.following, "follower", "followers")
    return "active" if share.leading else "standby"


def said_of(component: Component, share: Share) -> str:
    """``1 leader + 2 followers``, ``2 active + 1 standby``."""
    if component.replicas.mode is ReplicaMode.LEADER_FOLLOWER:
        words = (counted(share.leading, "leader"), counted(share.following, "follower"))
    else:
        words = (f"{share.leading} active", f"{share.following} standby")
    return " + ".join(
        word for word, number in zip(words, (share.leading, share.following), strict=True) if number
    )


def roles(component: Component) -> str:
    """The roles of all replicas together; empty where they are alike."""
    if _leads_by_piece(component):
        return "leader per piece"
    first = leading_replicas(component)
    return said_of(component, Share(first, component.replicas.count - first)) if first else ""


def roles_described(design: Design) -> str:
    """The roles of all components in words, for those who hear the picture."""
    said = ((in_one_line(each.name), roles(each)) for each in design.components.values())
    return ". ".join(f"{name}: {words}" for name, words in said if words)


def _leads_by_piece(component: Component) -> bool:
    """Whether each piece of the data has a leader of its own, and they lie on all nodes."""
    replicas = component.replicas
    follows = replicas.mode is ReplicaMode.LEADER_FOLLOWER
    return follows and replicas.copies is not None and replicas.count > 1
