"""From a path or a text to a checked design, in one call."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from sdgen.base.findings import Finding, Severity, in_order
from sdgen.base.span import Span
from sdgen.design.records import Design
from sdgen.model.build import build_with_texts
from sdgen.model.codes import DEFINED_TWICE
from sdgen.model.gather import NOTHING_UNSAVED, Unsaved
from sdgen.model.quoting import is_disguised, without_content
from sdgen.parse import Document, parse_file, parse_text, problems
from sdgen.schema import check_document
from sdgen.schema.codes import MISSING_KEY, TOO_LONG


class Reading(Struct, frozen=True):
    """What came of reading a design: the design unless there are errors, every finding in the
    order of the files, and the text of each file that was read, by the name that findings use."""

    design: Design | None
    findings: tuple[Finding, ...]
    documents: Mapping[str, str] = field(default_factory=dict)


def read_design(
    path: Path | str,
    *,
    display: str | None = None,
    root: Path | None = None,
    contract: bool = False,
    unsaved: Unsaved = NOTHING_UNSAVED,
    part: bool = False,
) -> Reading:
    """Read, check and build the design in a file; ``display`` is its name in findings. With
    ``contract`` jsonschema and the published schema have the last word about its form; ``unsaved``
    texts stand for the files that have these paths. With ``part`` the file is read as a part of a
    design: nothing is required of it, and what it names may be defined elsewhere; no design comes
    of it."""
    document = _loaded(Path(path), display, unsaved)
    base = Path(path).parent
    return read_document(
        document, root=root, base=base, contract=contract, unsaved=unsaved, part=part
    )


def _loaded(path: Path, display: str | None, unsaved: Unsaved) -> Document:
    """The file, of which nothing is shown where a link makes it something else than a design."""
    if unsaved:
        text = unsaved.get(Path(os.path.realpath(path)))
        if text is not None:
            return parse_text(text, str(path) if display is None else display)
    document = parse_file(path, display)
    if not is_disguised(path):
        return document
    shown = without_content(document)
    if shown is document or shown.findings:
        return shown
    finding = problems.UNREADABLE_FILE.finding(
        f"{document.file!r} is a symbolic link to a file that is no design",
        Span.whole(document.file),
        "replace the link by the design itself; nothing of the file is shown",
    )
    return replace(shown, findings=(finding,))


def read_design_text(
    text: str | bytes,
    file: str,
    *,
    root: Path | None = None,
    base: Path | None = None,
    contract: bool = False,
    unsaved: Unsaved = NOTHING_UNSAVED,
    part: bool = False,
) -> Reading:
    """As :func:`read_design`, of a text; includes are relative to ``base``."""
    document = parse_text(text, file)
    return read_document(
        document, root=root, base=base, contract=contract, unsaved=unsaved, part=part
    )


def read_document(
    document: Document,
    *,
    root: Path | None = None,
    base: Path | None = None,
    contract: bool = False,
    unsaved: Unsaved = NOTHING_UNSAVED,
    part: bool = False,
) -> Reading:
    """Check and build what was loaded. Where the YAML itself is wrong, or there is more of something
    than can be read, nothing else is said."""
    if document.root is None or any(_is_error(each) for each in document.findings):
        return Reading(None, document.findings, {document.file: document.text})
    form = check_document(document, included=part, contract=contract)
    if any(each.code == TOO_LONG for each in form):
        findings = in_order((*document.findings, *form))
        return Reading(None, findings, {document.file: document.text})
    design, built, texts = build_with_texts(
        document, root=root, base=base, contract=contract, unsaved=unsaved, said=form, part=part
    )
    # an element that an included file has too is not whole here: that it is twice says why
    twice = {each.at for each in built if each.code == DEFINED_TWICE}
    form = tuple(each for each in form if each.code != MISSING_KEY or each.at not in twice)
    findings = in_order((*document.findings, *form, *built))
    usable = not part and not any(_is_error(each) for each in findings)
    return Reading(design if usable else None, findings, texts)


def _is_error(finding: Finding) -> bool:
    return finding.severity is Severity.ERROR
