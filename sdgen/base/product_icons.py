"""Product icons by the ``diagrams`` package's own class names, such as ``aws.storage.S3``.

The names come from an index that sdgen ships: nothing of that package is imported, and a name
from a design is only ever looked up.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sdgen.assets import asset_bytes

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def icon_index() -> Mapping[str, Mapping[str, str]]:
    """For each module (``aws.storage``) its classes, each with its image's path below the
    package's ``resources`` folder."""
    import json

    index: dict[str, dict[str, str]] = json.loads(_index_text())
    return index


@cache
def _index_text() -> bytes:
    return asset_bytes("icon_index.json")


def icon_resource(name: str) -> str | None:
    """The image's path below the ``resources`` folder of the ``diagrams`` package, with ``/``
    between its parts; None when no icon has that name.

    Looks into the text of the index, which has a line for each module and class: few names are not
    worth reading all of it.
    """
    module, _, class_name = name.rpartition(".")
    if not (module + class_name).replace(".", "").replace("_", "").isalnum() or not name.isascii():
        return None
    text = _index_text()
    start = text.find(b'\n"%s": {\n' % module.encode("ascii"))
    end = text.find(b"\n}", start)
    found = text.find(b'\n"%s": "' % class_name.encode("ascii"), start, end)
    if start < 0 or found < 0:
        return None
    first = text.index(b': "', found) + 3
    return text[first : text.index(b'"', first)].decode("ascii")


def icon_exists(name: str) -> bool:
    """Whether ``name`` (``onprem.database.PostgreSQL``) is a product icon; case counts."""
    return icon_resource(name) is not None


def near_icons(name: str, limit: int = 3) -> list[str]:
    """Names of at most ``limit`` icons that ``name`` probably means, the likeliest first.

    First come icons whose class is that word whatever its case or module, then those whose class
    begins with it; if there are none, similar words. The module that ``name`` gives is preferred,
    and of two names of one image only one is given.
    """
    import difflib

    module, _, word = name[:200].rpartition(".")
    wanted = word.lower()
    if not wanted:
        return []
    by_word: dict[str, list[str]] = {}
    for icon_module, classes in icon_index().items():
        for class_name in classes:
            by_word.setdefault(class_name.lower(), []).append(f"{icon_module}.{class_name}")

    def distance(icon: str) -> tuple[float, int, str]:
        icon_module = icon.rpartition(".")[0]
        same = difflib.SequenceMatcher(None, module.lower(), icon_module).ratio()
        return (-same, len(icon), icon)

    words = [wanted] if wanted in by_word else []
    if len(wanted) > 2:
        words += sorted((word for word in by_word if word.startswith(wanted)), key=len)
    if not words:
        words = difflib.get_close_matches(wanted, sorted(by_word), n=limit, cutoff=0.7)
    found: dict[str | None, str] = {}
    for each in words:
        for icon in sorted(by_word[each], key=distance):
            found.setdefault(icon_resource(icon), icon)
        if len(found) >= limit:
            break
    return list(found.values())[:limit]
