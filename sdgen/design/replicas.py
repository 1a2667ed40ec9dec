"""How many instances a component has, how many must be up, and how one takes over from another."""

from enum import StrEnum
from typing import ClassVar

from sdgen.design.record import Record
from sdgen.design.shapes import Annotated, Choice, Count, Either, Flag, Form, Measure, Nested, Word
from sdgen.design.spelling import AUTOMATIC_OR_MANUAL, NEED
from sdgen.quantity import Dimension, Quantity

MOST_REPLICAS = 100_000


class ReplicaMode(StrEnum):
    ACTIVE_ACTIVE = "active-active"
    LEADER_FOLLOWER = "leader-follower"
    ACTIVE_STANDBY = "active-standby"


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
        Flag("Whether it happens without a person.", words=("automatic", "manual")),
    ] = None
    time: Annotated[
        Quantity | None,
        Measure("How long it takes, such as `30s`.", Dimension.DURATION, absent="it takes no time"),
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


class Replicas(Record, frozen=True, kw_only=True):
    """``given`` says whether the design gave a count. ``need`` is instances of the component, or
    with ``copies`` the copies of each piece of data that must answer; ``majority`` is resolved by
    whoever asks."""

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
            absent="the sum of `place`, or `copies`, or 1",
        ),
    ] = 1
    given: bool = False
    need: Annotated[
        int | None,
        Either(
            "How many must be up to carry the peak: a number, `majority`, or `2 of 3` for two "
            "answers out of three copies of each piece of data.",
            (Count("", 1, MOST_REPLICAS), Word("", NEED, 40)),
            absent="as many as the peak load needs where `capacity` is known, else 1",
        ),
    ] = None
    majority: bool = False
    copies: Annotated[int | None, Count("Copies of each piece of data.", 1, MOST_REPLICAS)] = None
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
