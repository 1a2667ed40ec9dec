"""Exit statuses of the command line, each with one meaning."""

from __future__ import annotations

from typing import Final

OK: Final = 0
"""Everything that was asked for was done, and nothing is wrong."""

FINDINGS: Final = 1
"""``validate`` found errors in a design that it could read; ``lint`` has findings at or over its
fail level; ``render --check`` found pictures that are stale, missing or without a view."""

UNUSABLE: Final = 2
"""The command was called wrongly, an input or a configuration cannot be read, a design that was
to be rendered or linted has errors, an output cannot be written, an extra is not
installed, or the environment is broken (no layout engine)."""

BUG: Final = 70
"""sdgen itself failed (``EX_SOFTWARE`` of sysexits.h)."""

INTERRUPTED: Final = 130
"""Stopped from the keyboard: 128 + SIGINT."""

TERMINATED: Final = 143
"""Told to end, as a scheduler does: 128 + SIGTERM."""
