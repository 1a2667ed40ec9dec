"""What is wrong with a design or with what asks for it, as a box in the page and as a line of text."""

from __future__ import annotations

from collections.abc import Iterable

from sdgen.base.findings import Finding, worst_first
from sdgen.base.gate import for_terminal, for_xml
from sdgen.base.words import and_more

MOST = 10
"""Faults that a box shows."""

_BOX = (
    "border:1px solid #dc2626;border-left-width:.3rem;border-radius:.2rem;padding:.4rem .8rem;"
    "margin:1em 0;overflow-wrap:anywhere"
)


def fault_lines(faults: Iterable[Finding]) -> tuple[tuple[str, str, str], ...]:
    """Of the first faults, errors before all else: place, what is wrong, what to write instead."""
    return tuple((str(each.span), each.message, each.help) for each in worst_first(faults)[:MOST])


def fault_text(faults: Iterable[Finding]) -> str:
    """The faults in one line: place, what is wrong, what to write instead."""
    said = (
        f"{place}: {message}{f' ({help})' if help else ''}"
        for place, message, help in fault_lines(faults)
    )
    return for_terminal("; ".join(said))


def fault_box(faults: Iterable[Finding]) -> str:
    """A box that names file and line, and shows nothing as markup that is none."""
    found = tuple(faults)
    lines = [
        f"<p><code>{for_xml(place)}</code> {for_xml(message)}"
        f"{f'<br><small>{for_xml(help)}</small>' if help else ''}</p>"
        for place, message, help in fault_lines(found)
    ]
    if len(found) > MOST:
        lines.append(f"<p>... {and_more(len(found) - MOST)}</p>")
    title = "<p><strong>sdgen: nothing to show here</strong></p>"
    return f'<div class="sdgen-fault" role="note" style="{_BOX}">{title}{"".join(lines)}</div>'
