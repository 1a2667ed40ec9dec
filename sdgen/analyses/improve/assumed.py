"""What a plan assumes of things that nobody has decided yet, so that the design it makes says all
that its availability follows from."""

from __future__ import annotations

from msgspec.structs import replace

from sdgen.analyses.failure.failover import AUTOMATIC
from sdgen.design.records import Component, ReplicaMode, Replicas
from sdgen.design.replicas import Failover
from sdgen.kinds import kind_of
from sdgen.quantity import Dimension
from sdgen.quantity.print import format_quantity

OF_THE_FIRST = ("technology", "icon", "link", "notes")
"""What says who a provider is, and so is not true of a second one."""


def second_name(component: Component) -> str:
    """What a second provider is called until it has been chosen: after what it does, not after who
    the first one is."""
    if component.name and not component.technology.startswith(component.name):
        return f"Second {component.name}"
    kind = kind_of(component)
    if kind.caches_near_users:
        return f"Second {kind.title if kind.title.isupper() else kind.title.lower()}"
    return f"Second provider beside {component.name}"


def of_second_provider(component: Component) -> str:
    """How available it is assumed to be."""
    given = component.availability
    share = f" ({format_quantity(given.value, Dimension.RATIO)})" if given is not None else ""
    return f"a provider still to be chosen is as available as {component.id}{share}"


def fails_over_in(failover: Failover) -> str:
    """What takes the place of a failover by hand, and of the time that it had."""
    text = f"in {format_quantity(AUTOMATIC, Dimension.DURATION)}, assumed"
    if failover.time is None:
        return text
    return f"{text}; stated were {format_quantity(failover.time.value, Dimension.DURATION)} by hand"


def led(component: Component, grown: Replicas) -> Replicas | None:
    """More replicas of a single database, of which one leads: without a word on how they hold its
    data nobody could say whether they are copies. None where the design says something else."""
    before = component.replicas
    said = (before.mode, before.copies, before.need, before.reads_need, before.most)
    if (
        not (kind_of(component).durable and kind_of(component).keeps_rows)
        or before.count > 1
        or before.majority
        or component.hosted
        or said != (None,) * len(said)
    ):
        return None
    failover = before.failover or Failover(automatic=True, span=before.span)
    return replace(grown, copies=None, mode=ReplicaMode.LEADER_FOLLOWER, failover=failover)


def of_followers(replicas: Replicas) -> tuple[str, ...]:
    """What is said of replicas that :func:`led` has made."""
    failover = replicas.failover
    if failover is None or not failover.automatic:
        return ("one leads and the others follow",)
    seconds = failover.time.value if failover.time is not None else AUTOMATIC
    time = format_quantity(seconds, Dimension.DURATION)
    return (f"one leads and the others follow, with an automatic failover in {time}",)


def of_balancer(balancer: Component) -> tuple[str, ...]:
    """How available, and how dear, a load balancer is assumed to be."""
    share = format_quantity(kind_of(balancer).availability, Dimension.RATIO)
    priced = balancer.price is not None and balancer.price.replica is not None
    first = balancer.calls[0].calls[0].target
    price = f", and as dear as one of {first}" if priced else ""
    return (f"each instance of {balancer.id} is {share} available{price}",)
