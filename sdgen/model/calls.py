"""What a component can call, in every form that a design may write it."""

from __future__ import annotations

from collections import Counter

from msgspec import Struct
from msgspec.structs import replace

from sdgen.base.span import Places, Span
from sdgen.base.subject import Subject
from sdgen.design.calls import ANY_OF, QUORUM, Call, CallGroup
from sdgen.design.shapes import properties_of
from sdgen.model import codes
from sdgen.model.fields import Place, Values, read_fields, read_value
from sdgen.model.gather import Gather, items, mapping, number, spans
from sdgen.parse.document import Mapping, Node, Scalar

ASYNCHRONOUS = ("async", "asynchronous")
"""The key, and the field that keeps its value."""


class _Caller(Struct):
    """The component whose calls are read, and how often it has named each target so far."""

    id: str
    gather: Gather
    named: Counter[str]


def read_calls(node: Node | None, source: str, gather: Gather) -> tuple[CallGroup, ...]:
    """The calls of a component, each in its group."""
    caller = _Caller(source, gather, Counter())
    groups = (_read_group(each, caller) for each in items(node))
    return tuple(group for group in groups if group.calls)


def _read_group(node: Node, caller: _Caller) -> CallGroup:
    if isinstance(node, Mapping):
        alternatives = node.get(ANY_OF)
        if alternatives is not None:
            return _read_alternatives(node, alternatives, caller)
        quorum = node.get(QUORUM)
        if quorum is not None:
            return _read_quorum(node, quorum, caller)
    call = _read_call(node, caller)
    calls = (call,) if call is not None else ()
    return CallGroup(span=call.span if call else node.span, calls=calls)


def _read_options(node: Mapping, form: str, caller: _Caller) -> Values:
    """What is said of the group beside its members, in the form that it has."""
    others = [
        key for key, each in properties_of(CallGroup).items() if each.shape.form not in ("", form)
    ]
    where = Subject("component", caller.id).key(form)
    return read_fields(CallGroup, node, where, caller.gather, leave_out=[*others, "need"])


def _read_alternatives(node: Mapping, members: Node, caller: _Caller) -> CallGroup:
    calls = _members(members, caller)
    options = _read_options(node, ANY_OF, caller)
    failover = options.get("failover")
    if failover is not None and len({call.target for call in calls}) == 1:
        caller.gather.report(
            codes.CONTRADICTION,
            f"component '{caller.id}': 'failover' changes over to nothing, since 'any_of' names "
            f"only '{calls[0].target}'",
            failover.span,
            "name another component that can answer, or leave out 'failover'",
            caller.id,
        )
    if failover is not None and failover.automatic is not None:
        caller.gather.report(
            codes.CONTRADICTION,
            f"component '{caller.id}', 'any_of': whether its failover is automatic says neither how "
            "long callers take to change over nor how often that works",
            failover.span_of("automatic"),
            "write 'failover: {time: 30s, success: 99%}' with your figures",
            caller.id,
        )
    return _whole(node, calls, 1, ANY_OF, options, caller)


def _whole(
    node: Mapping,
    calls: tuple[Call, ...],
    need: int,
    form: str,
    options: Values,
    caller: _Caller,
) -> CallGroup:
    """The group, with what it says of all its calls in each of them."""
    places = spans(node, ASYNCHRONOUS)
    for call in calls:
        _check_own_flags(call, form, caller)
    said = {name: options[name] for name in ("optional", "asynchronous") if name in options}
    where = {key: places[key] for key in ("optional", *ASYNCHRONOUS) if key in places}
    whole = tuple(replace(each, spans=Places({**each.spans, **where}), **said) for each in calls)
    return CallGroup(span=node.span, spans=places, calls=whole, need=need, **options)


def _check_own_flags(call: Call, form: str, caller: _Caller) -> None:
    """One of several that need not answer, or is not waited for, leaves open what holds for the
    others, and what the group then needs."""
    for key in ("optional", "async"):
        if key in call.spans:
            caller.gather.report(
                codes.CONTRADICTION,
                f"component '{caller.id}', '{form}': '{key}' of '{call.target}' says nothing of "
                "the others in its group",
                call.spans[key],
                f"write '{key}' beside '{form}', which holds for all of them, or '{call.target}' "
                "as a call of its own",
                caller.id,
            )


def _read_quorum(node: Mapping, members: Node, caller: _Caller) -> CallGroup:
    calls = _members(members, caller)
    needed = node.get("need")
    need = number(needed) or 1
    for entry in node.entries:
        if entry.key == "need":
            where = Subject("component", caller.id).key(QUORUM)
            read_value(
                properties_of(CallGroup)["need"].shape,
                entry,
                Place(where, "", "need"),
                caller.gather,
            )
    if needed is not None and need > len(calls) > 0:
        caller.gather.report(
            codes.CONTRADICTION,
            f"component '{caller.id}': 'need' is {need}, but 'of' names {len(calls)}",
            needed.span,
            f"write at most {len(calls)}, or name more components",
            caller.id,
        )
    return _whole(node, calls, need, QUORUM, _read_options(node, QUORUM, caller), caller)


def _members(node: Node, caller: _Caller) -> tuple[Call, ...]:
    read = (_read_call(each, caller) for each in items(node))
    return tuple(call for call in read if call is not None)


def _read_call(node: Node, caller: _Caller) -> Call | None:
    """One call: the id of its target, alone or as the key of its options."""
    if isinstance(node, Scalar):
        return _make(node.text, node.span, None, caller) if node.text else None
    if isinstance(node, Mapping) and node.entries:
        entry = node.entries[0]
        if entry.key in (ANY_OF, QUORUM):
            return None  # a group in a group, which the schema's findings speak of
        if any(isinstance(each.value, Scalar) and each.value.text for each in node.entries):
            # Of the wrong form, of which the schema's findings speak; the id is looked up all the same.
            from sdgen.schema.meant import target_meant

            meant = target_meant(node)
            if meant is not None:
                return _make(meant[1].text, meant[1].span, None, caller)
        return _make(entry.key, entry.key_span, entry.value, caller)
    return None


def _make(target: str, span: Span, options: Node | None, caller: _Caller) -> Call:
    given = mapping(options)
    caller.named[target] += 1
    where = Subject("component", caller.id).within(f"call to '{target}'")
    return Call(
        span=span,
        spans=Places(
            {
                "target": span,
                **spans(given, ASYNCHRONOUS),
            }
        ),
        source=caller.id,
        target=target,
        number=caller.named[target],
        **read_fields(Call, given, where, caller.gather),
    )
