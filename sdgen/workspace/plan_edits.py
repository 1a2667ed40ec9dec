"""A plan as edits of the design's own file, so that its comments and layout survive."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sdgen.analyses.improve.assumed import OF_THE_FIRST, second_name
from sdgen.analyses.improve.balancer import Balancer
from sdgen.analyses.improve.variants import Variant, is_given_a_twin
from sdgen.design.calls import calls_from
from sdgen.design.records import Component, Design, Replicas
from sdgen.kinds import Role, kind_of
from sdgen.workspace.plan_calls import behind, beside, step_through, through
from sdgen.workspace.plan_file import COMPONENTS, JOURNEYS, Key, PlanFile

Changes = dict[Key, Any]
"""What is set below a component, by the keys that lead there; None is removed."""
WATCHED = ("monitoring", "watches")


def planned_text(design: Design, texts: Mapping[str, str], chosen: Mapping[str, Variant]) -> str:
    """The text of the design's own file after the plan. Raises UnusableError where a place cannot be
    edited, and says which."""
    file = PlanFile(design.path, texts)
    for name, variant in chosen.items():
        before = design.components[name]
        said = file.said(COMPONENTS, name)
        for key, value in _changes(before, variant.component, said).items():
            file.set(COMPONENTS, name, key, value)
    for name, variant in chosen.items():
        if variant.twin:
            _add_twin(design, file, name, variant.twin)
        if variant.balancer is not None:
            _add_balancer(design, file, variant.balancer)
    return file.text


# --- beside others, and in front --------------------------------------------------------------


def _add_twin(design: Design, file: PlanFile, name: str, twin: str) -> None:
    """A second provider, beside the first wherever that is called."""
    raw = file.said(COMPONENTS, name)
    said = {key: value for key, value in raw.items() if key not in OF_THE_FIRST}
    called = second_name(design.components[name])
    file.add(twin, {"kind": said.pop("kind", None), "name": called} | {**said, "name": called})
    for caller in design.components.values():
        if any(is_given_a_twin(group, name) for group in caller.calls):
            calls = [beside(each, name, twin) for each in _calls(file, caller.id)]
            file.set_items(COMPONENTS, caller.id, "calls", calls)


def _add_balancer(design: Design, file: PlanFile, balancer: Balancer) -> None:
    """A load balancer, in the calls and steps of all that reach what it stands before past others."""
    component, name = balancer.component, balancer.before
    made = (behind(each, name) for each in _calls(file, balancer.callers[0]))
    data = {
        "kind": component.kind,
        "group": component.group,
        "replicas": component.replicas.count,
        "zones": list(component.zones),
        "price": file.said(COMPONENTS, name).get("price"),
        "calls": [next(each for each in made if each is not None)],
    }
    file.add(component.id, {key: value for key, value in data.items() if value})
    for caller in balancer.callers:
        calls = [through(each, name, component.id) for each in _calls(file, caller)]
        file.set_items(COMPONENTS, caller, "calls", calls)
    for journey in design.journeys:
        steps = file.now(JOURNEYS, journey, "steps")
        if isinstance(steps, list):
            after = [step_through(each, balancer) for each in steps]
            if after != steps:
                file.set_items(JOURNEYS, journey, "steps", after)
    _watch(design, file, balancer)


def _watch(design: Design, file: PlanFile, balancer: Balancer) -> None:
    """The balancer is watched by who watches what it stands before."""
    name = balancer.component.id
    watched = file.data(WATCHED)
    if isinstance(watched, list) and balancer.before in watched:
        file.append(WATCHED, name)
    for monitor in design.components.values():
        watches = any(call.target == balancer.before for call in calls_from(monitor))
        if watches and kind_of(monitor).role is Role.MONITOR:
            file.set(COMPONENTS, monitor.id, ("calls",), [*_calls(file, monitor.id), name])


def _calls(file: PlanFile, name: str) -> list[Any]:
    """What a component calls, as it is written."""
    calls = file.now(COMPONENTS, name, "calls")
    return calls if isinstance(calls, list) else [calls]


# --- one component ----------------------------------------------------------------------------


def _changes(before: Component, after: Component, raw: Mapping[str, Any]) -> Changes:
    """What a component's own keys are set to."""
    found: Changes = {}
    own = raw.get("replicas")
    # a number alone is the count
    keys = own if isinstance(own, dict) else {} if own is None else {"count": own}
    said = dict(_replicas(before, after, keys))
    if said:
        if isinstance(own, dict):
            found |= {("replicas", *key): value for key, value in said.items()}
        elif [*said] == [("count",)]:
            found["replicas",] = said["count",]
        else:
            whole = {"count": after.replicas.count} if after.replicas.most is None else {}
            found["replicas",] = whole | {key: value for (key,), value in said.items()}
    if after.zones != before.zones:
        found["zones",] = list(after.zones)
    if after.place != before.place:
        found["place",] = dict(after.place)
    return found


def _replicas(
    before: Component, after: Component, raw: Mapping[str, Any]
) -> Iterator[tuple[Key, Any]]:
    """What is set below ``replicas``, where it is a mapping."""
    old, new = before.replicas, after.replicas
    quorum = isinstance(raw.get("need"), str) and " of " in raw["need"]
    if (new.count, new.most) != (old.count, old.most):
        if new.most is not None:
            yield ("min",), new.count
            yield ("max",), new.most
        elif "count" in raw or new.count != _follows(after):
            yield ("count",), new.count
    if new.copies != old.copies and not (quorum and "copies" not in raw):
        yield ("copies",), new.copies
    if quorum and (new.need, new.copies) != (old.need, old.copies):
        yield ("need",), f"{new.need} of {new.copies}"
    elif new.need != old.need:
        yield ("need",), new.need
    elif (new.reads_need, new.writes_need) != (old.reads_need, old.writes_need):
        yield ("need",), {"reads": new.reads_need, "writes": new.writes_need}
    if new.mode is not None and new.mode != old.mode:
        yield ("mode",), new.mode.value
    if new.failover != old.failover:
        yield from _failover(new, raw.get("failover"))


def _follows(component: Component) -> int:
    """How many replicas follow from places and copies where no number is written."""
    return max(1, sum(component.place.values()), component.replicas.copies or 0)


def _failover(replicas: Replicas, raw: Any) -> Iterator[tuple[Key, Any]]:
    if not isinstance(raw, dict):
        yield ("failover",), "automatic"
        return
    yield ("failover", "automatic"), True
    if "time" in raw and replicas.failover is not None and replicas.failover.time is None:
        yield ("failover", "time"), None
