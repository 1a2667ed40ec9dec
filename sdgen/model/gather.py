"""Reading values out of a document's nodes, and collecting what is wrong with them.

What does not have the type that the schema asks for is read as if it were not there: the schema's
findings have said so, and whatever else is wrong can be reported beside them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from collections.abc import Mapping as MappingOf
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field
from msgspec.structs import replace

from sdgen.base import words
from sdgen.base.findings import Finding, Severity, in_order
from sdgen.base.span import Places, Span
from sdgen.base.subject import Subject
from sdgen.design.spelling import COUNT, python_pattern
from sdgen.model import codes
from sdgen.parse.document import Document, Mapping, Node, Scalar, Sequence
from sdgen.quantity import Calendar, Dimension, Quantity, QuantityError
from sdgen.schema.codes import WRONG_FORM

if TYPE_CHECKING:
    from sdgen.base.edit import Edit
    from sdgen.parse.fixes import Fix

MOST_FINDINGS = 200
MOST_COMPARISONS = 40_000
"""Words compared for suggestions in one design; beyond it, findings come without."""
MOST_LISTED = 20
MOST_SORTED = 1_000
"""Of more ids than this, findings tell the number only."""
LONGEST_SHOWN = 60

_MINUTES_OR_MONTHS = r"[0-9.,_]+ ?m"

Dimensions = Dimension | tuple[Dimension, ...]

Unsaved = MappingOf[Path, str]
"""Texts that stand for files, by the absolute paths of these without links."""
NOTHING_UNSAVED: Final[Unsaved] = MappingProxyType({})


class Gather(Struct):
    """What reading a design has found so far, and how it reads quantities."""

    calendar: Calendar = field(default_factory=Calendar)
    findings: list[Finding] = field(default_factory=list)
    left_out: int = 0
    comparisons: int = 0
    documents: dict[str, Document] = field(default_factory=dict)
    """What was read, by the name of its file in findings."""
    misspelt: dict[tuple[str, str], set[Edit]] = field(default_factory=dict)
    """The edits that write the second word instead of the first."""
    uses: Counter[str] = field(default_factory=Counter)
    """How often each id is used where it is known."""
    unknown: dict[tuple[str, str], list[Finding]] = field(default_factory=dict)
    """The findings about each id that is of nothing, by their code and the id."""
    read: dict[tuple[object, type, Dimensions], Quantity] = field(default_factory=dict)
    """Quantities that were read before: a design repeats itself. Of one calendar only."""
    contract: bool = False
    """Whether jsonschema has the last word about the form of included files."""
    unsaved: Unsaved = NOTHING_UNSAVED
    """Texts that stand for included files, by their paths without links."""
    incomplete: bool = False
    """Whether something of the design is missing, so that ids may be defined there."""
    groups: dict[str, list[str]] = field(default_factory=dict)
    """The components in each group."""
    defined: frozenset[str] = frozenset()
    """Every id that is defined, where something is missing."""

    call_options: dict[str, Mapping] = field(default_factory=dict)
    """What defaults give calls of the components of each file."""
    misformed: set[str] = field(default_factory=set)
    """Texts that are not written as what stands in their place must be: nothing is mended to one."""

    def hear(self, form: Iterable[Finding], document: Document) -> None:
        """Note what has been found about the form of a document."""
        wrong = [each.span for each in form if each.code == WRONG_FORM]
        if wrong:
            from sdgen.parse.fixes import word_at

            self.misformed.update(word_at(document, span) for span in wrong)

    def may_be_defined(self, identifier: str) -> bool:
        """Whether what is missing can define an id."""
        return self.incomplete and identifier not in self.defined

    def report(
        self,
        code: str,
        message: str,
        span: Span,
        help_text: str = "",
        at: str = "",
        severity: Severity = Severity.ERROR,
        fix: Fix = (),
    ) -> None:
        """Add a finding, an error unless said otherwise, up to a bound."""
        if len(self.findings) >= MOST_FINDINGS:
            self.left_out += 1
            return
        self.findings.append(
            Finding(
                code=code,
                name=codes.CODES[code][0],
                severity=severity,
                message=message,
                span=span,
                help=help_text,
                at=at,
                fix=fix,
            )
        )

    def all_findings(self) -> tuple[Finding, ...]:
        """The findings in the order of the files; the last says when some were left out."""
        found = list(in_order(map(self._renamed, self.findings)))
        if self.left_out:
            found.append(
                Finding(
                    code=codes.TOO_MANY,
                    name=codes.CODES[codes.TOO_MANY][0],
                    severity=Severity.ERROR,
                    message=f"{self.left_out} further findings are not listed",
                    span=found[-1].span,
                    help="fix these first; the rest is listed then",
                )
            )
        return tuple(found)

    def suggest(self, word: str, candidates: Iterable[str], what: str) -> str:
        """``did you mean 'x'?`` where one is near, and what is allowed: ``what`` names the list."""
        if len(self.findings) >= MOST_FINDINGS:
            return ""  # it would not be shown
        from sdgen.base.suggest import did_you_mean, question

        known = set(candidates)
        if not known:
            return f"there are no {what}"
        listed = sorted(known) if len(known) <= MOST_SORTED else list(known)
        near = None
        if self.comparisons + len(listed) <= MOST_COMPARISONS:
            self.comparisons += len(listed)
            near = did_you_mean(word, listed)
        if len(listed) > MOST_SORTED:
            return question(near, then=f"there are {len(listed)} {what}")
        return question(near, then=f"{what}: {words.listed(listed, MOST_LISTED)}")

    def mend(self, span: Span, word: str, candidates: Iterable[str]) -> Fix:
        """The edit that writes the one candidate which ``word``, at ``span``, must stand for."""
        document = self.documents.get(span.file)
        if document is None or len(self.findings) >= MOST_FINDINGS:
            return ()
        known = list(candidates)
        if self.comparisons + len(known) > MOST_COMPARISONS:
            return ()
        from sdgen.base.suggest import surely
        from sdgen.parse.fixes import respell

        self.comparisons += len(known)
        meant = surely(word, known)
        if meant in self.misformed:
            return ()
        fix = respell(document, span, word, meant) if meant else ()
        self.misspelt.setdefault((word, meant or ""), set()).update(fix)
        return fix

    def _renamed(self, finding: Finding) -> Finding:
        """The finding with a fix for each place that misspells the id in the same way; with none
        where most places do, so that the one which defines the id may be what is misspelt."""
        for (_, meant), edits in self.misspelt.items():
            if finding.fix and not edits.isdisjoint(finding.fix):
                sure = len(edits) == 1 or self.uses[meant] >= len(edits)
                return replace(finding, fix=tuple(sorted(edits)) if sure else ())
        return finding

    def quantity(self, node: Node | None, expected: Dimensions, where: Subject) -> Quantity | None:
        """The quantity that a node holds; what is no quantity of this dimension is reported."""
        value = node.value if isinstance(node, Scalar) else None
        if node is None or value is None or isinstance(value, bool):
            return None
        key = (value, type(value), expected)
        if key in self.read:
            return self.read[key]
        from sdgen.quantity.limits import check_limit
        from sdgen.quantity.parse import parse_quantity

        try:
            quantity = parse_quantity(value, expected, self.calendar)
            check_limit(quantity)
        except QuantityError as error:
            self.report(
                codes.QUANTITY, f"{where}: {error.message}", node.span, error.suggestion, where.id
            )
            return None
        self.read[key] = quantity
        if quantity.dimension is Dimension.DURATION and re.fullmatch(
            _MINUTES_OR_MONTHS, quantity.text
        ):
            self.report(
                codes.QUANTITY,
                f"{where}: '{quantity.text}' is read as minutes",
                node.span,
                f"write {quantity.text[:-1].strip()}min, or mo for months",
                where.id,
                Severity.INFO,
            )
        return quantity

    def use(self, calendar: Calendar) -> None:
        """Read what follows with this calendar."""
        self.calendar = calendar
        self.read.clear()


def shorten(text: str) -> str:
    """The text in one line, cut where it is too long to show."""
    return words.shortened(words.in_one_line(text), LONGEST_SHOWN)


def mapping(node: Node | None) -> Mapping:
    """The node where it is a mapping, else an empty one."""
    return node if isinstance(node, Mapping) else EMPTY


EMPTY = Mapping((), Span.whole(""))


def text(node: Node | None) -> str:
    """The text of a scalar, or empty."""
    return node.text if isinstance(node, Scalar) and node.value is not None else ""


def flag(node: Node | None) -> bool | None:
    """True, false, or ``None`` where neither was given."""
    return node.value if isinstance(node, Scalar) and isinstance(node.value, bool) else None


def number(node: Node | None) -> int | None:
    """A whole number, also as text such as ``10k`` or ``250_000``, or ``None``."""
    value = node.value if isinstance(node, Scalar) else None
    if isinstance(value, str):
        return whole_number(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def whole_number(text: str) -> int | None:
    """The number that a text of the form of counts stands for, if it is a whole one."""
    if not python_pattern(COUNT).search(text):
        return None
    from sdgen.quantity.parse import parse_quantity

    try:
        value = parse_quantity(text, Dimension.COUNT).value
    except QuantityError:
        return None
    return int(value) if value.is_integer() else None


def scalars(node: Node | None) -> tuple[Scalar, ...]:
    """The scalars of a list, or the one that stands alone."""
    if isinstance(node, Scalar):
        return (node,) if node.value is not None else ()
    if isinstance(node, Sequence):
        return tuple(each for each in node.items if isinstance(each, Scalar) and each.text)
    return ()


def texts(node: Node | None) -> tuple[str, ...]:
    """The texts of a list, or the one that stands alone."""
    return tuple(each.text for each in scalars(node))


def items(node: Node | None) -> tuple[Node, ...]:
    """The items of a list, or nothing."""
    return node.items if isinstance(node, Sequence) else ()


def spans(node: Node | None, *aliases: tuple[str, str]) -> Places:
    """Key to the Span of its value; items of lists and tables too, as ``zones[0]``, ``place.a``.

    ``aliases`` add the name of a record's part where the key in the file has another.
    """
    found = Places()
    for entry in mapping(node).entries:
        found[entry.key] = entry.value.span
        if isinstance(entry.value, Sequence):
            for index, item in enumerate(entry.value.items):
                found[f"{entry.key}[{index}]"] = item.span
        elif isinstance(entry.value, Mapping):
            for inner in entry.value.entries:
                found[f"{entry.key}.{inner.key}"] = inner.value.span
    for key, name in aliases:
        if key in found:
            found[name] = found[key]
    return found
