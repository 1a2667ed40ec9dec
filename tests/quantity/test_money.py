"""Sums of money with their currency."""

from __future__ import annotations

from sdgen.quantity import Dimension
from sdgen.quantity.money import currency_of, format_money, is_same_currency
from sdgen.quantity.parse import parse_quantity
from tests.support.cases import every_case


@every_case(
    ("written", "currency", "shown"),
    [
        ("$70/month", "$", "$70"),
        ("70 USD/month", "USD", "70 USD"),
        ("€1.5k", "€", "€1.5k"),
        ("300 CHF", "CHF", "300 CHF"),
        ("0.02", "", "0.02"),
    ],
)
def test_a_sum_shows_the_currency_that_it_was_written_with(
    written: str, currency: str, shown: str
) -> None:
    money = parse_quantity(written, Dimension.MONEY)
    assert currency_of(money) == currency
    assert format_money(money.value, currency) == shown


def test_signs_and_codes_of_one_currency() -> None:
    assert is_same_currency("$", "USD")
    assert is_same_currency("¥", "JPY")
    assert is_same_currency("CNY", "¥")
    assert not is_same_currency("CNY", "JPY")
    assert not is_same_currency("$", "")
    assert format_money(float("inf"), "$") == "infinite"
