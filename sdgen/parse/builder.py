"""Parser events -> nodes, on an explicit stack: no input can exhaust the interpreter's.

Aliases share the node they name, so a bomb of aliases costs no memory here; what it would cost
whoever walks the result is counted and bounded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from msgspec import Struct, field

from sdgen.base.findings import Finding
from sdgen.base.span import Span
from sdgen.parse import problems
from sdgen.parse.document import Entry, Mapping, Node, Scalar, Sequence
from sdgen.parse.problems import DEEPEST, MOST_FINDINGS, MOST_VALUES, ParseError
from sdgen.parse.scalars import meaning

if TYPE_CHECKING:
    from yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent, Event, ScalarEvent

    from sdgen.parse.surrogates import Pairs

_STANDARD_TAGS = "tag:yaml.org,2002:"
_HARMLESS_TAGS = frozenset({"!", *(_STANDARD_TAGS + name for name in ("str", "map", "seq"))})


class _Anchored(Struct, frozen=True):
    """A finished node that has a name: the values in it, itself included, and the levels it is
    high."""

    node: Node
    count: int
    height: int


class Frame(Struct):
    """A collection that is still open: what is in it so far, keys and values of a mapping in turn,
    how many values that is with all that they hold, and how many levels high they are.
    ``merge_keys`` are the keys ``<<`` that merge, being without quotes."""

    start: tuple[int, int]
    anchor: str | None
    flow: bool
    mapping: bool
    end: tuple[int, int]
    values: list[Node] = field(default_factory=list)
    count: int = 0
    height: int = -1
    merge_keys: tuple[Node, ...] = ()


class Builder:
    """Takes the events of one document in order; ``root`` is there after the last, and ``count``
    says how many keys and values it has."""

    def __init__(self, file: str, pairs: Pairs | None = None) -> None:
        self.root: Node | None = None
        self.findings: list[Finding] = []
        self.stack: list[Frame] = []
        self._file = file
        self._pairs = pairs
        self._anchors: dict[str, _Anchored | None] = {}
        self.count = 0
        self.shared: set[Span] = set()

    def scalar(self, event: ScalarEvent) -> None:
        span = self._span(event)
        tag, text = event.tag, event.value
        if self._pairs is not None:
            text = self._pairs.restored(event)
        if tag is not None:
            self._check_tag(tag, span)
        plain = event.implicit[0]
        node = Scalar(meaning(text) if plain and tag is None else text, text, span)
        if plain and text == "<<" and self.stack:
            self.stack[-1].merge_keys += (node,)
        self.count += 1
        self._finish(node, 1, 0, event.anchor, span)

    def alias(self, event: AliasEvent) -> None:
        span = self._span(event)
        name = str(event.anchor)
        target = self._anchors.get(name)
        if target is None:
            self._report(self._bad_alias(name, span))
            target = _Anchored(Scalar(None, f"*{name}", span), 1, 0)
        else:
            self.shared.add(target.node.span)
        self.count += target.count
        self._finish(target.node, target.count, target.height, None, span)

    def start(self, event: CollectionStartEvent, mapping: bool) -> None:
        if event.tag is not None:
            self._check_tag(event.tag, self._span(event))
        if len(self.stack) >= DEEPEST:
            raise ParseError(too_deep(self._span(event)))
        anchor = event.anchor
        if anchor is not None:
            self._anchors[anchor] = None
        start, end = place_of(event.start_mark), place_of(event.end_mark)
        self.stack.append(Frame(start, anchor, bool(event.flow_style), mapping, end))

    def finish(self, event: CollectionEndEvent) -> None:
        frame = self.stack.pop()
        end = place_of(event.end_mark) if frame.flow else frame.end
        span = Span(self._file, *frame.start, *end)
        node: Node
        if frame.mapping:
            node = Mapping(self._entries(frame), span)
        else:
            node = Sequence(tuple(frame.values), span)
        self.count += 1
        self._finish(node, frame.count + 1, frame.height + 1, frame.anchor, span)

    def _span(self, event: Event) -> Span:
        start: Mark | None = event.start_mark
        end: Mark | None = event.end_mark
        if start is None or end is None:
            return Span(self._file, *place_of(start), *place_of(end))
        # what place_of does, without its two calls for each value of a file
        return Span(self._file, start.line + 1, start.column + 1, end.line + 1, end.column + 1)

    def _report(self, finding: Finding) -> None:
        if len(self.findings) < MOST_FINDINGS:
            self.findings.append(finding)

    def _finish(self, node: Node, count: int, height: int, anchor: str | None, span: Span) -> None:
        if self.count > MOST_VALUES:
            raise ParseError(too_many_values(span))
        if len(self.stack) + height > DEEPEST:
            raise ParseError(too_deep(span))
        if anchor is not None:
            self._anchors[anchor] = _Anchored(node, count, height)
        if not self.stack:
            self.root = node
            return
        frame = self.stack[-1]
        frame.values.append(node)
        frame.count += count
        if height > frame.height:
            frame.height = height
        frame.end = (span.end_line, span.end_column)

    def _check_tag(self, tag: str, span: Span) -> None:
        if tag in _HARMLESS_TAGS:
            return
        shown = tag.replace(_STANDARD_TAGS, "!!", 1)
        self._report(
            problems.TAG.finding(
                f"the tag {shown[:60]!r} is not supported; a design is plain data",
                span,
                "leave the tag out, and put the value in quotes if it is text",
            )
        )

    def _bad_alias(self, name: str, span: Span) -> Finding:
        if name in self._anchors:
            return problems.ALIAS.finding(
                f"'*{name}' stands inside the value that it names, so the value would never end",
                span,
                "name a value that is complete before this line",
            )
        from sdgen.base.edit import Edit
        from sdgen.base.suggest import did_you_mean, surely

        meant = did_you_mean(name, self._anchors)
        sure = surely(name, [each for each, found in self._anchors.items() if found is not None])
        advice = f"write *{meant}" if meant else f"mark the value with &{name} before this line"
        return problems.ALIAS.finding(
            f"'*{name}' names a value, but no '&{name}' stands before it",
            span,
            f'{advice}, or put the text in quotes: "*{name}"',
            (Edit(span, f"*{sure}"),) if sure else (),
        )

    # --- mappings -----------------------------------------------------------------------------

    def _entries(self, frame: Frame) -> tuple[Entry, ...]:
        if not frame.values:
            return ()
        own: dict[str, Entry] = {}
        merged: dict[str, Entry] = {}
        merge_key: Span | None = None
        nodes = iter(frame.values)
        for key, value in zip(nodes, nodes, strict=True):
            if not isinstance(key, Scalar):
                self._refuse_key(key.span)
            elif key.text == "<<" and any(key is each for each in frame.merge_keys):
                if merge_key is not None:
                    self._report(_duplicate("<<", key.span, merge_key))
                else:
                    merge_key = key.span
                    self._merge(value, key.span, merged)
            elif not key.text:
                self._report(_key_missing(key.span))
            elif key.text in own:
                self._report(_duplicate(key.text, key.span, own[key.text].key_span))
            else:
                own[key.text] = Entry(key.text, key.span, value)
        if not merged:
            return tuple(own.values())
        return tuple({**merged, **own}.values())

    def _refuse_key(self, span: Span) -> None:
        """One finding for the outermost of keys that are collections inside each other."""
        code = problems.KEY_NOT_TEXT.code
        self.findings = [
            found for found in self.findings if found.code != code or found.span < span
        ]
        self._report(_key_not_text(span))

    def _merge(self, value: Node, key_span: Span, merged: dict[str, Entry]) -> None:
        """Adds the entries of one mapping or of a list of mappings; the first one to say wins."""
        sources = value.items if isinstance(value, Sequence) else (value,)
        for source in sources:
            if isinstance(source, Mapping):
                for entry in source.entries:
                    merged.setdefault(entry.key, entry)
            else:
                self._report(
                    problems.MERGE.finding(
                        "'<<' merges a mapping or a list of mappings, and this is neither",
                        key_span,
                        "write <<: *name, where &name marks a mapping",
                    )
                )


class Mark(Protocol):
    """A place as the parser tells it, from 0; PyYAML has two classes for it."""

    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...


def place_of(mark: Mark | None) -> tuple[int, int]:
    """Line and column from 1 of a parser's mark."""
    return (1, 1) if mark is None else (mark.line + 1, mark.column + 1)


def too_deep(span: Span) -> Finding:
    return problems.TOO_DEEP.finding(
        f"this is nested more than {DEEPEST} levels deep",
        span,
        "no part of a design needs more than ten levels: check for unclosed brackets",
    )


def too_many_values(span: Span) -> Finding:
    return problems.TOO_MANY_VALUES.finding(
        f"the file has more than {MOST_VALUES:,} keys and values, each '*alias' counted as a copy",
        span,
        "split the design with include, or use fewer aliases of aliases",
    )


def _key_not_text(span: Span) -> Finding:
    return problems.KEY_NOT_TEXT.finding(
        "a key must be text, and this one is a list or a mapping",
        span,
        'put it in quotes if it is text (values that begin with { or [ need quotes: "{id}")',
    )


def _key_missing(span: Span) -> Finding:
    return problems.KEY_NOT_TEXT.finding(
        "there is no key in front of this ':'", span, "write key: value"
    )


def _duplicate(key: str, span: Span, first: Span) -> Finding:
    return problems.DUPLICATE_KEY.finding(
        f"the key {key[:60]!r} already stands in line {first.line}, column {first.column}",
        span,
        "remove one of the two, or give one another name",
    )
