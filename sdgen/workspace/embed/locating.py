"""Which file a document means: a path beside the document or from the root of its repository, and
never one outside."""

from __future__ import annotations

import os
from pathlib import Path

from sdgen.base.findings import Finding, Severity
from sdgen.base.input_files import names_in
from sdgen.base.repository import marked_folder
from sdgen.base.span import Span
from sdgen.base.suggest import near, question
from sdgen.base.words import by_number, listed
from sdgen.workspace.inputs import SUFFIXES
from sdgen.workspace.project import seen_from_here

MOST_NAMES = 1_000
"""Names of a folder among which one is looked for that may have been meant."""
MOST_SUGGESTED = 5


def root_of(folder: Path) -> Path:
    """What a document in a folder may take designs from: its repository; without one the current
    folder where that holds it, else the folder itself."""
    resolved = Path(os.path.realpath(folder))
    current = Path(os.path.realpath(Path.cwd()))
    return marked_folder(resolved) or (current if resolved.is_relative_to(current) else resolved)


HERE = "the folder of this file"


def locate(name: str, folder: Path, at: Span, begins: str = HERE) -> Path | Finding:
    """The design that a document calls ``name``, seen from ``folder``, which people know as
    ``begins``; as it is called from the current folder. Or what is wrong with the name, ``at`` its
    place. A name with ``/`` in front begins at the root of the repository."""
    root = root_of(folder)
    resolved = Path(os.path.realpath(folder))
    whole = Path(os.path.normpath(root / name[1:] if name.startswith("/") else resolved / name))
    wrong = _refused(name, whole, root)
    if wrong:
        return unusable(wrong, at, "name a design inside the repository of this file")
    if whole.suffix not in SUFFIXES:
        message = f"'{name}' is no design: its name does not end in .yaml or .yml"
        return unusable(message, at, _near(name, whole, begins))
    if not os.path.lexists(whole):
        return unusable(f"there is no design '{name}'", at, _near(name, whole, begins))
    return Path(seen_from_here(whole))


def unusable(message: str, at: Span, help: str = "") -> Finding:
    """That nothing can be shown of a design."""
    return Finding(
        code="EMBED003",
        name="unusable-design",
        severity=Severity.ERROR,
        message=message,
        span=at,
        help=help,
    )


def _refused(name: str, whole: Path, root: Path) -> str:
    """Why a file must not be read, whoever names it; empty where it may be."""
    if "\0" in name or not _is_encodable(name):
        return "the name of the design is not a possible file name"
    if not whole.is_relative_to(root):
        return f"'{name}' lies outside the repository"
    if any(part.startswith(".") for part in whole.relative_to(root).parts):
        return f"'{name}' is hidden: a part of its name begins with a dot"
    if not Path(os.path.realpath(whole)).is_relative_to(root):
        return f"'{name}' is reached by a symbolic link out of the repository"
    return ""


def _is_encodable(name: str) -> bool:
    try:
        os.fsencode(name)
    except UnicodeEncodeError:
        return False
    return True


def _near(name: str, whole: Path, begins: str) -> str:
    """What may have been meant: a design with a name like it in that folder, else those there are."""
    head = name[: len(name) - len(whole.name)]
    there = [each for each in names_in(whole.parent, MOST_NAMES) if each.endswith(SUFFIXES)]
    stems = {Path(each).stem: each for each in there}
    meant = [whole.stem] if whole.stem in stems else near(whole.stem, stems)
    if meant:
        return question(*(f"{head}{stems[each]}" for each in meant))
    if there:
        kind = by_number(len(there), "the design", "designs")
        return f"{kind} there: {listed([f'{head}{each}' for each in there], MOST_SUGGESTED)}"
    return f"a path begins at {begins}, or with '/' at the root of the repository"
