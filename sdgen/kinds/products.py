"""Which product a component is where its design names no technology: the one that its id names, as far as
its kind can be that."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from sdgen import kinds
from sdgen.kinds.kind import Kind, Role
from sdgen.kinds.technologies import Technology, technology_called, technology_in_id

_FAMILIES: Mapping[Role, str] = {
    Role.EDGE: "passes requests on",
    Role.BALANCER: "passes requests on",
    Role.BROKER: "holds data",
    Role.STORE: "holds data",
    Role.CACHE: "holds data",
    Role.REPLICA: "holds data",
}
"""Roles of which one product often has several: a cache that is a queue, a balancer that is a gateway."""


def product_in_id(identifier: str, kind: Kind) -> Technology | None:
    """The technology that an id names, of a component of that kind: ``s3`` may be the third service as
    well, but an object store of that id is S3. What belongs to others may be any product, and a product
    that is no kind's may be of any."""
    found = technology_in_id(identifier)
    if found is None or kind.role is Role.PROVIDED:
        return found
    families = _families_of(found.name)
    return found if not families or _family(kind) in families else None


@lru_cache(maxsize=256)
def _families_of(technology: str) -> frozenset[str]:
    """What the kinds do that a technology is listed under."""
    return frozenset(
        _family(kind)
        for kind in kinds.KINDS.values()
        for word in kind.also_called
        if (called := technology_called(word)) is not None and called.name == technology
    )


def _family(kind: Kind) -> str:
    return _FAMILIES.get(kind.role, kind.role.value)
