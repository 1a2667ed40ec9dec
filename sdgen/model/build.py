"""A document and what it includes, put together to a Design."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from sdgen.base.findings import Finding, Severity
from sdgen.base.span import Span
from sdgen.base.words import listed
from sdgen.design.records import Design
from sdgen.model import codes
from sdgen.model.components import read_components
from sdgen.model.contradictions import check_contradictions
from sdgen.model.files import Collected, alone, is_written_out
from sdgen.model.gather import NOTHING_UNSAVED, Gather, Unsaved, flag, spans, text, texts
from sdgen.model.messaging import with_messages
from sdgen.model.parts import read_other_parts, read_scale_and_requirements
from sdgen.model.pictures import read_groups, read_views
from sdgen.model.references import check_references
from sdgen.parse import Document
from sdgen.parse.document import Mapping


def build_design(
    document: Document, *, root: Path | None = None, base: Path | None = None
) -> tuple[Design | None, tuple[Finding, ...]]:
    """The design that a document describes, and everything that is wrong with it.

    ``base`` is the folder that included paths are relative to (that of the document's file unless
    given, the current one for standard input), ``root`` the folder that they must not leave (the
    repository unless given). The document's own form is the schema's to check; what has the wrong
    form is passed over here. A design comes only when nothing is wrong.
    """
    design, findings, _ = build_with_texts(document, root=root, base=base)
    return design, findings


def build_with_texts(
    document: Document,
    *,
    root: Path | None = None,
    base: Path | None = None,
    contract: bool = False,
    unsaved: Unsaved = NOTHING_UNSAVED,
    said: Sequence[Finding] = (),
    part: bool = False,
) -> tuple[Design | None, tuple[Finding, ...], dict[str, str]]:
    """As :func:`build_design`, with the text of every file that was read, by its name. With
    ``contract`` jsonschema has the last word about the form of included files; ``unsaved`` texts
    stand for those that have these paths; ``said`` is what was found about the document's own
    form. What a ``part`` names may be defined elsewhere."""
    if not isinstance(document.root, Mapping):
        return None, (), {document.file: document.text}
    gather = Gather(contract=contract, unsaved=unsaved, incomplete=part)
    collected = _collected(document, base or _folder_of(document.file), root, said, gather)
    _check_components(collected, gather)
    design = _assemble(document, collected, gather)
    design = with_messages(design, gather)
    if any(each.runs_on for each in design.components.values()):
        from sdgen.model.hosts import with_hosts

        design = with_hosts(design, gather)
    check_references(design, gather)
    if design.domains:
        from sdgen.model.topology import with_places

        design = with_places(design)
    check_contradictions(design, gather)
    if any(each.price is not None for each in design.components.values()):
        from sdgen.model.money import check_currency

        check_currency(design, gather)
    findings = gather.all_findings()
    usable = not any(each.severity is Severity.ERROR for each in findings)
    return design if usable else None, findings, collected.texts


def _collected(
    document: Document,
    folder: Path,
    root: Path | None,
    said: Sequence[Finding],
    gather: Gather,
) -> Collected:
    """All files of the design in one, with what is laid over it written out."""
    gather.documents[document.file] = document
    gather.hear(said, document)
    collected = alone(document)
    if collected.root.get("include") is not None:
        from sdgen.model.include import collect

        collected = collect(document, folder, root, gather)
    if is_written_out(collected):
        return collected
    from sdgen.model.writing_out import write_out

    whole = write_out(collected.root, collected.files, document.file, said, gather)
    return replace(collected, root=whole)


def _folder_of(file: str) -> Path:
    return Path() if file.startswith("<") else Path(file).parent


def _check_components(collected: Collected, gather: Gather) -> None:
    """What includes other files need not have components itself, but they must come from somewhere."""
    whole = collected.root
    include = whole.entry("include")
    if include is None or gather.incomplete or whole.get("components") is not None:
        return
    gather.report(
        codes.UNKNOWN_COMPONENT,
        f"the design: neither this file nor {listed(collected.included, 3)} has 'components'",
        include.key_span,
        "name a file that has, or write 'components' here",
    )


def _assemble(document: Document, collected: Collected, gather: Gather) -> Design:
    root = collected.root

    def place(key: str) -> Span:
        entry = root.entry(key)
        return entry.key_span if entry is not None else Span.whole(document.file)

    scale = read_scale_and_requirements(root, place, gather)
    components = read_components(root.get("components"), gather)
    return Design(
        span=root.entries[0].key_span if root.entries else Span.whole(document.file),
        spans=spans(root),
        path=document.file,
        name=text(root.get("name")),
        summary=text(root.get("summary")),
        owners=texts(root.get("owners")),
        status=text(root.get("status")),
        date=text(root.get("date")),
        components=components,
        groups=read_groups(root.get("groups"), components, gather),
        icons=flag(root.get("icons")) is not False,
        views=read_views(root.get("views"), gather),
        includes=collected.included,
        **scale,
        **read_other_parts(root, place, gather),
    )
