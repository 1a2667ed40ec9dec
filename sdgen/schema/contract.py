"""The published schema decides: jsonschema checks a document, and what only it sees is put in words.

The walk of :mod:`sdgen.schema.explain` has better words and comes first; where it has spoken,
nothing is added.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from sdgen.base.findings import Finding, in_order
from sdgen.base.span import Span
from sdgen.design.spelling import FORMS
from sdgen.parse.document import Document, Entry, Mapping, Node, to_plain
from sdgen.parse.document import Sequence as NodeSequence
from sdgen.schema import codes
from sdgen.schema.explain import MOST_FINDINGS, MOST_LISTED, start_of
from sdgen.schema.fit import Path
from sdgen.schema.words import either, place, shorten, type_words, written

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

MOST_ERRORS = 20 * MOST_FINDINGS
"""Errors of jsonschema that are looked at; the walk has words for most of them already."""

CODE_OF = {
    "additionalProperties": codes.UNKNOWN_KEY,
    "const": codes.WRONG_VALUE,
    "enum": codes.WRONG_VALUE,
    "maxItems": codes.TOO_LONG,
    "maxLength": codes.OUT_OF_BOUNDS,
    "maxProperties": codes.OUT_OF_BOUNDS,
    "maximum": codes.OUT_OF_BOUNDS,
    "minItems": codes.OUT_OF_BOUNDS,
    "minLength": codes.OUT_OF_BOUNDS,
    "minProperties": codes.OUT_OF_BOUNDS,
    "minimum": codes.OUT_OF_BOUNDS,
    "pattern": codes.WRONG_FORM,
    "required": codes.MISSING_KEY,
    "type": codes.WRONG_TYPE,
    "unevaluatedProperties": codes.UNKNOWN_KEY,
}
"""Under which code an error of each keyword is reported; those of other keywords have their own."""

OF_THE_KEY = ("required", "minProperties", "maxProperties")
"""Keywords whose errors are about what a mapping has, and stand at the key that it is under."""


class _Place(Struct, frozen=True):
    """Where an error stands: the value, the place of the key or list item that it is under, the
    key, what holds it, and the places of all that it is in but the whole design."""

    node: Node
    at: Span
    key: Entry | None = None
    parent: Node | None = None
    within: tuple[Span, ...] = ()


def check_contract(
    document: Document, said: Sequence[Finding], *, included: bool = False
) -> tuple[Finding, ...]:
    """What jsonschema refuses in a document and ``said``, the walk's findings, do not speak of.

    Where the walk has listed as much as it lists, or found more entries than can be read, the
    document is refused and the rest is not looked at; its own findings say so.
    """
    if document.root is None or any(each.code in (codes.TOO_MANY, codes.TOO_LONG) for each in said):
        return ()
    from sdgen.schema.validator import validator_of

    root = document.root
    found: dict[tuple[str, Span], Finding] = {}
    spoken = [each.span for each in said]
    known = set(spoken)
    errors = validator_of(included=included).iter_errors(to_plain(root))
    looked_at = 0
    for error in islice(errors, MOST_ERRORS):
        looked_at += 1
        place_of = _place(root, error.absolute_path, document.file)
        if not _is_spoken_of(error, place_of, known, spoken):
            finding = _finding(error, place_of)
            found.setdefault((finding.code, finding.span), finding)
        if len(found) >= MOST_FINDINGS:
            break
    findings = list(in_order(found.values()))
    if looked_at == MOST_ERRORS or len(found) >= MOST_FINDINGS:
        last = findings[-1].span if findings else Span.whole(document.file)
        findings.append(
            codes.form_error(codes.TOO_MANY, "more does not fit the schema than is listed", last)
        )
    return tuple(findings)


def _is_spoken_of(
    error: ValidationError, at: _Place, known: set[Span], spoken: Sequence[Span]
) -> bool:
    """Whether the walk has said something at the error's place, or that this follows from.

    The walk does not look into a mapping that has too many keys, nor under a key that is refused. Which keys a component may have
    hangs on its kind and on the form of its other keys.
    """
    if _span(error, at) in known or not known.isdisjoint(at.within):
        return True
    if at.key is not None and at.key.key_span in known:
        return True
    if error.validator != "unevaluatedProperties" or not isinstance(at.parent, Mapping):
        return False
    inside = {span for each in at.parent.entries for span in (each.key_span, each.value.span)}
    return any(_covers(span, each) for span in inside for each in spoken)


def _covers(outer: Span, inner: Span) -> bool:
    begins = (outer.line, outer.column) <= (inner.line, inner.column)
    ends = (inner.end_line, inner.end_column) <= (outer.end_line, outer.end_column)
    return outer.file == inner.file and begins and ends


def _place(root: Node, path: Sequence[str | int], file: str) -> _Place:
    """The node that a path of jsonschema leads to."""
    here = _Place(root, start_of(root, file))
    for step in path:
        node = here.node
        within = (*here.within, here.at) if node is not root else ()
        if isinstance(node, Mapping) and isinstance(step, str):
            entry = node.entry(step)
            assert entry is not None
            here = _Place(entry.value, entry.key_span, entry, node, within)
        elif isinstance(node, NodeSequence) and isinstance(step, int):
            item = node.items[step]
            here = _Place(item, item.span, None, node, within)
    return here


def _is_about_a_key(error: ValidationError) -> bool:
    unknown = CODE_OF.get(str(error.validator)) == codes.UNKNOWN_KEY
    return unknown or "propertyNames" in error.absolute_schema_path


def _span(error: ValidationError, at: _Place) -> Span:
    if at.key is not None and _is_about_a_key(error):
        return at.key.key_span
    return at.at if error.validator in OF_THE_KEY else at.node.span


def _finding(error: ValidationError, at: _Place) -> Finding:
    path: Path = tuple(error.absolute_path)
    keyword, rule = str(error.validator), error.validator_value
    code = CODE_OF.get(keyword, codes.AGAINST_SCHEMA)
    what = written(at.node)
    if at.key is not None and _is_about_a_key(error):
        path = path[:-1]
        what = f"the key '{shorten(at.key.key)}'"
    where = place(path)
    if code == codes.UNKNOWN_KEY:
        message = f"{where}: the schema does not have {what} here"
    elif code == codes.MISSING_KEY:
        message = f"{where}: the schema wants the key '{error.message}'"
    else:
        message = f"{where}: the schema wants {wanted(keyword, rule)}, not {what}"
    schema = error.schema if isinstance(error.schema, dict) else {}
    return codes.form_error(
        code, message, _span(error, at), path, str(schema.get("description", ""))
    )


def wanted(keyword: str, rule: Any) -> str:
    """What a keyword of the schema asks for, in words."""
    if keyword == "type":
        return type_words([rule] if isinstance(rule, str) else rule)
    if keyword in ("enum", "const"):
        named = rule if keyword == "enum" else [rule]
        values = [str(each) for each in named if each is not None]
        return either(values[:MOST_LISTED])
    if keyword == "pattern":
        return FORMS[str(rule)]
    bound = {"min": "at least", "max": "at most"}.get(keyword[:3])
    if bound is None:
        return f"something else ('{shorten(keyword)}')"
    units = {"Length": " characters", "Items": " items", "Properties": " keys", "imum": ""}
    return f"{bound} {rule}{units[keyword[3:]]}"
