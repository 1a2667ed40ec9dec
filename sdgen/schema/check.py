"""Does a document fit the schema?"""

from __future__ import annotations

from msgspec.structs import replace

from sdgen.base.findings import Finding, Severity, in_order
from sdgen.base.span import Span
from sdgen.parse import Document
from sdgen.parse.document import Mapping
from sdgen.schema import codes
from sdgen.schema.design import walked_included_schema, walked_schema, written_out_schema
from sdgen.schema.fit import Rules, fits


def check_document(
    document: Document, *, included: bool = False, contract: bool = False
) -> tuple[Finding, ...]:
    """Every place where the document does not fit the schema, in the order of the file.

    Of an ``included`` file nothing is required: it may hold any part of a design. With ``contract``
    jsonschema has the last word: what it alone refuses is among the findings; otherwise our own
    walk decides, which takes a tenth of the time. A document that could not be read (no root) is
    not checked: what is wrong with it has been said.
    """
    if document.root is not None and not isinstance(document.root, Mapping):
        return (_not_a_design(document.file),)
    said = _misfits(document, walked_included_schema() if included else walked_schema())
    if not contract:
        return said
    from sdgen.schema.contract import check_contract

    more = check_contract(document, said, included=included)
    return in_order((*said, *more)) if more else said


def check_written_out(file: str, root: Mapping) -> tuple[Finding, ...]:
    """What does not fit in parts of a design in which defaults and overrides have been written out;
    the values can be of several files, so that no finding has a fix."""
    document = Document(file, "", root, ())
    return tuple(replace(each, fix=()) for each in _misfits(document, written_out_schema()))


def _misfits(document: Document, schema: Rules) -> tuple[Finding, ...]:
    """What does not fit, in words."""
    if document.root is None or fits(document.root, schema):
        return ()
    from sdgen.schema.explain import explain

    return explain(document, schema)


def _not_a_design(file: str) -> Finding:
    return Finding(
        code=codes.WRONG_TYPE,
        name=codes.CODES[codes.WRONG_TYPE][0],
        severity=Severity.ERROR,
        message="a design is a mapping of keys such as 'sdgen', 'name' and 'components'",
        span=Span.whole(file),
        help="begin the file with 'sdgen: 1'",
    )
