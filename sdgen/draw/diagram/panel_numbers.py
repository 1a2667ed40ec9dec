"""What a preview has room for of the panel of a picture of a change."""

from __future__ import annotations

from collections.abc import Sequence

from sdgen.blocks import Number, Tone
from sdgen.diff.figures import Verdict
from sdgen.views.changed import Panel

MOST = 2
_TONES = {
    Verdict.BETTER: Tone.GOOD,
    Verdict.CHEAPER: Tone.GOOD,
    Verdict.WORSE: Tone.BAD,
    Verdict.DEARER: Tone.WARNING,
}


def panel_numbers(panel: Panel) -> Sequence[Number]:
    """The first figures that have become better or worse."""
    rows = [row for section in panel.sections for row in section]
    changed = [row for row in rows if row.verdict is not Verdict.SAME]
    return [
        Number(row.name, row.after, f"was {row.before}", _TONES[row.verdict])
        for row in changed[:MOST]
    ]
