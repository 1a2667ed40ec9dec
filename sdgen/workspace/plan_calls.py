"""Calls and steps as a design writes them, in every form, with what a plan puts beside or between."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from sdgen.analyses.improve.balancer import Balancer
from sdgen.design.calls import ANY_OF

ARROW = "->"
PASSED_ON = ("protocol", "timeout", "encrypted")
"""Options of a call that are true of the one behind a balancer as well."""


def beside(call: Any, name: str, twin: str) -> Any:
    """A call of the file, with the second provider as its alternative where it goes to the first."""
    member = _member(call, name, twin)
    if member is not None:
        options = call.get(name) if isinstance(call, dict) else None
        if isinstance(options, dict) and any(options.get(each) for each in ("optional", "async")):
            return call
        return {ANY_OF: [call, member]}
    members = call.get(ANY_OF) if isinstance(call, dict) else None
    if not isinstance(members, list):
        return call
    further = [found for each in members if (found := _member(each, name, twin)) is not None]
    return {**call, ANY_OF: [*members, *further]}


def _member(call: Any, name: str, twin: str) -> Any:
    if call == name:
        return twin
    if isinstance(call, dict) and [*call] == [name]:
        return {twin: call[name]}
    return None


def through(call: Any, name: str, balancer: str) -> Any:
    """A call of the file, to the balancer where it goes to what that stands in front of."""
    return call if (found := _member(call, name, balancer)) is None else found


def behind(call: Any, name: str) -> Any:
    """The call of the balancer to what it stands in front of, made as that of its caller is; nothing
    of a call to something else."""
    if call == name:
        return name
    if not (isinstance(call, dict) and [*call] == [name]):
        return None
    options = call[name]
    if not isinstance(options, dict):
        return name
    said = {key: options[key] for key in PASSED_ON if key in options}
    return {name: said} if said else name


def step_through(step: Any, balancer: Balancer) -> Any:
    """A step of the file, with the balancer between its callers and what it stands before."""
    if isinstance(step, dict) and step:
        (chain, options), *rest = step.items()
        return {_chain_through(str(chain), balancer): options, **dict(rest)}
    if isinstance(step, str):
        chain, colon, label = step.partition(": ")
        return _chain_through(chain, balancer) + colon + label
    return step


def _chain_through(chain: str, balancer: Balancer) -> str:
    parts = chain.split(ARROW)
    words = [part.strip() for part in parts]
    found = parts[:1]
    for at, (source, target) in enumerate(pairwise(words), start=1):
        if source in balancer.callers and target == balancer.before:
            found.append(f" {balancer.component.id} ")
        found.append(parts[at])
    return ARROW.join(found)
