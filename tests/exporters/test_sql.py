"""SQL of ``data``: executed as it is, by SQLite and by PostgreSQL, with a row in every table."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import cache
from pathlib import Path

import pytest

import sdgen
from sdgen.design.records import Design
from sdgen.exporters.sql.plan import plan_of
from sdgen.exporters.sql.records import Table
from sdgen.exporters.sql.tables import sections_of
from tests.support.cases import every_case
from tests.support.data_models import MICROBLOG, random_model
from tests.support.quick import daily
from tests.support.tables import Server, random_tables, rows_for, tables_of

ROOT = Path(__file__).parents[2]
DESIGNS = [
    each
    for folder in ("designs", "tests/schema/corpus/real", "tests/estimates/designs", "tests/rules")
    for each in sorted((ROOT / folder).rglob("*.yaml"))
    if re.search(r"^data:", each.read_text(encoding="utf-8"), re.MULTILINE)
]
NAMES = [each.relative_to(ROOT).as_posix() for each in DESIGNS]


@cache
def models() -> list[str]:
    """200 random data models; a third of them where all is tested often."""
    made = (
        (random_tables(seed), random_model(seed, 1 + seed % 30)) for seed in daily(range(100), 34)
    )
    return [each for both in made for each in both]


def scripts(design: sdgen.LoadedDesign) -> dict[str, str]:
    """The script in each dialect; none where the design has nothing to export."""
    try:
        return {each: design.export("sql", dialect=each) for each in ("postgresql", "sqlite")}
    except sdgen.DesignError as error:
        assert [each.code for each in error.findings] == ["EXPORT001"]
        assert not plan_of(design.design).drafts
        return {}


def executed(script: str, design: Design) -> None:
    """SQLite makes the tables, and takes a row for each."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(script)
        check_what_is_there(connection, design)
        assert connection.execute("PRAGMA foreign_keys").fetchall() == [(1,)]
        connection.executescript(rows_for(design, "sqlite"))
        for table in tables_of(design):
            count = connection.execute(f'SELECT count(*) FROM "{table.name}"').fetchone()
            assert count == (1,), table.name
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def check_what_is_there(connection: sqlite3.Connection, design: Design) -> None:
    """The tables of the database are those that the design asks for."""
    tables = {each.name: each for each in tables_of(design)}
    query = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
    assert {name for (name,) in connection.execute(query)} == set(tables)
    for name, table in tables.items():
        columns = connection.execute(f'PRAGMA table_info("{name}")').fetchall()
        assert [each[1] for each in columns] == [each.name for each in table.columns]
        in_key = sorted((each[5], each[1]) for each in columns if each[5])
        assert tuple(column for _, column in in_key) == table.key
        found: dict[int, list[tuple[str, str, str]]] = {}
        for number, _, target, here, there, *_ in connection.execute(
            f'PRAGMA foreign_key_list("{name}")'
        ):
            found.setdefault(number, []).append((target, here, there))
        expected = [
            [(key.table, here, there) for here, there in zip(key.columns, key.key, strict=True)]
            for key in table.foreign_keys
        ]
        assert sorted(found.values()) == sorted(expected)


def check_references(design: Design) -> None:
    """Each reference is a key of SQL, a table between two, or a column with a note."""
    plan = plan_of(design)
    tables = tables_of(design)
    for entity in design.data.values():
        draft = plan.drafts.get(entity.id)
        if draft is None:
            assert plan.unmade[entity.id]
            continue
        [table] = [each for each in tables if each.says[0].split(":")[0] == entity.id]
        columns = {each.name: each for each in table.columns}
        held = {key.columns for key in table.foreign_keys}
        for field in entity.fields.values():
            if field.name in draft.many:
                between = f"{entity.id}.{field.name}: many of {field.reference}"
                assert any(each.says[0].startswith(between) for each in tables)
            elif field.reference is not None:
                made = draft.of_field[field.name]
                told = any(
                    re.search("keys? of |key$|whose key", columns[each].note) for each in made
                )
                assert (made in held) != told


def check_order(tables: tuple[Table, ...]) -> None:
    """A reference is late exactly where its table comes later; one is only where two tables lead to
    each other."""
    place = {each.name: number for number, each in enumerate(tables)}
    leads = {each.name: {key.table for key in each.foreign_keys} for each in tables}
    for table in tables:
        for key in table.foreign_keys:
            assert key.late == (place[key.table] > place[table.name])
            if key.late:
                assert table.name in reached(key.table, leads)


def reached(start: str, leads: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    left = [start]
    while left:
        for each in leads[left.pop()] - found:
            found.add(each)
            left.append(each)
    return found


@pytest.mark.parametrize("dialect", ["postgresql", "sqlite"])
def test_twitter(
    dialect: str, golden: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    design = sdgen.load("designs/twitter.yaml")
    text = design.export("sql", dialect=dialect)
    assert text.startswith(
        "-- Made by sdgen from designs/twitter.yaml; sdgen export makes it again."
    )
    golden(f"exporters/twitter.{dialect}.sql", text)


def test_there_are_designs_to_try() -> None:
    assert len(DESIGNS) > 20


@every_case("file", DESIGNS, quick=3)
def test_every_design_in_sqlite(file: Path) -> None:
    design = sdgen.load(file)
    made = scripts(design)
    if made:
        executed(made["sqlite"], design.design)


@every_case("text", models, quick=2)
def test_random_models_in_sqlite(text: str) -> None:
    design = sdgen.loads(text)
    made = scripts(design)
    if made:
        executed(made["sqlite"], design.design)
        check_references(design.design)
        for section in sections_of(design.design):
            check_order(section.tables)
        assert scripts(design) == made
        for script in made.values():
            assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e]", script)
            assert not re.search(r"^\s*::", script, re.MULTILINE)


@pytest.mark.slow
def test_every_design_in_postgresql(postgresql: Server) -> None:
    for file in DESIGNS:
        design = sdgen.load(file)
        made = scripts(design)
        if made:
            script = made["postgresql"] + rows_for(design.design, "postgresql")
            postgresql.run(script, "of_designs")


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
def test_random_models_in_postgresql(part: int, postgresql: Server) -> None:
    for text in models()[part::4]:
        design = sdgen.loads(text)
        made = scripts(design)
        if made:
            script = made["postgresql"] + rows_for(design.design, "postgresql")
            postgresql.run(script, f"of_models_{part}")


@pytest.mark.slow
def test_the_microblog_in_postgresql_is_what_it_says(postgresql: Server) -> None:
    """Types, keys and indexes as PostgreSQL itself tells them."""
    design = sdgen.loads(MICROBLOG)
    asked = (
        "SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull "
        "FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid "
        "WHERE c.relnamespace = 'told'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 "
        "ORDER BY c.relname, a.attnum;\n"
        "SELECT conrelid::regclass, pg_get_constraintdef(oid) FROM pg_constraint "
        "WHERE connamespace = 'told'::regnamespace ORDER BY 1, 2;\n"
        "SELECT indexname FROM pg_indexes WHERE schemaname = 'told' ORDER BY 1;\n"
    )
    found = postgresql.run(design.export("sql") + asked, "told").splitlines()
    assert found == [
        "follow|follower_id|bigint|t",
        "follow|followee_id|bigint|t",
        "follow|created_at|timestamp with time zone|t",
        "post|post_id|bigint|t",
        "post|author_id|bigint|t",
        "post|content|character varying(280)|t",
        "post|created_at|timestamp with time zone|t",
        "post|photo_ids|bigint[]|t",
        "user|user_id|bigint|t",
        "user|name|character varying(50)|t",
        "user|email|character varying(100)|t",
        "user|created_at|timestamp with time zone|t",
        '"user"|PRIMARY KEY (user_id)',
        'follow|FOREIGN KEY (followee_id) REFERENCES "user"(user_id)',
        'follow|FOREIGN KEY (follower_id) REFERENCES "user"(user_id)',
        "follow|PRIMARY KEY (follower_id, followee_id)",
        "post|CHECK ((cardinality(photo_ids) <= 4))",
        "post|PRIMARY KEY (post_id)",
        "follow_pkey",
        "post_author_id_idx",
        "post_pkey",
        "user_pkey",
    ]


@pytest.mark.slow
def test_sixty_entities_and_very_many() -> None:
    head = "sdgen: 1\nname: Big\ncomponents: {db: {kind: database}}\ndata:\n"
    for number, line in (
        (60, "  E{0}: {{store: db, key: k, fields: {{k: id, o: E{1}, m: 'E{1}[]'}}}}\n"),
        (2000, "  E{0}: {{store: db, key: k, fields: {{k: E{1}}}}}\n"),
        (40, "  E{0}: {{store: db, key: [a, b], fields: {{a: E{1}, b: E{1}}}}}\n"),
    ):
        lines = "".join(line.format(each, (each + 1) % number) for each in range(number))
        design = sdgen.loads(head + lines)
        executed(scripts(design)["sqlite"], design.design)


def test_the_page_shows_what_is_made() -> None:
    page = (ROOT / "docs/export.md").read_text(encoding="utf-8")
    [data] = re.findall(r"^```yaml\n(components:.*?)^```$", page, re.DOTALL | re.MULTILINE)
    [shown] = re.findall(r"^```sql\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)
    text = sdgen.loads(f"sdgen: 1\nname: Shop\n{data}").export("sql")
    assert text.split("\n\n", 1)[1] == shown
