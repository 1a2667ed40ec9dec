"""Files and bytes -> Document. Whatever is wrong comes back as findings, never as an exception."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from sdgen.base.findings import Finding
from sdgen.base.span import Span
from sdgen.parse.builder import Builder, place_of
from sdgen.parse.decode import decode, readable, unprintable
from sdgen.parse.document import Document, Node, Scalar
from sdgen.parse.problems import DEEPEST, LARGEST_FILE, LoadError, Problem

if TYPE_CHECKING:
    from yaml.error import MarkedYAMLError

_READ_WITHOUT_WAITING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_MOST_DIRECTIVES = 50
"""The parser compares each %TAG line with all before it, so their number must be bounded."""
_READ_AHEAD = 2048
"""Characters, at least as many as the parser reads ahead: the 1024 in which a key must end, and one
token before and after them."""


def load_file(path: Path | str, display: str | None = None) -> Document:
    """Read a file; ``display`` is its name in findings where that differs from ``path``."""
    file = display if display is not None else str(path)
    try:
        data = _read_bytes(Path(path), file)
    except LoadError as error:
        return Document(file, "", None, (error.finding,))
    return load_text(data, file)


def load_text(text: str | bytes, file: str) -> Document:
    """Read a text, or the bytes of a file (UTF-8, or UTF-16 that begins with a byte order mark)."""
    decoded = ""
    try:
        if len(text) > LARGEST_FILE:
            raise LoadError(_too_large(len(text), file))
        try:
            decoded = decode(text, file)
        except LoadError:
            decoded = readable(text)
            raise
        if decoded.count("%TAG") > _MOST_DIRECTIVES:
            raise LoadError(_too_many_directives(file))
        return _build(decoded, file)
    except LoadError as error:
        return Document(file, decoded, None, (error.finding,))


def _build(text: str, file: str) -> Document:
    from yaml.error import MarkedYAMLError
    from yaml.reader import ReaderError

    builder = Builder(file)
    try:
        _feed(text, builder, file)
    except MarkedYAMLError as error:
        deep = _deeper_than_told(error, text, builder, file)
        if deep is not None:
            return deep
        from sdgen.parse.syntax import explain

        raise LoadError(explain(error, text, file, builder.stack)) from error
    except ReaderError as error:
        raise LoadError(unprintable(text, file)) from error
    except LoadError as error:
        return Document(file, text, None, (*_in_order(builder.findings), error.finding))
    return Document(file, text, builder.root, _in_order(builder.findings), builder.count)


def _deeper_than_told(
    error: MarkedYAMLError, text: str, told: Builder, file: str
) -> Document | None:
    """The document as too deep, where the parser complained before it told of that many levels.

    It reads brackets ahead, for what they open may be a key, and some versions of it have a limit
    of their own on levels. So what stands in front of the place of the complaint is read once more
    by itself, and then, should a key be missing there, what begins where the key would be.
    """
    from yaml.error import MarkedYAMLError

    place = error.problem_mark or error.context_mark
    end: int = 0 if place is None else place.index
    ahead = text[max(0, end - _READ_AHEAD) : end]
    if ahead.count("[") + ahead.count("{") + len(told.stack) <= DEEPEST:
        return None
    builder, start = Builder(file), 0
    for _ in range(2):
        # Blanks in place of what is left out: lines and columns stay what they are.
        part = re.sub(r"[^\r\n\x85\u2028\u2029]", " ", text[:start]) + text[start:end]
        try:
            _feed(part, builder, file)
        except LoadError as found:
            if found.finding.code == Problem.TOO_DEEP.code:
                return Document(file, text, None, (*_in_order(builder.findings), found.finding))
            return None
        except MarkedYAMLError as again:
            if again.context_mark is None:
                return None
            start = again.context_mark.index
    return None


def _in_order(findings: list[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: finding.span))


def _feed(text: str, builder: Builder, file: str) -> None:
    """Every event of the first document into the builder; a second document is a finding."""
    from yaml import events
    from yaml._yaml import CParser

    parser = CParser(text)
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
        raise LoadError(
            Problem.EMPTY.finding(
                "the file is empty",
                Span.whole(file),
                "begin with the lines 'sdgen: 1', 'name: ...' and 'components: ...'",
            )
        )


def _is_nothing(root: Node | None) -> bool:
    return isinstance(root, Scalar) and root.value is None


def _read_bytes(path: Path, file: str) -> bytes:
    """At most one byte more than the limit; never waits for a pipe or a device."""
    try:
        descriptor = os.open(path, _READ_WITHOUT_WAITING)
        try:
            return _read_regular(descriptor, file)
        finally:
            os.close(descriptor)
    except FileNotFoundError:
        raise LoadError(_missing(path, file)) from None
    except IsADirectoryError:
        advice = "name one YAML file in it"
        raise LoadError(_unreadable("is a directory, not a file", file, advice)) from None
    except NotADirectoryError:
        advice = "part of the path is a file, not a directory"
        raise LoadError(_unreadable("does not exist", file, advice)) from None
    except PermissionError:
        advice = "check the permissions of the file and of its directory"
        raise LoadError(_unreadable("may not be read by you", file, advice)) from None
    except OSError as error:
        reason = f"cannot be read: {(error.strerror or 'unknown reason').lower()}"
        raise LoadError(_unreadable(reason, file, "")) from None
    except ValueError:
        raise LoadError(_unreadable("is not a possible file name", file, "")) from None


def _read_regular(descriptor: int, file: str) -> bytes:
    status = os.fstat(descriptor)
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError
    if not stat.S_ISREG(status.st_mode):
        advice = "name a YAML file"
        raise LoadError(_unreadable("is a pipe or a device, not a file", file, advice))
    if status.st_size > LARGEST_FILE:
        raise LoadError(_too_large(status.st_size, file))
    with open(descriptor, "rb", closefd=False) as stream:
        return stream.read(LARGEST_FILE + 1)


def _unreadable(what: str, file: str, advice: str) -> Finding:
    return Problem.UNREADABLE_FILE.finding(f"{file!r} {what}", Span.whole(file), advice)


def _missing(path: Path, file: str) -> Finding:
    from sdgen.base.suggest import did_you_mean

    try:
        names = sorted(os.listdir(path.parent))[:2000]  # noqa: PTH208
    except OSError:
        return _unreadable("does not exist", file, f"there is no directory {str(path.parent)!r}")
    designs = [name for name in names if name.endswith((".yaml", ".yml"))]
    meant = did_you_mean(path.name, designs)
    if meant:
        return _unreadable("does not exist", file, f"did you mean {str(path.parent / meant)!r}?")
    return _unreadable("does not exist", file, "check the spelling of the path")


def _too_large(size: int, file: str) -> Finding:
    return Problem.TOO_LARGE.finding(
        f"the file has {size / 1e6:.1f} MB, and sdgen reads at most {LARGEST_FILE / 1e6:.0f} MB",
        Span.whole(file),
        "is this the right file? a large design can be split with include",
    )


def _several_documents(span: Span) -> Finding:
    return Problem.SEVERAL_DOCUMENTS.finding(
        "a second document begins here, and one file is one design",
        span,
        "remove the '---', or move what follows into a file of its own and include it",
    )


def _too_many_directives(file: str) -> Finding:
    return Problem.TAG.finding(
        f"the file has more than {_MOST_DIRECTIVES} %TAG lines",
        Span.whole(file),
        "leave them out: tags are not supported",
    )
