"""The calls of a picture in words, for those who do not see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sdgen.base.words import and_more
from sdgen.views.diagram import Fork, Line

DESCRIBED_LINES = 60


def calls_in_words(
    names: Mapping[str, str], forks: Sequence[Fork], lines: Sequence[Line]
) -> list[str]:
    """A sentence without its full stop for each fork, then for each line, up to so many; ``names`` are
    those of what lines end at."""
    callers = {line.fork: names[line.source] for line in lines if line.fork}
    sentences = [
        f"{callers[fork.id]}, {fork.tooltip or fork.text}"
        for fork in forks[:DESCRIBED_LINES]
        if fork.id in callers
    ]
    for line in lines[:DESCRIBED_LINES]:
        label = f" ({line.said})" if line.said else ""
        sentences.append(f"{names[line.source]} to {names[line.target]}{label}")
    if len(lines) > DESCRIBED_LINES:
        sentences.append(and_more(len(lines) - DESCRIBED_LINES, "connections"))
    return sentences
