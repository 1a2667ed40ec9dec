"""How many instances a component has, how many must be up, and how one takes over from another."""

from __future__ import annotations

from sdgen.base.span import Places, Span
from sdgen.base.subject import Subject
from sdgen.design.replicas import Replicas
from sdgen.model import codes
from sdgen.model.fields import read_fields
from sdgen.model.gather import Gather, mapping, number, spans, text
from sdgen.parse.document import Mapping


def read_replicas(component: Mapping, span: Span, where: Subject, gather: Gather) -> Replicas:
    """The replicas of a component; one, not ``given``, where it says nothing about them.

    A count that is not written follows from ``place`` (its sum) or from ``copies`` (as many): who
    says where replicas stand, or how many copies there are, has said how many there are at least.
    """
    entry = component.entry("replicas")
    placed = [number(each.value) or 0 for each in mapping(component.get("place")).entries]
    if entry is None:
        return Replicas(span=span, count=max(1, sum(placed)), given=sum(placed) > 0)
    count = number(entry.value)
    if count is not None:
        return Replicas(
            span=entry.key_span, spans=Places({"count": entry.value.span}), count=count, given=True
        )
    given = mapping(entry.value)
    fields = read_fields(Replicas, given, where, gather)
    need, copies, majority = _read_need(given, where, gather)
    count = number(given.get("count"))
    fields |= {
        "count": count if count is not None else max(1, sum(placed), copies or 0),
        "given": count is not None or sum(placed) > 0 or copies is not None,
        "need": need,
        "majority": majority,
        "copies": copies,
    }
    return Replicas(span=entry.key_span, spans=spans(given), **fields)


def _read_need(
    given: Mapping, where: Subject, gather: Gather
) -> tuple[int | None, int | None, bool]:
    """``need`` as a number, ``majority``, or ``2 of 3`` (which says the copies too)."""
    copies = number(given.get("copies"))
    node = given.get("need")
    if node is None:
        return None, copies, False
    words = text(node).split()
    if words == ["majority"]:
        return None, copies, True
    if len(words) == 3 and words[0].isdecimal() and words[2].isdecimal():
        need, total = int(words[0]), int(words[2])
        if copies is not None and copies != total:
            gather.report(
                codes.CONTRADICTION,
                f"{where}: 'need: {need} of {total}' speaks of {total} copies, 'copies' of {copies}",
                node.span,
                f"write 'copies: {total}', or 'need: {need} of {copies}'",
                where.id,
            )
            return need, copies, False
        return need, total, False
    plain = number(node)
    if plain is None and len(words) == 1 and words[0].isdecimal():
        plain = int(words[0])
    return plain, copies, False
