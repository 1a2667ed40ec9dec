"""Steps 6 and 7 of a design: decisions, monitoring, and the risks that are taken."""

from __future__ import annotations

from sdgen.base.span import Span
from sdgen.base.subject import Subject
from sdgen.design.decisions import Acceptance, Decision, Monitoring, Option
from sdgen.model import codes
from sdgen.model.fields import read_fields
from sdgen.model.gather import Gather, items, mapping, shorten, spans, text
from sdgen.parse.document import Entry, Mapping, Node


def read_decisions(node: Node | None, gather: Gather) -> dict[str, Decision]:
    """Every decision by id."""
    return {entry.key: _read_decision(entry, gather) for entry in mapping(node).entries}


def _read_decision(entry: Entry, gather: Gather) -> Decision:
    given = mapping(entry.value)
    where = Subject("decision", entry.key)
    options = {
        each.key: Option(
            span=each.key_span,
            spans=spans(each.value),
            name=each.key,
            **read_fields(Option, mapping(each.value), where, gather),
        )
        for each in mapping(given.get("options")).entries
    }
    choice = given.get("choice")
    if choice is not None and options and text(choice) not in options:
        gather.report(
            codes.UNKNOWN_OPTION,
            f"decision '{entry.key}': the choice '{shorten(text(choice))}' is none of its options",
            choice.span,
            gather.suggest(text(choice), options, "options"),
            entry.key,
            fix=gather.mend(choice.span, text(choice), options),
        )
    return Decision(
        span=entry.key_span,
        spans=spans(given),
        id=entry.key,
        options=options,
        **read_fields(Decision, given, where, gather),
    )


def read_monitoring(node: Node | None, span: Span, gather: Gather) -> Monitoring | None:
    """What is watched; ``None`` where the design says nothing."""
    if not isinstance(node, Mapping):
        return None
    fields = read_fields(Monitoring, node, Subject("", "monitoring"), gather)
    return Monitoring(span=span, spans=spans(node), **fields)


def read_accepted(node: Node | None, gather: Gather) -> tuple[Acceptance, ...]:
    """The risks that are taken, in the order of the files."""
    return tuple(_read_acceptance(each, gather) for each in items(node))


def _read_acceptance(node: Node, gather: Gather) -> Acceptance:
    given = mapping(node)
    until = given.get("until")
    if until is not None and not _is_day(text(until)):
        gather.report(
            codes.FORM,
            f"accepted risk at '{shorten(text(given.get('at')))}': there is no day '{shorten(text(until))}'",
            until.span,
            "write a day as year, month, day, such as 2027-03-31",
            text(given.get("at")),
        )
    where = Subject("accepted risk at", shorten(text(given.get("at"))))
    fields = read_fields(Acceptance, given, where, gather)
    return Acceptance(span=node.span, spans=spans(given), **fields)


def _is_day(written: str) -> bool:
    """Whether this is a day of the calendar; other forms are the schema's to refuse."""
    from datetime import date

    if len(written) != 10 or written[4] != "-" or written[7] != "-":
        return True
    try:
        date.fromisoformat(written)
    except ValueError:
        return False
    return True
