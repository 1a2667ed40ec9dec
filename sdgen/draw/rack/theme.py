"""The colours of racks, beside those of every picture: one for replication and for who leads."""

from __future__ import annotations

from sdgen.draw.theme import Rules

RACK_COLOURS = {
    "light": {
        "rail": "#7a8aa1",
        "replication": "#0f8a63",
        "replication-solid": "#0b7a57",
        "replication-ink": "#0b7a57",
    },
    "dark": {
        "rail": "#64748b",
        "replication": "#34d399",
        "replication-solid": "#0b7a57",
        "replication-ink": "#34d399",
    },
}
"""Roles that only racks have, by theme: what joins a row, lines of replication, pills of what leads and
of what follows."""

RACK_RULES: Rules = (
    (".rail", "fill", "none"),
    (".rail", "stroke", "rail"),
    (".rail", "stroke-width", "1.25"),
    (".row-bar", "fill", "line"),
    (".blank", "fill", "group"),
    (".blank.depth-2", "fill", "inner-group"),
    (".blank", "stroke", "light-line"),
    (".blank", "stroke-width", "1.25"),
    (".blank", "stroke-dasharray", "4 4"),
    (".host-box", "fill", "group"),
    (".host-box", "stroke", "inner-group-edge"),
    (".host-box", "stroke-width", "1"),
    (".replication .stroke", "stroke", "replication"),
    (".replication .stroke", "stroke-dasharray", "2 4"),
    (".replication .arrow,.replication .join", "fill", "replication"),
    (".leading .pill", "fill", "replication-solid"),
    (".following .pill", "fill", "face"),
    (".following .pill", "stroke", "replication"),
    (".following .pill", "stroke-width", "1.25"),
    (".following .pill-text", "fill", "replication-ink"),
)
"""What only racks have, after the rules of every picture."""
