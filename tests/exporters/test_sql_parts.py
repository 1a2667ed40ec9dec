"""Parts of a script of SQL: names, types, keys, references, indexes, comments, order."""

from __future__ import annotations

import itertools
import re
import sqlite3
from contextlib import closing

import pytest

from sdgen.exporters.sql.names import LONGEST, Names, column_name, quoted, snake, table_name
from sdgen.exporters.sql.order import order_of
from tests.exporters.given import exported, said
from tests.support.cases import every_case
from tests.support.tables import Server

SQLITE = """
    abort action add after all alter always analyze and as asc attach autoincrement before
    begin between by cascade case cast check collate column commit conflict constraint create
    cross current current_date current_time current_timestamp database default deferrable
    deferred delete desc detach distinct do drop each else end escape except exclude exclusive
    exists explain fail filter first following for foreign from full generated glob group groups
    having if ignore immediate in index indexed initially inner insert instead intersect into is
    isnull join key last left like limit match materialized natural no not nothing notnull null
    nulls of offset on or order others outer over partition plan pragma preceding primary query
    raise range recursive references regexp reindex release rename replace restrict returning
    right rollback row rows savepoint select set table temp temporary then ties to transaction
    trigger unbounded union unique update using vacuum values view virtual when where window
    with without
"""
"""The keywords of SQLite 3.40."""
STORES = "components: {db: {kind: database}, dw: {kind: warehouse}, s3: {kind: object_store, technology: S3}}\n"


def script(data: str, dialect: str = "postgresql") -> str:
    """The script of a data model without its head."""
    made = exported(f"{STORES}data:\n{data}", "sql", dialect=dialect)
    assert made.text, said(made)
    return made.text.split("\n\n", 1)[1]


def column(type_: str, dialect: str = "postgresql") -> str:
    """The line of a column of that type."""
    text = script(f"  E: {{key: k, fields: {{k: id, c: '{type_}'}}}}\n", dialect)
    return next(line.strip() for line in text.splitlines() if line.strip().startswith("c "))


# --- names ------------------------------------------------------------------------------------


@every_case(
    ("entity", "table"),
    [
        ("User", "user"),
        ("IdempotencyKey", "idempotency_key"),
        ("HTTPServer", "http_server"),
        ("OAuth2Token", "o_auth2_token"),
        ("X", "x"),
        ("PgClass", "t_pg_class"),
        ("SqliteMaster", "t_sqlite_master"),
    ],
)
def test_tables_are_called_after_entities(entity: str, table: str) -> None:
    assert table_name(entity) == table
    assert snake(entity) in table


@every_case(
    ("name", "written"),
    [
        ("user_id", "user_id"),
        ("userId", '"userId"'),
        ("a-b", '"a-b"'),
        ("order", '"order"'),
        ("_1", "_1"),
        ('a"b', '"a""b"'),
    ],
)
def test_quotes(name: str, written: str) -> None:
    assert quoted(name) == written


@pytest.mark.slow
def test_every_word_that_sqlite_refuses_is_in_quotes() -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        for number, word in enumerate(SQLITE.split()):
            name = quoted(word)
            connection.execute(
                f"CREATE TABLE {name} ({name} INTEGER CHECK ({name} > 0), x, PRIMARY KEY ({name}))"
            )
            connection.execute(f"CREATE INDEX i{number} ON {name} (x, {name})")
            connection.execute(f"CREATE TABLE t{number} (a REFERENCES {name} ({name}))")


@pytest.mark.slow
def test_every_word_that_postgresql_refuses_is_in_quotes(postgresql: Server) -> None:
    found = postgresql.run("SELECT word FROM pg_get_keywords();", "words").split()
    assert len(found) > 400
    lines = (
        f"CREATE TABLE {name} ({name} integer PRIMARY KEY CHECK ({name} > 0), x integer);\n"
        f"CREATE INDEX ON {name} (x, {name});\n"
        for name in map(quoted, found)
    )
    postgresql.run("".join(lines), "words")


def test_names_are_given_once_and_fit() -> None:
    names = Names()
    assert [names.take(each) for each in ("a", "a", "A", "b", "a_2")] == [
        "a",
        "a_2",
        "A_3",
        "b",
        "a_2_2",
    ]
    long = "x" * 80
    found = [names.take(long), names.take(f"{long}y"), names.take(long, "_idx")]
    assert found == ["x" * LONGEST, f"{'x' * 61}_2", f"{'x' * 59}_idx"]
    assert names.reserve("c")
    assert not names.reserve("C")
    assert not names.reserve("y" * 64)
    assert names.has("y" * 64)


def test_columns_that_postgresql_has_itself() -> None:
    assert column_name("xmin") == "xmin_"
    assert "xmin_ bigint NOT NULL,  -- called xmin in the design" in script(
        "  E: {key: xmin, fields: {xmin: id}}\n"
    )


def test_fields_that_differ_in_capitals() -> None:
    text = script("  E: {key: id, fields: {id: id, ID: int}}\n")
    assert '"ID_2" integer NOT NULL,  -- called ID in the design' in text


def test_the_name_of_a_key_that_is_taken() -> None:
    text = script("  User: {key: id, fields: {id: id}}\n  UserPkey: {key: id, fields: {id: id}}\n")
    assert "CONSTRAINT user_2_pkey PRIMARY KEY (id)" in text
    assert text.count("CONSTRAINT") == 1


# --- types ------------------------------------------------------------------------------------


@pytest.mark.slow
@every_case(
    ("type_", "postgresql", "sqlite"),
    [
        ("string", "c text NOT NULL,", "c TEXT NOT NULL,"),
        ("string?", "c text,", "c TEXT,"),
        ("string(50)", "c varchar(50) NOT NULL,", "c TEXT NOT NULL CHECK (length(c) <= 50),"),
        (
            "string(0)",
            "c text NOT NULL CHECK (char_length(c) <= 0),",
            "c TEXT NOT NULL CHECK (length(c) <= 0),",
        ),
        (
            "string(20000000)",
            "c text NOT NULL CHECK (char_length(c) <= 20000000),",
            "c TEXT NOT NULL CHECK (length(c) <= 20000000),",
        ),
        (
            "bytes(9)",
            "c bytea NOT NULL CHECK (octet_length(c) <= 9),",
            "c BLOB NOT NULL CHECK (length(c) <= 9),",
        ),
        ("id", "c bigint NOT NULL,", "c INTEGER NOT NULL,"),
        ("uuid", "c uuid NOT NULL,", "c TEXT NOT NULL,  -- uuid"),
        ("bool", "c boolean NOT NULL,", "c INTEGER NOT NULL CHECK (c IN (0, 1)),"),
        ("short", "c smallint NOT NULL,", "c INTEGER NOT NULL,"),
        ("int", "c integer NOT NULL,", "c INTEGER NOT NULL,"),
        ("int(11)", "c integer NOT NULL,  -- int(11)", "c INTEGER NOT NULL,  -- int(11)"),
        ("long?", "c bigint,", "c INTEGER,"),
        ("double", "c double precision NOT NULL,", "c REAL NOT NULL,"),
        ("decimal", "c numeric NOT NULL,", "c NUMERIC NOT NULL,  -- decimal"),
        ("decimal(9)", "c numeric NOT NULL,  -- decimal(9)", "c NUMERIC NOT NULL,  -- decimal(9)"),
        ("timestamp?", "c timestamptz,", "c TEXT,  -- timestamp"),
        ("json", "c jsonb NOT NULL,", "c TEXT NOT NULL,  -- json"),
        ("serial", "c integer GENERATED BY DEFAULT AS IDENTITY NOT NULL,", "c INTEGER NOT NULL,"),
        ("serial?", "c integer,", "c INTEGER,"),
        ("id[]", "c bigint[] NOT NULL,", "c TEXT NOT NULL,  -- a JSON list of id"),
        (
            "id[4]?",
            "c bigint[] CHECK (cardinality(c) <= 4),",
            "c TEXT CHECK (json_array_length(c) <= 4),  -- a JSON list of id",
        ),
        ("token", "c text NOT NULL,  -- token", "c TEXT NOT NULL,  -- token"),
        ("token[]", "c text[] NOT NULL,  -- token[]", "c TEXT NOT NULL,  -- a JSON list of token"),
    ],
)
def test_types(type_: str, postgresql: str, sqlite: str) -> None:
    assert column(type_) == postgresql
    assert column(type_, "sqlite") == sqlite


def test_a_reference_to_what_is_generated_is_not_generated() -> None:
    text = script(
        "  A: {key: id, fields: {id: bigserial}}\n  B: {key: id, fields: {id: id, a: A}}\n"
    )
    assert text.count("GENERATED") == 1
    assert "    a bigint NOT NULL,\n" in text


def test_types_that_nobody_knows_are_told() -> None:
    made = exported(
        "data: {E: {key: k, fields: {k: id, a: token, b: money, c: 'token[]'}}}\n", "sql"
    )
    assert said(made) == [("EXPORT006", "2 types are not known: 'token' and 'money'")]
    assert made.findings[0].span.column == 39


# --- keys and references ----------------------------------------------------------------------


def test_a_key_of_several_fields_is_referred_to_by_as_many() -> None:
    text = script(
        "  Item: {key: id, fields: {id: id, line: Line?}}\n"
        "  Line: {key: [order, no], fields: {order: Order, no: short}}\n"
        "  Order: {key: [shop, number], fields: {shop: uuid, number: long}}\n"
    )
    assert text == (
        '-- Order\nCREATE TABLE "order" (\n'
        "    shop uuid NOT NULL,\n"
        "    number bigint NOT NULL,\n"
        "    PRIMARY KEY (shop, number)\n"
        ");\n\n"
        "-- Line\nCREATE TABLE line (\n"
        "    order_shop uuid NOT NULL,\n"
        "    order_number bigint NOT NULL,\n"
        "    no smallint NOT NULL,\n"
        "    PRIMARY KEY (order_shop, order_number, no),\n"
        '    FOREIGN KEY (order_shop, order_number) REFERENCES "order" (shop, number)\n'
        ");\n\n"
        "-- Item\nCREATE TABLE item (\n"
        "    id bigint NOT NULL,\n"
        "    line_order_shop uuid,\n"
        "    line_order_number bigint,\n"
        "    line_no smallint,\n"
        "    PRIMARY KEY (id),\n"
        "    FOREIGN KEY (line_order_shop, line_order_number, line_no) "
        "REFERENCES line (order_shop, order_number, no)\n"
        ");\n"
    )


@every_case(
    ("data", "line"),
    [
        (
            "  A: {store: db, key: id, fields: {id: id, b: B}}\n  B: {store: dw, key: id, fields: {id: uuid}}\n",
            "b uuid NOT NULL,  -- the key of a B, in dw",
        ),
        (
            "  A: {store: db, key: id, fields: {id: id, b: B}}\n  B: {key: id, fields: {id: id}}\n",
            "b bigint NOT NULL,  -- the key of a B, in no store that the design names",
        ),
        (
            "  A: {store: db, key: id, fields: {id: id, b: B?}}\n  B: {store: s3, key: id, fields: {id: id}}\n",
            "b bigint,  -- the key of a B, which has no table",
        ),
        (
            "  A: {key: id, fields: {id: id, b: B}}\n  B: {fields: {x: int}}\n",
            "b bigint NOT NULL,  -- a B, which has no key",
        ),
        (
            "  A: {key: id, fields: {id: id, b: 'B[]'}}\n  B: {fields: {x: int}}\n",
            "b bigint[] NOT NULL,  -- a B, which has no key",
        ),
        (
            "  A: {fields: {x: id, b: 'B[2]'}}\n  B: {key: k, fields: {k: string(5)}}\n",
            "b text[] NOT NULL CHECK (cardinality(b) <= 2)  -- keys of B",
        ),
        (
            "  A: {key: [b, n], fields: {b: B, n: int}}\n  B: {key: a, fields: {a: A}}\n",
            "a bigint NOT NULL,  -- the key of an A, which leads back to this one",
        ),
    ],
)
def test_references_that_sql_cannot_hold_are_told(data: str, line: str) -> None:
    assert line in [each.strip() for each in script(data).splitlines()]


def test_many_references_are_a_table() -> None:
    text = script(
        "  Post: {key: id, fields: {id: id, tags: 'Tag[9]?', likes: 'Post[]'}, queries: [{by: tags, index: true}]}\n"
        "  Tag: {key: tag_name, fields: {tag_name: string(20)}}\n"
    )
    assert (
        "-- Post.tags: many of Tag, at most 9 of each.\nCREATE TABLE post_tags (\n"
        "    post_id bigint NOT NULL,\n"
        "    tag_name varchar(20) NOT NULL,\n"
        "    PRIMARY KEY (post_id, tag_name),\n"
        "    FOREIGN KEY (post_id) REFERENCES post (id),\n"
        "    FOREIGN KEY (tag_name) REFERENCES tag (tag_name)\n"
        ");\n"
        "CREATE INDEX post_tags_tag_name_idx ON post_tags (tag_name);\n"
    ) in text
    assert (
        "CREATE TABLE post_likes (\n    post_id bigint NOT NULL,\n    likes_id bigint NOT NULL,\n"
        in text
    )
    assert "tags" not in text.partition("CREATE TABLE post (")[2].partition(");")[0]


def test_tables_that_refer_to_each_other() -> None:
    data = (
        "  A: {key: id, fields: {id: id, b: B}}\n"
        "  B: {key: id, fields: {id: id, a: A}}\n"
        "  C: {key: id, fields: {id: id, parent: C, a: A}}\n"
    )
    late = "ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b (id) DEFERRABLE INITIALLY DEFERRED;\n"
    text = script(data)
    assert re.findall(r"CREATE TABLE (\w+)", text) == ["a", "b", "c"]
    assert text.endswith(f");\n\n{late}")
    assert text.count("DEFERRABLE") == 1
    text = script(data, "sqlite")
    assert "ALTER" not in text
    assert "    FOREIGN KEY (b) REFERENCES b (id) DEFERRABLE INITIALLY DEFERRED\n" in text


def test_a_wrong_reference_is_refused_and_a_circle_is_not() -> None:
    data = "  A: {key: id, fields: {id: id, b: B}}\n  B: {key: id, fields: {id: id, a: A}}\n"
    made = exported(f"{STORES}data:\n{data}", "sql", dialect="sqlite")
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.executescript(made.text)
        connection.execute("BEGIN")
        connection.execute("INSERT INTO a VALUES (1, 2)")
        connection.execute("INSERT INTO b VALUES (2, 1)")
        connection.execute("COMMIT")
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute("INSERT INTO b VALUES (3, 7)")


def test_keys_that_are_too_wide() -> None:
    fields = ", ".join(f"f{number}: id" for number in range(33))
    names = ", ".join(f"f{number}" for number in range(33))
    text = script(
        f"  A: {{key: [{names}], fields: {{{fields}}}}}\n  B: {{key: id, fields: {{id: id, a: A}}}}\n"
    )
    assert "-- A\n-- No primary key: it would have more than 32 columns.\nCREATE TABLE a (" in text
    assert "a bigint NOT NULL,  -- an A, whose key would be more than 32 columns" in text


def test_without_a_key() -> None:
    text = script("  A: {fields: {x: int}}\n")
    assert (
        text
        == "-- A\n-- No primary key: the design gives it none.\nCREATE TABLE a (\n    x integer NOT NULL\n);\n"
    )


def test_names_without_types() -> None:
    text = script("  A: {key: [id, id], partition_by: shard, queries: [{by: at}]}\n")
    assert text == (
        "-- A: partitioned by shard.\nCREATE TABLE a (\n"
        "    id text NOT NULL,  -- its type is not given\n"
        "    shard text NOT NULL,  -- its type is not given\n"
        "    at text NOT NULL,  -- its type is not given\n"
        "    PRIMARY KEY (id)\n"
        ");\n"
        "-- By at: no index is asked for.\n"
    )


# --- indexes ----------------------------------------------------------------------------------


@every_case(
    ("query", "postgresql", "sqlite"),
    [
        (
            "{by: n, index: true}",
            "CREATE INDEX e_n_idx ON e (n);",
            "CREATE INDEX e_n_idx ON e (n);",
        ),
        (
            "{by: [n, m], index: true}",
            "CREATE INDEX e_n_m_idx ON e (n, m);",
            "CREATE INDEX e_n_m_idx ON e (n, m);",
        ),
        (
            "{by: id, index: true}",
            "-- By id: the primary key serves.",
            "-- By id: the primary key serves.",
        ),
        ("n", "-- By n: no index is asked for.", "-- By n: no index is asked for."),
        (
            "{by: l, index: true}",
            "CREATE INDEX e_l_idx ON e USING gin (l);",
            "-- By l: no index, as SQLite has none of what is in a list.",
        ),
        (
            "{by: [n, l], index: true}",
            "-- By n, l: no index, as l holds lists.",
            "-- By n, l: no index, as l holds lists.",
        ),
        (
            "{by: [n, es], index: true}",
            "-- By n, es: no index, as they stand in several tables.",
            "-- By n, es: no index, as they stand in several tables.",
        ),
        (
            "{by: r, index: true}",
            "CREATE INDEX e_r_id_r_at_idx ON e (r_id, r_at);",
            "CREATE INDEX e_r_id_r_at_idx ON e (r_id, r_at);",
        ),
    ],
)
def test_indexes(query: str, postgresql: str, sqlite: str) -> None:
    data = (
        f"  E: {{key: [id, at], fields: {{id: id, at: date, n: int, m: int, l: 'id[]', es: 'E[]', r: E?}}, "
        f"queries: [{query}]}}\n"
    )
    assert postgresql in script(data).splitlines()
    assert sqlite in script(data, "sqlite").splitlines()


def test_an_index_is_made_once() -> None:
    text = script(
        "  E: {key: id, fields: {id: id, n: int}, queries: [{by: n, index: true}, {by: n, index: true}]}\n"
    )
    assert text.count("CREATE INDEX") == 1


# --- comments ---------------------------------------------------------------------------------


def test_what_sql_has_no_words_for_is_a_comment() -> None:
    text = exported(
        "components: {web: {kind: client, calls: [db]}, db: {kind: database}, c: {kind: cache}}\n"
        "journeys: {buy: {actor: web, rate: 1/s, steps: [web -> db]}}\n"
        "data:\n"
        "  A: {store: db, key: id, partition_by: id, hottest_key: 5%, rows: 1B, size: 300 B, growth: 1M/day,"
        " created_by: buy, retention: 90d, cached_in: c, fields: {id: id}}\n",
        "sql",
    ).text
    assert (
        "-- A: partitioned by id, 5% of its operations on one partition key, 1B rows, 300 B each, "
        "1M/day more, one for each run of buy, kept 90d, cached in c.\n"
    ) in text


def test_stores_have_headings_where_there_are_several() -> None:
    data = (
        "  A: {store: db, key: id, fields: {id: id}}\n"
        "  B: {store: s3, key: id, fields: {id: id, a: A?, x: 'bytes(9)'}}\n"
        "  C: {key: id, fields: {id: id}}\n"
    )
    made = exported(f"{STORES}data:\n{data}", "sql")
    headings = re.findall(r"\n\n(-- In .*)\n\n", made.text)
    assert headings == [
        "-- In db (Database)",
        "-- In s3 (S3)",
        "-- In no store that the design names",
    ]
    assert (
        "-- B has no table: s3 is an object store.\n-- B\n--   id: id (key)\n--   a: A?\n--   x: bytes(9)\n"
    ) in made.text
    assert said(made) == [("EXPORT007", "1 entity has no table ('B'): s3 is an object store")]
    assert made.findings[0].help == "nothing need be done; the script says it in a comment"


def test_the_head() -> None:
    for dialect, lines in (
        ("postgresql", "-- The data model of Shop for PostgreSQL.\n\n-- A\n"),
        ("sqlite", "-- The data model of Shop for SQLite.\nPRAGMA foreign_keys = ON;\n\n-- A\n"),
    ):
        text = exported("data: {A: {key: id, fields: {id: id}}}\n", "sql", dialect=dialect).text
        assert text.startswith(
            f"-- Made by sdgen from shop.yaml; sdgen export makes it again.\n{lines}"
        )


@every_case(
    ("data", "message", "help_"),
    [
        ("api: {a: {http: GET /a}}\n", "it has no 'data'", "write 'data' with an entity, such as"),
        (
            f"{STORES}data: {{A: {{store: s3, key: id, fields: {{id: id}}}}}}\n",
            "no entity of its 'data' becomes a table; 'A' does not, since s3 is an object store",
            "write the 'fields' of an entity that a database keeps, such as",
        ),
        (
            "data: {A: {rows: 3}}\n",
            "no entity of its 'data' becomes a table; 'A' does not, since the design names none of its "
            "fields",
            "write the 'fields' of an entity",
        ),
        (
            "data:\n  T: {store: db, key: [" + ", ".join(f"k{n}" for n in range(30)) + "]}\n"
            "  W: {store: db, key: f0, fields: {"
            + ", ".join(f"f{n}: T" for n in range(60))
            + "}}\n",
            None,
            None,
        ),
    ],
)
def test_nothing_to_export(data: str, message: str | None, help_: str | None) -> None:
    made = exported(
        data if data.startswith(("api", "comp")) or "store: db" not in data else STORES + data,
        "sql",
    )
    if message is None:
        assert said(made) == [
            ("EXPORT007", "1 entity has no table ('W'): it would have 1800 columns")
        ]
        return
    [finding] = made.findings
    assert finding.message == f"there is nothing to export to 'sql': {message}"
    assert finding.help.startswith(help_ or "")
    assert made.text == ""


# --- order ------------------------------------------------------------------------------------


@every_case(
    ("needs", "order"),
    [
        ({"a": "", "b": "", "c": ""}, "abc"),
        ({"a": "c", "b": "", "c": ""}, "bca"),
        ({"a": "b", "b": "c", "c": ""}, "cba"),
        ({"a": "b", "b": "a"}, "ab"),
        ({"a": "b", "b": "c", "c": "b"}, "bac"),
        ({"a": "a"}, "a"),
        ({"a": "cd", "b": "a", "c": "d", "d": "c"}, "cdab"),
    ],
)
def test_order(needs: dict[str, str], order: str) -> None:
    assert "".join(order_of({name: list(each) for name, each in needs.items()})) == order


def test_without_a_circle_each_comes_after_what_it_needs() -> None:
    """All ways in which four can need earlier ones, in any order."""
    pairs = list(itertools.combinations("abcd", 2))
    for chosen in itertools.product((False, True), repeat=len(pairs)):
        for names in itertools.permutations("abcd"):
            needs: dict[str, list[str]] = {name: [] for name in names}
            for (one, other), held in zip(pairs, chosen, strict=True):
                if held:
                    needs[other].append(one)
            found = order_of(needs)
            assert sorted(found) == list("abcd")
            for name, each in needs.items():
                assert all(found.index(one) < found.index(name) for one in each)
