"""Values of configuration files in findings."""

from __future__ import annotations

from sdgen.base.words import shortened, with_article

LONGEST_NUMBER = 2**63
"""What a number stays below, as TOML has it."""
LONGEST_SHOWN = 80


def shown(value: object) -> str:
    """A value from a configuration file, as a finding quotes it: bounded, whatever it is."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"'{shortened(value, LONGEST_SHOWN)}'"
    if isinstance(value, int) and abs(value) >= LONGEST_NUMBER:
        return "a number that long"
    return str(value) if isinstance(value, int | float) else with_article(type(value).__name__)
