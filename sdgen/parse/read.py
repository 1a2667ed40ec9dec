"""Files and bytes -> Document. Whatever is wrong comes back as findings, never as an exception."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from sdgen.base.findings import Finding, in_order
from sdgen.base.input_files import ReadError, names_in, read_bounded
from sdgen.base.span import Span
from sdgen.parse import problems
from sdgen.parse.builder import Builder, place_of
from sdgen.parse.decode import decode, readable, unprintable
from sdgen.parse.document import Document, Node, Scalar
from sdgen.parse.problems import DEEPEST, LARGEST_FILE, ParseError

if TYPE_CHECKING:
    from yaml.error import MarkedYAMLError

    from sdgen.parse.surrogates import Pairs

_MOST_NEIGHBOURS = 2_000
"""Names beside a file that does not exist, among which the one that is meant is looked for."""
_MOST_DIRECTIVES = 50
"""The parser compares each %TAG line with all before it, so their number must be bounded."""
_READ_AHEAD = 2048
"""Characters, at least as many as the parser reads ahead: the 1024 in which a key must end, and one
token before and after them."""


def parse_file(
    path: Path | str, display: str | None = None, *, below: Path | None = None
) -> Document:
    """Read a file; ``display`` is its name in findings where that differs from ``path``. With
    ``below``, ``path`` has no links, and none that came since is followed after that folder."""
    file = display if display is not None else str(path)
    try:
        data = _read_bytes(Path(path), file, below)
    except ParseError as error:
        return Document(file, "", None, (error.finding,))
    return parse_text(data, file)


def parse_text(text: str | bytes, file: str) -> Document:
    """Read a text, or the bytes of a file (UTF-8, or UTF-16 that begins with a byte order mark)."""
    decoded = ""
    try:
        if len(text) > LARGEST_FILE:
            raise ParseError(_too_large(len(text), file))
        try:
            decoded = decode(text, file)
        except ParseError:
            decoded = readable(text)
            raise
        if decoded.count("%TAG") > _MOST_DIRECTIVES:
            raise ParseError(_too_many_directives(file))
        return _build(decoded, file)
    except ParseError as error:
        return Document(file, decoded, None, (error.finding,))


def _build(text: str, file: str) -> Document:
    from yaml.error import MarkedYAMLError
    from yaml.reader import ReaderError

    pairs = _pairs(text)
    builder = Builder(file, pairs)
    fed = text if pairs is None else pairs.text
    try:
        _feed(fed, builder, file)
    except MarkedYAMLError as error:
        deep = _deeper_than_told(error, fed, file, (builder, Builder(file, pairs)))
        if deep:
            return Document(file, text, None, deep)
        from sdgen.parse.syntax import explain

        raise ParseError(_tried(explain(error, text, file, builder.stack), text)) from error
    except ReaderError as error:
        raise ParseError(unprintable(text, file)) from error
    except ParseError as error:
        return Document(file, text, None, (*in_order(builder.findings), error.finding))
    findings, shared = in_order(builder.findings), tuple(sorted(builder.shared))
    return Document(file, text, builder.root, findings, builder.count, shared)


def _tried(finding: Finding, text: str) -> Finding:
    """The finding, without its fix unless the text then reads."""
    if not finding.fix:
        return finding
    from yaml.error import YAMLError

    from sdgen.base.edit import apply_edits

    builder = Builder(finding.span.file)
    try:
        _feed(apply_edits(text, finding.span.file, finding.fix), builder, finding.span.file)
    except (YAMLError, ParseError):
        return replace(finding, fix=())
    return finding if not builder.findings else replace(finding, fix=())


def _deeper_than_told(
    error: MarkedYAMLError, text: str, file: str, builders: tuple[Builder, Builder]
) -> tuple[Finding, ...]:
    """That the text is too deep, and what was found before, where the parser complained before it
    told of that many levels; else nothing. ``builders`` are the one that was told, and an empty one.

    It reads brackets ahead, for what they open may be a key, and some versions of it have a limit
    of their own on levels. So what stands in front of the place of the complaint is read once more
    by itself, and then, should a key be missing there, what begins where the key would be.
    """
    from yaml.error import MarkedYAMLError

    told, again = builders
    place = error.problem_mark or error.context_mark
    end: int = 0 if place is None else place.index
    ahead = text[max(0, end - _READ_AHEAD) : end]
    if ahead.count("[") + ahead.count("{") + len(told.stack) <= DEEPEST:
        return ()
    start = 0
    for _ in range(2):
        # Blanks in place of what is left out: lines and columns stay what they are.
        part = re.sub(r"[^\r\n\x85\u2028\u2029]", " ", text[:start]) + text[start:end]
        try:
            _feed(part, again, file)
        except ParseError as found:
            if found.finding.code == problems.TOO_DEEP.code:
                return (*in_order(again.findings), found.finding)
            return ()
        except MarkedYAMLError as complaint:
            if complaint.context_mark is None:
                return ()
            start = complaint.context_mark.index
    return ()


def _pairs(text: str) -> Pairs | None:
    if "\\u" not in text:
        return None
    from sdgen.parse.surrogates import find_pairs

    return find_pairs(text)


def _feed(text: str, builder: Builder, file: str) -> None:
    """Every event of the first document into the builder; a second document is a finding."""
    from yaml import CBaseLoader, events

    parser = CBaseLoader(text)
    documents = 0
    while (event := parser.get_event()) is not None:
        if isinstance(event, events.ScalarEvent):
            builder.scalar(event)
        elif isinstance(event, events.MappingStartEvent):
            builder.start(event, mapping=True)
        elif isinstance(event, events.SequenceStartEvent):
            builder.start(event, mapping=False)
        elif isinstance(event, events.CollectionEndEvent):
            builder.finish(event)
        elif isinstance(event, events.AliasEvent):
            builder.alias(event)
        elif isinstance(event, events.DocumentStartEvent):
            documents += 1
            if documents == 2:
                line, column = place_of(event.start_mark)
                span = Span(file, line, column, line, column + 3)
                builder.findings.append(_several_documents(span))
                return
    if documents == 0 or _is_nothing(builder.root):
        raise ParseError(
            problems.EMPTY.finding(
                "the file is empty",
                Span.whole(file),
                "begin with the lines 'sdgen: 1', 'name: ...' and 'components: ...'",
            )
        )


def _is_nothing(root: Node | None) -> bool:
    return isinstance(root, Scalar) and root.value is None


def _read_bytes(path: Path, file: str, below: Path | None) -> bytes:
    try:
        return read_bounded(path, LARGEST_FILE, below=below)
    except ReadError as error:
        raise ParseError(_obstacle(error, path, file)) from None


def _obstacle(error: ReadError, path: Path, file: str) -> Finding:
    match error.obstacle:
        case "missing":
            return _missing(path, file)
        case "too large":
            return _too_large(error.size, file)
        case "no folder":
            advice = "part of the path is a file, not a directory"
            return _unreadable("does not exist", file, advice)
        case "folder":
            advice = "name one YAML file in it"
        case "forbidden":
            advice = "check the permissions of the file and of its directory"
        case "special":
            advice = "name a YAML file"
        case _:
            advice = ""
    return _unreadable(error.reason, file, advice)


def _unreadable(what: str, file: str, advice: str) -> Finding:
    return problems.UNREADABLE_FILE.finding(f"{file!r} {what}", Span.whole(file), advice)


def _missing(path: Path, file: str) -> Finding:
    from sdgen.base.suggest import did_you_mean, question

    if not os.path.isdir(path.parent):  # noqa: PTH112 - Path.is_dir fails for impossible names
        return _unreadable("does not exist", file, f"there is no directory {str(path.parent)!r}")
    names = names_in(path.parent, _MOST_NEIGHBOURS)
    designs = [name for name in names if name.endswith((".yaml", ".yml"))]
    meant = did_you_mean(path.name, designs)
    advice = question(str(path.parent / meant)) if meant else "check the spelling of the path"
    return _unreadable("does not exist", file, advice)


def _too_large(size: int, file: str) -> Finding:
    return problems.TOO_LARGE.finding(
        f"the file has {size / 1e6:.1f} MB, and sdgen reads at most {LARGEST_FILE / 1e6:.0f} MB",
        Span.whole(file),
        "is this the right file? a large design can be split with include",
    )


def _several_documents(span: Span) -> Finding:
    return problems.SEVERAL_DOCUMENTS.finding(
        "a second document begins here, and one file is one design",
        span,
        "remove the '---', or move what follows into a file of its own and include it",
    )


def _too_many_directives(file: str) -> Finding:
    return problems.TAG.finding(
        f"the file has more than {_MOST_DIRECTIVES} %TAG lines",
        Span.whole(file),
        "leave them out: tags are not supported",
    )
