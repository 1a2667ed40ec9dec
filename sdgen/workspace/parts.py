"""Parts of designs that are named themselves: the one design that includes a part stands for it;
alone, a part is checked for its keys and values only."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec.structs import replace

from sdgen.base.findings import Finding, Severity
from sdgen.base.repository import bound_of
from sdgen.base.span import Span
from sdgen.base.words import listed
from sdgen.model import codes
from sdgen.model.quoting import is_design_like, is_disguised
from sdgen.parse import Document, parse_file, parse_text
from sdgen.parse.document import Mapping as MappingNode
from sdgen.workspace.inputs import find_inputs
from sdgen.workspace.read import Source

MOST_DESIGNS = 1_000
"""Designs that are looked at for one that includes a part."""
MOST_NAMED = 3

_NAMED = re.compile(rb"""^(?:\{\s*)?["']?name["']?\s*:""", re.MULTILINE)


class Parts:
    """Finds the designs that include parts; designs are looked through once."""

    def __init__(self, unsaved: Mapping[Path, str]) -> None:
        self._unsaved = unsaved
        self._including: dict[Path, dict[Path, list[Path]]] = {}

    def with_wholes(self, sources: Iterable[Source]) -> list[Source]:
        """The sources, each part as such or replaced by its design; each design once."""
        found: dict[object, Source] = {}
        for each in sources:
            source = self._whole(each)
            key = each.name if source.file is None else os.path.realpath(source.file)
            known = found.get(key)
            if known is not None:
                source = replace(known, notes=(*known.notes, *source.notes))
            found[key] = source
        return [*found.values()]

    def _whole(self, source: Source) -> Source:
        document = self._document(source)
        if document is None or not isinstance(document.root, MappingNode):
            return source
        has_version = document.root.get("sdgen") is not None
        if document.root.get("name") is not None or not is_design_like(document):
            return source
        if source.file is None:
            return source if has_version else _alone(source, document, ())
        designs = self._designs_with(source.file)
        if not designs and has_version:
            return source
        if len(designs) != 1:
            return _alone(source, document, [_shown(each, source.file) for each in designs])
        (design,) = designs
        name = _shown(design, source.file)
        message = f"this is a part of '{name}', which is checked whole"
        note = _note(document, message, "name the design itself to say so")
        return replace(source, name=name, file=Path(name), notes=(note,))

    def _document(self, source: Source) -> Document | None:
        """What the source holds, where it can be a part at all."""
        if source.file is None:
            return None if _NAMED.search(source.data) else parse_text(source.data, source.name)
        text = self._unsaved.get(Path(os.path.realpath(source.file)))
        if text is not None:
            return parse_text(text, source.name)
        return None if is_disguised(source.file) else parse_file(source.file, source.name)

    def _designs_with(self, part: Path) -> list[Path]:
        """The designs of the part's repository, or of the current folder, that include it."""
        real = Path(os.path.realpath(part))
        folder = bound_of(part.parent) or real.parent
        if folder not in self._including:
            self._including[folder] = self._included_in(folder)
        return self._including[folder].get(real, [])

    def _included_in(self, folder: Path) -> dict[Path, list[Path]]:
        from sdgen.model.include import included_files

        found: dict[Path, list[Path]] = {}
        for design in find_inputs([str(folder)]).files[:MOST_DESIGNS]:
            document = parse_file(design, design.as_posix())
            if isinstance(document.root, MappingNode) and document.root.get("include") is not None:
                for each in included_files(document, design.parent, self._unsaved):
                    found.setdefault(each, []).append(design)
        return found


def _alone(source: Source, document: Document, designs: Iterable[str]) -> Source:
    several = listed([f"'{each}'" for each in designs], MOST_NAMED)
    if several:
        message = f"this is a part of {several}: what it does not define is not checked"
        help_text = "name the design that should be checked with it"
    else:
        message = (
            "this is a part that no design here includes: what it does not define is not checked"
        )
        help_text = "a design of its own begins with 'sdgen: 1' and a 'name'"
    return replace(source, part=True, notes=(_note(document, message, help_text),))


def _note(document: Document, message: str, help_text: str) -> Finding:
    return Finding(
        code=codes.PART,
        name=codes.CODES[codes.PART][0],
        severity=Severity.INFO,
        message=message,
        span=Span.whole(document.file),
        help=help_text,
    )


def _shown(design: Path, beside: Path) -> str:
    """The design's name, absolute or from the current folder as that of the part is."""
    real = os.path.realpath(design)
    return Path(real if beside.is_absolute() else os.path.relpath(real)).as_posix()
