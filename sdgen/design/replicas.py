"""How many instances a component has, how many must be up, and how one takes over from another."""

from enum import StrEnum
from typing import ClassVar

from sdgen.design.record import Record
from sdgen.design.shapes import Annotated, Choice, Count, Either, Flag, Form, Measure, Nested, Word
from sdgen.design.spelling import AUTOMATIC_OR_MANUAL, NEED
from sdgen.design.topology import Level
from sdgen.quantity import Dimension, Quantity

MOST_REPLICAS = 100_000


class ReplicaMode(StrEnum):
    ACTIVE_ACTIVE = "active-active"
    LEADER_FOLLOWER = "leader-follower"
    ACTIVE_STANDBY = "active-standby"


ONE_LEADER = (ReplicaMode.LEADER_FOLLOWER, ReplicaMode.ACTIVE_STANDBY)
"""The modes in which one instance leads, or the first ones serve while others stand by."""


class Failover(Record, frozen=True, kw_only=True):
    """How a standby takes over: seconds that it takes, and the share that succeeds."""

    form: ClassVar[Form] = Form(
        meaning="`automatic`, `manual`, or a mapping.",
        defined_as="failover",
        plain=Word("", AUTOMATIC_OR_MANUAL),
        short="automatic",
    )

    automatic: Annotated[
        bool | None,
        Flag(
            "Whether it happens without a person.",
            words=("automatic", "manual"),
            absent="it is counted as automatic",
        ),
    ] = None
    time: Annotated[
        Quantity | None,
        Measure(
            "How long it takes, such as `30s`.",
            Dimension.DURATION,
            absent="30 s where it is automatic, else 1 h; between alternatives no time",
        ),
    ] = None
    success: Annotated[
        Quantity | None,
        Measure(
            "How often it works, such as `99%`.",
            Dimension.RATIO,
            share=True,
            absent="it always works",
        ),
    ] = None


ANY = "any"
"""That followers answer reads too, where one leads."""


class NeedByAccess(Record, frozen=True, kw_only=True):
    """How many must answer a read, and how many a write."""

    form: ClassVar[Form] = Form(meaning="How many must answer, where reads and writes differ.")

    reads: Annotated[
        int | None, Count("How many must answer a read.", 1, MOST_REPLICAS, absent="1")
    ] = None
    writes: Annotated[
        int | None, Count("How many must answer a write.", 1, MOST_REPLICAS, absent="1")
    ] = None


class Replicas(Record, frozen=True, kw_only=True):
    """``given`` says whether the design gave a count. ``need`` is instances of the component, or
    with ``copies`` the copies of each piece of data that must answer; ``reads_need`` and
    ``writes_need`` stand in its place where they differ; ``majority`` is resolved by whoever asks.
    ``most`` is up to how many instances
    autoscaling goes, ``count`` then being how many there are at least."""

    form: ClassVar[Form] = Form(
        meaning="How many instances run: a number, or a mapping.",
        defined_as="replicas",
        plain=Count("", 1, MOST_REPLICAS),
        short="count",
    )

    count: Annotated[
        int,
        Count(
            "How many instances run.",
            1,
            MOST_REPLICAS,
            absent="`min`, else the sum of `place` or `copies`, the larger, else 1",
        ),
    ] = 1
    given: bool = False
    need: Annotated[
        int | None,
        Either(
            "How many must be up: a number, `majority`, `2 of 3` for two answers out of three "
            "copies of each piece of data, or `{reads: 1, writes: 2}`.",
            (Count("", 1, MOST_REPLICAS), Word("", NEED, 40), Nested(NeedByAccess)),
            absent="1; of what keeps no data of its own, and does not autoscale, as many as the "
            "peak load needs where `capacity` is known",
        ),
    ] = None
    reads_need: int | None = None
    writes_need: int | None = None
    majority: bool = False
    copies: Annotated[
        int | None,
        Count(
            "Copies of each piece of data; 1 is sharding.",
            1,
            MOST_REPLICAS,
            absent="in a store without `mode` up to 3, any of which is enough; with a `mode` one "
            "on each instance",
        ),
    ] = None
    reads: Annotated[
        str | None,
        Choice(
            "`any`: followers answer reads too.",
            (ANY,),
            absent="the leader answers all of them, where one leads",
        ),
    ] = None
    spread: Annotated[
        str | None,
        Choice(
            "`zone`: copies of a piece are kept in zones apart, whatever their regions.",
            (Level.ZONE.value,),
            absent="copies are kept in regions apart, then in zones, in racks and on hosts",
        ),
    ] = None
    fewest: Annotated[
        int | None,
        Count(
            "The fewest instances that autoscaling leaves; availability counts so many.",
            1,
            MOST_REPLICAS,
            key="min",
        ),
    ] = None
    most: Annotated[
        int | None,
        Count(
            "The most instances that autoscaling starts; load, connections and costs count so many.",
            1,
            MOST_REPLICAS,
            key="max",
        ),
    ] = None
    mode: Annotated[
        ReplicaMode | None,
        Choice(
            "What the instances do: `active-active`, `leader-follower` or `active-standby`.",
            ReplicaMode,
        ),
    ] = None
    failover: Annotated[
        Failover | None, Nested(Failover, "How a standby or follower takes over.")
    ] = None

    @property
    def reads_any(self) -> bool:
        """Whether followers answer reads."""
        return self.reads == ANY

    @property
    def across(self) -> Level | None:
        """The level from which on copies are kept apart, where not from the outermost."""
        return Level(self.spread) if self.spread is not None else None
