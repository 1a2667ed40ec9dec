"""How pictures of failures are called: ``failure:use1-a``, and with several events at the same time
``failure:use1-a-and-user-db``, since files are called like their views."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from sdgen.analyses.facts import Facts

AND = "-and-"
_OTHERS = re.compile(r"[^a-z0-9]+")


def failed_ids(facts: Facts) -> Mapping[str, str]:
    """Everything that can be said to fail, by an id that files can have: ``user-db-replica-1`` for
    ``user-db/1``."""
    found: dict[str, str] = {}
    for name in facts.what_can_fail:
        plain = name.replace("/", "-replica-").casefold()
        each = _OTHERS.sub("-", plain).strip("-") or "event"
        while each in found:
            each += "-2"
        found[each] = name
    return found


def view_argument(facts: Facts, failed: Sequence[str]) -> str:
    """What stands for these events in the name of a view. Raises KeyError for what cannot fail."""
    ids = {name: each for each, name in failed_ids(facts).items()}
    return AND.join(ids[name] for name in dict.fromkeys(failed))


def failed_events(facts: Facts, argument: str) -> tuple[str, ...]:
    """The events that an argument stands for; none where it is no such name."""
    ids = failed_ids(facts)
    words = argument.split(AND)
    best: list[tuple[str, ...] | None] = [(), *[None] * len(words)]
    for end in range(1, len(words) + 1):
        for start in range(end):
            name, before = AND.join(words[start:end]), best[start]
            if before is not None and best[end] is None and name in ids:
                best[end] = (*before, ids[name])
    return best[-1] or ()
