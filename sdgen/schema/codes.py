"""The codes under which the schema speaks: each with its name and what it finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdgen.base.findings import Finding, Severity
from sdgen.base.span import Span

if TYPE_CHECKING:
    from sdgen.base.edit import Edit

UNKNOWN_KEY = "SCHEMA001"
MISSING_KEY = "SCHEMA002"
WRONG_TYPE = "SCHEMA003"
WRONG_VALUE = "SCHEMA004"
WRONG_FORM = "SCHEMA005"
OUT_OF_BOUNDS = "SCHEMA006"
TOO_MANY = "SCHEMA007"
TOO_LONG = "SCHEMA008"
AGAINST_SCHEMA = "SCHEMA009"

CODES: dict[str, tuple[str, str]] = {
    UNKNOWN_KEY: ("unknown-key", "A key that the format does not have at this place."),
    MISSING_KEY: ("missing-key", "A key that must be given here."),
    WRONG_TYPE: ("wrong-type", "A list where a text is due, and the like."),
    WRONG_VALUE: ("wrong-value", "A value that is none of those allowed."),
    WRONG_FORM: ("wrong-form", "An id or text that is not written as such ids and texts are."),
    OUT_OF_BOUNDS: ("out-of-bounds", "Too small, too large, too long, or empty."),
    TOO_MANY: ("too-many-findings", "More is wrong than is worth listing."),
    TOO_LONG: ("too-long", "More entries than can be read: what they say is not looked at."),
    AGAINST_SCHEMA: ("against-schema", "Something else that the published schema refuses."),
}
"""Code to name and description."""


def form_error(
    code: str,
    message: str,
    span: Span,
    path: tuple[str | int, ...] = (),
    help_text: str = "",
    fix: tuple[Edit, ...] = (),
) -> Finding:
    """An error about the form of a document, at the element that ``path`` leads into."""
    return Finding(
        code=code,
        name=CODES[code][0],
        severity=Severity.ERROR,
        message=message,
        span=span,
        help=help_text,
        at=path[1] if len(path) > 1 and isinstance(path[1], str) else "",
        fix=fix,
    )
