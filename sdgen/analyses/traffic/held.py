"""Connections that are held open for users, or in a given number: the ``held`` of calls.

What is held for each user counts the users who are connected at the same time, where neither their
client nor the design says how many these are the users of a day. Of alternatives users hold
connections to as many as must answer, the first ones; when one is lost its connections go to the
next that has instances left.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property

from msgspec import Struct

from sdgen.design.calls import calls_in_groups, calls_of
from sdgen.design.records import Call, CallGroup, Design, Scale
from sdgen.kinds import Role, kind_of
from sdgen.model.users import own_users, users_of
from sdgen.quantity import Dimension
from sdgen.quantity.print import format_number

CONNECTED, DAILY = "concurrent_users", "daily_users"


class Users(Struct, frozen=True):
    """How many users there are, and the key that says so."""

    number: float
    key: str


def held_by_call(design: Design, lost: Collection[str] = ()) -> dict[str, int]:
    """By the id of each call, the connections that are held along it while these components are
    lost; calls of which the number is unknown are absent."""
    found: dict[str, int] = {}
    holders = Holders(design)
    for group, call in calls_in_groups(design):
        if call.held is None or (call.target in lost and len(group.calls) == group.need):
            continue
        number = _held(group, call, holders)
        taker = _taker(group, call, lost)
        if number is not None and taker is not None:
            found[taker.id] = found.get(taker.id, 0) + number
    return found


def _held(group: CallGroup, call: Call, holders: Holders) -> int | None:
    """What is held along a call while all of its group answer."""
    assert call.held is not None
    if call.held.dimension is not Dimension.PER_USER:
        return round(call.held.value)
    users = holders.of(call)
    if users is None:
        return None
    holding = [each for each in group.calls if _is_per_user(each)]
    first = call in holding[: group.need]
    # a number that is whole but for rounding is that number
    return math.ceil(users.number * call.held.value - 1e-6) if first else 0


def _is_per_user(call: Call) -> bool:
    return call.held is not None and call.held.dimension is Dimension.PER_USER


def _taker(group: CallGroup, call: Call, lost: Collection[str]) -> Call | None:
    """The call along which the connections of ``call`` are held, None where nobody takes them."""
    if call.target not in lost:
        return call
    return next((each for each in group.calls if each.target not in lost), None)


class Holders:
    """Who holds connections along the calls of a design; found once for each caller."""

    def __init__(self, design: Design) -> None:
        self._design = design
        self._found: dict[str, Users | None] = {}

    def of(self, call: Call) -> Users | None:
        """The users who hold connections along a call: those of its client, or of all clients that
        reach its caller; None where nobody says how many these are."""
        if call.source not in self._found:
            self._found[call.source] = self._users(self.clients(call.source))
        return self._found[call.source]

    def _users(self, clients: Sequence[str]) -> Users | None:
        own = [users for name in clients if (users := _own(self._design, name)) is not None]
        if clients and len(own) == len(clients):
            return _together(own)
        given = _given(self._design.scale)
        return None if given is None else _together([*own, given])

    def clients(self, name: str) -> list[str]:
        """The component itself where it is a client, else the clients that reach it."""
        components = self._design.components
        seen = {name: None}
        for each in (waiting := [name]):
            new = [caller for caller in self._callers.get(each, ()) if caller not in seen]
            seen.update(dict.fromkeys(new))
            waiting += new
        known = (each for each in seen if each in components)
        return [each for each in known if kind_of(components[each]).role is Role.ACTOR]

    @cached_property
    def _callers(self) -> dict[str, list[str]]:
        callers: dict[str, list[str]] = {}
        for call in calls_of(self._design):
            callers.setdefault(call.target, []).append(call.source)
        return callers


def _own(design: Design, client: str) -> Users | None:
    """A client's own users; where it says only how many they are in a day, not more than are
    connected to the whole design."""
    component = design.components[client]
    connected, daily = (own_users(component, key) for key in (CONNECTED, DAILY))
    if connected is not None:
        return Users(connected.value, CONNECTED)
    if daily is None:
        return None
    every = users_of(design.scale, CONNECTED)
    if every is not None and every.value < daily.value:
        return Users(every.value, CONNECTED)
    return Users(daily.value, DAILY)


def _given(scale: Scale | None) -> Users | None:
    """The users of the whole design."""
    for key in (CONNECTED, DAILY):
        users = users_of(scale, key)
        if users is not None:
            return Users(users.value, key)
    return None


def _together(every: Sequence[Users]) -> Users:
    key = DAILY if any(each.key == DAILY for each in every) else CONNECTED
    return Users(sum(each.number for each in every), key)


def assumed_of_held(design: Design) -> Iterator[str]:
    """What the number of held connections takes for granted, or leaves out."""
    holders = Holders(design)
    for group, call in calls_in_groups(design):
        if call.held is None or not _is_per_user(call):
            continue
        users = holders.of(call)
        if users is None:
            yield (
                f"{call.id}: what is held is not counted, since nobody says how many users there "
                "are: write 'concurrent_users' in 'scale'"
            )
        elif _held(group, call, holders) == 0:
            yield f"{call.id}: nothing is held while those before it in its group answer"
        elif users.key == DAILY:
            yield (
                f"{call.id}: {call.held.text} is held for each of {format_number(users.number)} "
                "daily users, since nobody says how many are connected at once: write "
                "'concurrent_users'"
            )
