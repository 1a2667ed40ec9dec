"""What an explanation of a figure is: its formula, and each input with its place in the file."""

from __future__ import annotations

from msgspec import Struct

from sdgen.analyses.latency.timeline import Timeline
from sdgen.base.span import Span
from sdgen.quantity import Dimension, Quantity


class Input(Struct, frozen=True):
    """A value that a formula takes; ``text`` as the design writes it, empty where it is computed
    or taken for granted. ``span`` is where it stands, or what it was computed or assumed for."""

    name: str
    value: float
    dimension: Dimension
    span: Span
    text: str = ""


class Explanation(Struct, frozen=True):
    """``value`` is None where an input is missing, infinite where there is no end to it. ``course``
    is that of the journey whose latency the figure is."""

    name: str
    value: float | None
    dimension: Dimension
    formula: str
    inputs: tuple[Input, ...]
    course: Timeline | None = None


def given(name: str, quantity: Quantity, span: Span) -> Input:
    """An input that the design gives."""
    return Input(name, quantity.value, quantity.dimension, span, quantity.text)
