"""What a fence of a Markdown page says: options in its first line, and in its body more of them or the
design itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from sdgen.base.findings import Finding, Severity
from sdgen.base.span import Span
from sdgen.parse import Mapping as Keys
from sdgen.parse import Scalar, parse_text
from sdgen.workspace.embed.showing import ShowRequest
from sdgen.workspace.embed.wanted import wrong_marker

NAME: Final = "<fence>"
"""What findings call a fence: who builds the page does not say where it stands."""
FILE: Final = "file"
BEGINS: Final = "the folder in which the site is built"
_IS_DESIGN: Final = r"""^(?:\{\s*)?["']?sdgen["']?\s*:"""


def read_fence(
    body: str, given: Mapping[str, str], folder: Path
) -> ShowRequest | tuple[Finding, ...]:
    """What a fence shows with these options in its first line, paths beginning at ``folder``; or what
    is wrong with it."""
    at = Span.whole(NAME)
    options = dict(given)
    text = body if re.search(_IS_DESIGN, body, re.MULTILINE) else ""
    if body.strip() and not text:
        document = parse_text(body, NAME)
        wrong = [each for each in document.findings if each.severity is Severity.ERROR]
        if document.root is not None and not wrong:
            wrong = _add(options, document.root)
        if wrong:
            return tuple(wrong)
    file = options.pop(FILE, "")
    return ShowRequest(
        at=at,
        folder=folder,
        begins=BEGINS,
        design=file,
        text=text,
        name=NAME,
        options=options,
        more=(FILE,),
    )


def _add(options: dict[str, str], root: object) -> list[Finding]:
    """Add the options of a body; returns what is wrong with them."""
    if not isinstance(root, Keys):
        help = f"write options, such as '{FILE}: designs/shop.yaml' and 'view: high-level', or a design"
        return [wrong_marker("the fence has neither options nor a design", Span.whole(NAME), help)]
    wrong = []
    for entry in root.entries:
        if not isinstance(entry.value, Scalar):
            wrong.append(wrong_marker(f"'{entry.key}' is a text", entry.value.span))
        elif entry.key in options:
            wrong.append(wrong_marker(f"'{entry.key}' is given twice", entry.key_span))
        else:
            options[entry.key] = entry.value.text
    return wrong
