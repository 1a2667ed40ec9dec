"""What stands at a line: what it is for, then protocol and rate."""

from __future__ import annotations

from sdgen.draw.typography import LABEL, FittedLine, TextStyle, fit, width_of
from sdgen.views.diagram import Line

ROOM = 150.0
ONE_LINE = 130.0
"""Up to this width label, protocol and rate stand behind each other; wider ones below each other,
because a picture has more room in its height."""
NARROWER = 4.0
"""Lines that are less than this wider than they have to be are left so."""
DOT = " · "


def fit_label(line: Line, style: TextStyle = LABEL) -> FittedLine | None:
    """The text at a line in ``style``, None where there is none. The label wraps before it is cut, the protocol
    is cut where both have no room in a line, the rate never."""
    label = _balanced(line.label, style) if line.label else None
    below = _protocol_and_rate(line, style)
    if label is None or below is None:
        return label or below
    whole = DOT.join(each.whole or " ".join(each.lines) for each in (label, below))
    if len(label.lines) == 1 and not label.whole:
        together = fit(DOT.join((*label.lines, *below.lines)), ROOM, style)
        if together.width <= ONE_LINE:
            return FittedLine(style, together.lines, together.size, together.width, below.whole)
    size = min(label.size, below.size)
    lines = (*label.lines, *below.lines)
    widest = max(width_of(each, style, size) for each in lines)
    return FittedLine(style, lines, size, widest, whole if label.whole or below.whole else "")


def _balanced(text: str, style: TextStyle) -> FittedLine:
    """The label in as few lines as it needs, and no wider than these have to be."""
    fitted = fit(text, ROOM, style, lines=2)
    low, high = fitted.width / 2, fitted.width
    while len(fitted.lines) > 1 and not fitted.whole and high - low > NARROWER:
        middle = (low + high) / 2
        tried = fit(text, middle, style, lines=2)
        words = " ".join(tried.lines) == " ".join(fitted.lines)
        if words and len(tried.lines) <= len(fitted.lines) and tried.size >= fitted.size:
            fitted, high = tried, tried.width
        else:
            low = middle
    return fitted


def _protocol_and_rate(line: Line, style: TextStyle) -> FittedLine | None:
    said = DOT.join(part for part in (line.protocol, line.rate) if part)
    if not said:
        return None
    whole = fit(said, ROOM, style)
    if not whole.whole or not line.protocol or not line.rate:
        return whole
    behind = DOT + line.rate
    protocol = fit(line.protocol, ROOM - width_of(behind, style), style)
    text = protocol.lines[0] + behind
    width = width_of(text, style, protocol.size)
    return FittedLine(style, (text,), protocol.size, width, said if protocol.whole else "")
