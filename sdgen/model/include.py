"""Other files whose parts belong to a design: found, read, checked, and merged into one mapping.

Paths are relative to the file that names them and stay inside the repository (the nearest folder
above the design that holds ``.git``, else the design's own folder), links followed: a design from
a stranger must not be able to read what is not its own. They end in ``.yaml`` or ``.yml``, nothing
on the way is hidden, and of a file that is no part of a design nothing is shown.
"""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath

from msgspec import Struct, field
from msgspec.structs import replace

from sdgen.base.findings import Finding
from sdgen.base.input_files import names_in
from sdgen.base.repository import has_hidden_part, repository_of
from sdgen.base.span import Span
from sdgen.design.design import FREE_KEYS
from sdgen.design.spelling import python_pattern
from sdgen.model import codes
from sdgen.model.files import Collected, Files, alone
from sdgen.model.gather import Gather, Unsaved, mapping, shorten
from sdgen.model.quoting import SUFFIXES, without_content
from sdgen.parse import Document, parse_file, parse_text
from sdgen.parse.document import Entry, Mapping, Node, Scalar, Sequence
from sdgen.parse.problems import MOST_VALUES
from sdgen.schema import check_document
from sdgen.schema.codes import TOO_LONG

MOST_FILES = 100
DEEPEST = 10
MOST_BYTES = 5_000_000
_MOST_NEIGHBOURS = 2_000

OWN_KEYS = (
    "sdgen",
    "name",
    "summary",
    "owners",
    "status",
    "date",
    "include",
    "defaults",
    "override",
)
"""What an included file says about itself, not about the design that includes it, and what is
written out into other keys."""
MERGED_DEEPER = ("requirements", "monitoring", "scale")
"""Parts that are no tables of elements: their own keys are merged."""


class _Inclusion(Struct):
    gather: Gather
    root: Path
    documents: dict[Path, Document] = field(default_factory=dict)
    includes: dict[Path, list[Path]] = field(default_factory=dict)
    refused: bool = False

    def report(self, code: str, message: str, span: Span, help_text: str) -> None:
        """A file is not there, or not whole: ids may be defined in what is missing."""
        self.gather.incomplete = True
        self.gather.report(code, message, span, help_text)


def collect(document: Document, folder: Path, repository: Path | None, gather: Gather) -> Collected:
    """The document merged with all that it includes; what is wrong is reported."""
    collected = alone(document)
    root = (repository or repository_of(folder)).resolve()
    inclusion = _Inclusion(gather, root)
    start = (folder / PurePosixPath(document.file.replace("\\", "/")).name).resolve()
    _follow(document, folder.resolve(), (start,), inclusion)
    for each in inclusion.documents.values():
        collected.texts[each.file] = each.text
        gather.documents[each.file] = each
        if isinstance(each.root, Mapping):
            collected.root = _merge(collected.root, _shared(each.root), (), gather)
    collected.included = tuple(sorted(each.file for each in inclusion.documents.values()))
    collected.files = _files(start, document, inclusion)
    return collected


def included_files(document: Document, folder: Path, unsaved: Unsaved) -> frozenset[Path]:
    """The files that a design includes, itself or by what it includes, their links followed."""
    gather = Gather(unsaved=unsaved)
    inclusion = _Inclusion(gather, repository_of(folder).resolve())
    start = (folder / PurePosixPath(document.file).name).resolve()
    _follow(document, folder.resolve(), (start,), inclusion)
    return frozenset(inclusion.documents)


def _files(start: Path, document: Document, inclusion: _Inclusion) -> Files:
    """Every file that could be read, after those that it includes."""
    documents = {start: document, **inclusion.documents}
    order: list[Path] = []
    seen = {start}
    below: dict[Path, frozenset[Path]] = {}

    def visit(path: Path) -> None:
        for each in inclusion.includes.get(path, ()):
            if each not in seen:
                seen.add(each)
                visit(each)
        order.append(path)

    visit(start)
    for path in order:
        direct = inclusion.includes.get(path, ())
        below[path] = frozenset(direct).union(*(below.get(each, ()) for each in direct))
    names = {path: each.file for path, each in documents.items()}
    roots = {names[each]: mapping(documents[each].root) for each in order if each in documents}
    included = {
        names[path]: frozenset(names[each] for each in inside if each in names)
        for path, inside in below.items()
        if path in names
    }
    return Files(roots, included)


def _follow(
    document: Document, folder: Path, chain: tuple[Path, ...], inclusion: _Inclusion
) -> None:
    """Read what a document includes, and what that includes, each file once."""
    if not isinstance(document.root, Mapping):
        return
    for node in _named(document.root.get("include")):
        target = _target(node, folder, inclusion)
        if target is None:
            continue
        if target in chain:
            names = [_shown(each, inclusion) for each in (*chain[chain.index(target) :], target)]
            inclusion.gather.report(
                codes.INCLUDE_CYCLE,
                f"files include each other: {' -> '.join(names)}",
                node.span,
                "leave out this line, or move what both need into a third file",
            )
            continue
        inclusion.includes.setdefault(chain[-1], []).append(target)
        if target in inclusion.documents:
            continue
        if not _allowed(node, chain, inclusion):
            return
        display = _display(document.file, node.text)
        text = inclusion.gather.unsaved.get(target)
        if text is None:
            loaded = parse_file(target, display, below=inclusion.root)
        else:
            loaded = parse_text(text, display)
        read = without_content(loaded)
        if not _fits(read, node, inclusion):
            return
        _report_reading(loaded, read, node, inclusion.gather)
        form: tuple[Finding, ...] = ()
        if read.root is not None:
            form = check_document(read, included=True, contract=inclusion.gather.contract)
        inclusion.gather.findings.extend(form)
        inclusion.gather.hear(form, read)
        if any(each.code == TOO_LONG for each in form):
            read = replace(read, root=None)
        if read.root is None or any(not each.at for each in form):
            inclusion.gather.incomplete = True
        inclusion.documents[target] = read
        _follow(read, target.parent, (*chain, target), inclusion)


def _named(node: Node | None) -> tuple[Scalar, ...]:
    """Every path that is written, an empty one too."""
    items = node.items if isinstance(node, Sequence) else (node,)
    return tuple(each for each in items if isinstance(each, Scalar) and each.value is not None)


def _target(node: Scalar, folder: Path, inclusion: _Inclusion) -> Path | None:
    """The file that an entry of ``include`` names, or ``None`` where it may not be read."""
    written = node.text
    if not _is_relative_path(written):
        inclusion.report(
            codes.INCLUDE_OUTSIDE,
            f"include: '{shorten(written)}' is no relative path",
            node.span,
            "write a path relative to this file, with '/' between folders",
        )
        return None
    parts = PurePosixPath(written)
    try:
        target = (folder / parts).resolve()
        inside = target.is_relative_to(inclusion.root)
        exists = inside and (target in inclusion.gather.unsaved or target.is_file())
    except (OSError, RuntimeError):
        target, inside, exists = folder / parts, True, False
    if not inside:
        inclusion.report(
            codes.INCLUDE_OUTSIDE,
            f"include: '{shorten(written)}' leads out of the repository",
            node.span,
            "only files inside the repository of the design can be included",
        )
        return None
    wrong = _unsuitable(parts, folder, target, inclusion.root)
    if wrong:
        inclusion.report(
            codes.INCLUDE_UNSUITABLE,
            f"include: '{shorten(written)}' {wrong}",
            node.span,
            "name a file that ends in .yaml or .yml, with no part of its path beginning with a dot",
        )
        return None
    if not exists:
        inclusion.report(
            codes.INCLUDE_UNREADABLE,
            f"include: there is no file '{shorten(written)}'",
            node.span,
            inclusion.gather.suggest(parts.name, _neighbours(folder / parts), "files there"),
        )
        return None
    return target


def _is_relative_path(written: str) -> bool:
    odd = "\\" in written or "\0" in written or ":" in written
    return not odd and not written.startswith(("/", "~"))


def _unsuitable(parts: PurePosixPath, folder: Path, target: Path, root: Path) -> str:
    """Why a path is none of a part of a design, or nothing: secrets lie in hidden files, and in
    files of other kinds."""
    if not parts.name or parts.name == "..":
        return "names no file"
    if parts.suffix not in SUFFIXES:
        return "is no YAML file"
    if any(part.startswith(".") and part != ".." for part in parts.parts):
        return "is a hidden file, or in a hidden folder"
    if target != Path(os.path.normpath(folder / parts)) and (
        target.suffix not in SUFFIXES or has_hidden_part(target, root)
    ):
        return "is a symbolic link to a hidden file or one that is no YAML file"
    return ""


def _neighbours(path: Path) -> list[str]:
    """The YAML files beside the one that does not exist."""
    names = names_in(path.parent, _MOST_NEIGHBOURS)
    return [name for name in names if name.endswith(SUFFIXES) and not name.startswith(".")][:200]


def _allowed(node: Scalar, chain: tuple[Path, ...], inclusion: _Inclusion) -> bool:
    size = sum(len(each.text) for each in inclusion.documents.values())
    if len(chain) > DEEPEST:
        reason = f"files include each other more than {DEEPEST} levels deep"
    elif len(inclusion.documents) >= MOST_FILES:
        reason = f"more than {MOST_FILES} files are included"
    elif size > MOST_BYTES:
        reason = f"the included files hold more than {MOST_BYTES / 1e6:.0f} MB"
    else:
        return True
    return _refuse(reason, node, inclusion)


def _fits(read: Document, node: Scalar, inclusion: _Inclusion) -> bool:
    values = read.values + sum(each.values for each in inclusion.documents.values())
    if values <= MOST_VALUES:
        return True
    reason = f"the included files have more than {MOST_VALUES:,} keys and values"
    return _refuse(reason, node, inclusion)


def _refuse(reason: str, node: Scalar, inclusion: _Inclusion) -> bool:
    """Say once that there is too much; always false."""
    if not inclusion.refused:
        inclusion.refused = True
        help_text = "include fewer and larger files, or split the design into several systems"
        inclusion.report(codes.INCLUDE_TOO_MANY, reason, node.span, help_text)
    return False


def _report_reading(loaded: Document, read: Document, node: Scalar, gather: Gather) -> None:
    """What is wrong in the included file itself, and at the line that includes it; ``read`` is what
    may be shown of what was ``loaded``."""
    gather.findings.extend(read.findings)
    if read is not loaded and not read.findings:
        gather.report(
            codes.INCLUDE_UNSUITABLE,
            f"include: '{shorten(node.text)}' is no part of a design",
            node.span,
            "at least half of the keys at its top level must be those of a design, such as "
            "'components' or 'data'; nothing of the file is shown",
        )
    elif read.root is None:
        gather.report(
            codes.INCLUDE_UNREADABLE,
            f"include: '{shorten(node.text)}' cannot be read",
            node.span,
            "see what is said about that file",
        )


def _display(including: str, written: str) -> str:
    """The included file's name in findings: beside the name of the file that includes it."""
    if including.startswith("<"):
        return written
    parts: list[str] = []
    for part in (PurePosixPath(including.replace("\\", "/")).parent / written).parts:
        if part == ".." and parts and parts[-1] not in ("..", "/"):
            parts.pop()
        else:
            parts.append(part)
    return str(PurePosixPath(*parts)) if parts else written


def _shown(path: Path, inclusion: _Inclusion) -> str:
    return (
        path.relative_to(inclusion.root).as_posix()
        if path.is_relative_to(inclusion.root)
        else path.name
    )


# --- merging ----------------------------------------------------------------------------------


def _shared(root: Mapping) -> Mapping:
    """The parts of an included file that belong to the design."""
    shared = (
        each
        for each in root.entries
        if each.key not in OWN_KEYS and not python_pattern(FREE_KEYS).search(each.key)
    )
    return Mapping(tuple(shared), root.span)


def _merge(first: Mapping, second: Mapping, path: tuple[str, ...], gather: Gather) -> Mapping:
    """Both mappings in one; the same id twice is reported, and the first kept."""
    entries = {entry.key: entry for entry in first.entries}
    for entry in second.entries:
        known = entries.get(entry.key)
        if known is None:
            entries[entry.key] = entry
        else:
            entries[entry.key] = _merge_entry(known, entry, (*path, entry.key), gather)
    return Mapping(tuple(entries.values()), first.span)


def _merge_entry(known: Entry, other: Entry, path: tuple[str, ...], gather: Gather) -> Entry:
    one, two = known.value, other.value
    mergeable = len(path) == 1 or (len(path) == 2 and path[0] in MERGED_DEEPER)
    merged: Node | None = None
    if mergeable and isinstance(one, Mapping) and isinstance(two, Mapping):
        merged = _merge(one, two, path, gather)
    elif mergeable and isinstance(one, Sequence) and isinstance(two, Sequence):
        merged = Sequence((*one.items, *two.items), one.span)
    if merged is not None:
        return Entry(known.key, known.key_span, merged)
    again = f"give it another id, or leave one of the two out{_same_file(known.key_span, other.key_span)}"
    if len(path) == 2:
        again += (
            "; to change single properties of what is included, write "
            f"'override: {{{path[0]}: {{{shorten(other.key)}: ...}}}}'"
        )
    gather.report(
        codes.DEFINED_TWICE,
        f"'{shorten(other.key)}' of '{path[0]}' is defined twice, first at {known.key_span}",
        other.key_span,
        again,
        other.key,
    )
    return known


def _same_file(one: Span, other: Span) -> str:
    return "" if one.file == other.file else f" (they are in {one.file} and {other.file})"
