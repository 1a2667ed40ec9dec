"""What an exporter is: the record that its module gives, what it is given and what it makes."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from msgspec import Struct

from sdgen.analyses.facts import Facts
from sdgen.base.findings import Finding
from sdgen.base.lack import Lack

_FILE: Final = r"[a-z0-9][a-z0-9-]*"


class ExportOptions(Struct, frozen=True, kw_only=True):
    """How a text is written: ``suffix`` and ``dialect`` are among those of the exporter, the latter
    empty where it has none; ``view`` is one that it writes, empty where it writes none. ``mark`` is
    the sentence by which sdgen knows the file again as its own: it goes into a comment in the first
    line, or is the first value of a JSON object."""

    mark: str
    suffix: str
    dialect: str = ""
    view: str = ""


class Exported(Struct, frozen=True):
    """A text of another tool; ``findings`` say what of the design it cannot say as it should. Where
    one of them is an error there is no text that would be true, and ``text`` is empty."""

    text: str
    findings: tuple[Finding, ...] = ()


class Exporter(Struct, frozen=True, kw_only=True):
    """An exporter; its name is that of its module.

    ``doc`` says in a line what it makes of what. Its files are called ``stem``, then a dialect that
    is not the first of its ``dialects``, then one of its ``suffixes``, the first unless another is
    asked for: ``schema.sqlite.sql``. One that writes pictures has no stem: it names the shelves of the
    ``views`` that it writes (``diagrams``), by which its files are called. ``lack`` says what a design
    leaves out without which there is nothing to export.
    """

    doc: str
    suffixes: tuple[str, ...]
    lack: Callable[[Facts], Lack | None]
    export: Callable[[Facts, ExportOptions], Exported]
    stem: str = ""
    dialects: tuple[str, ...] = ()
    views: tuple[str, ...] = ()

    def file(self, dialect: str, suffix: str, view: str = "") -> str:
        """The name of its file in that dialect (empty where it has none) with that suffix, of that view
        where it writes some."""
        variety = f".{dialect}" if dialect not in self.dialects[:1] and dialect else ""
        return f"{self.stem or view.replace(':', '-')}{variety}.{suffix}"


def complaint(_: str, exporter: Exporter) -> str:
    """What is wrong with an exporter that another package brings, empty if nothing."""
    if not (callable(exporter.lack) and callable(exporter.export)):
        return "its lack or its export cannot be called"
    if not (isinstance(exporter.doc, str) and exporter.doc):
        return "it has no doc"
    if not exporter.suffixes:
        return "it has no suffix"
    if bool(exporter.stem) == bool(exporter.views):
        return "it has a stem or views, one of them"
    for word in (*filter(None, (exporter.stem,)), *exporter.suffixes, *exporter.dialects):
        if not re.fullmatch(_FILE, word):
            return f"{word!r} is no part of the name of a file"
    return ""
