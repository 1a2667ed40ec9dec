"""``override``: single properties of what included files define, laid over them before anything is
read. The root of a design may override whatever is included, a part what it includes itself;
whoever includes the other has the last word.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from msgspec import Struct, field

from sdgen.design.design import Design
from sdgen.design.shapes import AnyShape, Nested, properties_of
from sdgen.model import codes
from sdgen.model.files import Files
from sdgen.model.gather import Gather, mapping, shorten
from sdgen.model.merging import Layers, Removals, expanded, inner, is_nothing
from sdgen.parse.document import Entry, Mapping, Node, to_plain
from sdgen.schema.words import elements

TABLES_INSIDE = {"requirements": ("functional", "non_functional")}
"""Parts of a design that have tables of elements inside."""


class _Stated(Struct, frozen=True):
    """What a file has put in a place."""

    file: str
    entry: Entry


class _Place(Struct, frozen=True):
    """Where an override stands: the file that says it, and the keys that lead there."""

    file: str
    path: tuple[str, ...]

    def below(self, key: str) -> _Place:
        return _Place(self.file, (*self.path, key))

    @property
    def named(self) -> str:
        """What is overridden, in words: ``component 'db', 'replicas'``."""
        first, *rest = self.path
        element = elements().get(first)
        if element is None or not rest:
            return ", ".join(f"'{shorten(each)}'" for each in self.path)
        return ", ".join((f"{element} '{shorten(rest[0])}'", *(f"'{each}'" for each in rest[1:])))

    @property
    def words(self) -> str:
        """Where it stands, in words."""
        return f"override, {self.named}"


class _Overriding(Struct):
    files: Files
    gather: Gather
    removals: Removals
    stated: dict[tuple[str, ...], _Stated] = field(default_factory=dict)
    different: dict[tuple[str, ...], tuple[Entry, Entry, _Place]] = field(default_factory=dict)


def with_overrides(root: Mapping, files: Files, removals: Removals, gather: Gather) -> Mapping:
    """The merged design with every override in it; what overrides nothing is reported."""
    overriding = _Overriding(files, gather, removals)
    for file, own in files.roots.items():
        for part in mapping(own.get("override")).entries:
            if not isinstance(part.value, Mapping):
                continue  # what has the wrong form is found where the form is checked
            root = _with_part(root, part, _Place(file, (part.key,)), overriding)
    _report_different(overriding)
    return root


def _with_part(root: Mapping, part: Entry, place: _Place, overriding: _Overriding) -> Mapping:
    known = properties_of(Design).get(part.key)
    below = root.entry(part.key)
    if known is None or part.key in ("defaults", "override"):
        return root
    if below is None or not isinstance(below.value, Mapping):
        _report_missing(part, place, (), overriding)
        return root
    value = _laid(below.value, part.value, known.shape, place, overriding)
    return _with_entry(root, Entry(below.key, below.key_span, value))


def _laid(
    base: Mapping, top: Node, shape: AnyShape, place: _Place, overriding: _Overriding
) -> Mapping:
    """A part of the design with what a file overrides of its elements, or of its own properties."""
    entries = {each.key: each for each in base.entries}
    is_record = isinstance(shape, Nested)
    part = place.path[0]
    included = _included(base.entries, place.file, overriding)
    for entry in mapping(top).entries:
        here = place.below(entry.key)
        known = entries.get(entry.key)
        own = inner(shape, entry.key)
        if known is not None and own is not None and entry.key in TABLES_INSIDE.get(part, ()):
            inside = mapping(known.value)
            value: Node = _laid(inside, entry.value, own, here, overriding)
            entries[entry.key] = Entry(known.key, known.key_span, value)
            continue
        if known is None and not (is_record and included):  # a record can lack a property
            _report_missing(entry, here, included, overriding)
            continue
        if known is not None and known.key not in included:
            _report_own(entry, known, here, overriding)
            continue
        _note_stated(entry, own, here, overriding)
        layers = Layers(overriding.removals, here.words, keep=part == "components")
        if is_nothing(entry.value):
            overriding.removals.note(entry, here.words, known is not None)
            entries.pop(entry.key, None)
            continue
        value = layers.over(known.value if known else None, entry.value, own)
        span = known.key_span if known is not None and not is_record else entry.key_span
        entries[entry.key] = Entry(entry.key, span, value)
    return Mapping(tuple(entries.values()), base.span)


def _with_entry(root: Mapping, entry: Entry) -> Mapping:
    kept = tuple(entry if each.key == entry.key else each for each in root.entries)
    return Mapping(kept, root.span)


def _included(entries: Iterable[Entry], file: str, overriding: _Overriding) -> dict[str, None]:
    """The keys that come from files which ``file`` includes."""
    below = overriding.files.included_by[file]
    return {each.key: None for each in entries if each.key_span.file in below}


def _report_missing(
    entry: Entry, place: _Place, included: Collection[str], overriding: _Overriding
) -> None:
    gather = overriding.gather
    if gather.incomplete:
        return
    element = elements().get(place.path[0], "key")
    gather.report(
        codes.UNKNOWN_OVERRIDE,
        f"override: no included file has {'the ' * (len(place.path) > 1)}{place.named}",
        entry.key_span,
        gather.suggest(entry.key, included, f"{element}s of included files")
        if included
        else "name what an included file defines; what this file adds of its own stands there itself",
        entry.key if len(place.path) > 1 else "",
        fix=gather.mend(entry.key_span, entry.key, included),
    )


def _report_own(entry: Entry, known: Entry, place: _Place, overriding: _Overriding) -> None:
    if known.key_span.file == place.file:
        message = f"this file defines {place.named} itself, at {known.key_span}"
        help_text = "write the value there"
    else:
        file = known.key_span.file
        message = f"{place.named} is of {file}, which this file does not include"
        help_text = "include that file here, or override it in a file that includes both"
    overriding.gather.report(
        codes.UNKNOWN_OVERRIDE, f"override: {message}", entry.key_span, help_text, entry.key
    )


def _note_stated(
    entry: Entry, shape: AnyShape | None, place: _Place, overriding: _Overriding
) -> None:
    """Keep who has put what where, and two files of which neither includes the other, if they say
    different things of one place and no file that includes both has the last word."""
    value = expanded(entry.value, shape)
    path = place.path
    if isinstance(value, Mapping) and value is not entry.value:
        path = (*path, *(each.key for each in value.entries))  # a short form says one thing
    elif isinstance(value, Mapping):
        for each in value.entries:
            _note_stated(each, inner(shape, each.key), place.below(each.key), overriding)
        return
    before = overriding.stated.get(path)
    overriding.stated[path] = _Stated(place.file, entry)
    if before is None or before.file in overriding.files.included_by[place.file]:
        overriding.different.pop(path, None)
    elif to_plain(before.entry.value) != to_plain(entry.value):
        overriding.different[path] = (before.entry, entry, place)


def _report_different(overriding: _Overriding) -> None:
    for before, entry, place in overriding.different.values():
        overriding.gather.report(
            codes.DIFFERENT,
            f"{place.words}: {before.key_span} says otherwise, and neither file includes the other",
            entry.key_span,
            "say it in one of the two, or in the design that includes both",
            place.path[1] if len(place.path) > 1 else "",
        )
