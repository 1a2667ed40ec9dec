"""Journeys: what users do, step by step.

``a -> b -> c`` is two arrows. Of what is written behind such a chain

- sizes (``bytes``, ``request``, ``response``) hold for each of its arrows, since the same request
  is passed on;
- everything else is about the last arrow, to which the arrows before it lead: how often it is
  made, what it does, its label.

A bare factor, share or count is ``times``, a bare ``read`` or ``write`` says what the arrow does and
is its label too; any other text is the label.
"""

from __future__ import annotations

from itertools import pairwise

from msgspec import Struct

from sdgen.base.findings import Severity
from sdgen.base.span import Places, Span
from sdgen.base.subject import Subject
from sdgen.design.journeys import EVERY_ARROW, Access, Journey, Step
from sdgen.design.shapes import properties_of
from sdgen.model import codes
from sdgen.model.fields import Values, read_fields
from sdgen.model.gather import Gather, items, mapping, shorten, spans, text
from sdgen.model.names import humanise
from sdgen.parse.document import Entry, Mapping, Node, Scalar
from sdgen.quantity import Dimension, QuantityError

ARROW = "->"
MOST_ARROWS = 200
OF_EACH_ARROW = frozenset(
    each.field for each in properties_of(Step).values() if each.shape.form == EVERY_ARROW
)
"""Options that hold for every arrow of a chain, and not only for its last."""


def read_journeys(node: Node | None, gather: Gather) -> dict[str, Journey]:
    """Every journey by id, in the order of the files."""
    return {entry.key: _read_journey(entry, gather) for entry in mapping(node).entries}


def _read_journey(entry: Entry, gather: Gather) -> Journey:
    given = mapping(entry.value)
    where = Subject("journey", entry.key)

    steps: list[Step] = []
    for index, item in enumerate(items(given.get("steps")), start=1):
        steps.extend(_read_chain(item, where.within(f"step {index}"), gather))
    fields = read_fields(Journey, given, where, gather)
    fields.setdefault("name", humanise(entry.key))
    fields.setdefault("actor", steps[0].source if steps else "")
    if not fields["actor"] and isinstance(entry.value, Mapping):
        gather.report(
            codes.FORM,
            f"{where}: it has no actor",
            entry.key_span,
            "add 'actor: ' with the id of a component, or 'steps' that begin with one",
            entry.key,
        )
    return Journey(
        span=entry.key_span,
        spans=spans(given),
        id=entry.key,
        steps=tuple(steps),
        **fields,
    )


class _Word(Struct, frozen=True):
    """The id of a component in a chain of arrows, and its place."""

    id: str
    span: Span


def _read_chain(node: Node, where: Subject, gather: Gather) -> list[Step]:
    """The arrows of one item of ``steps``."""
    if isinstance(node, Scalar):
        chain, _, label = node.text.partition(": ")
        options: Node | None = Scalar(label.strip(), label.strip(), node.span) if label else None
        span = node.span
    elif isinstance(node, Mapping) and node.entries:
        chain, span = node.entries[0].key, node.entries[0].key_span
        options = node.entries[0].value
    else:
        return []
    words = _words(chain, span)
    if len(words) < 2 or len(words) > MOST_ARROWS or any(not word.id for word in words):
        gather.report(
            codes.FORM,
            f"{where}: '{shorten(chain)}' is no arrow from one component to another",
            span,
            "write 'a -> b', 'a -> b -> c: label', or 'a -> b: {times: 1%, label: on a miss}'",
            where.id,
        )
        return []
    return _arrows(words, options, where, gather)


def _words(chain: str, span: Span) -> list[_Word]:
    """The ids between the arrows; their places exactly, where the text stands in one line."""
    parts = chain.split(ARROW)
    written = span.end_column - span.column
    in_one_line = span.line == span.end_line and written >= len(chain)
    column = span.column + (1 if written == len(chain) + 2 else 0)
    words: list[_Word] = []
    for part in parts:
        name = part.strip()
        start = column + len(part) - len(part.lstrip())
        exact = Span(span.file, span.line, start, span.line, start + len(name))
        words.append(_Word(name, exact if in_one_line else span))
        column += len(part) + len(ARROW)
    return words


def _arrows(words: list[_Word], options: Node | None, where: Subject, gather: Gather) -> list[Step]:
    given = mapping(options)
    plain = text(options)
    label = text(given.get("label")) or plain
    sent, request = given.get("bytes"), given.get("request")
    if sent is not None and request is not None:
        gather.report(
            codes.DEFINED_TWICE,
            f"{where}: 'bytes' and 'request' say the same",
            request.span,
            "leave one of them out",
            where.id,
        )
    fields = read_fields(Step, given, where, gather)
    fields.pop("label", None)
    places = spans(given, ("bytes", "request"))
    if plain and options is not None:
        bare, label = _bare(options, where, gather)
        fields |= bare
        places |= dict.fromkeys([*(BARE_KEYS[name] for name in bare), "label"], options.span)
    arrows = list(pairwise(words))
    last = len(arrows) - 1
    of_each = {name: value for name, value in fields.items() if name in OF_EACH_ARROW}
    return [
        Step(
            span=_between(source.span, target.span),
            spans=Places({**places, "source": source.span, "target": target.span}),
            source=source.id,
            target=target.id,
            label=label if index == last else "",
            chained=index > 0,
            **(fields if index == last else of_each),
        )
        for index, (source, target) in enumerate(arrows)
    ]


BARE_KEYS = {"times": "times", "access": "op"}
"""The keys that a bare text can stand for, by the fields that keep them."""


def _bare(node: Node, where: Subject, gather: Gather) -> tuple[Values, str]:
    """What a text without a key says of the last arrow, and the label that it leaves."""
    written = text(node)
    if written in set(Access):
        return {"access": Access(written)}, written
    if _is(written, Dimension.FACTOR):
        times = gather.quantity(node, Dimension.FACTOR, where)
        return ({"times": times} if times is not None else {}), ""
    meant = _meant(written)
    if meant:
        gather.report(
            codes.FORM,
            f"{where}: '{shorten(written)}' is no label: it says {meant[0]}",
            node.span,
            meant[1],
            where.id,
            Severity.WARNING,
        )
    return {}, written


def _is(written: str, dimension: Dimension) -> bool:
    """Whether a text is a quantity of this dimension."""
    from sdgen.quantity.parse import parse_quantity

    try:
        parse_quantity(written, dimension)
    except QuantityError:
        return False
    return True


def _meant(written: str) -> tuple[str, str] | None:
    """What somebody means who writes this where a label is due, and what to write instead."""
    if written in ("async", "optional"):
        return f"that the call is {written}", f"write '{written}: true' at the call under 'calls'"
    if written.startswith("{") and written.endswith("}"):
        return (
            "more, which quotes make a text",
            f"take the quotes away: 'a -> b: {shorten(written)}'",
        )
    for dimension, said, instead in (
        (Dimension.RATE, "how often", "give the journey a 'rate', and the step 'times: 2'"),
        (
            Dimension.BYTES,
            "how large",
            f"write '{{bytes: {written}}}', or 'response' for the answer",
        ),
    ):
        if _is(written, dimension):
            return said, instead
    return None


def _between(first: Span, last: Span) -> Span:
    return Span(first.file, first.line, first.column, last.end_line, last.end_column)
