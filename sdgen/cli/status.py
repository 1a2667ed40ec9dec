"""Exit statuses of the command line, each with one meaning."""

from __future__ import annotations

TYPE_CHECKING = False  # typing would take a third of `sdgen --help`
if TYPE_CHECKING:
    from typing import Final


OK: Final = 0
"""Done: everything that was asked for, and the answer is yes."""

FINDINGS: Final = 1
"""The answer is no: ``validate`` found errors in a design that it could read; ``lint`` has findings
at or over its fail level; ``render --check`` found pictures that are stale, missing or without a
view; ``doc --check`` or ``export --check`` found files that are stale or missing, ``embed --check`` a
marker or picture; ``improve`` found no plan that meets every objective, ``diff --fail-on`` something worse."""

UNUSABLE: Final = 2
"""It could not do its work: the command was called wrongly, an input or a configuration cannot be
read, a design that was to be rendered or linted has errors, an output cannot be written, an extra
is not installed, or the environment is broken (``--engine dot`` without a ``dot``)."""

BUG: Final = 70
"""sdgen itself failed (``EX_SOFTWARE`` of sysexits.h)."""

INTERRUPTED: Final = 130
"""Stopped from the keyboard: 128 + SIGINT."""

TERMINATED: Final = 143
"""Told to end, as a scheduler does: 128 + SIGTERM."""

When = dict[int, str]
"""What each status of a verb says, for its help and for the page docs/cli-reference.md. Wrong usage, a bug
and signals are the same for all."""


def sentence(when: When) -> str:
    """What the help of a verb says about its exit statuses."""
    return f"Exit status: {', '.join(f'{each} {says}' for each, says in when.items())}."
