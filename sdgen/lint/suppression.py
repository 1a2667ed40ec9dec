"""Findings that a user has taken note of: where that is written, and what came of it."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from sdgen.base.span import Span


class Suppression(Struct, frozen=True, kw_only=True):
    """An entry of ``accepted`` or a comment ``# sdgen: ignore[...]``, for one rule.

    ``rule`` is a code or name as written. An entry holds at the element ``at`` up to and on the
    day ``until`` (an ISO date, or empty); a comment holds on its line. ``until_span`` is where
    the day stands.
    """

    rule: str
    reason: str
    span: Span
    at: str = ""
    until: str = ""
    until_span: Span | None = None
    comment: bool = False


class Fate(StrEnum):
    """What came of a suppression. ``NOT_ASKED``: its rule did not run."""

    USED = "used"
    UNUSED = "unused"
    NOT_ASKED = "not-asked"
    EXPIRED = "expired"
    NO_REASON = "no-reason"
    UNKNOWN_RULE = "unknown-rule"


class Judged(Struct, frozen=True):
    """A suppression and its fate; ``meant`` is a rule that may have been meant."""

    suppression: Suppression
    fate: Fate
    meant: str = ""
