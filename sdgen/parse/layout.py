"""How a text writes its data: where each key and value stands, in brackets or in lines, with which
marks. :class:`Document` says what the text means; this says what an edit has to change."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import TYPE_CHECKING

from msgspec import Struct, field

from sdgen.base.edit import Lines

if TYPE_CHECKING:
    from yaml._yaml import Mark as FastMark
    from yaml.error import Mark
    from yaml.events import NodeEvent, ScalarEvent

_PROPERTY = re.compile(r"[&!]\S*")
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*")


class Form(Enum):
    """What a value is written as."""

    SCALAR = auto()
    LIST = auto()
    MAPPING = auto()
    ALIAS = auto()


class Written(Struct, eq=False):
    """A value in the text, all places as offsets.

    ``start`` is where it begins with its ``&name`` and tag, ``content`` where it begins without,
    ``end`` where its last line's share of it ends. ``parts`` are the items of a list, keys and
    values of a mapping in turn. ``flow`` says that a collection stands in brackets, ``style`` how a
    scalar begins (a quote, ``|``, ``>``, or nothing), ``text`` what it says. ``target`` is what an
    alias names, ``used`` whether an alias names this value.
    """

    form: Form
    start: int
    content: int
    end: int
    flow: bool = False
    style: str = ""
    text: str = ""
    name: str | None = None
    parts: list[Written] = field(default_factory=list)
    target: Written | None = None
    used: bool = False

    @property
    def bare(self) -> bool:
        """Whether this is a mapping of one entry in a list in brackets, without braces:
        ``[a: 1]``."""
        return self.flow and not self.text

    def pairs(self) -> Iterator[tuple[Written, Written]]:
        """Keys and values of a mapping."""
        nodes = iter(self.parts)
        return zip(nodes, nodes, strict=True)

    def inside(self) -> Iterator[Written]:
        """This value and all in it, aliases not followed."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(node.parts)


class Layout:
    """The root of a text that the parser has read without an error, and its lines."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = Lines(text)
        self._named: dict[str, Written] = {}
        self.root = self._read()

    # --- places -------------------------------------------------------------------------------

    def skip(self, offset: int) -> int:
        """The first offset from here that is no space, line end or comment."""
        text = self.text
        while offset < len(text):
            if text[offset] == "#" and (offset == 0 or text[offset - 1].isspace()):
                offset = self.line_end(offset)
            elif text[offset] in " \t\n\r\x85\u2028\u2029\ufeff":
                offset += 1
            else:
                break
        return offset

    def line_start(self, offset: int) -> int:
        return self.lines.starts[self.lines.index(offset)]

    def line_end(self, offset: int) -> int:
        """The end of the line that an offset is in, before its line end."""
        return self.lines.ends[self.lines.index(offset)]

    def next_line(self, offset: int) -> int:
        """The beginning of the line after the one that an offset is in."""
        index = self.lines.index(offset) + 1
        return self.lines.starts[index] if index < len(self.lines.starts) else len(self.text)

    def column(self, offset: int) -> int:
        """How many characters of its line stand before an offset."""
        return offset - self.line_start(offset)

    def begins_line(self, offset: int) -> bool:
        return not self.text[self.line_start(offset) : offset].strip(" ")

    def same_line(self, one: int, other: int) -> bool:
        return self.lines.index(one) == self.lines.index(other)

    # --- reading ------------------------------------------------------------------------------

    def _read(self) -> Written:
        """Every event of the first document, which ends with its root."""
        from yaml import CBaseLoader, events

        parser = CBaseLoader(self.text)
        stack: list[Written] = []
        root: Written | None = None
        while root is None:
            event = parser.get_event()
            if isinstance(event, events.CollectionEndEvent):
                node = stack.pop()
                self._finish(node, _offset(event.end_mark))
            elif isinstance(event, events.NodeEvent):
                node = self._begin(event)
                (stack[-1].parts if stack else []).append(node)
                if node.form in (Form.LIST, Form.MAPPING):
                    stack.append(node)
                    continue
            else:
                continue
            root = None if stack else node
        return root

    def _begin(self, event: NodeEvent) -> Written:
        from yaml import events

        start, end, name = _offset(event.start_mark), _offset(event.end_mark), event.anchor
        if isinstance(event, events.AliasEvent):
            target = self._named[str(name)]
            target.used = True
            return Written(Form.ALIAS, start, start, end, name=name, target=target)
        if isinstance(event, events.ScalarEvent):
            node = self._scalar(event, start, end)
        else:
            assert isinstance(event, events.CollectionStartEvent)
            form = Form.LIST if isinstance(event, events.SequenceStartEvent) else Form.MAPPING
            content = self._content(start, end, event.anchor or event.tag)
            node = Written(form, start, content, end, bool(event.flow_style))
        if name is not None:
            node.name = name
            self._named[name] = node
        return node

    def _content(self, start: int, end: int, marked: object) -> int:
        """Where a value begins behind its ``&name`` and tag, if it is marked so."""
        if marked is None:
            return start
        at = start
        while match := _PROPERTY.match(self.text, at):
            at = match.end()
            following = self.skip(at)
            if following > end or self.text[following : following + 1] in ("", ":"):
                return min(at, max(end, start))
            at = following
        return at

    def properties(self, node: Written) -> Iterator[tuple[int, int]]:
        """Where the ``&name`` and the tag of a value begin and end."""
        at = node.start
        while at < node.content and (match := _PROPERTY.match(self.text, at)):
            yield match.span()
            at = self.skip(match.end())

    def comment_before(self, node: Written) -> bool:
        """Whether a comment stands between a value and its ``&name`` or tag."""
        at = node.start
        for start, end in self.properties(node):
            if self.text[at:start].strip():
                return True
            at = end
        return bool(self.text[at : node.content].strip())

    def _scalar(self, event: ScalarEvent, start: int, end: int) -> Written:
        content = self._content(start, end, event.anchor or event.tag)
        style = event.style or ""
        if style in ("|", ">"):
            end = self._block_end(content, end)
        elif not event.value and not style:
            end = content = max(content, start)
        return Written(Form.SCALAR, start, content, end, style=style, text=event.value)

    def _block_end(self, content: int, end: int) -> int:
        """Where the last line of a text below ``|`` or ``>`` ends; blank lines after it are its
        own only where it keeps them."""
        header = _BLOCK_HEADER.match(self.text, content)
        keeps = header is not None and "+" in header.group()
        last = self.lines.index(end)
        if end == self.lines.starts[last] and last > 0:
            last -= 1
        while not keeps and last > 0 and not self._line(last).strip():
            last -= 1
        return max(self.lines.ends[last], content + 1)

    def _line(self, index: int) -> str:
        return self.text[self.lines.starts[index] : self.lines.ends[index]]

    def _finish(self, node: Written, end: int) -> None:
        if not node.flow:
            node.end = node.parts[-1].end if node.parts else node.end
        elif self.text[node.content] in "[{" and (
            not node.parts or node.content < node.parts[0].start
        ):
            node.end = end
            node.text = self.text[node.content]
        else:
            node.end = node.parts[-1].end


def _offset(mark: Mark | FastMark | None) -> int:
    return 0 if mark is None else mark.index
