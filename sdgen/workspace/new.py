"""A new design: where its file goes, what it begins with, and the questions that make a first one."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from msgspec import Struct

from sdgen.base.errors import UnusableError, WrongUsageError
from sdgen.base.files import write_whole
from sdgen.base.gate import for_terminal
from sdgen.base.suggest import did_you_mean, question
from sdgen.base.words import joined
from sdgen.design.spelling import KEBAB, python_pattern
from sdgen.starting.answers import AnswerError, Answers, read_name
from sdgen.starting.copies import StartingPoint, copied, starting_points
from sdgen.starting.names import file_stem, sentence
from sdgen.starting.questions import QUESTIONS, STEPS, Question, answered
from sdgen.starting.text import design_text
from sdgen.workspace.project import Projects, default_designs

__all__ = [
    "NEW_NAME",
    "QUESTIONS",
    "STEPS",
    "AnswerError",
    "Answers",
    "NewDesign",
    "NewRequest",
    "Place",
    "Question",
    "StartingPoint",
    "answered",
    "next_steps",
    "place_of",
    "starting_points",
]

NEW_NAME: Final = "design"
"""What a design is called that nobody has named."""
_SUFFIX: Final = ".yaml"
_SUFFIXES: Final = (_SUFFIX, ".yml")


class Place(Struct, frozen=True):
    """Where a design of some name goes: its file, what the design calls itself, and whether the file's
    name is another than what was given."""

    file: Path
    title: str
    renamed: bool

    @property
    def taken(self) -> bool:
        """Whether something is there already."""
        return os.path.lexists(self.file)


class NewRequest(Struct, frozen=True, kw_only=True):
    """A design to be begun. ``name`` is that of its file and of the design, None for ``design`` or for
    that of its ``source``: a pattern or design of the gallery. Without a source it is made from
    ``answers``."""

    name: str | None = None
    source: str | None = None
    answers: Answers = Answers()


class NewDesign(Struct, frozen=True):
    """The file that was written, and whether its name is another than what was given."""

    file: Path
    renamed: bool


def place_of(name: str) -> Place:
    """Where a design of this name goes. Raises WrongUsageError for a name that is none, or of which no
    file's name can be made."""
    given = name.strip()
    if "/" in given or "\\" in given or given in (".", ".."):
        raise WrongUsageError(
            f"NAME is the name of a design, not a path; write {file_stem(given) or NEW_NAME!r} alone"
        )
    for suffix in _SUFFIXES:
        given = given.removesuffix(suffix)
    try:
        title = read_name(given)
    except AnswerError as error:
        raise WrongUsageError(f"NAME: {error}") from None
    stem = file_stem(given)
    if not stem:
        raise WrongUsageError(
            f"no file can be named after {for_terminal(title)!r}: write NAME in the letters a to z, "
            f"such as {NEW_NAME!r}; 'name' in the file can be in any script"
        )
    if python_pattern(KEBAB).match(title):
        title = sentence(title.replace("-", " "))
    return Place(_folder() / f"{stem}{_SUFFIX}", title, stem != given)


def _folder() -> Path:
    """Where other commands look for designs when none is named, as far as that is a folder."""
    names = default_designs(Projects()).names
    return next((Path(each) for each in names if Path(each).is_dir()), Path())


def begin(request: NewRequest) -> NewDesign:
    """Write a new design: whole, or not at all. Raises WrongUsageError for a name or a source that is
    none, UnusableError where the name is taken, AnswerError where no design can be made of the
    answers, OutputError where the file cannot be written."""
    place = place_of(request.name or request.source or NEW_NAME)
    if place.taken:
        raise taken(place)
    if request.source is not None:
        text = copied(_point(request.source), place.title if request.name else None)
    else:
        text = design_text(request.answers)
    write_whole(place.file, text.encode("utf-8"), new=True)
    return NewDesign(place.file, place.renamed)


def taken(place: Place) -> UnusableError:
    """That something is where the design would go."""
    return UnusableError(
        f"{place.file} is there already, and stays as it is; give another NAME, or remove it first"
    )


def _point(name: str) -> StartingPoint:
    known = starting_points()
    if name in known:
        return known[name]
    meant = question(did_you_mean(name, known))
    hint = meant or f"there are {joined(known)}"
    raise WrongUsageError(f"no pattern or design is called '{for_terminal(name)}'; {hint}", "from")


def next_steps(file: Path) -> tuple[tuple[str, str], ...]:
    """What to do next with a design: commands, and what each does."""
    name = file.as_posix()
    return (
        (f"sdgen render {name}", f"draw it, into out/{file.stem}/"),
        (f"sdgen lint {name}", "find what is weak, and why"),
        (f"sdgen analyze {name}", "see how it fails, and how often"),
        (f"sdgen estimate {name}", "see loads, sizes, times, and what is full first"),
        (f"sdgen doc {name}", "write the design document, with the questions that are open"),
    )
