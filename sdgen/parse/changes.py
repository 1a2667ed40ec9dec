"""Which stretches of a text change when a value in it is added, set or taken away.

Everything here speaks in offsets; :mod:`sdgen.parse.edits` finds the values and makes edits of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping as Mappings
from collections.abc import Sequence as Sequences

from msgspec import Struct, structs

from sdgen.base.span import Span
from sdgen.parse import write
from sdgen.parse.layout import Form, Layout, Written
from sdgen.parse.scalars import meaning

Change = tuple[int, int, str]
"""Where the old text begins and ends, and the new one."""

_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*")


class Refused(Struct, frozen=True):
    """An edit that is not made: why, and at which place."""

    reason: str
    span: Span


class RefusedError(Exception):
    """Carries where an edit cannot be made; stays inside this package."""

    def __init__(self, reason: str, at: int) -> None:
        self.reason = reason
        self.at = at
        super().__init__(reason)


# --- adding -----------------------------------------------------------------------------------


def add_entries(layout: Layout, holder: Written, values: Mappings[str, write.Data]) -> list[Change]:
    """Keys at the end of a mapping."""
    if holder.flow:
        texts = [
            f"{write.key_text(key, in_flow=True)}: {write.flow(value)}"
            for key, value in values.items()
        ]
        return _into_brackets(layout, holder, texts)
    indent = layout.column(_entry_start(layout, holder, 0))
    lines = [line for key, value in values.items() for line in write.entry(key, value, indent)]
    return [below(layout, holder.end, lines)]


def add_items(layout: Layout, holder: Written, values: Sequences[write.Data]) -> list[Change]:
    """Items at the end of a list."""
    if holder.flow:
        return _into_brackets(layout, holder, [write.flow(value) for value in values])
    indent = layout.column(_entry_start(layout, holder, 0))
    lines = [line for value in values for line in write.item(value, indent)]
    return [below(layout, holder.end, lines)]


def items_behind(
    layout: Layout, holder: Written, index: int, values: Sequences[write.Data]
) -> list[Change]:
    """Items after the one at ``index`` of a list, in the list's own style."""
    end = holder.parts[index].end
    start = _entry_start(layout, holder, index)
    if not holder.flow:
        indent = layout.column(_entry_start(layout, holder, 0))
        lines = [line for value in values for line in write.item(value, indent)]
        return [below(layout, end, lines)]
    texts = [write.flow(value) for value in values]
    comma = _comma(layout, end, holder.end - 1)
    if comma is not None and layout.begins_line(start) and index + 1 < len(holder.parts):
        following = holder.parts[index + 1].start
        if layout.begins_line(following):
            margin = "\n" + layout.text[layout.line_start(start) : start]
            at = layout.line_end(comma)
            return [(at, at, "".join(f"{margin}{text}," for text in texts))]
    return [(end, end, "".join(f", {text}" for text in texts))]


def items_before(
    layout: Layout, holder: Written, index: int, values: Sequences[write.Data]
) -> list[Change]:
    """Items in front of the one at ``index`` of a list, in the list's own style."""
    if index >= len(holder.parts):
        raise RefusedError("nothing is behind the items to be added", holder.start)
    start = _entry_start(layout, holder, index)
    if holder.flow:
        return [(start, start, "".join(f"{write.flow(value)}, " for value in values))]
    indent = layout.column(start)
    lines = [line for value in values for line in write.item(value, indent)]
    text = "".join(f"{line}\n" for line in lines)
    if layout.begins_line(start):
        at = layout.line_start(start)
        return [(at, at, text)]
    return [(start, start, text[indent:] + " " * indent)]


def below(layout: Layout, offset: int, lines: list[str]) -> Change:
    """Lines after the one that an offset is in, whose comment stays where it is."""
    at = layout.line_end(offset)
    return at, at, _joined(layout, at, lines)


def _joined(layout: Layout, at: int, lines: list[str], head: str = "") -> str:
    """Lines to stand behind ``at``, the first line being ``head``; a text below ``|`` needs a line
    end of its own at the end."""
    alone = at == len(layout.text) and any(each.endswith("|") for each in (head, *lines))
    last = "\n" if alone else ""
    return "".join(f"\n{line}" for line in lines) + last


def _into_brackets(layout: Layout, holder: Written, texts: list[str]) -> list[Change]:
    joined = ", ".join(texts)
    if holder.bare:
        at = holder.content
        return [(at, at, "{"), (holder.end, holder.end, f", {joined}}}")]
    closing = holder.end - 1
    if not holder.parts:
        inside = layout.text[holder.content + 1 : closing]
        start = closing if inside.strip() else holder.content + 1
        return [(start, closing, joined)]
    end = holder.parts[-1].end
    comma = _comma(layout, end, closing)
    first = _entry_start(layout, holder, _count(holder) - 1)
    if layout.begins_line(first) and not layout.same_line(end, closing):
        margin = "\n" + layout.text[layout.line_start(first) : first]
        after = layout.line_end(end if comma is None else comma)
        text = margin + f",{margin}".join(texts)
        if comma is not None:
            return [(after, after, f"{text},")]
        return [(end, end, f",{text}")] if after == end else [(end, end, ","), (after, after, text)]
    if comma is not None:
        return [(comma + 1, comma + 1, f" {joined}")]
    return [(end, end, f", {joined}")]


def _comma(layout: Layout, offset: int, closing: int) -> int | None:
    """Where the comma stands that comes next, if one does before ``closing``."""
    at = layout.skip(offset)
    return at if at < closing and layout.text[at] == "," else None


def _count(holder: Written) -> int:
    return len(holder.parts) // (2 if holder.form is Form.MAPPING else 1)


def _entry_start(layout: Layout, holder: Written, index: int) -> int:
    """Where an entry or item begins: its key, or in a block list its dash."""
    if holder.form is Form.MAPPING:
        start = holder.parts[2 * index].start
        before = layout.text[layout.line_start(start) : start]
        return (
            start if not before.rstrip().endswith("?") else start - len(before) + before.index("?")
        )
    if holder.flow:
        return holder.parts[index].start
    return layout.skip(holder.parts[index - 1].end) if index else layout.skip(holder.content)


# --- setting ----------------------------------------------------------------------------------


def set_in(layout: Layout, holder: Written, index: int, value: write.Data) -> list[Change]:
    """Another value at an entry of a mapping or an item of a list."""
    mapping = holder.form is Form.MAPPING
    node = holder.parts[2 * index + 1 if mapping else index]
    if not node.used and layout.comment_before(node):
        bare = structs.replace(node, start=node.content)
        return [*without_properties(layout, node), *_set(layout, holder, index, bare, value)]
    return _set(layout, holder, index, node, value)


def without_properties(layout: Layout, node: Written) -> list[Change]:
    """A value without its ``&name`` and tag; comments behind those stay."""
    text, made = layout.text, []
    for start, end in layout.properties(node):
        while text[start - 1].isspace() and text[end : end + 1] in (" ", "\t"):
            end += 1
        made.append((start, end, ""))
    return made


def _set(
    layout: Layout, holder: Written, index: int, node: Written, value: write.Data
) -> list[Change]:
    mapping = holder.form is Form.MAPPING
    if holder.flow:
        return _set_in_brackets(layout, holder, index, node, write.flow(value))
    if node.used:
        return [(node.content, node.end, spaced(node, write.flow(value)))]
    start = _entry_start(layout, holder, index)
    indent = layout.column(start)
    if not mapping:
        lines = write.item(value, indent)
        marker, first = start + 1, lines[0][indent + 1 :]
    else:
        key = holder.parts[2 * index]
        marker = _colon(layout, key)
        lines = write.entry("k", value, indent)
        first = lines[0][indent + 2 :]
    if layout.same_line(marker, node.start):
        return _set_beside(layout, node, marker, [first, *lines[1:]])
    return _set_below(layout, node, marker, [first, *lines[1:]], value)


def spaced(node: Written, text: str) -> str:
    """The text behind ``&name``, which may have had nothing behind it."""
    return text if node.content > node.start + len(node.name or "") + 1 else f" {text}"


def _colon(layout: Layout, key: Written) -> int:
    """The offset behind the colon of a key that stands in one line with it."""
    match = re.compile(r"[ \t]*:").match(layout.text, key.end)
    if match is None:
        raise RefusedError("a key that is written with '?' is not edited", key.start)
    return match.end()


def _set_beside(layout: Layout, node: Written, marker: int, lines: list[str]) -> list[Change]:
    """The old value begins behind its key or dash."""
    first, rest = lines[0], lines[1:]
    header = _BLOCK_HEADER.match(layout.text, node.content) if node.style in ("|", ">") else None
    if header is not None:
        end = layout.line_end(node.content)
        return [
            (marker, header.end(), first),
            (end, node.end, _joined(layout, node.end, rest, first)),
        ]
    end = layout.line_end(node.end)
    if end == node.end:
        return [(marker, end, first + _joined(layout, end, rest, first))]
    changes = [(marker, node.end, first)]
    return [*changes, (end, end, _joined(layout, end, rest, first))] if rest else changes


def _set_below(
    layout: Layout, node: Written, marker: int, lines: list[str], value: write.Data
) -> list[Change]:
    """The old value begins below its key or dash; comments between the two stay."""
    above = layout.lines.ends[layout.lines.index(node.start) - 1]
    first, rest = lines[0], lines[1:]
    if isinstance(value, str) and rest:
        first, rest = f" {write.flow(value)}", []  # a comment would become part of the text
    start = marker if above == marker else above
    inserted = [] if above == marker else [(marker, marker, first)]
    old = first if above == marker else ""
    end = layout.line_end(node.end)
    if end == node.end:
        return [*inserted, (start, end, old + _joined(layout, end, rest, first))]
    return [*inserted, (start, node.end, old), (end, end, _joined(layout, end, rest, first))]


def fits_brackets(text: str, node: Written) -> bool:
    """Whether a value can stand inside brackets as it is written."""
    if node.form is not Form.SCALAR:
        return node.form is Form.ALIAS
    quoted = node.style in ("'", '"')
    number = not isinstance(meaning(node.text), str)
    plain = not node.style and (number or write.is_plain(node.text, in_flow=True))
    return bool(text) and "\n" not in text and (quoted or plain)


def _set_in_brackets(
    layout: Layout, holder: Written, index: int, node: Written, text: str
) -> list[Change]:
    if holder.form is Form.MAPPING:
        key = holder.parts[2 * index]
        colon = layout.skip(key.end)
        if colon >= len(layout.text) or layout.text[colon] != ":":
            return [(key.end, key.end, f": {text}")]
        if node.start == node.end:
            return [(colon + 1, colon + 1, f" {text}")]
        if node.start == colon + 1:
            text = f" {text}"
    if node.used:
        return [(node.content, node.end, spaced(node, text))]
    return [(node.start, node.end, text)]


# --- removing ---------------------------------------------------------------------------------


def remove_from(layout: Layout, holder: Written, index: int) -> list[Change]:
    """An entry or item less; in lines there must be others."""
    if holder.flow:
        return _remove_in_brackets(layout, holder, index)
    mapping = holder.form is Form.MAPPING
    if mapping:
        _colon(layout, holder.parts[2 * index])
    start = _entry_start(layout, holder, index)
    end = _end_of(holder, index)
    if layout.begins_line(start):
        last = layout.next_line(end)
        if index and _keeps_blank_lines(
            layout, holder.parts[2 * index - 1 if mapping else index - 1]
        ):
            while last < len(layout.text) and layout.line_end(last) == last:
                last = layout.next_line(last)
        return [(layout.line_start(start), last, "")]
    # the first of a list's or mapping's lines stands behind a dash: what follows moves up there
    following = layout.next_line(end)
    text = layout.text
    while following < len(text) and text[following] in " \n\r":
        following += 1
    return [(start, following, "")]


def _keeps_blank_lines(layout: Layout, node: Written) -> bool:
    """Whether blank lines behind a value would be part of the text that it ends with."""
    while node.parts:
        node = node.parts[-1]
    header = _BLOCK_HEADER.match(layout.text, node.content)
    return node.style in ("|", ">") and header is not None and "+" in header.group()


def _end_of(holder: Written, index: int) -> int:
    return holder.parts[2 * index + 1 if holder.form is Form.MAPPING else index].end


def _remove_in_brackets(layout: Layout, holder: Written, index: int) -> list[Change]:
    start = _entry_start(layout, holder, index)
    end = _end_of(holder, index)
    closing = holder.end - 1
    comma = _comma(layout, end, closing)
    stop = end if comma is None else comma + 1
    text = layout.text
    rest = text[stop : layout.line_end(stop)].lstrip(" \t")
    if layout.begins_line(start) and (not rest or rest.startswith("#")):
        return [(layout.line_start(start), layout.next_line(stop), "")]
    if _count(holder) == 1:
        around = text[holder.content + 1 : start] + text[stop:closing]
        return [(start, stop, "")] if around.strip() else [(holder.content + 1, closing, "")]
    if comma is not None and index < _count(holder) - 1:
        while text[stop] in " \t":
            stop += 1
        return [(start, stop, "")]
    before = _comma(layout, _end_of(holder, index - 1), start)
    if before is None or comma is not None:
        return [(start, stop, "")]
    if text[before + 1 : start].strip(" \t"):
        return [(before, before + 1, ""), (start, stop, "")]
    return [(before, stop, "")]
