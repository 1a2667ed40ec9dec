"""Maintenance that cannot be: one window of two lengths, turns that take more than all time."""

from __future__ import annotations

from sdgen.base.findings import Severity
from sdgen.base.words import by_number, counted
from sdgen.design.records import Component, Design
from sdgen.model import codes
from sdgen.model.gather import Gather


def _check_turns(component: Component, gather: Gather) -> None:
    """One replica after the other: all of their turns fit into the time that there is."""
    maintenance, count = component.maintenance, component.replicas.count
    if maintenance is None or not maintenance.rolling or count * maintenance.time.value <= 1.0:
        return
    gather.report(
        codes.CONTRADICTION,
        f"component '{component.id}': {counted(count, 'replica')}, one after the other "
        f"{maintenance.time.text} each, {by_number(count, 'takes', 'take')} more than all the time "
        "that there is, so that one is always out",
        maintenance.span_of("time"),
        "write the time that one replica takes",
        component.id,
        Severity.WARNING,
    )


def check_windows(design: Design, gather: Gather) -> None:
    """One window has one length, and a name that is no component's with maintenance of its own."""
    first: dict[str, Component] = {}
    for component in design.components.values():
        maintenance = component.maintenance
        _check_turns(component, gather)
        if maintenance is None or not maintenance.window or maintenance.rolling:
            continue
        other = first.setdefault(maintenance.window, component)
        assert other.maintenance is not None, "it has this window"
        if other.maintenance.time.value != maintenance.time.value:
            gather.report(
                codes.CONTRADICTION,
                f"component '{component.id}': the window '{maintenance.window}' takes "
                f"{maintenance.time.text} here, and {other.maintenance.time.text} at '{other.id}'",
                maintenance.span_of("time"),
                f"write 'time: {other.maintenance.time.text}', or another 'window'",
                component.id,
            )
        named = design.components.get(maintenance.window)
        own = named.maintenance if named is not None else None
        if own is not None and not own.window and not own.rolling:
            gather.report(
                codes.NAME_TAKEN,
                f"component '{component.id}': the window '{maintenance.window}' is named like a "
                "component that has maintenance of its own",
                maintenance.span_of("window"),
                "give the window another name, or that component this 'window'",
                component.id,
            )
