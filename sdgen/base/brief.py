"""How records show themselves where Python is typed: a line, however much they hold, and in
notebooks as tables."""

from __future__ import annotations

from collections.abc import Callable, Collection
from enum import Enum
from os import PathLike
from typing import Any, Final

from msgspec import Struct

from sdgen.base.words import in_one_line, shortened

LONGEST: Final = 160
_LONGEST_VALUE: Final = 40
_NOT_SHOWN: Final = frozenset({"span", "spans", "texts"})

_PAGES: Final[dict[type[Struct], Callable[[Any], str]]] = {}


def briefly(record: Struct) -> str:
    """What a record is, its plain values, and how many of what else it holds; what is empty is left
    out. It is the ``__repr__`` of records that hold much."""
    told = [
        f"{name}: {value}"
        for name in record.__struct_fields__
        if name not in _NOT_SHOWN and (value := _value(getattr(record, name)))
    ]
    line = " ".join((type(record).__name__, ", ".join(told))).rstrip()
    return f"<{shortened(line, LONGEST)}>"


def _value(value: object) -> str:
    """A plain value, the number of several; empty for none, and for another record."""
    if value is None or value is False:
        return ""
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, str | PathLike):
        text = in_one_line(str(value))
        return repr(shortened(text, _LONGEST_VALUE)) if text else ""
    if isinstance(value, bool | int | float):
        return f"{value:.12g}" if isinstance(value, float) else str(value)
    return str(len(value)) if isinstance(value, Collection) and value else ""


def show_as_page(kind: type[Struct], page: Callable[[Any], str]) -> None:
    """Records of this type are shown in notebooks as the HTML that ``page`` makes of one: who knows
    how stands above the record."""
    _PAGES[kind] = page


def page_of(record: Struct) -> str | None:
    """The HTML of a record, for its ``_repr_html_``; None, which leaves a notebook its line, where
    nobody has said how it is shown."""
    page = _PAGES.get(type(record))
    return None if page is None else page(record)
