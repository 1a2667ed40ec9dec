"""Which files may be quoted: of one that is no design, findings and excerpts would show secrets.

A pull request names files (by ``include``, or by a link that it commits), and whoever reads the
report of continuous integration sees what findings quote of them; a checkout holds tokens in
``.git/config``, ``.env`` and files that earlier steps have made.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from msgspec.structs import replace

from sdgen.base.repository import bound_of, has_hidden_part, leaves_repository
from sdgen.parse import Document, problems
from sdgen.parse.document import Mapping
from sdgen.schema.design import top_keys

SUFFIXES = (".yaml", ".yml")

_KEY = r"""(?m)^(?:\{[ \t]*)?["']?([A-Za-z][A-Za-z0-9_-]*)["']?[ \t]*:(?=\s|$)"""
_WITHOUT_CONTENT = (problems.UNREADABLE_FILE.code, problems.TOO_LARGE.code, problems.EMPTY.code)


def is_disguised(path: Path) -> bool:
    """Whether a link makes the path name what nobody would name as a design: a file out of the
    repository, a hidden one, or one that does not end as YAML files do."""
    if leaves_repository(path):
        return True
    if not os.path.islink(path):  # noqa: PTH114 - Path.is_symlink fails for impossible names
        return False
    target = Path(os.path.realpath(path))
    bound = bound_of(path.parent)
    hidden = bound is not None and has_hidden_part(target, bound)
    return hidden or target.suffix not in SUFFIXES


def without_content(document: Document) -> Document:
    """The document as it is where it is a design or part of one, broken or not; otherwise nothing
    of what it holds: not its text, and no finding that could quote it."""
    if is_design_like(document):
        return document
    kept = tuple(each for each in document.findings if each.code in _WITHOUT_CONTENT)
    return replace(document, text="", root=None, findings=kept)


def is_design_like(document: Document) -> bool:
    """Whether the top level has the key ``sdgen``, or at least half of its keys are those of a
    design. Where the file is broken, lines that begin with a key count."""
    if isinstance(document.root, Mapping):
        keys = {entry.key for entry in document.root.entries}
    else:
        keys = set(re.findall(_KEY, document.text))
    known = keys & top_keys()
    return "sdgen" in keys or (bool(known) and 2 * len(known) >= len(keys))
