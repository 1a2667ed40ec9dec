"""Names of designs: files, folders, globs and ``-`` become a sorted list of files."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from sdgen.base.findings import Finding, Severity
from sdgen.base.input_files import ReadError, open_regular
from sdgen.base.repository import leaves_repository
from sdgen.base.span import Span
from sdgen.base.walking import Walk, WalkError

SUFFIXES = (".yaml", ".yml")

_HEAD = 1_000_000
"""How many bytes of a file in a searched folder are looked at for the key ``sdgen``."""


class Inputs(Struct, frozen=True):
    """``files`` in order, each once, as the user would name them; ``standard_input`` comes before
    them; ``findings`` say which names stand for nothing."""

    files: tuple[Path, ...]
    standard_input: bool
    findings: tuple[Finding, ...]

    def __repr__(self) -> str:
        from sdgen.base.brief import briefly

        return briefly(self)


def find_inputs(names: Iterable[str]) -> Inputs:
    """The designs that names stand for.

    A folder stands for the YAML files under it whose top level has the key ``sdgen``; hidden
    folders are skipped, links to folders are not followed, and links out of the repository are
    refused. A name that is no file but has ``*``, ``?`` or ``[`` is a glob pattern (``**`` goes
    into folders). One file under two names counts once.
    """
    files: dict[Path, Path] = {}
    findings: list[Finding] = []
    standard_input = False
    walk = Walk()
    for name in names:
        if name == "-":
            standard_input = True
            continue
        try:
            found, problems = _resolve(name, walk)
        except WalkError as error:
            found, problems = [], [_not_searched(error)]
        findings.extend(problems)
        for path in found:
            # Unlike Path.resolve, never fails: the loader says what is wrong with a path.
            files.setdefault(Path(os.path.realpath(path)), path)
    findings.extend(map(_not_searched, walk.errors))
    return Inputs(
        files=tuple(sorted(files.values(), key=lambda path: path.as_posix())),
        standard_input=standard_input,
        findings=tuple(findings),
    )


def _resolve(name: str, walk: Walk) -> tuple[list[Path], list[Finding]]:
    if not name:
        advice = "is a variable of the shell empty? '.' is the current folder"
        return [], [_unreadable("''", "no-name", "a file without a name", advice)]
    path = Path(name)
    if os.path.isdir(path):  # noqa: PTH112 - Path.is_dir fails for impossible names
        designs, problems = _own(walk.files_under(path), all_are_named=False)
        if not designs and not problems:
            problems = [
                _unreadable(
                    name,
                    "no-designs",
                    f"the folder '{name}' holds no designs",
                    "a design is a .yaml or .yml file with the key 'sdgen' at its top level",
                )
            ]
        return designs, problems
    if not os.path.lexists(path) and any(sign in name for sign in "*?["):
        matches = walk.matches(name)
        if not matches:
            return [], [_unreadable(name, "no-match", f"no file matches '{name}'", "")]
        expanded: list[Path] = []
        refused: list[Finding] = []
        for match in matches:
            inside = os.path.isdir(match)  # noqa: PTH112 - Path.is_dir can fail
            listed = walk.files_under(match) if inside else (match,)
            designs, problems = _own(listed, all_are_named=not inside)
            expanded.extend(designs)
            refused.extend(problems)
        return expanded, refused
    return [path], []


def _own(paths: Iterable[Path], all_are_named: bool) -> tuple[list[Path], list[Finding]]:
    """The designs among files that a search found, and a finding for each to which a link leads out
    of the repository: nobody has named it. ``all_are_named``: a pattern says what is a design."""
    designs: list[Path] = []
    refused: list[Finding] = []
    leaving: dict[Path, bool] = {}
    for path in paths:
        if not all_are_named and (path.suffix not in SUFFIXES or not may_be_design(path)):
            continue
        if path.parent not in leaving:
            leaving[path.parent] = leaves_repository(path.parent)
        is_link = os.path.islink(path)  # noqa: PTH114 - Path.is_symlink fails for impossible names
        if leaving[path.parent] or (is_link and leaves_repository(path)):
            refused.append(
                _unreadable(
                    path.as_posix(),
                    "leads-out",
                    f"'{path.as_posix()}' is reached by a symbolic link out of the repository",
                    "copy the design into the repository, or name the file itself",
                )
            )
        else:
            designs.append(path)
    return designs, refused


def may_be_design(path: Path) -> bool:
    """Whether a file has the key ``sdgen`` at its top level; true where it cannot be opened, so
    that the loader says what is wrong with it."""
    if not os.path.isfile(path):  # noqa: PTH113 - Path.is_file can fail
        return False
    try:
        with open_regular(path) as file:
            head = file.read(_HEAD)
    except ReadError:
        return True
    return re.search(rb"""^(?:\{\s*)?["']?sdgen["']?\s*:""", head, re.MULTILINE) is not None


def _not_searched(error: WalkError) -> Finding:
    name = error.folder.as_posix()
    message = f"the folder '{name}' {error.reason}"
    return _unreadable(
        name, "not-searched", message, "name the files, or the folders that hold them"
    )


_CODES = {
    "no-designs": "INPUT001",
    "no-match": "INPUT002",
    "no-name": "INPUT003",
    "leads-out": "INPUT004",
    "not-searched": "INPUT005",
}


def _unreadable(name: str, code_name: str, message: str, advice: str) -> Finding:
    return Finding(
        code=_CODES[code_name],
        name=code_name,
        severity=Severity.ERROR,
        message=message,
        span=Span.whole(name),
        help=advice,
        unreadable=True,
    )
