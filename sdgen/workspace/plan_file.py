"""The file of a design while it is edited, one change after the other.

What the file says itself is changed where it stands; what included files say is changed under
``override``, since they may belong to other designs too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sdgen.base.edit import apply_edits
from sdgen.base.errors import UnusableError
from sdgen.parse import parse_text
from sdgen.parse.document import to_plain
from sdgen.parse.edits import Edits, Refused, add_keys, append_items, remove, set_value

Key = tuple[str, ...]
COMPONENTS = "components"
JOURNEYS = "journeys"


class PlanFile:
    """``file`` of the ``texts`` of a design, with those that it includes. An element is named by its
    table, ``components`` or ``journeys``, and its id. Raises UnusableError where a place cannot be
    edited, and says which."""

    def __init__(self, file: str, texts: Mapping[str, str]) -> None:
        self.file = file
        self._document = parse_text(texts[file], file)
        read = {name: parse_text(text, name) for name, text in texts.items()}
        self._read = {
            name: to_plain(each.root) if each.root is not None else {}
            for name, each in read.items()
        }

    @property
    def text(self) -> str:
        return self._document.text

    def said(self, table: str, name: str) -> dict[str, Any]:
        """What the file that defines an element said of it before all changes."""
        found = _at(self._read[self._home(table, name)], (table, name))
        return found if isinstance(found, dict) else {}

    def now(self, table: str, name: str, key: str) -> Any:
        """What a key of an element is after the changes so far."""
        found = self.data((*self._root(table, name), name, key))
        return self.said(table, name).get(key) if found is None else found

    def data(self, path: Key) -> Any:
        """What the file says at a place; nothing where it has none."""
        root = self._document.root
        return _at(to_plain(root) if root is not None else None, path)

    def set(self, table: str, name: str, key: Key, value: Any) -> None:
        """Another value of an element's key; None takes it away."""
        path = (*self._root(table, name), name, *key)
        if value is None and self._is_own(table, name):
            self._edit(remove(self._document, path))
            return
        there = self._deepest(path[:-1])
        if len(there) == len(path) - 1:
            self._edit(set_value(self._document, path, value))
            return
        missing = path[len(there) :]
        for each in reversed(missing[1:]):
            value = {each: value}
        self._edit(add_keys(self._document, there, {missing[0]: value}))

    def set_items(self, table: str, name: str, key: str, after: list[Any]) -> None:
        """Other items in the places of those that a list has, which keep their lines and comments."""
        path = (table, name, key)
        before = self.data(path)
        if not self._is_own(table, name) or not isinstance(before, list):
            self.set(table, name, (key,), after)
            return
        for at, (old, new) in enumerate(zip(before, after, strict=True)):
            if old != new:
                self._edit(set_value(self._document, (*path, at), new))

    def add(self, name: str, data: Mapping[str, Any]) -> None:
        """A component more."""
        there = self._deepest((COMPONENTS,))
        values = {name: dict(data)}
        self._edit(add_keys(self._document, there, values if there else {COMPONENTS: values}))

    def append(self, path: Key, item: str) -> None:
        """An item more of a list."""
        self._edit(append_items(self._document, path, [item]))

    def _home(self, table: str, name: str) -> str:
        """The file that defines an element."""
        homes = (file for file, root in self._read.items() if _at(root, (table, name)) is not None)
        return next(homes, self.file)

    def _is_own(self, table: str, name: str) -> bool:
        return self._home(table, name) == self.file

    def _root(self, table: str, name: str) -> Key:
        return (table,) if self._is_own(table, name) else ("override", table)

    def _deepest(self, path: Key) -> Key:
        """As much of the path as leads to mappings that are there."""
        return next(
            path[:at]
            for at in range(len(path), -1, -1)
            if not at or isinstance(self.data(path[:at]), dict)
        )

    def _edit(self, edits: Edits | Refused) -> None:
        if isinstance(edits, Refused):
            where = f"{edits.span.file}:{edits.span.line}"
            raise UnusableError(f"nothing is written, as {where} cannot be edited: {edits.reason}")
        text = apply_edits(self.text, self.file, edits)
        self._document = parse_text(text, self.file)


def _at(data: Any, path: Key) -> Any:
    for key in path:
        data = data.get(key) if isinstance(data, dict) else None
    return data
