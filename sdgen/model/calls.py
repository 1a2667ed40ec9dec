"""What a component can call, in every form that a design may write it."""

from __future__ import annotations

from collections import Counter

from msgspec import Struct

from sdgen.base.span import Places, Span
from sdgen.base.subject import Subject
from sdgen.design.calls import ANY_OF, QUORUM, Call, CallGroup
from sdgen.design.shapes import properties_of
from sdgen.model import codes
from sdgen.model.fields import Values, read_fields
from sdgen.model.gather import Gather, items, mapping, number, spans
from sdgen.parse.document import Mapping, Node, Scalar


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
            return CallGroup(
                span=node.span,
                spans=spans(node),
                calls=_members(alternatives, caller),
                **_read_options(node, ANY_OF, caller),
            )
        quorum = node.get(QUORUM)
        if quorum is not None:
            return _read_quorum(node, quorum, caller)
    call = _read_call(node, caller)
    calls = (call,) if call is not None else ()
    return CallGroup(span=call.span if call else node.span, calls=calls)


def _read_options(node: Mapping, form: str, caller: _Caller) -> Values:
    """What is said of the group beside its members, in the form that it has."""
    others = [key for key, each in properties_of(CallGroup).items() if each.shape.form != form]
    where = Subject("component", caller.id).key(form)
    return read_fields(CallGroup, node, where, caller.gather, leave_out=[*others, "need"])


def _read_quorum(node: Mapping, members: Node, caller: _Caller) -> CallGroup:
    calls = _members(members, caller)
    needed = node.get("need")
    need = number(needed) or 1
    if needed is not None and need > len(calls) > 0:
        caller.gather.report(
            codes.CONTRADICTION,
            f"component '{caller.id}': 'need' is {need}, but 'of' names {len(calls)}",
            needed.span,
            f"write at most {len(calls)}, or name more components",
            caller.id,
        )
    return CallGroup(
        span=node.span,
        spans=spans(node),
        calls=calls,
        need=need,
        **_read_options(node, QUORUM, caller),
    )


def _members(node: Node, caller: _Caller) -> tuple[Call, ...]:
    read = (_read_call(each, caller) for each in items(node))
    calls = tuple(call for call in read if call is not None)
    for call in calls:
        for said, is_said in (("optional", call.optional), ("async", call.asynchronous)):
            if is_said and said in call.spans:
                _refuse_alone(call, said, caller)
    return calls


def _refuse_alone(call: Call, said: str, caller: _Caller) -> None:
    """A caller waits for whichever of a group answers, and cannot tell which that will be."""
    caller.gather.report(
        codes.CONTRADICTION,
        f"component '{caller.id}': one alternative, '{call.target}', is '{said}' by itself, "
        f"but any of them may be the one that answers",
        call.spans.get(said) or call.span,
        f"leave '{said}' out, or write '{call.target}: {{{said}: true}}' as a call beside the group",
        caller.id,
    )


def _read_call(node: Node, caller: _Caller) -> Call | None:
    """One call: the id of its target, alone or as the key of its options."""
    if isinstance(node, Scalar):
        return _make(node.text, node.span, None, caller) if node.text else None
    if isinstance(node, Mapping) and node.entries:
        entry = node.entries[0]
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
                **spans(given, ("async", "asynchronous")),
            }
        ),
        source=caller.id,
        target=target,
        number=caller.named[target],
        **read_fields(Call, given, where, caller.gather),
    )
