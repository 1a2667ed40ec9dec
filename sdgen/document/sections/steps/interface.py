"""Step 3: the operations of the interface."""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.base.words import by_number, joined
from sdgen.blocks import Address, Block, Code, Link, Open, Paragraph, Section, Table, Terms, Words
from sdgen.blocks.phrases import pieces
from sdgen.design.records import Operation, Parameter
from sdgen.document.records import DocumentSection
from sdgen.document.subject import Subject, entity_anchor, operation_anchor

NONE = "–"


def make(subject: Subject) -> Iterator[Block]:
    """The blocks of the section."""
    operations = tuple(subject.design.api.values())
    if not operations:
        yield Open("Nothing says how clients call it: operations, parameters, results (api).")
        return
    yield _overview(subject, operations)
    if "openapi" in subject.beside:
        link = Address("OpenAPI 3.1", subject.beside["openapi"])
        yield Paragraph(("The same for programs: ", link, "."))
    started = {each.journey for each in operations}
    without = [name for name in subject.design.journeys if name not in started]
    if without:
        yield Open(
            (
                f"No operation of the interface starts {by_number(len(without), 'the journey', 'the journeys')} ",
                *pieces(subject.journeys(without)),
                ".",
            )
        )
    for each in operations:
        yield Section(
            each.id,
            tuple(_operation(subject, each)),
            is_name=True,
            anchor=operation_anchor(each.id),
        )


def _called(each: Operation) -> str:
    return f"{each.method} {each.path}".strip() or each.id


def _overview(subject: Subject, operations: tuple[Operation, ...]) -> Table:
    rows: tuple[tuple[Words, ...], ...] = tuple(
        (
            (Link(_called(each), operation_anchor(each.id)),),
            (subject.journey(each.journey),) if each.journey else NONE,
            _type(subject, each.returns) if each.returns else NONE,
            each.rate_limit or NONE,
            _yes(each.idempotent),
        )
        for each in operations
    )
    header = ("Operation", "Journey", "Returns", "Limit", "Idempotent")
    return Table(header, rows, text_columns=(0, 1, 2, 3, 4), caption="The interface.")


def _yes(value: bool | None) -> str:
    return "not said" if value is None else "yes" if value else "no"


def _operation(subject: Subject, each: Operation) -> Iterator[Block]:
    told = [_called(each)] if each.method or each.path else []
    if each.summary:
        yield Paragraph(each.summary)
    elif each.journey and subject.design.journeys.get(each.journey):
        served = _served(subject, each.journey)
        if served:
            yield Paragraph(served)
    pairs: list[tuple[Words, Words]] = []
    if told:
        pairs.append(("Call", (Code(told[0]),)))
    if each.journey:
        pairs.append(("Starts", (subject.journey(each.journey),)))
    if each.returns:
        pairs.append(("Returns", _type(subject, each.returns)))
    if each.errors:
        pairs.append(
            (
                "Errors",
                "; ".join(f"{name}: {text.rstrip('.')}" for name, text in each.errors.items()),
            )
        )
    if each.rate_limit:
        pairs.append(("Limit", each.rate_limit))
    if each.idempotent is not None:
        said = "calling twice does no more than calling once" if each.idempotent else "no"
        pairs.append(("Idempotent", said))
    if pairs:
        yield Terms(tuple(pairs), beside=True)
    if each.parameters:
        yield _parameters(subject, tuple(each.parameters.values()))


def _served(subject: Subject, journey: str) -> str:
    """What the requirements say that the journey is for."""
    asked = subject.design.requirements
    if asked is None:
        return ""
    texts = [
        asked.functional[name].text
        for name in subject.design.journeys[journey].serves
        if name in asked.functional
    ]
    return " ".join(texts)


def _parameters(subject: Subject, parameters: tuple[Parameter, ...]) -> Table:
    rows = tuple(
        ((Code(each.name),), _type(subject, each.type), "no" if each.optional else "yes")
        for each in parameters
    )
    return Table(("Parameter", "Type", "Required"), rows, text_columns=(0, 1, 2))


def _type(subject: Subject, written: str) -> Words:
    """A type as it is written, leading to the entity that it is."""
    name = written.rstrip("?").removesuffix("[]")
    if name in subject.design.data:
        return (Link(name, entity_anchor(name)), written.removeprefix(name))
    return (Code(written),) if written else joined([])


SECTION = DocumentSection(order=3, title="interface", make=make)
