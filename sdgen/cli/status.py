"""Exit statuses of the command line, each with one meaning, and what each says after each verb."""

from __future__ import annotations

from typing import Final

OK: Final = 0
"""Done: everything that was asked for, and the answer is yes."""

FINDINGS: Final = 1
"""The answer is no: ``validate`` found errors in a design that it could read; ``lint`` has findings
at or over its fail level; ``render --check`` found pictures that are stale, missing or without a
view."""

UNUSABLE: Final = 2
"""It could not do its work: the command was called wrongly, an input or a configuration cannot be
read, a design that was to be rendered or linted has errors, an output cannot be written, an extra
is not installed, or the environment is broken (no layout engine)."""

BUG: Final = 70
"""sdgen itself failed (``EX_SOFTWARE`` of sysexits.h)."""

INTERRUPTED: Final = 130
"""Stopped from the keyboard: 128 + SIGINT."""

TERMINATED: Final = 143
"""Told to end, as a scheduler does: 128 + SIGTERM."""

WHEN: Final[dict[str, dict[int, str]]] = {
    "analyze": {
        OK: "when the design could be analysed",
        UNUSABLE: "when it has errors or cannot be read, a journey or a name to fail does not "
        "exist, or the report cannot be written",
    },
    "estimate": {
        OK: "when the design could be computed",
        UNUSABLE: "when it has errors or cannot be read, a journey or a figure does not exist, or "
        "a plot or a report cannot be written, or a plot has nothing to show",
    },
    "lint": {
        OK: "when nothing was found",
        FINDINGS: "with findings of the fail level or worse",
        UNUSABLE: "when a design or configuration has errors or cannot be read, or a rule does not "
        "exist",
    },
    "render": {
        OK: "when all is drawn",
        FINDINGS: "when --check finds a picture missing, stale or without a view",
        UNUSABLE: "when a design has errors or cannot be read, a picture cannot be written or "
        "removed, or pdf is asked for without its extra",
    },
    "rule": {
        OK: "when it is explained",
        UNUSABLE: "when the rule does not exist",
    },
    "schema": {
        OK: "when it is printed",
        UNUSABLE: "when it cannot be",
    },
    "validate": {
        OK: "when no design has errors",
        FINDINGS: "when one has",
        UNUSABLE: "when a file cannot be read or is no YAML",
    },
}
"""What each status of a verb says, for its help and for the table of docs/cli.md. Wrong usage, a bug
and signals are the same for all."""


def sentence(verb: str) -> str:
    """What the help of a verb says about its exit statuses."""
    return f"Exit status: {', '.join(f'{each} {when}' for each, when in WHEN[verb].items())}."
