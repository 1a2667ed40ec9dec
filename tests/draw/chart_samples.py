"""Small charts made by hand."""

from __future__ import annotations

from sdgen.quantity import Dimension
from sdgen.views.chart import Chart, Panel, Threshold
from sdgen.views.diagram import Card, Tone

MONTHS = tuple(float(month) for month in range(25))


def orders(name: str = "Order service", **more: str) -> Panel:
    """A rate that passes both lines of its component."""
    return Panel(
        Card("orders", name, "Go", "server", "blue", tooltip="Takes orders", **more),
        "over capacity in month 13",
        Tone.BAD,
        tuple(200 * 2 ** (month / 12) for month in MONTHS),
        "800/s",
        "with a replica lost: over in month 8",
        (
            Threshold(400.0, "capacity 400/s", crossing=12.0, when="month 13"),
            Threshold(300.0, "replica lost 300/s", firm=False, crossing=7.02, when="month 8"),
        ),
    )


def mails() -> Panel:
    """A rate that stays far below its capacity."""
    card = Card("mails", "Mails", "RabbitMQ", "arrow-left-right", "amber")
    line = Threshold(5000.0, "capacity 5k/s")
    rates = tuple(40 * 2 ** (month / 12) for month in MONTHS)
    return Panel(card, "lasts: 3.2% of capacity after 2y", Tone.GOOD, rates, "160/s", "", (line,))


def mixed() -> Panel:
    """A rate that ends fifty times above its capacity."""
    card = Card("stats", "Statistics", "", "server", "teal")
    line = Threshold(10.0, "capacity 10/s")
    rates = tuple(125 * 2 ** (month / 12) for month in MONTHS)
    return Panel(card, "over capacity now: 1250%", Tone.BAD, rates, "500/s", "", (line,))


def chart(*panels: Panel, notes: tuple[str, ...] = ("One more is not drawn.",)) -> Chart:
    return Chart(
        view="growth-rate",
        title="Shop",
        subtitle="Peak rate over 2y, load growing by 100% a year",
        dimension=Dimension.RATE,
        unit="month",
        times=MONTHS,
        panels=panels or (orders(), mails(), mixed()),
        notes=notes,
        description="Order service: over capacity in month 13.",
    )
