"""Pages of the codes that no rule has: what can be wrong with a file, a command or a setting.

A module of this package lists its pages in ``PAGES``. Nothing is imported before :func:`all_pages`
is called.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from sdgen.lint.codes.code_page import CodePage

__all__ = ["CodePage", "all_pages", "find_pages"]


@cache
def all_pages() -> tuple[CodePage, ...]:
    """Every page, sorted by code."""
    return tuple(sorted(_found(), key=lambda page: page.code))


def find_pages(word: str) -> tuple[CodePage, ...]:
    """The pages of this code (in capitals or not) or name; several codes may share a name."""
    return tuple(page for page in all_pages() if word.upper() == page.code or word == page.name)


def _found() -> Iterator[CodePage]:
    for info in iter_modules(__path__):
        yield from getattr(import_module(f"{__name__}.{info.name}"), "PAGES", ())
