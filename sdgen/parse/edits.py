"""Changes of a document as edits of its text, so that comments and layout survive.

A place is a path of keys and positions: ``("components", "api", "calls", 0)``. Each function gives
the edits, all on the text of the document and to be made together, or :class:`Refused` with the
reason. What the edits would do is tried before they are given: the text still reads, and only the
value at the path has changed.

**Anchors.** A value with ``&name`` that ``*name`` repeats stands in the text once: to change it is
to change it wherever it is repeated. That is refused, unless ``everywhere`` asks for it; then the
text at ``&name`` changes. To replace or remove the ``*name`` itself, or to set in a mapping a key
that ``<<`` brought into it, changes that one place only, and is always possible. What an alias
needs is never removed.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping as Mappings
from collections.abc import Sequence as Sequences
from typing import Any

from msgspec import Struct

from sdgen.base.edit import Edit, apply_edits
from sdgen.base.findings import Severity
from sdgen.base.span import Span
from sdgen.parse import changes, write
from sdgen.parse.changes import Change, Refused, RefusedError
from sdgen.parse.document import Document, Node, to_plain
from sdgen.parse.layout import Form, Layout, Written
from sdgen.parse.parts import changed_parts
from sdgen.parse.read import parse_text
from sdgen.parse.scalars import meaning

Path = tuple[str | int, ...]
Edits = tuple[Edit, ...]

__all__ = [
    "Path",
    "Refused",
    "add_keys",
    "add_options",
    "append_items",
    "remove",
    "set_value",
    "wrap_in_list",
]


def add_keys(
    document: Document,
    path: Path,
    values: Mappings[str, write.Data],
    *,
    everywhere: bool = False,
) -> Edits | Refused:
    """New keys at the end of the mapping at ``path``, in the order given.

    ``{}`` and a key without a value become a mapping. A key that is there already is refused.
    """

    def make(place: _Place) -> list[Change]:
        node = place.opened()
        if _is_null(node) and path:
            return place.set(dict(values))
        if node.form is not Form.MAPPING:
            raise RefusedError("this is no mapping that could have keys", node.start)
        own = {key.text for key, _ in node.pairs()}
        for key in values:
            if key in own:
                raise RefusedError(f"the key '{key}' is there already", node.start)
        return changes.add_entries(place.layout, node, values)

    def expected(old: Any) -> Any:
        new: Any = write.plain(values)
        return {**(old or {}), **new}

    return _edits(document, _Wish(path, everywhere, make, expected, into=True))


def set_value(
    document: Document, path: Path, value: write.Data, *, everywhere: bool = False
) -> Edits | Refused:
    """Another value at ``path``; a key that its mapping does not have yet is added. Of a list or
    mapping the parts that stay keep their lines and comments."""
    if not path:
        return Refused("the whole document is not set, but its keys", Span.whole(document.file))
    *above, last = path
    holder = _find(document.root, tuple(above))
    if isinstance(last, str) and isinstance(holder, dict | None) and last not in (holder or {}):
        return add_keys(document, tuple(above), {last: value}, everywhere=everywhere)

    def make(place: _Place) -> list[Change]:
        if place.merged:
            return changes.add_entries(place.layout, place.holder, {str(last): value})
        place.check_anchors(place.node)
        return place.set(value)

    def make_by_parts(place: _Place) -> list[Change]:
        old, new = _find(document.root, path), write.plain(value)
        found = None if place.merged else changed_parts(place.layout, place.node, old, new)
        return make(place) if found is None else found

    if isinstance(value, list | dict):
        by_parts = _Wish(path, everywhere, make_by_parts, lambda _: write.plain(value))
        edits = _edits(document, by_parts)
        if not isinstance(edits, Refused):
            return edits
    return _edits(document, _Wish(path, everywhere, make, lambda _: write.plain(value)))


def append_items(
    document: Document, path: Path, items: Sequences[write.Data], *, everywhere: bool = False
) -> Edits | Refused:
    """New items at the end of the list at ``path``; a key without a value becomes a list."""

    def make(place: _Place) -> list[Change]:
        node = place.opened()
        if _is_null(node) and path:
            return place.set(list(items))
        if node.form is not Form.LIST:
            raise RefusedError("this is no list that could have items", node.start)
        return changes.add_items(place.layout, node, items)

    def expected(old: Any) -> Any:
        new: Any = write.plain(items)
        return [*(old or []), *new]

    return _edits(document, _Wish(path, everywhere, make, expected, into=True))


def remove(document: Document, path: Path, *, everywhere: bool = False) -> Edits | Refused:
    """The key or item at ``path`` less, with the comment on its line; comment lines stay.

    The last one leaves ``{}`` or ``[]``.
    """
    if not path:
        return Refused("the whole document is not removed", Span.whole(document.file))

    def make(place: _Place) -> list[Change]:
        if place.merged:
            raise RefusedError("'<<' brings this key here, it cannot be removed here", place.at)
        key = place.holder.parts[2 * place.index] if place.holder.form is Form.MAPPING else None
        for node in (place.node, key):
            if node is not None:
                place.check_anchors(node)
                if node.used:
                    raise RefusedError(f"'*{node.name}' still needs this value", node.start)
        size = len(place.holder.parts) // (1 if key is None else 2)
        if size > 1 or (place.holder.flow and not place.holder.bare):
            return changes.remove_from(place.layout, place.holder, place.index)
        return place.empty([] if key is None else {})

    return _edits(document, _Wish(path, everywhere, make, lambda _: _GONE))


def wrap_in_list(document: Document, path: Path, *, everywhere: bool = False) -> Edits | Refused:
    """The value at ``path`` as the one item of a list: ``[a]`` for ``a``."""
    old = _find(document.root, path)

    def make(place: _Place) -> list[Change]:
        node = place.node
        if changes.fits_brackets(place.layout.text[node.content : node.end], node):
            return [(node.start, node.start, "["), (node.end, node.end, "]")]
        place.check_anchors(node)
        return place.set([old])

    return _edits(document, _Wish(path, everywhere, make, lambda each: [each]))


def add_options(
    document: Document,
    path: Path,
    options: Mappings[str, write.Data],
    *,
    everywhere: bool = False,
) -> Edits | Refused:
    """Options for the call at ``path``: ``- db: {async: true}`` for ``- db``; a call that has
    options gets more."""
    old = _find(document.root, path)
    if isinstance(old, dict) and len(old) == 1:
        return add_keys(document, (*path, next(iter(old))), options, everywhere=everywhere)

    def make(place: _Place) -> list[Change]:
        node = place.node
        if node.style in ("|", ">") or not isinstance(old, str):
            raise RefusedError("this is no name that could have options", node.start)
        if node.content > node.start or node.form is Form.ALIAS:
            place.check_anchors(node)
            return place.set({old: dict(options)})
        return [(node.end, node.end, f": {write.flow(options)}")]

    return _edits(document, _Wish(path, everywhere, make, lambda each: {each: dict(options)}))


# --- finding the place ------------------------------------------------------------------------

_GONE = object()
"""Instead of a value: there is none any more."""


class _Wish(Struct, frozen=True):
    """What is to change: where, how in the text, and what the value there is then.

    ``into`` says that the value at the path is added to; else it is replaced, moved or removed.
    """

    path: Path
    everywhere: bool
    make: Callable[[_Place], list[Change]]
    expected: Callable[[Any], Any]
    into: bool = False


class _Place(Struct):
    """A value in the text, and the mapping or list that holds it at ``index``."""

    layout: Layout
    holder: Written
    index: int
    node: Written
    everywhere: bool
    above: list[tuple[Written, int]]
    merged: bool = False
    shared: bool = False

    @property
    def at(self) -> int:
        return self.node.start

    def enter(self, node: Written) -> Written:
        """The value to go into, at its ``&name`` where this is an alias."""
        target = node.target if node.target is not None else node
        if target is not node or target.used:
            self.shared = True
            if not self.everywhere:
                raise RefusedError(
                    f"this is '&{target.name}', which '*{target.name}' repeats elsewhere",
                    node.start,
                )
        return target

    def opened(self) -> Written:
        """The value itself, to be added to."""
        return self.enter(self.node)

    def check_anchors(self, node: Written) -> None:
        """What is replaced must name nothing that stays, the value itself excepted."""
        if node.used:
            self.enter(node)
        within = {id(each) for each in node.inside()}
        for each in self.layout.root.inside():
            target = each.target
            if (
                target is not None
                and target is not node
                and id(target) in within
                and id(each) not in within
            ):
                raise RefusedError(f"'*{target.name}' still needs a value in here", target.start)

    def set(self, value: write.Data) -> list[Change]:
        target = self.node.target
        if self.everywhere and target is not None and self.shared:
            return [(target.content, target.end, changes.spaced(target, write.flow(value)))]
        return changes.set_in(self.layout, self.holder, self.index, value)

    def empty(self, value: write.Data) -> list[Change]:
        """The holder, whose only entry goes, as an empty one."""
        if not self.above:
            start = self.layout.root.start
            return [(start, self.layout.root.end, write.flow(value))]
        holder, index = self.above[-1]
        if self.holder.used:
            return [(self.holder.content, self.holder.end, write.flow(value))]
        return changes.set_in(self.layout, holder, index, value)


def _locate(layout: Layout, wish: _Wish) -> _Place:
    """Follow the path; an alias is entered only where that is wished."""
    place = _Place(layout, layout.root, 0, layout.root, wish.everywhere, [])
    for step in wish.path:
        inner = place.opened()
        if place.node is not layout.root:
            place.above.append((place.holder, place.index))
        place.holder, place.merged = inner, False
        found = _part(inner, step)
        if found is None and isinstance(step, str) and (brought := _brought(inner, step)):
            place.merged, place.node, place.index = True, brought, 0
            if step is not wish.path[-1] or wish.into:
                place.shared = True
                if not wish.everywhere:
                    reason = f"'<<' brings '{step}' here from a value that others share"
                    raise RefusedError(reason, inner.start)
            continue
        if found is None:
            raise RefusedError(f"there is no {step!r} here", inner.start)
        place.index, place.node = found
    return place


def _part(node: Written, step: str | int) -> tuple[int, Written] | None:
    if node.form is Form.MAPPING and isinstance(step, str):
        for index, (key, value) in enumerate(node.pairs()):
            if _key_text(key) == step:
                return index, value
    if node.form is Form.LIST and isinstance(step, int) and 0 <= step < len(node.parts):
        return step, node.parts[step]
    return None


def _key_text(key: Written) -> str:
    return key.target.text if key.target is not None else key.text


def _brought(node: Written, key: str) -> Written | None:
    """The value that ``<<`` brings to a key of a mapping."""
    if node.form is not Form.MAPPING:
        return None
    for name, value in node.pairs():
        if name.text != "<<" or name.style:
            continue
        source = value.target or value
        for each in source.parts if source.form is Form.LIST else [source]:
            mapping = each.target or each
            found = _part(mapping, key)
            inner = found[1] if found is not None else _brought(mapping, key)
            if inner is not None:
                return inner
    return None


def _is_null(node: Written) -> bool:
    return node.form is Form.SCALAR and not node.style and meaning(node.text) is None


# --- edits, tried -----------------------------------------------------------------------------


def _edits(document: Document, wish: _Wish) -> Edits | Refused:
    whole = Span.whole(document.file)
    if document.root is None or any(each.severity is Severity.ERROR for each in document.findings):
        return Refused("the file has errors that must be mended first", whole)
    layout = Layout(document.text)
    try:
        place = _locate(layout, wish)
        made = wish.make(place)
    except RefusedError as error:
        return Refused(error.reason, layout.lines.span(document.file, error.at, error.at))
    edits = tuple(
        Edit(layout.lines.span(document.file, start, end), text)
        for start, end, text in sorted(made)
        if start < end or text
    )
    if not _keeps_all_else(document, edits, wish, place.shared):
        reason = "this cannot be written without changing something else; edit it by hand"
        return Refused(reason, layout.lines.span(document.file, place.at, place.at))
    return edits


def _keeps_all_else(document: Document, edits: Edits, wish: _Wish, shared: bool) -> bool:
    """Whether the edited text reads, and differs in the value at the path only."""
    assert document.root is not None
    after = parse_text(apply_edits(document.text, document.file, edits), document.file)
    if after.root is None or after.findings != ():
        return False
    new = to_plain(after.root)
    old = _find(document.root, wish.path)
    value = wish.expected(old)
    if shared:
        try:
            return value is _GONE or _find(after.root, wish.path) == value
        except KeyError:
            return False
    return bool(new == _with(to_plain(document.root), wish.path, value))


def _find(root: Node | None, path: Path) -> Any:
    """The data at a path; ``None`` where there is none."""
    data: Any = None if root is None else to_plain(root)
    for step in path:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def _with(data: Any, path: Path, value: Any) -> Any:
    """The data with another value at a path, or none."""
    if not path:
        return value
    copy: Any = dict(data) if isinstance(data, dict) else list(data)
    step, rest = path[0], path[1:]
    if rest or value is not _GONE:
        copy[step] = _with(data[step], rest, value)
    else:
        del copy[step]
    return copy
