"""What a dialect of SQL is: the record that its module gives."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from sdgen.exporters.sql.records import Column, Index


class Typed(Struct, frozen=True):
    """The type of a column, what its values are checked for (a condition, or nothing), and what of
    the design's type neither says."""

    type: str
    check: str = ""
    unsaid: str = ""


class Dialect(Struct, frozen=True, kw_only=True):
    """How a system writes tables. ``typed`` gives the type of a column of that name as it is written
    (in quotes, where it needs them); ``index`` the statement that makes an index, or the reason in
    words why there is none. ``begins`` are statements at the top. Where ``alters`` is set, a foreign
    key to a table that is not made yet is added afterwards; else it may stand in the table."""

    title: str
    typed: Callable[[Column, str], Typed]
    index: Callable[[Index], tuple[str, str]]
    begins: tuple[str, ...] = ()
    alters: bool = False
