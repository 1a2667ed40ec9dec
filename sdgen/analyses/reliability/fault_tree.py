"""A fault tree: basic events and gates over them, of which one is the top.

True means down. Events are numbered 0 to ``len(events) - 1``, gates follow; a gate names only
numbers below its own, so a tree has no cycle. A negated input ``n`` is written ``~n``: designs
never need one (failure logic is monotone), published trees do.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct


class Gate(Struct, frozen=True):
    """True when at least ``need`` of ``inputs`` are: OR needs 1, AND all."""

    need: int
    inputs: tuple[int, ...]


class FaultTree(Struct, frozen=True):
    """``probabilities[i]`` is the probability that event ``events[i]`` has happened."""

    events: tuple[str, ...]
    probabilities: tuple[float, ...]
    gates: tuple[Gate, ...]
    top: int

    def gate(self, number: int) -> Gate:
        """The gate with this number; an event has none."""
        return self.gates[number - len(self.events)]

    def is_event(self, number: int) -> bool:
        """Whether this number is a basic event's."""
        return number < len(self.events)


class FaultTreeBuilder:
    """Collects events and gates; equal gates are one, and a gate of one input is that input."""

    def __init__(self, events: Iterable[tuple[str, float]]) -> None:
        pairs = tuple(events)
        self.events = tuple(name for name, _ in pairs)
        self.probabilities = tuple(probability for _, probability in pairs)
        self.number_of = {name: number for number, name in enumerate(self.events)}
        self._gates: list[Gate] = []
        self._known: dict[Gate, int] = {}

    def any_of(self, inputs: Iterable[int]) -> int:
        """The number of an OR."""
        return self.at_least(1, inputs)

    def all_of(self, inputs: Iterable[int]) -> int:
        """The number of an AND."""
        distinct = tuple(dict.fromkeys(inputs))
        return self.at_least(len(distinct), distinct)

    def at_least(self, need: int, inputs: Iterable[int]) -> int:
        """The number of the gate that is true when ``need`` of ``inputs`` are.

        Inputs count as often as they are given, except that for an OR and an AND a repeated input
        says nothing new. ``need`` below 1 is the empty AND, above the number of inputs the empty
        OR: both are refused, since no failure logic means them.
        """
        given = tuple(inputs)
        if need == 1 or need == len(given):
            distinct = tuple(dict.fromkeys(given))
            need = 1 if need == 1 else len(distinct)
            given = distinct
        if not 1 <= need <= len(given):
            raise ValueError(f"a gate over {len(given)} inputs cannot need {need}")
        if len(given) == 1:
            return given[0]
        gate = Gate(need, given)
        number = self._known.get(gate)
        if number is None:
            number = len(self.events) + len(self._gates)
            self._gates.append(gate)
            self._known[gate] = number
        return number

    def build(self, top: int) -> FaultTree:
        """The finished tree."""
        return FaultTree(self.events, self.probabilities, tuple(self._gates), top)
