"""The files that a design is made of, and whether they say everything themselves."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from functools import cache

from msgspec import Struct, field

from sdgen.design.components import Component
from sdgen.design.shapes import Either, Nested, properties_of
from sdgen.model.gather import EMPTY, mapping
from sdgen.parse.document import Document, Mapping, Node, Scalar


class Files(Struct, frozen=True):
    """The root of each file of a design by its name, what is included before what includes it, and
    the names of all that each includes, itself or by what it includes."""

    roots: MappingOf[str, Mapping]
    included_by: MappingOf[str, frozenset[str]]


class Collected(Struct):
    """Every file of a design: all of them merged, the root and what it includes of each, and the
    text of each for excerpts."""

    root: Mapping
    files: Files
    texts: dict[str, str] = field(default_factory=dict)
    included: tuple[str, ...] = ()


def alone(document: Document) -> Collected:
    """A document that includes no other."""
    own = document.root if isinstance(document.root, Mapping) else EMPTY
    files = Files({document.file: own}, {document.file: frozenset()})
    return Collected(own, files, {document.file: document.text})


def is_written_out(collected: Collected) -> bool:
    """Whether the form of every component is known to be checked, and nothing is to be laid over
    it: no defaults and no overrides, no ``null`` to remove anything, and nothing of which keys are
    required in the end only. So it is in most designs; where it is not certain, the answer is no."""
    roots = collected.files.roots.values()
    if any(each.get(key) is not None for each in roots for key in ("defaults", "override")):
        return False
    components = collected.root.get("components")
    if components is None:
        return True
    return not _has_null(components) and not any(
        may_lack_keys(each.value) for each in mapping(components).entries
    )


def _has_null(node: Node) -> bool:
    """Whether ``null`` stands anywhere, in lists too."""
    rest = [node]
    while rest:
        each = rest.pop()
        if isinstance(each, Scalar):
            if each.value is None:
                return True
        elif isinstance(each, Mapping):
            rest.extend([entry.value for entry in each.entries])
        else:
            rest.extend(each.items)
    return False


def may_lack_keys(component: Node) -> bool:
    """Whether something stands in a component of which keys are required, once all is written out."""
    entries = mapping(component)
    return any(isinstance(entries.get(each), Mapping) for each in _with_required_keys())


@cache
def _with_required_keys() -> tuple[str, ...]:
    """The keys of a component under which a record stands that has required keys."""
    found = []
    for key, each in properties_of(Component).items():
        shapes = each.shape.shapes if isinstance(each.shape, Either) else (each.shape,)
        records = [shape.record for shape in shapes if isinstance(shape, Nested)]
        if any(own.shape.required for record in records for own in properties_of(record).values()):
            found.append(key)
    return tuple(found)
