"""How each figure of the estimates came about: its formula, and what goes into it with its line."""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.analyses.explain.cost import explain_cost
from sdgen.analyses.explain.explanation import Explanation, Input, given
from sdgen.analyses.explain.figures import explain
from sdgen.blocks import Block, Code, Details, Table, Words
from sdgen.document.subject import Subject
from sdgen.quantity import Dimension
from sdgen.quantity.money import format_money
from sdgen.report.estimate import shown


def formulas(subject: Subject) -> Iterator[Block]:
    """A table of the figures of all tables of estimates, in their order, folded away."""
    rows = tuple(_row(subject, each) for each in _explanations(subject))
    if rows:
        header = ("Figure", "is", "formula", "with")
        yield Details("How each figure came about", (Table(header, rows, text_columns=(0, 2, 3)),))


def _explanations(subject: Subject) -> Iterator[Explanation]:
    found = subject.estimate
    names = [f"{name}.peak" for name in found.load.journeys]
    # a journey and a component may share a name: the first answer is the journey's
    yield from (answers[0] for name in names if (answers := explain(found, name)))
    yield from filter(None, (_sent(subject, name) for name in found.load.journeys))
    names = [f"{name}.storage" for name in found.storage.entities]
    names += [f"{name}.storage" for name in found.storage.stores]
    names += [f"{name}.memory" for name in found.caches]
    yield from (answers[0] for name in names if (answers := explain(found, name)))
    for each in found.costs:
        yield explain_cost(found, subject.design.components[each.component])


def _sent(subject: Subject, name: str) -> Explanation | None:
    """What a journey sends out at its peak, where its response has a size."""
    journey = subject.design.journeys[name]
    if journey.response is None:
        return None
    peak = subject.estimate.load.journeys[name].peak
    inputs = (
        Input(f"{name}.peak", peak, Dimension.RATE, journey.span_of("rate")),
        given(f"response of {name}", journey.response, journey.span_of("response")),
    )
    value = peak * journey.response.value
    return Explanation(f"{name}.out", value, Dimension.BYTE_RATE, "peak x response", inputs)


def _row(subject: Subject, explanation: Explanation) -> tuple[Words, ...]:
    inputs = [
        f"{each.name} {each.text or _shown(subject, each.value, each.dimension)} "
        f"(line {each.span.line})"
        for each in explanation.inputs
    ]
    value = _shown(subject, explanation.value, explanation.dimension)
    return (
        (Code(explanation.name),),
        value,
        explanation.formula.replace(" x ", " × "),
        "; ".join(inputs),
    )


def _shown(subject: Subject, value: float | None, dimension: Dimension) -> str:
    if dimension is Dimension.MONEY and value is not None:
        from sdgen.analyses.cost import currency

        return format_money(value, currency(subject.design))
    text = shown(value, dimension)
    return "–" if text == "-" else text
