"""A plan as edits of the design's own file, so that its comments and layout survive.

What the file says itself is changed where it stands; what included files say is changed under
``override``, since they may belong to other designs too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sdgen.analyses.improve.assumed import OF_THE_FIRST, second_name
from sdgen.analyses.improve.variants import Variant, is_given_a_twin
from sdgen.base.edit import apply_edits
from sdgen.base.errors import UnusableError
from sdgen.design.calls import ANY_OF
from sdgen.design.records import Component, Design, Replicas
from sdgen.parse import Document, parse_text
from sdgen.parse.document import to_plain
from sdgen.parse.edits import Edits, Refused, add_keys, remove, set_value

Key = tuple[str, ...]
Changes = dict[Key, Any]
"""What is set below a component, by the keys that lead there; None is removed."""


def planned_text(design: Design, texts: Mapping[str, str], chosen: Mapping[str, Variant]) -> str:
    """The text of the design's own file after the plan. Raises UnusableError where a place cannot be
    edited, and says which."""
    return _Writing(design, texts).after(chosen)


class _Writing:
    """The file while it is edited, one change after the other."""

    def __init__(self, design: Design, texts: Mapping[str, str]) -> None:
        self.design, self.file = design, design.path
        self.document = parse_text(texts[self.file], self.file)
        self.raw = {name: _components(parse_text(text, name)) for name, text in texts.items()}

    def after(self, chosen: Mapping[str, Variant]) -> str:
        for name, variant in chosen.items():
            before = self.design.components[name]
            for key, value in _changes(before, variant.component, self._raw(name)).items():
                self._set(name, key, value)
        for name, variant in chosen.items():
            if variant.twin:
                self._add_twin(name, variant.twin)
        return self.document.text

    def _home(self, name: str) -> str:
        """The file that says what the component is."""
        return next((file for file, found in self.raw.items() if name in found), self.file)

    def _raw(self, name: str) -> dict[str, Any]:
        raw = self.raw[self._home(name)].get(name)
        return raw if isinstance(raw, dict) else {}

    def _set(self, name: str, key: Key, value: Any) -> None:
        own = self._home(name) == self.file
        root: Key = ("components",) if own else ("override", "components")
        path = (*root, name, *key)
        if own and value is None:
            self._edit(remove(self.document, path))
            return
        there = self._deepest(path[:-1])
        if len(there) == len(path) - 1:
            self._edit(set_value(self.document, path, value))
            return
        missing = path[len(there) :]
        for each in reversed(missing[1:]):
            value = {each: value}
        self._edit(add_keys(self.document, there, {missing[0]: value}))

    def _deepest(self, path: Key) -> Key:
        """As much of the path as leads to mappings that are there."""
        data: Any = to_plain(self.document.root) if self.document.root is not None else {}
        for at, key in enumerate(path):
            data = data.get(key)
            if not isinstance(data, dict):
                return path[:at]
        return path

    def _edit(self, edits: Edits | Refused) -> None:
        if isinstance(edits, Refused):
            where = f"{edits.span.file}:{edits.span.line}"
            raise UnusableError(f"nothing is written, as {where} cannot be edited: {edits.reason}")
        self.document = parse_text(apply_edits(self.document.text, self.file, edits), self.file)

    def _add_twin(self, name: str, twin: str) -> None:
        said = {key: value for key, value in self._raw(name).items() if key not in OF_THE_FIRST}
        called = second_name(self.design.components[name])
        data = {"kind": said.pop("kind", None), "name": called} | {**said, "name": called}
        self._edit(add_keys(self.document, ("components",), {twin: data}))
        for caller in self.design.components.values():
            if not any(is_given_a_twin(group, name) for group in caller.calls):
                continue
            raw = self._raw(caller.id).get("calls")
            calls = raw if isinstance(raw, list) else [raw]
            after = [_beside(each, name, twin) for each in calls]
            if isinstance(raw, list) and self._home(caller.id) == self.file:
                for at, (old, new) in enumerate(zip(calls, after, strict=True)):
                    if old != new:
                        path = ("components", caller.id, "calls", at)
                        self._edit(set_value(self.document, path, new))
            else:
                self._set(caller.id, ("calls",), after)


def _components(document: Document) -> dict[str, Any]:
    data = to_plain(document.root) if document.root is not None else None
    found = data.get("components") if isinstance(data, dict) else None
    return found if isinstance(found, dict) else {}


def _beside(call: Any, name: str, twin: str) -> Any:
    """A call of the file, with the second provider as its alternative where it goes to the first."""
    member = _member(call, name, twin)
    if member is not None:
        options = call.get(name) if isinstance(call, dict) else None
        if isinstance(options, dict) and any(options.get(each) for each in ("optional", "async")):
            return call
        return {ANY_OF: [call, member]}
    members = call.get(ANY_OF) if isinstance(call, dict) else None
    if not isinstance(members, list):
        return call
    further = [found for each in members if (found := _member(each, name, twin)) is not None]
    return {**call, ANY_OF: [*members, *further]}


def _member(call: Any, name: str, twin: str) -> Any:
    if call == name:
        return twin
    if isinstance(call, dict) and [*call] == [name]:
        return {twin: call[name]}
    return None


# --- one component ----------------------------------------------------------------------------


def _changes(before: Component, after: Component, raw: Mapping[str, Any]) -> Changes:
    """What a component's own keys are set to."""
    found: Changes = {}
    own = raw.get("replicas")
    # a number alone is the count
    keys = own if isinstance(own, dict) else {} if own is None else {"count": own}
    said = dict(_replicas(before, after, keys))
    if said:
        if isinstance(own, dict):
            found |= {("replicas", *key): value for key, value in said.items()}
        elif [*said] == [("count",)]:
            found["replicas",] = said["count",]
        else:
            whole = {"count": after.replicas.count} if after.replicas.most is None else {}
            found["replicas",] = whole | {key: value for (key,), value in said.items()}
    if after.zones != before.zones:
        found["zones",] = list(after.zones)
    if after.place != before.place:
        found["place",] = dict(after.place)
    return found


def _replicas(
    before: Component, after: Component, raw: Mapping[str, Any]
) -> Iterator[tuple[Key, Any]]:
    """What is set below ``replicas``, where it is a mapping."""
    old, new = before.replicas, after.replicas
    quorum = isinstance(raw.get("need"), str) and " of " in raw["need"]
    if (new.count, new.most) != (old.count, old.most):
        if new.most is not None:
            yield ("min",), new.count
            yield ("max",), new.most
        elif "count" in raw or new.count != _follows(after):
            yield ("count",), new.count
    if new.copies != old.copies and not (quorum and "copies" not in raw):
        yield ("copies",), new.copies
    if quorum and (new.need, new.copies) != (old.need, old.copies):
        yield ("need",), f"{new.need} of {new.copies}"
    elif new.need != old.need:
        yield ("need",), new.need
    elif (new.reads_need, new.writes_need) != (old.reads_need, old.writes_need):
        yield ("need",), {"reads": new.reads_need, "writes": new.writes_need}
    if new.mode is not None and new.mode != old.mode:
        yield ("mode",), new.mode.value
    if new.failover != old.failover:
        yield from _failover(new, raw.get("failover"))


def _follows(component: Component) -> int:
    """How many replicas follow from places and copies where no number is written."""
    return max(1, sum(component.place.values()), component.replicas.copies or 0)


def _failover(replicas: Replicas, raw: Any) -> Iterator[tuple[Key, Any]]:
    if not isinstance(raw, dict):
        yield ("failover",), "automatic"
        return
    yield ("failover", "automatic"), True
    if "time" in raw and replicas.failover is not None and replicas.failover.time is None:
        yield ("failover", "time"), None
