"""A folder of ``docs/`` all of whose pages are generated."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path


def keep(folder: Path, pages: Mapping[str, str], tool: str, arguments: Sequence[str]) -> int:
    """Write the pages, by their names in the folder, and remove those that nothing makes any more; with
    ``--check`` only say which are stale, and which ``tool`` makes them. Returns the exit status."""
    present = {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*.md")
    }
    stale = sorted(name for name in {*pages, *present} if pages.get(name) != present.get(name))
    if "--check" in arguments:
        for name in stale:
            sys.stderr.write(f"docs/{folder.name}/{name} is stale: run python tools/{tool}.py\n")
        return 1 if stale else 0
    for name in stale:
        if name in pages:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(pages[name], encoding="utf-8")
        else:
            (folder / name).unlink()
    return 0
