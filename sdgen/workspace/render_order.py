"""What a request to draw comes to for a design: its defaults filled in, contradictions told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from sdgen import api
from sdgen.base.settings import DEFAULT_OUTPUT, DEFAULT_VIEWS
from sdgen.base.span import Span
from sdgen.design.view_registry import EVERY
from sdgen.workspace.idle_options import asked_options
from sdgen.workspace.large_designs import collapsed_groups
from sdgen.workspace.project import Project
from sdgen.workspace.targets import (
    STANDARD_OUTPUT,
    Destination,
    TargetError,
    read_destination,
)

if TYPE_CHECKING:
    from sdgen.workspace.render import RenderRequest

Choice = TypeVar("Choice", bound=str)
FAILURE: Final = "failure"
"""The view that shows what has failed."""


class Order(Struct, frozen=True):
    """What is wanted of a design, its defaults filled in. ``configured`` is the place of the
    ``views`` where configuration names them: of these a design has those that it has. Where nobody has
    named any (``default``), those of a large design are others. ``again`` asks also for those of which
    a picture has been drawn before; ``asked`` are the options of layout that the request itself gives."""

    views: tuple[str, ...]
    default: bool
    failed: tuple[str, ...]
    configured: Span | None
    again: bool
    asked: tuple[str, ...]
    destination: Destination
    options: api.Options
    scale: float
    check: bool
    findings: bool
    prune: bool
    listing: bool
    config: str | None
    isolated: bool


def order_of(request: RenderRequest, project: Project) -> Order:
    """What a request comes to for the designs of a project. Raises TargetError where it contradicts
    itself, MissingExtraError where a format needs what is not installed."""
    output = str(project.output or DEFAULT_OUTPUT if request.output is None else request.output)
    destination = read_destination(output, request.formats, project.formats)
    views = request.views or ((FAILURE,) if request.failed else project.views) or DEFAULT_VIEWS
    if request.failed and FAILURE not in views:
        raise TargetError("--fail says what has failed in the failure view: give --view failure")
    if destination.single and not request.views:
        views = views[:1] if views[0] != EVERY else DEFAULT_VIEWS[:1]
    if destination.single and (len(set(views)) > 1 or EVERY in views):
        raise TargetError(f"-o {output} holds one picture: give one --view")
    if request.check and output == STANDARD_OUTPUT:
        raise TargetError("--check compares files: it does not go with -o -")
    if request.listing and (request.check or request.prune or request.views):
        raise TargetError(
            "--list names the views that there are: it goes without --view, --check and --prune"
        )
    if request.prune and destination.single:
        raise TargetError(f"--prune goes with a folder of pictures: not with -o {output}")
    if request.prune and request.check:
        raise TargetError(
            "--prune removes pictures, once: it goes with neither --check nor --watch"
        )
    for each in destination.formats:
        api.require_format(each)
    groups = collapsed_groups(request.collapse)
    options = replace(
        request.options,
        theme=_theme(request, project),
        fit=_fit(request, project),
        look=_look(request, project),
        colours=request.options.colours or project.colours,
        collapse=tuple(dict.fromkeys((*request.options.collapse, *groups))),
    )
    return Order(
        views,
        not (request.views or request.failed or project.views or options.collapse),
        request.failed,
        None if request.views or not project.views else project.views_at,
        not (request.views or request.failed) and destination.folder is not None,
        asked_options(request),
        destination,
        options,
        request.scale,
        request.check,
        request.findings,
        request.prune,
        request.listing,
        request.config,
        request.isolated,
    )


def _theme(request: RenderRequest, project: Project) -> api.Theme:
    return _chosen(request.theme, request.options.theme, api.THEMES[0], project.theme)


def _look(request: RenderRequest, project: Project) -> api.Look:
    return _chosen(request.look, request.options.look, api.LOOKS[0], project.look)


def _fit(request: RenderRequest, project: Project) -> api.Fit:
    return _chosen(request.fit, request.options.fit, api.FITS[0], project.fit)


def _chosen(
    asked: Choice | None, given: Choice, default: Choice, configured: Choice | None
) -> Choice:
    """What is asked for, else what the options say that is no default, else what the project says."""
    return asked or (given if given != default else None) or configured or given
