"""How many users there are: of the whole design, and a client's own."""

from __future__ import annotations

from itertools import pairwise

from sdgen.base.subject import Subject
from sdgen.design.record import Record
from sdgen.design.records import Component, Design, Scale
from sdgen.model import codes
from sdgen.model.gather import Gather
from sdgen.quantity import Quantity

OF_CLIENTS = ("concurrent_users", "daily_users", "monthly_users")
"""Keys that a client may have too, from what must be fewer to what must be more."""
MOST_USERS = 1e12
"""A hundred for everyone on earth."""


def users_of(scale: Scale | None, key: str) -> Quantity | None:
    """The users that the design gives for everything under a key of ``OF_CLIENTS``."""
    found: Quantity | None = getattr(scale, key, None)
    return found


def own_users(client: Component | None, key: str) -> Quantity | None:
    """The users that a client gives itself under a key of ``OF_CLIENTS``."""
    found = client.properties.get(key) if client is not None else None
    return found if isinstance(found, Quantity) else None


def users_for(design: Design, client: str, key: str) -> Quantity | None:
    """The users who count for what a component starts: its own, else those of the design."""
    own = own_users(design.components.get(client), key)
    return users_of(design.scale, key) if own is None else own


def check_scale_users(scale: Scale, gather: Gather) -> None:
    """Report users of the design that are none, or more of them than of what holds them."""
    keys = (*OF_CLIENTS, "total_users")
    given = [(key, getattr(scale, key)) for key in keys if getattr(scale, key) is not None]
    _check(given, Subject("", "scale"), scale, gather)


def check_own_users(component: Component, gather: Gather) -> None:
    """Report users of a client that are none, or more of them than of what holds them."""
    given = [(key, own_users(component, key)) for key in OF_CLIENTS]
    known = [(key, users) for key, users in given if users is not None]
    _check(known, Subject("component", component.id), component, gather)


def _check(
    given: list[tuple[str, Quantity]], where: Subject, record: Record, gather: Gather
) -> None:
    for key, users in given:
        if users.value > MOST_USERS:
            from sdgen.quantity.print import format_number

            gather.report(
                codes.CONTRADICTION,
                f"{where.key(key)}: there are no '{users.text}' users",
                record.span_of(key),
                f"write at most {format_number(MOST_USERS)}, a hundred for everyone on earth",
                where.id if where.kind else "",
            )
    for (fewer_key, fewer), (more_key, more) in pairwise(given):
        if fewer.value > more.value:
            gather.report(
                codes.CONTRADICTION,
                f"{where.key(fewer_key)}: '{fewer.text}' is more than '{more_key}' ('{more.text}')",
                record.span_of(fewer_key),
                f"write at most '{more.text}', or more '{more_key}'",
                where.id if where.kind else "",
            )
