"""``--watch``: draw again when a file changes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path

INTERVAL_SECONDS = 0.3
"""How often files are looked at where the package ``watchfiles`` is not installed."""

Stamp = tuple[int, int, int] | None


def watch(
    draw: Callable[[], Iterable[Path]],
    wait: Callable[[Iterable[Path]], None],
    rounds: int | None = None,
) -> None:
    """Call ``draw`` now and after every change of the files that it returned.

    A file that changed while it was being drawn counts as changed after. Files once returned stay
    watched: a design that breaks does not say what it includes. ``wait`` blocks until something
    may have happened near the files; ``rounds`` ends the loop (for tests).
    """
    stamps: dict[Path, Stamp] = {}
    while rounds is None or rounds > 0:
        stamps = {path: stamp_of(path) for path in stamps}
        for path in draw():
            stamps.setdefault(path, stamp_of(path))
        rounds = None if rounds is None else rounds - 1
        while rounds != 0 and all(stamp_of(path) == stamp for path, stamp in stamps.items()):
            wait(stamps)


def stamp_of(path: Path) -> Stamp:
    """What changes when a file or folder does; None while it is not there."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def wait_for_change(paths: Iterable[Path]) -> None:
    """Block until something happens in the folders of ``paths``, or for a short while."""
    try:
        import watchfiles
    except ImportError:
        time.sleep(INTERVAL_SECONDS)
        return
    folders = {path if path.is_dir() else path.parent for path in paths}
    present = sorted(folder for folder in folders if folder.is_dir())
    if not present:
        time.sleep(INTERVAL_SECONDS)
        return
    events = watchfiles.watch(
        *present, recursive=False, debounce=100, rust_timeout=1000, yield_on_timeout=True
    )
    next(events, None)
