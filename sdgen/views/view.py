"""The record of a view, and what its module gives: a new view is one file in a folder of this
package."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from sdgen.analyses.facts import Facts
from sdgen.base.lack import Lack as Lack  # views say by it what they lack
from sdgen.model.view_names import WITH_ARGUMENT, taken_by

if TYPE_CHECKING:
    from sdgen.views.picture import Picture


class NoPictureError(ValueError):
    """A view has nothing to show of a design; ``lack`` says why."""

    def __init__(self, view: str, lack: Lack) -> None:
        super().__init__(f"view '{view}' has nothing to show: {lack.message}; {lack.help}")
        self.lack = lack


def _nothing(_: Facts) -> None:
    return None


class Each(Struct, frozen=True):
    """That a view is of one thing in the design, such as a journey (``noun``), a picture for each:
    the ``ids`` of all that there are, and what the design does not say of one (``lack``). One that is
    ``whole`` has a picture without any of them too, which is all that it stands for; ``has`` says
    whether there is something that ``ids`` alone do not name."""

    noun: str
    ids: Callable[[Facts], Sequence[str]]
    lack: Callable[[Facts, str], Lack | None]
    whole: bool = False
    has: Callable[[Facts, str], bool] | None = None

    def knows(self, facts: Facts, argument: str) -> bool:
        """Whether there is such a thing in the design."""
        return argument in self.ids(facts) if self.has is None else self.has(facts, argument)


class BuiltInView(Struct, frozen=True):
    """A picture of a design, or several pages; ``make`` takes the facts of the design, the title of
    the view and, where the view is of one of ``each``, its id. ``lack`` says what a design does not
    say that ``make`` needs: None where the design has this view, which by default every design has;
    one of ``each`` then has something to show. ``lack_among`` says the same where only these
    components are shown, and these groups as one each.

    Views are listed by ``order``, then by id.
    """

    id: str
    title: str
    doc: str
    make: Callable[..., Picture | tuple[Picture, ...]]
    order: int = 100
    lack: Callable[[Facts], Lack | None] = _nothing
    each: Each | None = None
    lack_among: Callable[[Facts, Collection[str], Collection[str]], Lack | None] | None = None


def complaint(name: str, view: BuiltInView) -> str:
    """What is wrong with a view that another package brings as an entry point of this name, empty
    if nothing."""
    if view.id != name:
        return f"its id is {view.id!r}; it is the name of its entry point"
    if not (isinstance(view.title, str) and view.title and isinstance(view.order, int)):
        return "it has no title, or its order is no whole number"
    if not (callable(view.make) and callable(view.lack)):
        return "its make or its lack cannot be called"
    if view.each is not None:
        return f"only built-in views are of one thing each: {', '.join(WITH_ARGUMENT)}"
    taken = taken_by(name)
    return f"its name is taken: {taken}" if taken else ""
