"""What components can call, and how."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from sdgen.design.record import Record
from sdgen.design.replicas import Failover
from sdgen.design.shapes import (
    Annotated,
    Count,
    Flag,
    Form,
    Many,
    Measure,
    Name,
    Nested,
    Own,
    Text,
)
from sdgen.design.spelling import LONGEST_NAME
from sdgen.quantity import Dimension, Quantity

if TYPE_CHECKING:
    from sdgen.design.components import Component
    from sdgen.design.design import Design

MOST_MEMBERS = 1_000
ANY_OF = "any_of"
QUORUM = "of"


class Call(Record, frozen=True, kw_only=True):
    """What a component can call. ``number`` tells several calls between one pair apart, from 1.
    A ``dead_letter`` call takes what could not be worked off to where it waits: it carries no load.
    ``backoff`` is the wait before the second attempt, ``failures`` the share of attempts that fail
    for a moment, timeouts apart. ``waits_for_ever`` says that it is meant to have no ``timeout``."""

    form: ClassVar[Form] = Form(
        meaning="What this call means for failure, and how it is made.",
        defined_as="call_options",
        nothing=True,
    )

    source: str
    target: str
    number: int = 1
    optional: Annotated[bool, Flag("Whether the journey survives without it.")] = False
    asynchronous: Annotated[
        bool, Flag("Whether the caller goes on without waiting for an answer.", key="async")
    ] = False
    same_zone: Annotated[
        bool,
        Flag(
            "Whether every replica calls those in its own zone only: the deployment view draws it "
            "in each zone."
        ),
    ] = False
    protocol: Annotated[str, Text("Such as `gRPC`, `HTTPS` or `Kafka`.", LONGEST_NAME)] = ""
    timeout: Annotated[
        Quantity | None,
        Measure(
            "How long the caller waits, such as `200ms`, or `none`: as long as it takes.",
            Dimension.DURATION,
            absent="as long as it takes",
            none="waits_for_ever",
        ),
    ] = None
    waits_for_ever: bool = False
    retries: Annotated[
        int | None,
        Count("How often the caller tries again.", 0, 1_000, absent="it does not try again"),
    ] = None
    backoff: Annotated[
        Quantity | None,
        Measure(
            "How long the caller waits before it tries again, such as `50ms`; twice as long "
            "before each further attempt.",
            Dimension.DURATION,
            absent="no wait",
        ),
    ] = None
    failures: Annotated[
        Quantity | None,
        Measure(
            "Share of attempts that fail for a moment, so that the next may succeed, such as `0.1%`.",
            Dimension.RATIO,
            share=True,
            absent="none fails so",
        ),
    ] = None
    encrypted: Annotated[
        bool | None, Flag("Whether it is encrypted on the way.", absent="not known")
    ] = None
    pool: Annotated[
        int | None, Count("Connections that one instance of the caller keeps open.", 1, 1_000_000)
    ] = None
    held: Annotated[
        Quantity | None,
        Measure(
            "Connections that callers hold open all the time, such as `1/user` or `10M`: all of "
            "them together, where `pool` counts those of one instance.",
            (Dimension.PER_USER, Dimension.COUNT),
        ),
    ] = None
    label: Annotated[str, Name("What the line in the picture says.")] = ""
    dead_letter: bool = False

    @property
    def id(self) -> str:
        """``source->target``, with ``#2`` and on for further calls between the same pair."""
        suffix = "" if self.number == 1 else f"#{self.number}"
        return f"{self.source}->{self.target}{suffix}"


def _members(form: str, required: bool = True) -> Many:
    meaning = "Ids of components, each alone or with options."
    each = Own("", "member")
    return Many(meaning, each, MOST_MEMBERS, least=1, key=form, form=form, required=required)


class CallGroup(Record, frozen=True, kw_only=True):
    """Calls of which ``need`` must be answered: a plain call is a group of one, ``any_of`` needs
    one of several, a quorum ``need`` of them. ``failover`` says how callers change over from one
    alternative to another. What the group says of ``optional`` and ``async`` holds for each of its
    calls, where it is read.

    Keys whose shape has the form ``any_of`` or ``of`` stand beside the key of that name, those
    without a form beside either.
    """

    form: ClassVar[Form] = Form(
        meaning="Several calls in one: any one of these will do, or so many of these must answer.",
        before=(_members(ANY_OF),),
        after=(_members(QUORUM),),
    )

    calls: tuple[Call, ...]
    need: Annotated[
        int, Count("How many must answer.", 1, MOST_MEMBERS, form=QUORUM, required=True)
    ] = 1
    failover: Annotated[
        Failover | None,
        Nested(
            Failover,
            "How callers change over to another alternative: the `time` it takes, its `success`.",
            form=ANY_OF,
            absent="it takes no time and always works",
        ),
    ] = None
    optional: Annotated[
        bool, Flag("Whether the journey survives when none of them answers.", absent="it does not")
    ] = False
    asynchronous: Annotated[
        bool,
        Flag(
            "Whether the caller goes on without waiting for any of them.",
            key="async",
            absent="it waits, unless it is a queue, stream or topic",
        ),
    ] = False


def calls_from(component: "Component") -> Iterator[Call]:
    """Every call that a component declares, whichever group it is in."""
    for group in component.calls:
        yield from group.calls


def targets_of(component: "Component") -> set[str]:
    """The ids of everything that a component calls."""
    return {call.target for call in calls_from(component)}


def calls_of(design: "Design") -> Iterator[Call]:
    """Every call that the design declares; what a call names need not exist yet."""
    for component in design.components.values():
        yield from calls_from(component)


def calls_in_groups(design: "Design") -> Iterator[tuple[CallGroup, Call]]:
    """Every call of the design with the group that it belongs to."""
    for component in design.components.values():
        for group in component.calls:
            for call in group.calls:
                yield group, call
