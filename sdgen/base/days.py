"""Days that designs name, such as the one until which a risk is accepted."""

from __future__ import annotations

import os
from datetime import date


def this_day() -> date:
    """The day to compare ``until`` with; SOURCE_DATE_EPOCH (seconds) stands for it where set, so
    that a report can be made again."""
    from datetime import UTC, datetime

    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal() and len(epoch) < 12:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    return datetime.now(UTC).astimezone().date()


def has_ended(until: str, today: date) -> bool:
    """Whether what holds until a day (an ISO date; empty for always) holds no longer, or the day is
    none."""
    if not until:
        return False
    try:
        return date.fromisoformat(until) < today
    except ValueError:
        return True
