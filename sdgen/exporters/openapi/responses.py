"""What an operation answers: its result, its errors by code or name, and what too many calls get."""

from __future__ import annotations

import re
from typing import Final

from sdgen.base.words import with_article
from sdgen.design.records import Operation
from sdgen.exporters.openapi.schemas import Schema, Schemas, or_nothing, raw_bytes
from sdgen.exporters.texts import markdown_line, plain_line, sentence
from sdgen.exporters.written_types import WrittenType, read_type
from sdgen.parse.write import Quoted

TOO_MANY: Final = "429"
_CODE: Final = re.compile(r"[1-5]\d\d|[1-5]XX", re.ASCII)
_SUCCESS: Final = re.compile(r"([1-3]\d\d)\b[\s:,-]*(.*)", re.ASCII | re.DOTALL)
"""A result that begins with its status: ``201 Tweet``, ``302 with the long address``."""
_NOTHING: Final = frozenset({"nothing", "none", "void", "null", "empty", "-", "no content"})
_DONE: Final = frozenset({"ok", "ack", "success", "done"})
_UNLIMITED: Final = frozenset({"none", "unlimited", "no", "off"})

OTHER_ERRORS: Final = "x-errors"
"""Errors that have a name in place of a code."""


def responses_of(operation: Operation, schemas: Schemas) -> Schema:
    """Every response by its code, the result first; errors that have names are in ``default``."""
    code, result = _result(operation, schemas)
    found: Schema = {Quoted(code): result}
    others: list[tuple[str, str]] = []
    for key, meaning in operation.errors.items():
        status = key.strip().upper()
        if _CODE.fullmatch(status) and status not in found:
            found[Quoted(status)] = {"description": _described(meaning) or f"Error {status}."}
        else:
            others.append((key, meaning))
    if has_limit(operation) and TOO_MANY not in found:
        found[Quoted(TOO_MANY)] = {
            "description": f"More calls than {markdown_line(operation.rate_limit)}."
        }
    if others:
        found["default"] = _default(others)
    return found


def has_limit(operation: Operation) -> bool:
    """Whether a rate limit is set, rather than none or nothing said."""
    return operation.rate_limit.strip().lower() not in {"", *_UNLIMITED}


def _default(others: list[tuple[str, str]]) -> Schema:
    said = (
        f"`{plain_line(name).replace('`', '')}`: {_described(meaning)}".rstrip(": ")
        for name, meaning in others
    )
    errors = [{"name": plain_line(name), "when": plain_line(meaning)} for name, meaning in others]
    return {"description": " ".join(said), OTHER_ERRORS: errors}


def _result(operation: Operation, schemas: Schemas) -> tuple[str, Schema]:
    """The code and the response of a call that does what it should."""
    returns = operation.returns.strip()
    span = operation.span_of("returns")
    stated = _SUCCESS.fullmatch(returns)
    code, rest = (stated[1], stated[2].strip()) if stated else ("", returns)
    if rest.lower() in _NOTHING:
        return code or "204", {"description": "Nothing is returned."}
    if not rest or rest.lower() in _DONE:
        return code or "200", {"description": "Done."}
    written = read_type(rest)
    if written is None:
        return code or "200", {"description": _described(rest)}
    raw = raw_bytes(written)
    media = "application/json" if raw is None else "application/octet-stream"
    schema = raw or schemas.of_type(written, span)
    if written.optional and raw is None:
        schema = or_nothing(schema)
    content = {media: {"schema": schema}}
    return code or "200", {"description": _in_words(written), "content": content}


def _in_words(written: WrittenType) -> str:
    one = with_article(written.word)
    words = f"a list of {written.word}" if written.many else one
    return f"{words[:1].upper()}{words[1:]}{', or nothing' if written.optional else ''}."


def _described(text: str) -> str:
    said = sentence(markdown_line(text))
    return f"{said[:1].upper()}{said[1:]}"
