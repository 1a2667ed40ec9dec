"""What views name: selectors that select something, groups that can be one card."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sdgen.base.findings import Severity
from sdgen.base.subject import Subject
from sdgen.design.groups import outer_groups
from sdgen.design.records import Design, View
from sdgen.design.selectors import selected_group, selector
from sdgen.kinds import KINDS
from sdgen.model import codes
from sdgen.model.gather import Gather, shorten
from sdgen.model.references import Known, check_one


def _properties(design: Design) -> set[str]:
    """What can select by a property: its name, and the name with each value that it has."""
    said = [pair for each in design.components.values() for pair in each.custom.items()]
    return {name for name, _ in said} | {f"{name}={value}" for name, value in said}


def check_view(view: View, design: Design, gather: Gather) -> None:
    """Report what a view names that the design does not have."""
    where = Subject("view", view.id)
    tags = {tag for component in design.components.values() for tag in component.tags}
    selectable: dict[str, Iterable[str]] = {
        "group": design.groups,
        "tag": tags,
        "kind": {component.kind for component in design.components.values()},
        "property": _properties(design),
    }
    _check_collapsed(view, design, gather)
    for key, selectors in (("include", view.include), ("leave_out", view.leave_out)):
        for index, written in enumerate(selectors):
            span = view.span_of_item(key, index)
            wanted = selector(written)
            what, identifier = wanted.what, wanted.id
            if what == "property":
                name, equals, value = (each.strip() for each in identifier.partition("="))
                identifier = f"{name}{equals}{value}" if value else name
            if ":" not in written:
                selected: Known = ("component", codes.UNKNOWN_SELECTOR, design.components)
                check_one(identifier, span, where.key(key), selected, gather)
            elif what not in selectable:
                fitting = [each for each, ids in selectable.items() if identifier in set(ids)]
                gather.report(
                    codes.UNKNOWN_SELECTOR,
                    f"{where}, '{key}': '{shorten(written)}' selects nothing",
                    span,
                    gather.suggest(what, selectable, "selectors") + " (as in group:data)",
                    view.id,
                    fix=gather.mend(span, what, fitting),
                )
            elif what != "kind" or identifier not in KINDS:
                selected = (what, codes.UNKNOWN_SELECTOR, selectable[what])
                check_one(identifier, span, where.key(key), selected, gather)


def _check_collapsed(view: View, design: Design, gather: Gather) -> None:
    """What a view collapses are groups, and none of them lies in another one."""
    where = Subject("view", view.id)
    for index, written in enumerate(view.collapse):
        span = view.span_of_item("collapse", index)
        group = selected_group(written)
        if not group:
            gather.report(
                codes.UNKNOWN_SELECTOR,
                f"{where}, 'collapse': '{shorten(written)}' is no group",
                span,
                "write a group, as in group:data",
                view.id,
            )
            continue
        known = ("group", codes.UNKNOWN_SELECTOR, design.groups)
        check_one(group, span, where.key("collapse"), known, gather)
        idle = idle_collapse(design, group, view.collapsed)
        if idle is not None:
            message, help = idle
            gather.report(
                codes.IDLE_COLLAPSE,
                f"{where}, 'collapse': {message}",
                span,
                help,
                view.id,
                severity=Severity.WARNING,
            )


def idle_collapse(design: Design, group: str, collapsed: Collection[str]) -> tuple[str, str] | None:
    """That a group which is to be one card lies in another one that is one already, and what helps."""
    outer = next((each for each in outer_groups(design, group) if each in collapsed), None)
    if outer is None:
        return None
    return (
        f"group '{group}' lies in group '{outer}', which is one card already",
        f"leave out one of the two: of 'group:{outer}' nothing inside is shown",
    )
