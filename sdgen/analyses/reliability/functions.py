"""Boolean functions as reduced ordered decision diagrams, in Python alone, for small fault trees.

A function is a number: 0 is false, 1 is true, every other one a node. Equal functions have equal
numbers. Method: R. E. Bryant, Graph-Based Algorithms for Boolean Function Manipulation (1986).
Work is counted in steps and bounded, so that the same input ends in the same way everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence

FALSE, TRUE = 0, 1


class OutOfStepsError(Exception):
    """The functions that were asked for take more steps than were allowed."""


class BooleanFunctions:
    """Functions of ``count`` variables, 0 being asked about first.

    ``level[f]`` is the first variable that function ``f`` hangs on (``count`` for constants),
    ``high[f]`` what is left of it where that is true, ``low[f]`` where it is false. Operations
    raise ``OutOfStepsError`` once they took more than ``most_steps`` together; one step makes at
    most one node.
    """

    def __init__(self, count: int, most_steps: int) -> None:
        self.level = [count, count]
        self.high = [FALSE, TRUE]
        self.low = [FALSE, TRUE]
        self.steps_left = most_steps
        self._numbers: dict[tuple[int, int, int], int] = {}
        self._both: dict[tuple[int, int], int] = {}
        self._either: dict[tuple[int, int], int] = {}
        self._negated = {FALSE: TRUE, TRUE: FALSE}

    def node(self, level: int, high: int, low: int) -> int:
        """The function that is ``high`` where variable ``level`` is true, else ``low``; both hang
        on later variables only."""
        if high == low:
            return low
        key = (level, high, low)
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self.level)
            self.level.append(level)
            self.high.append(high)
            self.low.append(low)
        return number

    def variable(self, level: int) -> int:
        """The function that is this variable."""
        return self.node(level, TRUE, FALSE)

    def both(self, one: int, other: int) -> int:
        """One AND other."""
        return self._combine(one, other, self._both, FALSE, TRUE)

    def either(self, one: int, other: int) -> int:
        """One OR other."""
        return self._combine(one, other, self._either, TRUE, FALSE)

    def _combine(
        self, one: int, other: int, known: dict[tuple[int, int], int], zero: int, unit: int
    ) -> int:
        """AND or OR: ``zero`` swallows what it meets, ``unit`` leaves it. A stack instead of
        recursion, since a diagram is as deep as it has variables."""
        levels, highs, lows = self.level, self.high, self.low
        # keys have the lower number first: constants, then what was made earlier
        first, second = (one, other) if one < other else (other, one)
        if first in (second, unit):
            return second
        if first == zero:
            return zero
        if second == unit:
            return first
        if second == zero:
            return zero
        result = known.get((first, second))
        if result is not None:
            return result
        stack = [(first, second)]
        while stack:
            first, second = pair = stack[-1]
            level, second_level = levels[first], levels[second]
            if level == second_level:
                a, b, c, d = highs[first], highs[second], lows[first], lows[second]
            elif level < second_level:
                a, b, c, d = highs[first], second, lows[first], second
            else:
                level = second_level
                a, b, c, d = first, highs[second], first, lows[second]
            # what needs no look at all, then what is known, written out: this is where time goes
            if a == b or b == unit:
                high: int | None = a
            elif a == unit:
                high = b
            elif a == zero or b == zero:
                high = zero
            else:
                high_pair = (a, b) if a < b else (b, a)
                high = known.get(high_pair)
                if high is None:
                    stack.append(high_pair)
            if c == d or d == unit:
                low: int | None = c
            elif c == unit:
                low = d
            elif c == zero or d == zero:
                low = zero
            else:
                low_pair = (c, d) if c < d else (d, c)
                low = known.get(low_pair)
                if low is None:
                    stack.append(low_pair)
            if high is not None and low is not None:
                stack.pop()
                self._count_step()
                known[pair] = result = self.node(level, high, low)
        assert result is not None, "the stack began with a pair"
        return result

    def negation(self, function: int) -> int:
        """NOT of a function."""
        known = self._negated
        stack = [function]
        while stack:
            one = stack[-1]
            high, low = known.get(self.high[one]), known.get(self.low[one])
            if one in known:
                stack.pop()
            elif high is not None and low is not None:
                self._count_step()
                known[one] = self.node(self.level[one], high, low)
            else:
                stack += [n for n in (self.high[one], self.low[one]) if n not in known]
        return known[function]

    def at_least(self, need: int, functions: Sequence[int]) -> int:
        """True where ``need`` of ``functions`` are, of which there are at least as many."""
        if need in (1, len(functions)):
            return self._fold(functions, conjunction=need != 1)
        enough = [TRUE] + [FALSE] * need
        for seen, function in enumerate(functions):
            # no more than have been seen can be true, and what the rest cannot make enough is not asked
            fewest = max(1, need - (len(functions) - seen - 1))
            for count in range(min(need, seen + 1), fewest - 1, -1):
                # where one fewer was enough, this one makes it up
                enough[count] = self.either(self.both(function, enough[count - 1]), enough[count])
        return enough[need]

    def _fold(self, functions: Sequence[int], *, conjunction: bool) -> int:
        """AND or OR in pairs, so that what is combined stays small as long as it can."""
        combine = self.both if conjunction else self.either
        layer = list(functions)
        while len(layer) > 1:
            folded = [combine(a, b) for a, b in zip(layer[::2], layer[1::2], strict=False)]
            if len(layer) % 2:
                folded.append(layer[-1])
            layer = folded
        return layer[0]

    def _count_step(self) -> None:
        self.steps_left -= 1
        if self.steps_left < 0:
            raise OutOfStepsError

    def below(self, function: int) -> list[int]:
        """The nodes of a function, children before parents and the function itself last; what
        two functions have in common comes in the same order in both."""
        found: dict[int, None] = {}
        done = {FALSE, TRUE}
        stack = [function]
        while stack:
            one = stack[-1]
            missing = [child for child in (self.high[one], self.low[one]) if child not in done]
            if one in done or not missing:
                stack.pop()
                if one not in done:
                    done.add(one)
                    found[one] = None
                continue
            stack += missing
        return list(found)
