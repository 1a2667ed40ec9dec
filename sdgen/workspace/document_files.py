"""The files of a design document: compared with what is there, or written."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from sdgen.base.files import OutputError, same_bytes, same_text, write_whole
from sdgen.base.made_files import is_ours, same_made
from sdgen.document.writers import DOCUMENT_WRITERS
from sdgen.workspace.names import is_drawn

if TYPE_CHECKING:
    from sdgen.workspace.document import DocumentedDesign


class DocumentFile(Struct, frozen=True):
    """A document, picture or export as bytes, and where it goes; ``form`` is that of a document."""

    path: Path
    data: bytes
    form: str = ""
    is_export: bool = False


def compared_or_written(
    outcome: DocumentedDesign,
    files: Sequence[DocumentFile],
    within: Path | None,
    *,
    check: bool,
    force: bool,
) -> DocumentedDesign:
    """The outcome with what became of its files: compared where that is asked for, else written, below
    the folder ``within`` where there is one. A file of somebody else is a problem unless ``force`` is
    given, in both cases."""
    foreign = [] if force else [each.path for each in files if _is_foreign(each)]
    if foreign:
        problem = (
            f"{foreign[0]} is there and was not made by sdgen: --force writes over it, -o names "
            "another place"
        )
        return replace(outcome, problem=problem)
    if check:
        missing = tuple(each.path for each in files if not each.path.exists())
        stale = tuple(each.path for each in files if each.path.exists() and not _is_same(each))
        return replace(outcome, missing=missing, stale=stale)
    written: list[Path] = []
    # a document comes after what it links: where it is there, all of it is
    for each in sorted(files, key=lambda each: bool(each.form)):
        try:
            write_whole(each.path, each.data, within=within)
        except OutputError as error:
            return replace(outcome, written=tuple(written), problem=str(error))
        written.append(each.path)
    return replace(outcome, written=tuple(written))


def _is_same(file: DocumentFile) -> bool:
    if file.is_export:
        return same_made(file.path, file.data)
    text = not file.form or DOCUMENT_WRITERS[file.form].text
    return (same_text if text else same_bytes)(file.path, file.data)


def _is_foreign(file: DocumentFile) -> bool:
    """Whether a document would take the place of a file that somebody else has made."""
    if not os.path.lexists(file.path):
        return False
    if file.is_export:
        return not is_ours(file.path)
    if not file.form:
        return not is_drawn(file.path)
    if not file.path.is_file():
        return False
    try:
        return not DOCUMENT_WRITERS[file.form].ours(file.path.read_bytes())
    except OSError:
        return False  # writing says why
