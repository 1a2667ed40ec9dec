"""Which files are a design's pictures: how each is called, and what lies beside them in vain."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from sdgen.api import has_view, names_of_view, page_count, picture_formats, shows, view_lack
from sdgen.base.files import OutputError, files_in, remove_file
from sdgen.base.input_files import ReadError, read_bounded
from sdgen.base.words import listed
from sdgen.design.spelling import KEBAB, python_pattern
from sdgen.model.view_names import OF, WITH_ARGUMENT

if TYPE_CHECKING:
    from sdgen.analyses.facts import Facts

_ID: Final = KEBAB.removeprefix("^").removesuffix("$")
_FORMAT: Final = "[a-z0-9-]+"
_FILE: Final = (
    rf"(?P<stem>{_ID})(\.(?P<page>[1-9][0-9]{{0,5}}))?(?P<dark>\.dark)?\.(?P<format>{_FORMAT})"
)
LARGEST_PICTURE: Final = 100_000_000
"""Bytes; what is larger was not made by sdgen, for all that is looked at."""
MOST_NAMED: Final = 10
"""Pictures of which a warning has the names."""


class PictureName(Struct, frozen=True, kw_only=True):
    """What a picture shows, and from it the name of its file.

    ``view`` is the id of a view; ``argument``, for a built-in view that is of one thing in the
    design, that thing's id; ``page`` counts from 1; ``dark`` is the dark one of a pair of pictures.
    Themes, directions and sizes that were asked for are no part of a name. Raises ValueError for
    what is no id, page or format, so that no name leads out of its folder.
    """

    view: str
    argument: str = ""
    page: int = 1
    dark: bool = False
    format: str = "svg"

    def __post_init__(self) -> None:
        ids = (self.view, self.argument) if self.argument else (self.view,)
        whole = all(python_pattern(KEBAB).match(each) for each in ids)
        if not whole or not 1 <= self.page < 1_000_000 or self.format not in picture_formats():
            raise ValueError(f"no picture can be called {self.file!r}")

    @classmethod
    def of(cls, view: str, page: int = 1, format: str = "svg") -> PictureName:
        """The name of a page of what ``--view`` takes, such as ``sequence:post-tweet``."""
        view_id, _, argument = view.partition(OF)
        return cls(view=view_id, argument=argument, page=page, format=format)

    @property
    def shown(self) -> str:
        """What ``--view`` takes for it."""
        return f"{self.view}{OF}{self.argument}" if self.argument else self.view

    @property
    def file(self) -> str:
        """``VIEW[-ARGUMENT][.PAGE][.dark].FORMAT``; the first page has no number."""
        argument = f"-{self.argument}" if self.argument else ""
        page = f".{self.page}" if self.page != 1 else ""
        return f"{self.view}{argument}{page}{'.dark' if self.dark else ''}.{self.format}"


def parse_name(file: str) -> PictureName | None:
    """What the picture in a file of this name shows; None where no picture is called so."""
    found = re.fullmatch(_FILE, file)
    if found is None or found["page"] == "1" or found["format"] not in picture_formats():
        return None
    view, argument = found["stem"], ""
    for each in WITH_ARGUMENT:
        if view.startswith(f"{each}-"):
            view, argument = each, view.removeprefix(f"{each}-")
    page = int(found["page"] or 1)
    return PictureName(
        view=view, argument=argument, page=page, dark=bool(found["dark"]), format=found["format"]
    )


def belongs(facts: Facts, present: Collection[str]) -> frozenset[str]:
    """The names among those ``present`` in a design's own folder that are pictures of this design:
    each page of each view of which it has something to show in each format, and the dark one of
    each pair. A view is asked only where a picture of it is there, since asking imports it, and
    for its pages only where there is one after the first, since asking makes it."""
    names: set[str] = set()
    for view, pictures in _by_view(facts, present).items():
        last = max(each.page for each in pictures)
        pages = page_count(facts, view) if last > 1 else 1
        names |= {each.file for each in pictures if each.page <= pages}
    return frozenset(names)


def _by_view(facts: Facts, present: Iterable[str]) -> dict[str, set[PictureName]]:
    """The pictures that these names are of, by view, of those views that the design has and that have
    something to show."""
    found: dict[str, set[PictureName]] = {}
    for name in present:
        picture = parse_name(name.casefold())
        if picture is not None:
            found.setdefault(picture.shown, set()).add(picture)
    return {view: pictures for view, pictures in found.items() if _is_drawn(facts, view)}


def _is_drawn(facts: Facts, view: str) -> bool:
    has = has_view(facts, view) and view in names_of_view(facts, view)
    return has and view_lack(facts, view) is None


def drawn_before(facts: Facts, folder: Path, within: Path) -> Mapping[str, frozenset[str]]:
    """The views of which sdgen has drawn a picture into a design's own ``folder``, below ``within``, each
    with the formats of those. The dark one of a pair has another hand to draw it."""
    ours = [name for name in files_in(folder, within) if is_drawn(folder / name)]
    found = {
        view: frozenset(each.format for each in pictures if not each.dark)
        for view, pictures in _by_view(facts, sorted(ours)).items()
    }
    return {view: formats for view, formats in found.items() if formats}


def orphans(folder: Path, names: Collection[str], within: Path) -> tuple[Path, ...]:
    """The pictures in a design's own ``folder``, below ``within``, that are none of ``names``.

    A picture is a regular file that is called like one and shows what its name says, by the mark
    that sdgen left in it: what somebody else has put there is nobody's to name, and no copy under
    another name. Links are passed over, and folders that links put elsewhere. Where case is all that
    differs the name counts as one of ``names``: to some file systems it is.
    """
    known = {name.casefold() for name in names}
    return tuple(
        folder / name
        for name in files_in(folder, within)
        if name.casefold() not in known and is_drawn(folder / name)
    )


def is_drawn(file: Path) -> bool:
    """Whether sdgen has drawn what the file's name says."""
    picture = parse_name(file.name.casefold())
    if picture is None:
        return False
    try:
        data = read_bounded(file, LARGEST_PICTURE)
    except ReadError:
        return False
    return shows(picture.format, data, picture.shown, picture.page)


def remove(files: Iterable[Path], within: Path) -> tuple[tuple[Path, ...], str]:
    """Remove ``files``, which :func:`orphans` has found; returns those that are gone, and why the
    next one could not be removed, if so."""
    removed: list[Path] = []
    for file in files:
        try:
            remove_file(file, within)
        except OutputError as error:
            return tuple(removed), str(error)
        removed.append(file)
    return tuple(removed), ""


class Tidied(Struct, frozen=True):
    """What was found in a design's own folder though no view draws it: ``orphans`` where pictures
    are only compared, ``removed`` where they were to be removed and ``problem`` why not all of them
    were, else ``warnings``."""

    orphans: tuple[Path, ...] = ()
    removed: tuple[Path, ...] = ()
    warnings: tuple[str, ...] = ()
    problem: str = ""


def tidy(
    folder: Path, names: Collection[str], within: Path, *, check: bool = False, prune: bool = False
) -> Tidied:
    """Look for orphans in a design's own ``folder``, below ``within``, once its pictures are there:
    those of :func:`belongs` are ``names``. Nothing is removed but with ``prune``, and never with
    ``check``."""
    found = orphans(folder, names, within)
    if not found or check:
        return Tidied(orphans=found)
    if prune:
        removed, problem = remove(found, within)
        return Tidied(removed=removed, problem=problem)
    names_found = listed([path.name for path in found], MOST_NAMED)
    return Tidied(
        warnings=(f"{folder}: no view draws {names_found}; --prune removes what none draws",)
    )
