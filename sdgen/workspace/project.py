"""What configuration says beside lint: where the designs are, and how they are drawn.

designs = "architecture"

[render]
views = ["high-level", "failure"]
formats = ["svg"]
theme = "light"
fit = "slide"
look = "high-contrast"
colours = {accent = "#0b6e4f", ink = "#14213d", line = "#5c677d"}
output = "pictures"
"""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, cast

from msgspec import Struct

from sdgen import api
from sdgen.base import settings
from sdgen.base.configuration_file import nearest_file
from sdgen.base.errors import WrongUsageError
from sdgen.base.findings import Finding
from sdgen.base.repository import leaves_repository
from sdgen.base.settings import DEFAULT_FOLDER, DEFAULT_OUTPUT
from sdgen.base.span import Span
from sdgen.workspace.house_colours import house_colours

if TYPE_CHECKING:
    from sdgen.base.configuration_reader import ConfigurationReader


class Project(Struct, frozen=True):
    """What a file says, and what is wrong with it. ``designs`` are files, folders or patterns as
    they are called from the current folder, and so is ``output``, the folder of pictures;
    ``views_at`` is the place of ``views``. Empty is what is not said."""

    designs: tuple[str, ...] = ()
    views: tuple[str, ...] = ()
    views_at: Span | None = None
    formats: tuple[str, ...] = ()
    theme: api.Theme | None = None
    fit: api.Fit | None = None
    look: api.Look | None = None
    colours: tuple[tuple[str, str], ...] = ()
    output: str = ""
    findings: tuple[Finding, ...] = ()

    @property
    def options(self) -> api.Options:
        """How pictures are drawn where nobody says more: all verbs write the same files alike."""
        default = api.Options()
        return api.Options(
            theme=self.theme or default.theme,
            fit=self.fit or default.fit,
            look=self.look or default.look,
            colours=self.colours,
        )


NOTHING_SAID = Project()


class Projects:
    """The project of each folder, read once: of the one file ``config``, or the nearest of each;
    of none where it is ``isolated``. ``findings`` collects what is wrong. Raises WrongUsageError
    where ``config`` and ``isolated`` are given."""

    def __init__(self, config: str | None = None, *, isolated: bool = False) -> None:
        if config and isolated:
            raise WrongUsageError("--isolated uses no configuration, --config names one: give one")
        self._config = config
        self._isolated = isolated
        self._by_folder: dict[Path, Path | None] = {}
        self._by_file: dict[Path, Project] = {}

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(each for found in self._by_file.values() for each in found.findings)

    def of(self, design: Path) -> Project:
        """What holds for a design."""
        return self.in_folder(design.absolute().parent)

    def in_folder(self, folder: Path) -> Project:
        """What holds for the files in a folder, given as an absolute path."""
        if self._isolated:
            return NOTHING_SAID
        if folder not in self._by_folder:
            named = self._config
            self._by_folder[folder] = Path(named) if named else nearest_file(folder)
        file = self._by_folder[folder]
        if file is None:
            return NOTHING_SAID
        if file not in self._by_file:
            self._by_file[file] = read_project(file, self._config or shown_path(file))
        return self._by_file[file]


def read_project(path: Path, display: str) -> Project:
    """Read a file; ``display`` is its name in findings."""
    from sdgen.base.configuration_reader import ConfigurationReader

    reader = ConfigurationReader(path, display)
    designs = _designs(reader)
    formats = reader.texts_of(settings.FORMATS)
    for each in formats:
        reader.choice(each, settings.FORMATS.path, api.picture_formats())
    theme = reader.choice_of(settings.THEME, api.THEMES)
    fit = reader.choice_of(settings.FIT, api.FITS)
    look = reader.choice_of(settings.LOOK, api.LOOKS)
    return Project(
        designs=designs,
        views=reader.texts_of(settings.VIEWS),
        views_at=reader.place(settings.VIEWS.path),
        formats=formats,
        theme=cast("api.Theme", theme) if theme else None,
        fit=cast("api.Fit", fit) if fit else None,
        look=cast("api.Look", look) if look else None,
        colours=house_colours(reader),
        output=_output(reader),
        findings=reader.all_findings(),
    )


def _designs(reader: ConfigurationReader) -> tuple[str, ...]:
    """The folders of the designs, below that of the file: who reads a repository reads nothing
    else."""
    from sdgen.base.toml_values import shown

    value = reader.value(settings.DESIGNS)
    name = settings.DESIGNS.name
    given = (value,) if isinstance(value, str) else value
    if given is not None and not isinstance(given, tuple | list):
        given = (given,)
    found = []
    for each in given or ():
        if not isinstance(each, str) or not _is_below(each, reader.folder):
            reader.complain(
                settings.DESIGNS.path,
                f"'{name}' is a file, a folder or a pattern below the folder of this file, or a "
                f"list of them, not {shown(each)}",
                f"write '{name} = \"{DEFAULT_FOLDER}\"'",
            )
            continue
        found.append(seen_from_here(reader.folder / each))
    return tuple(found)


def _output(reader: ConfigurationReader) -> str:
    """The folder of pictures, with ``/`` at its end; below that of the file, as who reads a
    repository writes nowhere else."""
    value = reader.value(settings.OUTPUT)
    if value is None:
        return ""
    if isinstance(value, str) and _is_below(value, reader.folder):
        hidden = any(part.startswith(".") for part in PurePosixPath(value.replace("\\", "/")).parts)
        if not hidden:
            return f"{seen_from_here(reader.folder / value)}/"
    from sdgen.base.toml_values import shown

    reader.complain(
        settings.OUTPUT.path,
        "'output' is a folder below the folder of this file, no part of whose name begins with a "
        f"dot, not {shown(value)}",
        f"write 'output = \"{DEFAULT_OUTPUT}\"'",
    )
    return ""


def _is_below(name: str, folder: Path) -> bool:
    """Whether a name leads to what is below the folder, also by links."""
    path = PurePosixPath(name.replace("\\", "/"))
    within = not path.is_absolute() and ".." not in path.parts and not PureWindowsPath(name).drive
    return bool(name) and "\0" not in name and within and not leaves_repository(folder / name)


def seen_from_here(path: Path) -> str:
    """A path as it is called from the current folder."""
    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:  # on another drive
        return path.as_posix()


class DefaultDesigns(Struct, frozen=True):
    """The ``names`` of designs where none is given, and what is wrong with the configuration."""

    names: tuple[str, ...]
    findings: tuple[Finding, ...] = ()


def default_designs(projects: Projects) -> DefaultDesigns:
    """The names of designs where none is given: those of the configuration of the current folder,
    else the folder ``designs``, else the current folder."""
    project = projects.in_folder(Path.cwd())
    fallback = DEFAULT_FOLDER if Path(DEFAULT_FOLDER).is_dir() else "."
    return DefaultDesigns(project.designs or (fallback,), project.findings)


def shown_path(path: Path) -> str:
    """A path as the user would write it from the current folder, where it is below that."""
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()
