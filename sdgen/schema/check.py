"""Does a document fit the schema? A compiled validator decides; where not, it is explained."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sdgen.findings import Finding, Severity
from sdgen.load import Document, to_plain
from sdgen.load.document import Mapping
from sdgen.schema import codes
from sdgen.schema.design import design_schema, included_schema
from sdgen.source import Span

if TYPE_CHECKING:
    from jsonschema_rs import Draft202012Validator


def check_document(document: Document, *, included: bool = False) -> tuple[Finding, ...]:
    """Every place where the document does not fit the schema, in the order of the file.

    Of an ``included`` file nothing is required: it may hold any part of a design. A document that
    could not be read (no root) is not checked: what is wrong with it has been said.
    """
    root = document.root
    if root is None:
        return ()
    if not isinstance(root, Mapping):
        return (_not_a_design(document.file),)
    if _validator(included).is_valid(to_plain(root)):
        return ()
    from sdgen.schema.explain import explain

    found = explain(document, included_schema() if included else design_schema())
    if not found:
        raise AssertionError(f"{document.file}: refused by the schema, and nobody knows why")
    return found


@cache
def _validator(included: bool) -> Draft202012Validator:
    """The compiled schema, once a process."""
    from jsonschema_rs import Draft202012Validator

    return Draft202012Validator(included_schema() if included else design_schema())


def _not_a_design(file: str) -> Finding:
    return Finding(
        code=codes.WRONG_TYPE,
        name=codes.CODES[codes.WRONG_TYPE][0],
        severity=Severity.ERROR,
        message="a design is a mapping of keys such as 'sdgen', 'name' and 'components'",
        span=Span.whole(file),
        help="begin the file with 'sdgen: 1'",
    )
