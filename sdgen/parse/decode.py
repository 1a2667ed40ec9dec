"""Bytes -> text, and characters that no design may contain."""

from __future__ import annotations

import codecs

from sdgen.base.findings import Finding
from sdgen.base.span import Span
from sdgen.parse import problems
from sdgen.parse.problems import ParseError

_REFUSED = (
    r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"  # as YAML 1.1 has it
)


def decode(data: str | bytes, file: str) -> str:
    """The text without its byte order mark; raises :class:`ParseError` for what is no text."""
    if isinstance(data, str):
        text = data
        if not text.isascii():
            _refuse_surrogates(text, file)
    elif data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = _decode_as(data, "utf-16", "UTF-16", file)
    else:
        text = _decode_as(data, "utf-8", "UTF-8", file)
    return text.removeprefix("\ufeff")


def readable(data: str | bytes) -> str:
    """What can be read of data that :func:`decode` refuses, for the excerpt in the report."""
    if isinstance(data, str):
        text = data
    else:
        wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        text = data.decode("utf-16" if wide else "utf-8", "replace")
    return text.removeprefix("\ufeff")


def unprintable(text: str, file: str) -> Finding:
    """The finding for the first character that YAML does not allow."""
    import re

    from sdgen.parse.lines import span_at

    match = re.search(_REFUSED, text)
    if match is None:
        return problems.ENCODING.finding("the text cannot be read", Span.whole(file), _SAVE)
    return problems.ENCODING.finding(
        f"the control character U+{ord(match.group()):04X} is not allowed in a design",
        span_at(file, text, match.start()),
        "remove it; editors often show it as a box, or not at all",
    )


_SAVE = "save the file as UTF-8"


def _decode_as(data: bytes, codec: str, name: str, file: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        from sdgen.parse.lines import span_at

        before = data[: error.start].decode(codec, "ignore").removeprefix("\ufeff")
        found = data[error.start : error.start + 1].hex().upper()
        raise ParseError(
            problems.ENCODING.finding(
                f"the byte 0x{found} is not {name} text",
                span_at(file, before, len(before)),
                _SAVE,
            )
        ) from None


def _refuse_surrogates(text: str, file: str) -> None:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        from sdgen.parse.lines import span_at

        raise ParseError(
            problems.ENCODING.finding(
                f"half of a character, U+{ord(text[error.start]):04X}, is not text",
                span_at(file, text, error.start),
                _SAVE,
            )
        ) from None
