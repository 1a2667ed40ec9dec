"""One currency a design: sums of two cannot be added up, nor one with a sum that names none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sdgen.base.span import Span
from sdgen.base.subject import Subject
from sdgen.design.records import Component, Design
from sdgen.model import codes
from sdgen.model.gather import Gather
from sdgen.quantity import Quantity
from sdgen.quantity.money import currency_of, is_same_currency

Sum = tuple[Subject, Quantity, Span]


def check_currency(design: Design, gather: Gather) -> None:
    """Report every sum of another currency than the first one that names any."""
    priced = [each for each in design.components.values() if each.price is not None]
    sums = [*_sums(priced)]
    first = next((each for each in sums if currency_of(each[1])), None)
    if first is None:
        return
    _, known, place = first
    for where, money, span in sums:
        currency = currency_of(money)
        if currency and is_same_currency(currency, currency_of(known)):
            continue
        said = "is of another currency than" if currency else "names no currency, unlike"
        gather.report(
            codes.CONTRADICTION,
            f"{where}: '{money.text}' {said} '{known.text}' ({place})",
            span,
            f"write all sums in {currency_of(known)}",
            where.id,
        )


def _sums(components: Iterable[Component]) -> Iterator[Sum]:
    """Every sum of money that is stated, zero apart, which is so in every currency."""
    for component in components:
        price = component.price
        if price is None:
            continue
        where = Subject("component", component.id)
        for key in ("replica", "storage", "egress"):
            money: Quantity | None = getattr(price, key)
            if money is not None and (money.value or currency_of(money)):
                yield where.within(f"price '{key}'"), money, price.span_of(key)
