"""What has changed between designs, in files or revisions of a repository, and what that means."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path, PurePosixPath

from msgspec import Struct, field

from sdgen import api
from sdgen.analyses.facts import Facts
from sdgen.base.brief import briefly
from sdgen.base.errors import WrongUsageError
from sdgen.base.findings import Finding
from sdgen.base.texts import take_texts
from sdgen.diff.comparison import Comparison, compare
from sdgen.lint.settings import Settings
from sdgen.report.change import CANNOT
from sdgen.rules import all_rules
from sdgen.workspace.inputs import SUFFIXES, find_inputs, may_be_design
from sdgen.workspace.options import FAIL_ON
from sdgen.workspace.read import Source
from sdgen.workspace.revisions import (
    Moved,
    Revision,
    changed_since,
    files_at,
    fork_point,
    has_file,
    repository_at,
    revision_of,
    source_at,
)
from sdgen.workspace.settings import Configurations, LintSettings

ANY = "any"


class DiffRequest(Struct, frozen=True, kw_only=True):
    """``files`` are an older and a newer design, each a file or ``REVISION:path``; with one alone, a design
    of a revision is compared with the file of its path. With ``against``, a revision, they are designs
    and folders whose changed designs are compared with what they were where the two parted. ``fail_on`` is
    what makes the answer no. Findings are those of ``config``, or of the
    configuration nearest to the newer design."""

    files: tuple[str, ...] = ()
    against: str = ""
    fail_on: tuple[str, ...] = ()
    config: str | None = None
    isolated: bool = False

    def __post_init__(self) -> None:
        take_texts(self, ("files", "fail_on"), ("against", "config"))


class ComparedDesign(Struct, frozen=True):
    """What came of a pair: the ``comparison``, in which a side that there is not, or that has errors, says
    nothing; ``errors`` say what is wrong with either side. ``old`` and ``new`` are what the sides are
    called, empty where there is none. ``against`` is the revision whose fork point the older one is of."""

    file: str
    old: str
    new: str
    comparison: Comparison
    errors: tuple[Finding, ...] = ()
    against: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)

    __repr__ = briefly

    @property
    def verdict(self) -> str:
        """What there is to say instead of better or worse, where a side is missing."""
        if self.errors:
            return CANNOT
        return "" if self.old and self.new else "a new design" if self.new else "removed"

    @property
    def sides(self) -> str:
        """The command that compares the two again."""
        if self.against:
            return f"sdgen diff --against {self.against} {self.file}"
        return f"sdgen diff {self.old} {self.new}"

    @property
    def changed(self) -> bool:
        """Whether there is something to say."""
        return bool(self.errors) or self.comparison.says_something

    @property
    def readable(self) -> bool:
        """Whether one of the sides can be shown."""
        return self.comparison.has_before or self.comparison.has_after

    def refused(self, reasons: Sequence[str]) -> bool:
        """Whether it is what a request fails on."""
        meaning = self.comparison.meaning
        found = {
            "objective": bool(meaning.now_missed),
            "spof": bool(meaning.points_new),
            "findings": bool(meaning.new),
        }
        return any(is_so for reason, is_so in found.items() if reason in reasons or ANY in reasons)


class DiffResult(Struct, frozen=True):
    """What came of all pairs, those without a change too; ``findings`` are about names and configurations,
    ``asked`` says in words what was compared; it ``is_pair`` where two designs were named. ``refused``
    says that something is worse that the request fails on."""

    designs: tuple[ComparedDesign, ...]
    asked: str
    findings: tuple[Finding, ...] = ()
    refused: bool = False
    is_pair: bool = False

    __repr__ = briefly

    @property
    def failed(self) -> bool:
        """Whether a side of a pair could not be read, or a name stands for nothing."""
        return bool(self.findings) or any(each.errors for each in self.designs)


def check_request(request: DiffRequest) -> None:
    """Raise WrongUsageError where a request contradicts itself."""
    for reason in request.fail_on:
        if reason not in FAIL_ON:
            raise WrongUsageError(f"'{reason}' is none of {', '.join(FAIL_ON)}", "fail_on")
    if not request.against and len(request.files) != 2:
        if len(request.files) == 1 and _revision_and_path(request.files[0]) is not None:
            return
        raise WrongUsageError(
            "two designs are compared: name an older and a newer one, each a file or REVISION:path; "
            "or --against REVISION, and the designs and folders to look at"
        )


def compare_designs(request: DiffRequest) -> DiffResult:
    """Compare what the request names."""
    check_request(request)
    given = LintSettings(config=request.config, isolated=request.isolated)
    lint = Configurations(given, all_rules())
    with ExitStack() as open_sources:
        if request.against:
            pairs, findings, asked = _against(request, open_sources)
        else:
            pairs, findings, asked = _two(request, open_sources)
        designs = tuple(_compared(pair, lint, request.against) for pair in pairs)
    findings = (*findings, *lint.findings)
    refused = any(each.refused(request.fail_on) for each in designs)
    return DiffResult(designs, asked, findings, refused, is_pair=not request.against)


class _Pair(Struct, frozen=True):
    """``file`` is what the newer design is called in the repository; None is a side that there is not."""

    file: str
    old: Source | None
    new: Source | None
    place: Path


Pairs = tuple[list[_Pair], tuple[Finding, ...], str]


def _two(request: DiffRequest, opened: ExitStack) -> Pairs:
    first = request.files[0]
    second = request.files[1] if len(request.files) == 2 else _on_disk(first)
    old, new = _side(first, opened), _side(second, opened)
    at = _revision_and_path(second)
    place = Path(second if at is None else at[1])
    return [_Pair(place.as_posix(), old, new, place)], (), second


def _on_disk(name: str) -> str:
    """The file whose older self ``REVISION:path`` is, as it is called from the current folder."""
    found = _revision_and_path(name)
    assert found is not None, "the request was checked"
    root = repository_at(Path())
    return Path(os.path.relpath(root.joinpath(*_from_root(root, found[1]).parts))).as_posix()


def _side(name: str, opened: ExitStack) -> Source:
    """A file of that name, else one of a revision."""
    found = _revision_and_path(name)
    if found is None:
        return Source(Path(name).as_posix(), Path(name))
    revision, path = found
    root = repository_at(Path())
    return opened.enter_context(source_at(revision_of(root, revision), _from_root(root, path)))


def _revision_and_path(name: str) -> tuple[str, str] | None:
    """The parts of ``REVISION:path``; None where a file is called so, or there is no colon."""
    revision, colon, path = name.partition(":")
    if not colon or not revision or not path or os.path.lexists(name):
        return None
    return revision, path


def _from_root(root: Path, path: str) -> PurePosixPath:
    """A path as git has it: from the repository's folder, or with ``./`` from the current one."""
    if path.startswith(("./", "../")):
        return _in_repository(root, Path(path))
    return PurePosixPath(path)


def _in_repository(root: Path, path: Path) -> PurePosixPath:
    """The path of a file from the repository's folder."""
    whole = Path(os.path.realpath(path))
    if not whole.is_relative_to(root):
        raise WrongUsageError(f"{path} lies outside of the repository {root}")
    return PurePosixPath(whole.relative_to(root).as_posix())


# --- all that changed since a revision -----------------------------------------------------------


def _against(request: DiffRequest, opened: ExitStack) -> Pairs:
    """The designs that changed among those that are named, and those that were there."""
    inputs = find_inputs(request.files)
    root = Path(os.path.realpath(repository_at(Path())))
    revision = fork_point(revision_of(root, request.against))
    moved = changed_since(revision)
    olds = {each.new: each.old for each in moved if each.new is not None}
    pairs = []
    seen: set[PurePosixPath] = set()
    for file in inputs.files:
        path = _in_repository(root, file)
        seen.add(path)
        if path in olds or _includes(file):
            old = olds.get(path, path)
            pairs.append(_Pair(file.as_posix(), _old(revision, old, opened), _file(file), file))
    for path in _gone(request.files, root, revision, moved, seen):
        source = _old(revision, path, opened)
        if source is not None and source.file is not None and may_be_design(source.file):
            shown = Path(os.path.relpath(root / path))
            pairs.append(_Pair(shown.as_posix(), source, None, shown))
    findings = tuple(each for each in inputs.findings if not (pairs and each.code == "INPUT001"))
    return pairs, findings, f"{' '.join(request.files)} against {request.against}"


def _file(path: Path) -> Source:
    return Source(path.as_posix(), path)


def _includes(file: Path) -> bool:
    """Whether a design may be made of several files, each of which can have changed."""
    try:
        return b"include" in file.read_bytes()
    except OSError:
        return True


def _old(revision: Revision, path: PurePosixPath | None, opened: ExitStack) -> Source | None:
    if path is None or not has_file(revision, path):
        return None
    return opened.enter_context(source_at(revision, path))


def _gone(
    names: Sequence[str],
    root: Path,
    revision: Revision,
    moved: Sequence[Moved],
    seen: set[PurePosixPath],
) -> Iterator[PurePosixPath]:
    """The files that were below what is named, and are gone without another name."""
    gone = {each.old for each in moved if each.old is not None and each.new is None}
    for name in names:
        folder = Path(os.path.realpath(name))
        if not folder.is_relative_to(root):
            continue
        inside = PurePosixPath(folder.relative_to(root).as_posix())
        for each in map(PurePosixPath, files_at(revision, inside)):
            if each in gone and each not in seen and each.suffix in SUFFIXES:
                seen.add(each)
                yield each


# --- one pair ------------------------------------------------------------------------------------


def _compared(pair: _Pair, lint: Configurations, against: str) -> ComparedDesign:
    settings = lint.of(pair.place).settings
    readings = [None if each is None else each.read() for each in (pair.old, pair.new)]
    sides = [_facts_and_findings(each, settings) for each in readings]
    (before, found_before), (after, found_after) = sides
    comparison = compare(before, after, found_before, found_after)
    errors = tuple(error for each in readings if each is not None for error in each.errors)
    texts = {
        name: text for each in readings if each is not None for name, text in each.texts.items()
    }
    old, new = ("" if each is None else each.name for each in (pair.old, pair.new))
    return ComparedDesign(pair.file, old, new, comparison, errors, against, texts)


def _facts_and_findings(
    reading: api.Reading | None, settings: Settings
) -> tuple[Facts, tuple[Finding, ...]]:
    """Of a side that there is not, or that has errors, those of a design that says nothing."""
    if reading is None or reading.facts is None:
        return api.facts_of_nothing(), ()
    facts = reading.facts.under(settings.scenario(reading.facts.scenario))
    return facts, api.lint_design(reading, settings).findings
