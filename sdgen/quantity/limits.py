"""What is larger than in any real system: larger quantities are mistakes, and are said to be."""

from __future__ import annotations

from sdgen.quantity.types import DAY, Dimension, Quantity, QuantityError

LARGEST = {
    Dimension.COUNT: 1e18,
    Dimension.RATE: 1e15,
    Dimension.USER_RATE: 1e9,
    Dimension.BYTES: 1e24,
    Dimension.BYTE_RATE: 1e21,
    Dimension.DURATION: 1e6 * 365 * DAY,
    Dimension.PER_USER: 1e6,
    Dimension.WORK: 1e18,
    Dimension.WORK_RATE: 1e18,
    Dimension.RATIO: 1_000.0,
    Dimension.FACTOR: 1e12,
    Dimension.TIME_SHARE: 1_000.0,
    Dimension.MONEY: 1e15,
}
"""In the unit of each dimension: what the whole world has or does is less, by far for most."""


def check_limit(quantity: Quantity) -> None:
    """Raises :class:`QuantityError` for a quantity that is no one's."""
    most = LARGEST[quantity.dimension]
    if quantity.value > most:
        from sdgen.quantity.print import format_quantity

        raise QuantityError(
            f"{quantity.text!r} is larger than in any real system",
            f"write at most {format_quantity(most, quantity.dimension, noun=quantity.noun)}",
        )
