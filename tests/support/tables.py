"""Data models for tests of SQL: random ones with odd names and references of every sort, a row for
each table of one, and a server of PostgreSQL that lasts as long as the tests."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sdgen.design.records import Design
from sdgen.exporters.scalars import scalar_of, words
from sdgen.exporters.sql.names import quoted, several
from sdgen.exporters.sql.records import Table
from sdgen.exporters.sql.tables import sections_of
from sdgen.exporters.written_types import WrittenType

ENTITIES = (
    "User", "Order", "Group", "Select", "Table", "Date", "Text", "Int4", "Uuid", "PgClass", "SqliteMaster",
    "HTTPServer", "HttpServer", "Key", "UserPkey", "UserTags", "Name", "Index", "Abort", "X", "X1",
    "A" * 70, "A" * 69 + "b", "VeryLongNameOfAnEntityThatIsCutSomewhere" * 2, "OrderIdSeq",
)  # fmt: skip
FIELDS = (
    "id", "ID", "user", "order", "select", "xmin", "ctid", "oid", "rowid", "tags", "a-b", "userId", "by", "from",
    "key", "text", "date", "_", "x" * 80, "x" * 80 + "y", "order_id", "group", "value", "check",
)  # fmt: skip
MARKS = ("", "", "", "?", "[]", "[3]", "[]?")
LENGTHS = ("", "", "(0)", "(5)", "(20000000)")
HOSTILE = (
    "\n\\! touch x\n",
    "'; DROP TABLE x; --",
    "*/ x /*",
    "$$",
    "::error::x",
    "\u202e",
    "\r\nx",
)


def random_tables(seed: int, most: int = 12) -> str:
    """A design whose entities refer to each other, themselves and what has no table, in keys too."""
    chance = random.Random(seed)
    names = chance.sample(ENTITIES, chance.randint(1, min(most, len(ENTITIES))))
    stores = ("db", "db", "other", "blobs", None)
    design = {
        "sdgen": 1,
        "name": "Model" + chance.choice(HOSTILE),
        "components": {
            "db": {"kind": "database", "technology": f"SQL{chance.choice(HOSTILE)}"},
            "other": {"kind": "warehouse"},
            "blobs": {"kind": "object_store"},
        },
        "data": {name: _entity(chance, names, chance.choice(stores)) for name in names},
    }
    return json.dumps(design)


def _entity(chance: random.Random, names: list[str], store: str | None) -> dict[str, object]:
    made: dict[str, object] = {} if store is None else {"store": store}
    fields = chance.sample(FIELDS, chance.choice([0, 1, 3, 6, 10]))
    made["fields"] = {field: _type(chance, names) for field in fields}
    known = fields or ["id", "at"]
    if chance.random() < 0.8:
        made["key"] = chance.sample(known, chance.randint(1, min(3, len(known))))
    if chance.random() < 0.3:
        made["partition_by"] = chance.choice(known)
    made["queries"] = [
        {"by": chance.sample(known, chance.randint(1, min(3, len(known)))), "index": chance.random() < 0.8}
        for _ in range(chance.randint(0, 4))
    ]  # fmt: skip
    made["retention"] = chance.choice(["forever", "90d"])
    made["rows"] = "5M"
    return made


def _type(chance: random.Random, names: list[str]) -> str:
    if chance.random() < 0.45:
        return chance.choice(names) + chance.choice(MARKS)
    word = chance.choice([*words(), "token", "money"])
    if chance.random() < 0.3:
        return word + chance.choice(LENGTHS) + chance.choice(["", "?"])
    return word + chance.choice(MARKS)


# --- rows -------------------------------------------------------------------------------------

_LITERALS: Final = {
    "bigint": "1", "integer": "1", "smallint": "1", "numeric": "1", "real": "1", "double precision": "1",
    "boolean": "true", "text": "''", "bytea": "''", "jsonb": "'{}'", "date": "'2027-01-01'",
    "time": "'12:00'", "timestamptz": "'2027-01-01T00:00Z'",
    "uuid": "'00000000-0000-4000-8000-000000000000'",
}  # fmt: skip


def tables_of(design: Design) -> tuple[Table, ...]:
    """Every table, in the order in which they are made."""
    return tuple(table for section in sections_of(design) for table in section.tables)


def rows_for(design: Design, dialect: str) -> str:
    """A row for each table, all in one transaction: values of one type are the same everywhere, so
    that each reference leads to the one row there is."""
    lines = ["BEGIN;"]
    for table in tables_of(design):
        names = several([each.name for each in table.columns])
        values = ", ".join(_value(each.type, dialect) for each in table.columns)
        lines.append(f"INSERT INTO {quoted(table.name)} ({names}) VALUES ({values});")
    return "\n".join([*lines, "COMMIT;", ""])


def _value(written: WrittenType, dialect: str) -> str:
    if written.many:
        return "'[]'" if dialect == "sqlite" else "'{}'"
    scalar = scalar_of(written.word)
    if dialect == "postgresql":
        return _LITERALS[scalar.postgresql if scalar else "text"]
    kind = scalar.sqlite if scalar else "TEXT"
    return {"TEXT": "''", "BLOB": "x''"}.get(kind, "1")


# --- PostgreSQL -------------------------------------------------------------------------------


def programs() -> Path | None:
    """The folder with the programs of a server of PostgreSQL; None where there is none."""
    on_the_path = shutil.which("initdb")
    folders = [Path(on_the_path).parent] if on_the_path else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((each for each in folders if (each / "postgres").exists()), None)


class Server:
    """A server of PostgreSQL in a folder, that talks through a socket there."""

    def __init__(self, folder: Path, bin_: Path) -> None:
        self.folder = folder
        self._bin = bin_
        # The server refuses to run as root.
        root = hasattr(os, "geteuid") and os.geteuid() == 0
        self._user = {"user": "nobody", "group": "nogroup", "extra_groups": []} if root else {}
        if root:
            shutil.chown(folder, "nobody", "nogroup")

    def start(self) -> None:
        data = str(self.folder / "data")
        self._run("initdb", "-D", data, "-A", "trust", "-U", "sdgen", "-E", "UTF8", "--locale=C")
        options = f"-k {self.folder} -c listen_addresses= -c fsync=off"
        self._run(
            "pg_ctl", "-D", data, "-l", str(self.folder / "log"), "-o", options, "-w", "start"
        )

    def stop(self) -> None:
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "stop")

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [str(self._bin / program), *arguments],
            check=True,
            stdout=subprocess.DEVNULL,
            timeout=120,
            cwd=self.folder,
            **self._user,  # type: ignore[arg-type]
        )

    def run(self, script: str, schema: str = "public") -> str:
        """What a script prints that is executed in a schema of its own, which is gone afterwards.
        The first error is one of the test."""
        name = quoted(schema)
        whole = f"CREATE SCHEMA IF NOT EXISTS {name};\nSET search_path TO {name};\n{script}\nDROP SCHEMA {name} CASCADE;\n"
        done = subprocess.run(
            ["psql", "-X", "-q", "-At", "-v", "ON_ERROR_STOP=1", "-h", str(self.folder),
             "-U", "sdgen", "postgres"],
            input=whole,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
            env={**os.environ, "PGOPTIONS": "-c client_min_messages=warning"},
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        assert done.stderr == ""
        return done.stdout


@contextmanager
def server() -> Iterator[Server]:
    """A server that runs; there must be programs of one."""
    found = programs()
    assert found is not None
    # The path of a socket has at most 107 bytes.
    with tempfile.TemporaryDirectory(prefix="sdgen-pg-") as name:
        made = Server(Path(name), found)
        made.start()
        try:
            yield made
        finally:
            made.stop()
