"""Who ranks and orders the cards, and what is raised where that cannot be done."""

from __future__ import annotations

from typing import ClassVar, Literal

from sdgen.base.errors import ABOUT_THE_MACHINE, SdgenError

Engine = Literal["sdgen", "dot"]
"""``sdgen`` itself, or the installed Graphviz: the ``dot`` on PATH."""


class EngineError(SdgenError):
    """An installed Graphviz could not be run; the message says why and what to do."""

    notes: ClassVar[tuple[str, ...]] = (ABOUT_THE_MACHINE,)


class TooMuchWorkError(EngineError):
    """The graph is too large or too dense to be laid out: the design's matter, not the machine's."""

    notes: ClassVar[tuple[str, ...]] = ()
