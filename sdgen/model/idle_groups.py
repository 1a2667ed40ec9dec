"""What names several and changes nothing: alternatives where there is no choice, rows of one."""

from __future__ import annotations

from collections.abc import Set

from sdgen.base.findings import Severity
from sdgen.base.suggest import did_you_mean, question
from sdgen.design.records import CallGroup, Component, Design
from sdgen.model import codes
from sdgen.model.gather import Gather


def check_groups(design: Design, gather: Gather) -> None:
    """Warn of alternatives that make nothing more available; the analyses count them for what they
    are."""
    stepped = {
        (step.source, step.target) for each in design.journeys.values() for step in each.steps
    }
    for component in design.components.values():
        for group in component.calls:
            _check_alternatives(group, component, gather)
            known = all(call.target in design.components for call in group.calls)
            if known and "any_of" in group.spans:
                _check_choice(group, component, stepped, gather)


def check_rows(design: Design, gather: Gather) -> None:
    """Warn of a row of which a picture would show nothing."""
    rows: dict[str, list[Component]] = {}
    for component in design.components.values():
        if component.row:
            rows.setdefault(component.row, []).append(component)
    for name, (component, *others) in rows.items():
        if not others:
            known = question(did_you_mean(name, [each for each in rows if each != name]))
            gather.report(
                codes.IDLE_ROW,
                f"component '{component.id}': no other component has the row '{name}'"
                f"{known and f'; {known}'}",
                component.span_of("row"),
                "write the same 'row' at those that are to stand beside it, or leave it out",
                component.id,
                Severity.WARNING,
            )


def _check_alternatives(group: CallGroup, component: Component, gather: Gather) -> None:
    """A component that stands in for itself, or that is named twice."""
    if len(group.calls) < 2:
        return
    seen: set[str] = set()
    for call in group.calls:
        if call.target == component.id:
            help_text = "leave it out, since while it is down it cannot stand in"
        elif call.target in seen:
            help_text = "name it once; more instances of a component are its 'replicas'"
        else:
            seen.add(call.target)
            continue
        gather.report(
            codes.IDLE_ALTERNATIVE,
            f"component '{component.id}', calls: '{call.target}' is an alternative to itself",
            call.span,
            help_text,
            component.id,
            Severity.WARNING,
        )


def _check_choice(
    group: CallGroup, component: Component, stepped: Set[tuple[str, str]], gather: Gather
) -> None:
    """A choice of one; or of several, one of which must answer anyway. Where steps go along the
    calls they may tell which is meant: reads by the group, writes by the call alone."""
    members = {call.target for call in group.calls}
    if len(group.calls) == 1 and "any_of[1]" not in group.spans and group.failover is None:
        (call,) = group.calls
        gather.report(
            codes.IDLE_ALTERNATIVE,
            f"component '{component.id}', calls: 'any_of' names only '{call.target}', so that nothing "
            "stands in for it",
            call.span,
            f"name another component that can answer, or write '{call.target}' alone",
            component.id,
            Severity.WARNING,
        )
    if group.optional or group.asynchronous or len(members) < 2:
        return
    for other in component.calls:
        (call, *more) = other.calls
        required = not (more or call.optional or call.asynchronous or other is group)
        if required and call.target in members and (component.id, call.target) not in stepped:
            gather.report(
                codes.IDLE_ALTERNATIVE,
                f"component '{component.id}', calls: '{call.target}' is one of several under 'any_of' "
                "and required by itself: while it is down no other helps",
                call.span,
                "leave out one of the two, or write the steps of a journey that tell which it makes",
                component.id,
                Severity.WARNING,
            )
