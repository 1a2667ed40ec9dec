"""Sums of money with their currency: as designs write it, and as figures show it."""

from __future__ import annotations

from sdgen.quantity.print import INFINITE, format_number
from sdgen.quantity.types import Quantity
from sdgen.quantity.units import CURRENCIES, CURRENCY_SIGNS

_CODES = {"$": ("USD",), "€": ("EUR",), "£": ("GBP",), "₹": ("INR",), "¥": ("JPY", "CNY")}
"""What each sign is short for; two currencies share one."""


def currency_of(money: Quantity) -> str:
    """The currency as the text has it: ``$`` or ``CHF``; empty where it names none."""
    words = money.text.replace("/", " ").split()
    sign = next((each for each in money.text if each in CURRENCY_SIGNS), "")
    return sign or next((each for each in CURRENCIES if any(each in word for word in words)), "")


def is_same_currency(one: str, other: str) -> bool:
    """Whether both name one currency, by its sign or its code."""
    return not {one, *_CODES.get(one, ())}.isdisjoint({other, *_CODES.get(other, ())})


def format_money(value: float, currency: str) -> str:
    """``$290k``, ``290k CHF``; without a currency the number alone."""
    amount = format_number(value)
    if not currency or amount == INFINITE:
        return amount
    return f"{currency}{amount}" if currency in CURRENCY_SIGNS else f"{amount} {currency}"
