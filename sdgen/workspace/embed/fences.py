"""What a fence of a Markdown page says: options in its first line, and in its body more of them or the
design itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from msgspec import Struct

from sdgen.base.findings import Finding, Severity
from sdgen.base.span import Span
from sdgen.parse import Mapping as Keys
from sdgen.parse import Scalar, parse_text
from sdgen.workspace.embed.showing import ShowRequest
from sdgen.workspace.embed.wanted import wrong_marker

FENCE: Final = "this fence"
DESIGN: Final = "this design"
"""What findings call a fence, and the design in it, where nobody says on which page they stand."""
FILE: Final = "file"
BEGINS: Final = "the folder in which the site is built"
_IS_DESIGN: Final = r"""^(?:\{\s*)?["']?sdgen["']?\s*:"""


class FencePlace(Struct, frozen=True):
    """The ``page`` on which a fence stands, the ``line`` in which it begins, and how far its lines are
    indented; nothing where nobody knows."""

    page: str = ""
    line: int = 0
    indent: int = 0

    @property
    def span(self) -> Span:
        """The fence itself."""
        if not self.page:
            return Span.whole(FENCE)
        column = self.indent + 1
        return Span(self.page, self.line, column, self.line, column)

    def placed(self, body: str) -> str:
        """What stands in the fence, each line and column of it as on the page."""
        lines = [" " * self.indent + line if line else line for line in body.split("\n")]
        return "\n" * self.line + "\n".join(lines)


NOWHERE: Final = FencePlace()


def read_fence(
    body: str, given: Mapping[str, str], folder: Path, place: FencePlace = NOWHERE
) -> ShowRequest | tuple[Finding, ...]:
    """What a fence shows with these options in its first line, paths beginning at ``folder``; or what
    is wrong with it."""
    at = place.span
    options = dict(given)
    is_design = re.search(_IS_DESIGN, body, re.MULTILINE)
    text = place.placed(body) if is_design else ""
    if body.strip() and not text:
        document = parse_text(place.placed(body), at.file)
        wrong = [each for each in document.findings if each.severity is Severity.ERROR]
        if document.root is not None and not wrong:
            wrong = _add(options, document.root, at)
        if wrong:
            return tuple(wrong)
    file = options.pop(FILE, "")
    return ShowRequest(
        at=at,
        folder=folder,
        begins=BEGINS,
        design=file,
        text=text,
        name=place.page or DESIGN,
        options=options,
        more=(FILE,),
    )


def _add(options: dict[str, str], root: object, at: Span) -> list[Finding]:
    """Add the options of a body; returns what is wrong with them."""
    if not isinstance(root, Keys):
        help = f"write options, such as '{FILE}: designs/shop.yaml' and 'view: high-level', or a design"
        return [wrong_marker("the fence has neither options nor a design", at, help)]
    wrong = []
    for entry in root.entries:
        if not isinstance(entry.value, Scalar):
            wrong.append(wrong_marker(f"'{entry.key}' is a text", entry.value.span))
        elif entry.key in options:
            wrong.append(wrong_marker(f"'{entry.key}' is given twice", entry.key_span))
        else:
            options[entry.key] = entry.value.text
    return wrong
