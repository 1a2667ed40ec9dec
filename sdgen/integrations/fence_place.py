"""Where a fence stands: its page and line, where the builder of the page gives them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from sdgen.workspace.embed.fences import NOWHERE, FencePlace

OPENINGS = ("```", "~~~")
QUOTES = " \t>"
"""What may stand in front of each line of a fence: an indent, or the marks of a quotation."""


def page_name(md: Any) -> str:
    """The path of the page: MkDocs and Zensical each leave it with a processor of their own."""
    return next((name for name, _ in _pages(md)), "")


def place_of(body: str, before: int, md: Any) -> FencePlace:
    """Where the fence with this body stands, ``before`` it so many with the same; nowhere where the
    builder does not say, or what it has made of the page has no such fence any more."""
    page = next(_pages(md), None)
    if page is None:
        return NOWHERE
    name, path = page
    lines = _read(path).splitlines()
    found = [at for at in range(len(lines)) if _begins(lines, at, body.splitlines())]
    if before >= len(found):
        return NOWHERE
    at = found[before]
    return FencePlace(name, at + 1, len(lines[at]) - len(lines[at].lstrip(" ")))


def _begins(lines: Sequence[str], at: int, body: Sequence[str]) -> bool:
    """Whether a fence of ours with this body begins in a line."""
    opening = lines[at].lstrip(QUOTES)
    if not opening.startswith(OPENINGS) or "sdgen" not in opening:
        return False
    inside = [each.lstrip(QUOTES).expandtabs() for each in lines[at + 1 : at + 1 + len(body)]]
    if inside != [each.lstrip(QUOTES).expandtabs() for each in body]:
        return False
    after = lines[at + 1 + len(body) : at + 2 + len(body)]
    return not after or after[0].lstrip(QUOTES).startswith(OPENINGS)


def _pages(md: Any) -> Iterator[tuple[str, str | Path | None]]:
    """The path of the page as the builder calls it, and of its file where that is known."""
    for each in getattr(md, "treeprocessors", ()):
        file = getattr(each, "file", None)
        name = getattr(file, "src_uri", None)
        if isinstance(name, str):
            yield name, getattr(file, "abs_src_path", None)
    for each in getattr(md, "preprocessors", ()):
        name = getattr(getattr(each, "page", None), "path", None)
        if isinstance(name, str):
            config = getattr(each, "config", None)
            folder = config.get("docs_dir") if isinstance(config, dict) else None
            yield name, Path(folder, name) if isinstance(folder, str) else None


def _read(path: str | Path | None) -> str:
    """The text of the page; empty where it cannot be read."""
    if path is None:
        return ""
    try:
        return Path(path).read_text(encoding="utf-8-sig")
    except (OSError, ValueError):
        return ""
