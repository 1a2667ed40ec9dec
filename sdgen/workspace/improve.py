"""The smallest set of changes that meets the objectives of a design, as a report."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field

from sdgen import api
from sdgen.analyses.improve.plan import Plan
from sdgen.base.brief import briefly
from sdgen.base.errors import WrongUsageError
from sdgen.base.findings import Finding, Severity
from sdgen.base.span import Span
from sdgen.base.words import listed, named
from sdgen.design.records import Design
from sdgen.quantity import Dimension, Quantity
from sdgen.report.writers import DEFAULT
from sdgen.workspace.options import DATA
from sdgen.workspace.report import errors_of, journeys_there_are, unknown

if TYPE_CHECKING:
    from sdgen.analyses.facts import Facts

MOST_NAMED = 5


class ImproveRequest(Struct, frozen=True, kw_only=True):
    """``file`` is a design or ``-`` for standard input. ``journeys`` are those whose objectives are
    to be met, none for all; ``availability``, such as ``99.9%``, stands for the objective of each.
    The plan may cost ``max_cost`` a month, such as ``$500``. Components whose risk is accepted are
    left alone unless ``include_accepted``."""

    file: str
    journeys: tuple[str, ...] = ()
    availability: str | None = None
    max_cost: str | None = None
    include_accepted: bool = False
    format: str = DEFAULT


class ImproveResult(Struct, frozen=True):
    """``text`` is the report where a plan could be looked for, ``reaches`` whether it meets every
    objective within its costs; ``findings`` say why it could not, and are shown in ``texts`` (by
    file). ``plan`` is what the report is of, and ``reading`` the design."""

    findings: tuple[Finding, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    text: str | None = None
    reaches: bool = False
    plan: Plan | None = None
    reading: api.Reading | None = None

    __repr__ = briefly


class _Wanted(Struct, frozen=True):
    availability: float | None
    most: Quantity | None


def check_request(request: ImproveRequest) -> _Wanted:
    """What the texts of a request mean. Raises WrongUsageError."""
    from sdgen.quantity import QuantityError
    from sdgen.quantity.parse import parse_quantity

    found: dict[str, Quantity | None] = {"availability": None, "max_cost": None}
    for option, dimension in (("availability", Dimension.RATIO), ("max_cost", Dimension.MONEY)):
        text: str | None = getattr(request, option)
        if text is None:
            continue
        try:
            found[option] = parse_quantity(text, dimension)
        except QuantityError as error:
            raise WrongUsageError(str(error), option) from None
    wanted = found["availability"]
    if wanted is not None and not 0.0 < wanted.value <= 1.0:
        raise WrongUsageError(
            f"'{wanted.text}' is no share of time: over 0 and up to 100%, such as 99.9%",
            "availability",
        )
    most = found["max_cost"]
    if most is not None and most.value < 0.0:
        raise WrongUsageError(f"'{most.text}' is less than nothing", "max_cost")
    return _Wanted(wanted.value if wanted is not None else None, most)


def improve(
    reading: api.Reading,
    request: ImproveRequest,
    unsaved: Mapping[Path, str] | None = None,
) -> ImproveResult:
    """The plan that ``request`` asks for, of a design that has been read; ``unsaved`` texts are as in
    a ``Source``."""
    wanted = check_request(request)
    if reading.facts is None:
        failed = errors_of(reading)
        part = _part(request.file, unsaved or {}) if request.file != "-" else None
        return ImproveResult(failed.findings if part is None else (part,), failed.texts)
    facts = reading.facts
    wrong = _wrong(facts, request, wanted)
    if wrong:
        return ImproveResult(tuple(wrong), reading.texts)
    from sdgen.analyses.improve.plan import plan

    found = plan(
        facts,
        journeys=request.journeys,
        availability=wanted.availability,
        include_accepted=request.include_accepted,
        most_money=wanted.most.value if wanted.most is not None else None,
    )
    if wanted.most is not None:
        lacking = _without_price(facts.design, found, wanted.most)
        if lacking is not None:
            return ImproveResult((lacking,), reading.texts)
    reaches = found.reaches and found.within is None
    text = _report(facts, found, request)
    return ImproveResult((), reading.texts, text, reaches, found, reading)


def _part(file: str, unsaved: Mapping[Path, str]) -> Finding | None:
    """That the file is a part of a design, and of which; None where it is none."""
    from sdgen.workspace.parts import Parts
    from sdgen.workspace.read import Source

    (source,) = Parts(unsaved).with_wholes([Source(Path(file).as_posix(), Path(file))])
    if not source.notes:
        return None
    message = source.notes[-1].message.partition(",")[0].partition(":")[0]
    return Finding(
        code="IMPROVE005",
        name="part-of-a-design",
        severity=Severity.ERROR,
        message=f"{message}, and has no objectives to meet",
        span=Span.whole(Path(file).as_posix()),
        help="name the design: what its parts say is changed under its 'override'",
        unreadable=True,
    )


def _report(facts: Facts, found: Plan, request: ImproveRequest) -> str:
    if request.format == DATA:
        from sdgen.base.gate import for_json
        from sdgen.report.improve_json import improve_data

        return for_json(improve_data(facts.design, found), indent=2) + "\n"
    from sdgen.report.improve import improve_page
    from sdgen.report.writers import write_pages

    return write_pages(request.format, (improve_page(facts.design, found),))


def _wrong(facts: Facts, request: ImproveRequest, wanted: _Wanted) -> list[Finding]:
    """Journeys that are not there or promise nothing, and money in another currency."""
    design, known = facts.design, set(facts.analysed)
    found = [
        unknown(
            design,
            ("IMPROVE001", "unknown-journey"),
            "no journey",
            (name, known),
            journeys_there_are(known),
        )
        for name in request.journeys
        if name not in known
    ]
    if found:
        return found
    if wanted.availability is None:
        from sdgen.analyses.improve.plan import promising

        asked = promising(facts)
        silent = [name for name in request.journeys if name not in asked]
        if silent or not asked:
            found.append(_no_objective(design, silent))
    return [*found, *_other_currency(design, wanted.most)]


def _no_objective(design: Design, journeys: list[str]) -> Finding:
    who = f"no availability is promised by {named(journeys)}" if journeys else ""
    span = design.journeys[journeys[0]].span if journeys and design.journeys else None
    return Finding(
        code="IMPROVE002",
        name="nothing-promised",
        severity=Severity.ERROR,
        message=who or "no journey promises an availability",
        span=span or Span.whole(design.path),
        help="write 'objectives: {availability: 99.9%}' there, or say --availability 99.9%",
    )


def _other_currency(design: Design, most: Quantity | None) -> list[Finding]:
    from sdgen.analyses.cost import currency
    from sdgen.quantity.money import currency_of, is_same_currency

    own = currency(design)
    asked = currency_of(most) if most is not None else ""
    if most is None or not own or not asked or is_same_currency(own, asked):
        return []
    message = f"prices are in {own}, and '{most.text}' is not"
    return [_no_cost(design, "wrong-currency", message, f"say --max-cost in {own}")]


def _without_price(design: Design, found: Plan, most: Quantity) -> Finding | None:
    """That what may be added has no price, so that nobody knows what a plan costs."""
    if not found.unpriced:
        return None
    return _no_cost(
        design,
        "no-prices",
        f"nobody knows what stays below {most.text}: {listed(found.unpriced, MOST_NAMED)} "
        "may get more replicas, and a price of one is not given",
        "write 'price: {replica: $70/month}' there, or leave out --max-cost",
    )


def _no_cost(design: Design, name: str, message: str, help: str) -> Finding:
    return Finding(
        code={"no-prices": "IMPROVE003", "wrong-currency": "IMPROVE004"}[name],
        name=name,
        severity=Severity.ERROR,
        message=message,
        span=Span.whole(design.path),
        help=help,
    )
