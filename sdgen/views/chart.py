"""What a plot shows: the Chart that is drawn as one panel a component."""

from __future__ import annotations

from msgspec import Struct

from sdgen.quantity import Dimension
from sdgen.views.diagram import Card, Tone


class Threshold(Struct, frozen=True):
    """A line across a panel at ``value``. ``label`` stands at its end; one that is not ``firm`` is
    drawn dashed. ``crossing`` is where the curve passes it, in units of the chart's axis, and
    ``when`` dates that; both are empty where it does not."""

    value: float
    label: str
    firm: bool = True
    crossing: float | None = None
    when: str = ""


class Panel(Struct, frozen=True):
    """One component's curve: a value for each of the chart's ``times``.

    ``verdict`` is the answer in a few words, in the colour of ``tone``; ``aside`` is what else is
    worth knowing. ``final`` stands at the end of the curve.
    """

    card: Card
    verdict: str
    tone: Tone
    values: tuple[float, ...]
    final: str
    aside: str = ""
    thresholds: tuple[Threshold, ...] = ()


class Chart(Struct, frozen=True):
    """One picture of curves over time. ``times`` are in units of ``unit`` (hour, day, month or
    year), from 0. ``notes`` are sentences below the panels."""

    view: str
    title: str
    subtitle: str
    dimension: Dimension
    unit: str
    times: tuple[float, ...]
    panels: tuple[Panel, ...]
    notes: tuple[str, ...] = ()
    description: str = ""
