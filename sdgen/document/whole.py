"""The figures that show all of a design: one, or of a large design an overview and one of each group."""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.base.words import joined
from sdgen.blocks import Figure
from sdgen.document.subject import Subject
from sdgen.draw.dense import is_dense
from sdgen.model.view_names import OF
from sdgen.views.collapse import group_name
from sdgen.views.groups import OVERVIEW, shown_by_default


def high_level_figure(subject: Subject) -> Figure:
    """The boxes and the lines between them, of a large design the groups."""
    if shown_by_default(subject.facts):
        caption = "Overview: each group with its load, and the calls between them."
        return Figure(OVERVIEW, caption=caption)
    return Figure("high-level", caption=_high_level_caption(subject))


def detailed_figures(subject: Subject) -> Iterator[Figure]:
    """All components in detail, of a large design those of one group each."""
    groups = shown_by_default(subject.facts)[1:]
    for view in groups:
        name = group_name(subject.design, view.partition(OF)[2])
        yield Figure(view, caption=f"{name}, with what it calls and is called by.")
    if not groups:
        yield Figure("detailed", caption=_detailed_caption(subject))


def _high_level_caption(subject: Subject) -> str:
    """What the lines of the picture mean that are in it."""
    calls = subject.facts.calls
    if is_dense(len(calls), len(subject.design.components)):
        return "High-level design: a row calls each column that has a mark in it."
    waiting = any(not each.asynchronous for each in calls)
    said = ["solid lines wait for an answer"] if waiting else []
    if any(each.asynchronous for each in calls):
        said.append("dashed ones do not" if waiting else "dashed lines wait for no answer")
    if any(each.optional for each in calls):
        said.append("light ones are optional")
    text = f"High-level design: {', '.join(said)}." if said else "High-level design."
    if any(each.replicas.count > 1 for each in subject.design.components.values()):
        text += " A number such as ×6 counts replicas."
    return text


def _detailed_caption(subject: Subject) -> str:
    """What of its calls the design says, and the picture shows."""
    calls = subject.facts.calls
    said = [
        what
        for what, given in (
            ("protocol", any(each.protocol for each in calls)),
            ("timeout", any(each.timeout is not None for each in calls)),
        )
        if given
    ]
    return f"Detailed design: every call with its {joined(said)}." if said else "Detailed design."
