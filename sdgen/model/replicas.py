"""How many instances a component has, how many must be up, and how one takes over from another."""

from __future__ import annotations

import re
from collections.abc import Mapping as Mapping_
from typing import Any

from sdgen.base.findings import Severity
from sdgen.base.span import Places, Span
from sdgen.base.subject import Subject
from sdgen.base.words import by_number, joined
from sdgen.design.replicas import ONE_LEADER, NeedByAccess, Replicas
from sdgen.design.shapes import properties_of
from sdgen.model import codes
from sdgen.model.fields import Place, read_fields, read_value
from sdgen.model.gather import Gather, mapping, number, spans, text
from sdgen.parse.document import Entry, Mapping, Scalar

_COUNTS = ("count", "min", "max")
COUNT = properties_of(Replicas)["count"].shape
FROM_TO = r"(?P<min>\d{1,6})\s*(?:-|–|to|\.\.)\s*(?P<max>\d{1,6})"
"""How autoscaling was written before it had keys of its own."""


def read_replicas(component: Mapping, span: Span, where: Subject, gather: Gather) -> Replicas:
    """The replicas of a component; one, not ``given``, where it says nothing about them.

    A count that is not written follows from ``place`` (its sum) or from ``copies`` (as many): who
    says where replicas stand, or how many copies there are, has said how many there are at least.
    """
    entry = component.entry("replicas")
    placed = [number(each.value) or 0 for each in mapping(component.get("place")).entries]
    scaling = _read_scaling_text(component, where, gather)
    if entry is None:
        if scaling is None:
            return Replicas(span=span, count=max(1, sum(placed)), given=sum(placed) > 0)
        lowest, highest = scaling
        return Replicas(span=span, count=lowest, given=True, fewest=lowest, most=highest)
    if number(entry.value) is not None:
        count = read_value(COUNT, entry, Place(where, "", entry.key), gather)
        places = Places({"count": entry.value.span})
        return Replicas(span=entry.key_span, spans=places, count=count or 1, given=True)
    given = mapping(entry.value)
    fields = read_fields(Replicas, given, where, gather)
    need, copies, majority = _read_need(given, where, gather)
    by_access = fields.get("need")
    if isinstance(by_access, NeedByAccess):
        fields |= {"reads_need": by_access.reads or 1, "writes_need": by_access.writes or 1}
    count = fields.get("count")
    fewest = fields.get("fewest")
    _check_autoscaling(fields, entry, where, gather)
    stated = count if count is not None else fewest
    fields |= {
        "count": stated if stated is not None else max(1, sum(placed), copies or 0),
        "given": stated is not None or sum(placed) > 0 or copies is not None,
        "need": need,
        "majority": majority,
        "copies": copies,
    }
    return Replicas(span=entry.key_span, spans=spans(given), **fields)


def _read_scaling_text(
    component: Mapping, where: Subject, gather: Gather
) -> tuple[int, int] | None:
    """From how many to how many ``autoscaling`` goes, where that text says so and nothing else says
    how many there are: the form from before ``min`` and ``max``."""
    entry = component.entry("autoscaling")
    if entry is None or not isinstance(entry.value, Scalar):
        return None
    found = re.findall(FROM_TO, text(entry.value))
    replicas = component.entry("replicas")
    if len(found) != 1:
        if replicas is None or number(replicas.value) is not None:
            gather.report(
                codes.CONTRADICTION,
                f"{where}, 'autoscaling' does not say from how many instances to how many",
                entry.value.span,
                "write 'replicas: {min: 2, max: 10}' with your numbers",
                where.id,
                Severity.WARNING,
            )
        return None
    fewest, most = (int(each) for each in found[0])
    given = mapping(replicas.value) if replicas is not None else None
    if replicas is not None and not (given and {"min", "max"} & {e.key for e in given.entries}):
        gather.report(
            codes.CONTRADICTION,
            f"{where}: 'replicas' says how many there are, 'autoscaling' that the number changes; "
            "'replicas' counts",
            replicas.key_span,
            f"write 'replicas: {{min: {fewest}, max: {most}}}'",
            where.id,
            Severity.WARNING,
        )
    elif fewest > most:
        gather.report(
            codes.CONTRADICTION,
            f"{where}, 'autoscaling' goes from {fewest} to only {most}",
            entry.value.span,
            f"write 'replicas: {{min: {most}, max: {fewest}}}'",
            where.id,
        )
    return max(1, fewest), max(1, most)


def _check_autoscaling(
    fields: Mapping_[str, Any], entry: Entry, where: Subject, gather: Gather
) -> None:
    """What autoscales says from how many to how many, and has neither a count nor a leader."""
    fewest, most = fields.get("fewest"), fields.get("most")
    written = [key for key in ("min", "max") if mapping(entry.value).entry(key) is not None]
    if not written or (len(written) == 2 and (fewest is None or most is None)):
        return  # what is no number is found where the form is checked
    message = help_text = ""
    if fewest is None or most is None:
        given, missing = ("max", "min") if fewest is None else ("min", "max")
        message = f"'{given}' without '{missing}'"
        help_text = f"write both, such as '{{min: {fewest or 1}, max: {most or 10}}}'"
    elif fewest > most:
        message = f"'min' is {fewest}, and 'max' only {most}"
        help_text = f"write '{{min: {most}, max: {fewest}}}'"
    elif "count" in fields:
        message = "'count' says how many there are, 'min' and 'max' that the number changes"
        help_text = _without_one_of_them(entry)
    elif fields.get("mode") in ONE_LEADER:
        message = f"'{fields['mode']}' has a fixed number of instances, which does not autoscale"
        help_text = "write 'count', or leave out 'mode'"
    if message:
        gather.report(
            codes.CONTRADICTION,
            f"{where}, 'replicas': {message}",
            entry.key_span,
            help_text,
            where.id,
        )


def _without_one_of_them(entry: Entry) -> str:
    """What to write where a count stands beside what autoscales; either may be laid under the
    other, by a default or by what is overridden, and only ``null`` takes that away."""
    given = mapping(entry.value)
    below = [
        each
        for each in given.entries
        if each.key in _COUNTS and not _holds(entry.value.span, each.key_span)
    ]
    if not below:
        return "leave out 'count', or 'min' and 'max'"
    keys = joined([f"'{each.key}'" for each in below])
    beside = [
        f"'{each.key}'" for each in given.entries if each.key in _COUNTS and each not in below
    ]
    removed = ", ".join(f"{each.key}: null" for each in below)
    return (
        f"{keys} {by_number(len(below), 'comes', 'come')} from {below[0].key_span}: "
        f"write '{removed}' beside {joined(beside)}"
    )


def _holds(whole: Span, part: Span) -> bool:
    start, end = (whole.line, whole.column), (whole.end_line, whole.end_column)
    return whole.file == part.file and start <= (part.line, part.column) < end


def _read_need(
    given: Mapping, where: Subject, gather: Gather
) -> tuple[int | None, int | None, bool]:
    """``need`` as a number, ``majority``, or ``2 of 3`` (which says the copies too)."""
    copies = number(given.get("copies"))
    node = given.get("need")
    if node is None or isinstance(node, Mapping):
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
    return plain, copies, False
