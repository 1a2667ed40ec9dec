"""What fails with what: own parts, requirements and events of one journey, ready to compute on.

Components are numbered; a requirement names them by number. Everything is monotone: "down" can
only spread. A component is down when its own part is, or when one of its requirements is not met.
In cycles the steady state counts: nothing is down without a cause (the least fixpoint of "down").
"""

from __future__ import annotations

from collections.abc import Iterator, Set

from msgspec import Struct, field
from msgspec.structs import replace


class Instance(Struct, frozen=True):
    """One replica: its own event, if it has one, and every failure domain that holds it, ancestors
    included."""

    event: str | None
    domains: tuple[str, ...] = ()

    @property
    def lost_with(self) -> tuple[str, ...]:
        """Each of the events that take it down alone."""
        return self.domains if self.event is None else (self.event, *self.domains)


class Rolling(Struct, frozen=True):
    """Maintenance that takes one instance of the component ``name`` after the other: for ``share``
    of the time one of them is out, each as long as the others. ``outs`` are the positions that each
    takes along of the part that this is said of, which may run on the component."""

    name: str
    share: float
    outs: tuple[tuple[int, ...], ...]


class OwnPart(Struct, frozen=True):
    """A component without what it calls.

    It is up while at least ``need`` of ``instances`` are and none of ``common`` has happened
    (common cause, deploy, the window of a failover). With ``switch`` the first ``serving``
    instances do the work, and the others take over only if the failover works. With ``copies``
    every piece of data lies on that many instances, and ``need`` of them must be up for every
    piece: those of each piece are named by their positions in ``holders``, or where that is empty
    are consecutive, the last followed by the first. ``rolling`` maintenance is no event: it counts
    in the unavailability, and is in no cut set.
    """

    instances: tuple[Instance, ...] = ()
    need: int = 1
    common: tuple[str, ...] = ()
    switch: str | None = None
    copies: int | None = None
    serving: int = 1
    holders: tuple[tuple[int, ...], ...] = ()
    rolling: tuple[Rolling, ...] = ()


def holders_of(part: OwnPart) -> Iterator[tuple[int, ...]]:
    """The positions of the instances that hold each piece of data, ascending, of a part with
    ``copies``."""
    if part.holders:
        yield from part.holders
        return
    instances, copies = len(part.instances), part.copies or 1
    if copies >= instances:
        yield tuple(range(instances))
        return
    for first in range(instances):
        yield tuple(sorted((first + at) % instances for at in range(copies)))


class Requirement(Struct, frozen=True):
    """At least ``need`` of ``targets`` must be up."""

    need: int
    targets: tuple[int, ...]


class FailureModel(Struct, frozen=True):
    """One journey: it is up while every requirement in ``top`` is met.

    ``events`` maps each basic event to its unavailability, in a fixed order. Component ``n`` has
    ``own_parts[n]`` and ``requirements[n]``; an own part without instances is always up but for
    its common events. Of the events of a group of ``exclusive`` at most one has happened at a time.
    """

    names: tuple[str, ...]
    own_parts: tuple[OwnPart, ...]
    requirements: tuple[tuple[Requirement, ...], ...]
    top: tuple[Requirement, ...]
    events: dict[str, float] = field(default_factory=dict)
    exclusive: tuple[tuple[str, ...], ...] = ()


def possible(model: FailureModel) -> FailureModel:
    """The same model without the events that never happen."""
    never = {name for name, q in model.events.items() if q <= 0.0}
    if not never:
        return model
    return replace(
        model,
        own_parts=tuple(_without(part, never) for part in model.own_parts),
        events={name: q for name, q in model.events.items() if name not in never},
    )


def _without(part: OwnPart, events: Set[str]) -> OwnPart:
    return replace(
        part,
        instances=tuple(
            Instance(
                None if each.event in events else each.event,
                tuple(name for name in each.domains if name not in events),
            )
            for each in part.instances
        ),
        common=tuple(name for name in part.common if name not in events),
        switch=None if part.switch in events else part.switch,
    )


def shares_events(model: FailureModel) -> bool:
    """Whether two own parts have an event in common, failure domains apart: a component that is
    asked several things stands in the model several times."""
    seen: set[str] = set()
    for part in model.own_parts:
        own = {i.event for i in part.instances if i.event is not None} | {*part.common}
        own |= {part.switch} if part.switch is not None else set()
        if seen & own:
            return True
        seen |= own
    return False


def never_start(model: FailureModel) -> tuple[int, ...]:
    """Components that cannot start after a full outage, though nothing has failed.

    The least fixpoint of "up": a component starts once its requirements have. What is left over
    needs itself, by way of a cycle, to be running already.
    """
    started: set[int] = set()
    waiting: dict[int, list[int]] = {}
    for number, requirements in enumerate(model.requirements):
        for requirement in requirements:
            for target in requirement.targets:
                waiting.setdefault(target, []).append(number)
    queue = list(range(len(model.names)))
    while queue:
        number = queue.pop()
        if number in started:
            continue
        if all(
            sum(target in started for target in requirement.targets) >= requirement.need
            for requirement in model.requirements[number]
        ):
            started.add(number)
            queue.extend(waiting.get(number, ()))
    return tuple(number for number in range(len(model.names)) if number not in started)
