"""Options that are asked for and change nothing in any of the pictures drawn: what layout is asked is
about cards and lines, and other pictures have none."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from sdgen.api import Options
from sdgen.base.words import by_number, joined

if TYPE_CHECKING:
    from sdgen.draw.scene import Look
    from sdgen.workspace.render import RenderRequest

_LAID_OUT: Final = ("direction", "lines", "engine")
_PLACED: Final = ("fit", "collapse")
_DIAGRAM: Final[Look] = "sdgen"
_RACK: Final[Look] = "sdgen rack"
_TAKEN: Final[Mapping[str, tuple[tuple[str, ...], tuple[Look, ...]]]] = {
    "block diagrams": (_LAID_OUT, (_DIAGRAM,)),
    "block diagrams and the deployment": (_PLACED, (_DIAGRAM, _RACK)),
}
"""By the pictures that they change, in words, the options, and the looks of these pictures."""


def asked_options(request: RenderRequest) -> tuple[str, ...]:
    """The options of layout that a request gives, whatever a configuration says."""
    usual = Options()
    given = {
        each: getattr(request.options, each) != getattr(usual, each)
        for each in (*_LAID_OUT, *_PLACED)
    }
    given["fit"] |= request.fit is not None
    given["collapse"] |= bool(request.collapse)
    return tuple(each for each, asked in given.items() if asked)


def idle_options(asked: Collection[str], drawn: Collection[Look]) -> Iterator[str]:
    """A warning for each sort of options asked for that none of the pictures takes; ``drawn`` are their
    looks."""
    for pictures, (options, looks) in _TAKEN.items():
        idle = [f"--{each}" for each in options if each in asked]
        if idle and not set(looks).intersection(drawn):
            change = by_number(len(idle), "changes", "change")
            they_are = by_number(len(idle), "it is", "they are")
            yield f"{joined(idle)} {change} nothing in what is drawn: {they_are} about {pictures}"
