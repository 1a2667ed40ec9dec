"""Names in SQL: of tables in small letters with ``_``, each once, in quotes where they need them."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

LONGEST: Final = 63
"""Bytes of a name; PostgreSQL cuts longer ones, so that two could become one."""

_PLAIN: Final = re.compile(r"[a-z_][a-z0-9_]*")
_WORDS: Final = (
    "add all alter analyse analyze and any array as asc asymmetric authorization autoincrement "
    "between binary both by case cast check collate collation column commit concurrently "
    "constraint create cross current_catalog current_date current_role current_schema "
    "current_time current_timestamp current_user default deferrable delete desc distinct do "
    "drop else end escape except exists false fetch for foreign freeze from full grant group "
    "having if ilike in index initially inner insert intersect into is isnull join lateral "
    "leading left like limit localtime localtimestamp natural not nothing notnull null offset "
    "on only or order outer overlaps placing primary raise references returning right select "
    "session_user set similar some symmetric system_user table tablesample then to trailing "
    "transaction true union unique update user using values variadic verbose when where window "
    "with "
)
_RESERVED: Final = frozenset(_WORDS.split())
"""Words that PostgreSQL (``pg_get_keywords``, R and T) or SQLite takes for no name."""
_SYSTEM_COLUMNS: Final = frozenset({"tableoid", "xmin", "cmin", "xmax", "cmax", "ctid"})
"""Columns that every table of PostgreSQL has; it refuses others of that name, in quotes too."""
_SYSTEM_TABLES: Final = ("pg_", "sqlite_")
"""How tables of the systems themselves begin: theirs come first, or no other may be called so."""


def quoted(name: str) -> str:
    """The name as it is written in SQL."""
    if _PLAIN.fullmatch(name) and name not in _RESERVED:
        return name
    return '"' + name.replace('"', '""') + '"'


def several(names: Collection[str]) -> str:
    """Names with commas between them."""
    return ", ".join(map(quoted, names))


def snake(name: str) -> str:
    """The name of an entity in small letters: ``IdempotencyKey`` is ``idempotency_key``."""
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name)
    return apart.lower()


class Names:
    """Names of one space, each given once; capitals alone do not tell two apart, as in SQLite."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._numbers: dict[tuple[str, str], int] = {}

    def take(self, name: str, end: str = "") -> str:
        """This name with this end, if it is free, else with a number; cut so that it fits."""
        cut = (name[: LONGEST - len(end)].lower(), end)
        number = self._numbers.get(cut, 1)
        while True:
            tail = end if number == 1 else f"_{number}{end}"
            found = f"{name[: LONGEST - len(tail)]}{tail}"
            number += 1
            if found.lower() not in self._taken:
                self._taken.add(found.lower())
                self._numbers[cut] = number
                return found

    def has(self, name: str) -> bool:
        """Whether a name is taken."""
        return name.lower() in self._taken

    def reserve(self, name: str) -> bool:
        """Keep a name that a system gives by itself; whether it was free, and fits as it is."""
        free = name.lower() not in self._taken and len(name) <= LONGEST
        self._taken.add(name.lower())
        return free


def table_name(entity: str) -> str:
    """What the table of an entity is called, before it is told apart from others."""
    name = snake(entity)
    return f"t_{name}" if name.startswith(_SYSTEM_TABLES) else name


def column_name(name: str) -> str:
    """What the column of a field is called, before it is told apart from others."""
    return f"{name}_" if name.lower() in _SYSTEM_COLUMNS else name
