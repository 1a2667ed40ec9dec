"""Pages of the codes that no rule has: what can be wrong with a file, a command or a setting.

A module of this package lists its pages in ``PAGES``. Nothing is imported before :func:`all_pages`
is called.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from sdgen.lint.code_pages.code_page import CodePage
from sdgen.registry import Gathering

__all__ = ["CodePage", "all_pages", "find_pages"]


def _names_of(page: CodePage) -> tuple[str, ...]:
    return (page.code,)


PAGES: Final = Gathering[CodePage](
    "sdgen.codes",
    package=__name__,
    attribute="PAGES",
    record="sdgen.lint.code_pages.code_page:CodePage",
    noun="page of a code",
    names_of=_names_of,
)


@cache
def all_pages() -> tuple[CodePage, ...]:
    """Every page, sorted by code."""
    return tuple(sorted(PAGES.built_in.values(), key=lambda page: page.code))


def find_pages(word: str) -> tuple[CodePage, ...]:
    """The pages of this code (in capitals or not) or name; several codes may share a name."""
    return tuple(page for page in all_pages() if word.upper() == page.code or word == page.name)
