"""A fence for Python-Markdown: a custom fence of ``pymdownx.superfences``, for MkDocs and Zensical.

markdown_extensions:
  - pymdownx.superfences:
      custom_fences:
        - name: sdgen
          class: sdgen
          format: !!python/name:sdgen.integrations.markdown.fence
          validator: !!python/name:sdgen.integrations.markdown.validator
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sdgen.base.errors import SdgenError
from sdgen.base.gate import for_xml_attribute
from sdgen.integrations.faults import fault_box, fault_text
from sdgen.integrations.fence_place import page_name, place_of
from sdgen.workspace.embed.fences import FencePlace, read_fence
from sdgen.workspace.embed.locating import unusable
from sdgen.workspace.embed.showing import Shown, inline_html
from sdgen.workspace.workspace import Workspace

if TYPE_CHECKING:
    from sdgen.base.findings import Finding

__all__ = ["FenceError", "fence", "strict_fence", "validator"]

_LOG: Final = logging.getLogger("mkdocs.sdgen")
"""Warnings below ``mkdocs`` are those that ``mkdocs build --strict`` counts; without MkDocs they go to
standard error."""

try:
    from pymdownx.superfences import SuperFencesException as _Raised
except ImportError:  # for whoever calls the functions without it
    _Raised = Exception


class FenceError(_Raised):  # type: ignore[misc]
    """What is wrong with a fence or its design, where fences are strict."""


class _OnPage:
    """What the page that is being made has of sdgen already: how many pictures, which rules for
    typefaces, and how many fences with each body. Python-Markdown calls ``reset`` before the next page."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        self.number = 0
        self.faces: tuple[str, ...] = ()
        self.bodies: dict[str, int] = {}


def validator(
    language: str,  # noqa: ARG001
    inputs: Mapping[str, str],
    options: dict[str, str],
    attrs: dict[str, str],  # noqa: ARG001
    md: object,  # noqa: ARG001
) -> bool:
    """Takes every option: the fence says what is wrong with one."""
    options.update(inputs)
    return True


def fence(
    source: str,
    language: str,  # noqa: ARG001
    class_name: str,
    options: Mapping[str, Any] | None,
    md: Any,
    **more: Any,
) -> str:
    """The picture or table that a fence asks for, as HTML; or a box that says what is wrong, and a
    warning to the log."""
    shown = _shown(source, options, more, md)
    if shown.faults:
        _LOG.warning("%s", _said(shown.faults, md))
        return fault_box(shown.faults)
    return _html(shown, class_name, md, more)


def strict_fence(
    source: str,
    language: str,  # noqa: ARG001
    class_name: str,
    options: Mapping[str, Any] | None,
    md: Any,
    **more: Any,
) -> str:
    """As ``fence``, and raises FenceError where that shows a box."""
    shown = _shown(source, options, more, md)
    if shown.faults:
        raise FenceError(_said(shown.faults, md))
    return _html(shown, class_name, md, more)


def _shown(
    source: str, options: Mapping[str, Any] | None, more: Mapping[str, Any], md: Any
) -> Shown:
    """What the fence shows; paths in it begin where the builder runs."""
    # without the validator, options within braces come as attributes
    given = {**(more.get("attrs") or {}), **(options or {})}
    texts = {str(key): str(value) for key, value in given.items()}
    place = _place(source, md)
    request = read_fence(source, texts, Path.cwd(), place)
    if isinstance(request, tuple):
        return Shown(faults=request)
    try:
        return Workspace().show(request)
    except SdgenError as error:
        return Shown(faults=(unusable(error.message, place.span),))


def _place(source: str, md: Any) -> FencePlace:
    """Where the fence stands, of those on the page that say the same the next."""
    page = _on_page(md)
    before = page.bodies.get(source, 0)
    page.bodies[source] = before + 1
    return place_of(source, before, md)


def _html(shown: Shown, class_name: str, md: Any, more: Mapping[str, Any]) -> str:
    for warning in shown.warnings:
        _LOG.info("%s", warning)
    page = _on_page(md)
    page.number += 1
    element = inline_html(shown, f"sdgen_{page.number}", page.faces)
    page.faces += element.faces
    classes = for_xml_attribute(" ".join((class_name, *more.get("classes", ()))))
    name = more.get("id_value")
    own = f' id="{for_xml_attribute(name)}"' if name else ""
    return f'<div{own} class="{classes}">\n{element.html}\n</div>'


def _on_page(md: Any) -> _OnPage:
    """The state of the page, which the converter keeps among its extensions."""
    extensions = getattr(md, "registeredExtensions", None)
    if extensions is None:
        return _OnPage()
    for each in extensions:
        if isinstance(each, _OnPage):
            return each
    state = _OnPage()
    md.registerExtension(state)
    return state


def _said(faults: tuple[Finding, ...], md: Any) -> str:
    """What is wrong in one line, with the page in front where the builder tells it."""
    page = page_name(md)
    here = any(each.span.file == page for each in faults)
    return f"{page + ': ' if page and not here else ''}{fault_text(faults)}"
