"""The data view: what it says of a design, word for word, and on how many pages."""

from __future__ import annotations

import pytest

from sdgen.analyses.facts import Facts, Scenario
from sdgen.api import loads
from sdgen.base.findings import Finding, Severity
from sdgen.base.span import Span
from sdgen.views import NoPictureError, lack_of, make_pictures
from sdgen.views.diagram import Meter, Tone
from sdgen.views.entities import (
    Entities,
    EntityTable,
    Figure,
    KeptIn,
    Number,
    Reference,
    Row,
)
from sdgen.views.marks import mark_findings
from sdgen.views.phrases import Phrase, said
from tests.support.cases import every_case
from tests.support.data_models import MICROBLOG, random_model
from tests.support.quick import spread

HEAD = "sdgen: 1\nname: Microblog\n"


def pages(text: str, scenario: Scenario | None = None) -> tuple[Entities, ...]:
    facts = loads(text if text.startswith("sdgen") else HEAD + text).facts
    made = make_pictures(facts if scenario is None else facts.under(scenario), "data")
    found = tuple(each for each in made if isinstance(each, Entities))
    assert len(found) == len(made)
    return found


def table(text: str, name: str) -> EntityTable:
    [page] = pages(text)
    return next(each for store in page.stores for each in store.tables if each.id == name)


def data(entities: str, more: str = "") -> str:
    return f"components:\n  db: {{kind: database}}\n{more}data:\n{entities}"


def test_fields_have_their_types_and_what_they_are_for() -> None:
    assert table(MICROBLOG, "Post").rows == (
        Row("post_id", "id", key=True, partition=True),
        Row("author_id", "User", index=True, reference="User"),
        Row("content", "string(280)"),
        Row("created_at", "timestamp"),
        Row("photo_ids", "id[4]"),
    )
    optional = table(
        data("  Page: {store: db, fields: {before: Page?, tags: 'string[]'}}\n"), "Page"
    )
    assert [row.type for row in optional.rows] == ["Page?", "string[]"]


def test_what_has_no_fields_shows_those_that_it_names() -> None:
    text = data(
        "  Log: {store: db, key: id, partition_by: day, queries: [{by: user, index: true}]}\n"
    )
    assert table(text, "Log").rows == (
        Row("id", key=True),
        Row("day", partition=True),
        Row("user", index=True),
    )


def test_figures_are_those_of_the_estimate() -> None:
    post = table(MICROBLOG, "Post")
    assert post.facts == ("336 B a row", "kept forever")
    assert post.figures == (
        Figure("rows", "0", "298B", "+1.16k/s"),
        Figure("one copy", "0 B", "100 TB"),
    )
    follow = table(MICROBLOG, "Follow")
    assert follow.facts == ("24 B a row",)
    assert [(each.now, each.later) for each in follow.figures] == [
        ("200B", "200B"),
        ("4.8 TB", "4.8 TB"),
    ]


def test_what_is_not_known_is_left_out() -> None:
    text = data("  A: {store: db, rows: 3M, fields: {a: string}}\n  B: {store: db, size: 1 KB}\n")
    assert table(text, "A").facts == ()
    assert table(text, "A").figures == (Figure("rows", "3M"),)
    assert table(text, "B").facts == ("1 KB a row",)
    assert table(text, "B").figures == ()
    [page] = pages(text)
    assert said(page.subtitle) == "Data · 2 entities in 1 store"
    assert (page.stores[0].meter, page.stores[0].holds) == (None, ("", ""))


def test_without_a_horizon_it_says_what_is_kept() -> None:
    journeys = "journeys: {go: {actor: web, rate: 10/s}}\n"
    web = "  web: {kind: client, calls: [db]}\n"
    text = data("  A: {store: db, size: 1 KB, created_by: go, retention: 24h}\n", web + journeys)
    [page] = pages(text)
    assert (page.now, page.later) == ("now", "kept")
    assert table(text, "A").facts == ("1 KB a row", "kept 24 hours")
    assert table(text, "A").figures[0] == Figure("rows", "0", "864k", "+10/s")
    [plain] = pages(data("  A: {store: db, rows: 5}\n"))
    assert plain.later == ""


TIMES = [
    ("7y", "7 years"),
    ("1 year", "1 year"),
    ("3mo", "3 months"),
    ("90d", "90 days"),
    ("2w", "2 weeks"),
    ("36h", "36 hours"),
    ("90min", "90 minutes"),
    ("1.5y", "1.5y"),
]


@every_case(("retention", "words"), TIMES)
def test_times_are_in_the_unit_in_which_they_are_written(retention: str, words: str) -> None:
    text = data(f"  A: {{store: db, retention: {retention}}}\n")
    assert table(text, "A").facts == (f"kept {words}",)


def test_a_store_says_how_full_it_gets() -> None:
    [page] = pages(MICROBLOG)
    users, posts, files = page.stores
    assert (users.card.name, users.said) == ("User DB", "PostgreSQL 16 · 1 copy")
    assert users.meter == Meter("4.97 TB of 8 TB", "62%", users.meter.share, Tone.GOOD)  # type: ignore[union-attr]
    assert posts.said == "Cassandra · 3 copies"
    assert posts.meter is not None
    assert (posts.meter.text, posts.meter.value) == ("300 TB of 384 TB", "78%")
    assert posts.meter.tone is Tone.WARNING
    assert (files.said, files.meter, files.holds) == (
        "S3 · managed",
        None,
        ("89.4 PB", "in 5 years"),
    )


def test_a_store_of_which_a_part_is_unknown_holds_more() -> None:
    text = data("  A: {store: db, rows: 3M, size: 1 KB}\n  B: {store: db}\n  C: {rows: 2}\n")
    [page] = pages(text)
    assert page.stores[0].holds == ("over 3 GB", "all copies")
    assert page.stores[1].card.name == "No store given"
    assert said(page.subtitle) == "Data · 3 entities in 1 store · one copy at least 3 GB"


def test_what_is_known_to_be_nothing_now_is_no_lower_bound() -> None:
    scale = "scale: {horizon: 2y}\n"
    [page] = pages(scale + data("  A: {store: db, size: 1 KB, growth: 1/s}\n  B: {store: db}\n"))
    assert said(page.subtitle).endswith("1 store · one copy at least 63.1 GB in 2 years")
    [page] = pages(scale + data("  A: {store: db, size: 1 KB, rows: 0}\n  B: {store: db}\n"))
    assert "one copy" not in said(page.subtitle)


def test_copies_that_are_only_assumed_are_not_shown() -> None:
    text = "components:\n  db: {kind: database, technology: Riak, replicas: 5}\ndata:\n  A: {store: db}\n"
    [page] = pages(text)
    assert page.stores[0].said == "Riak"
    outside = text.replace("replicas: 5", "external: true")
    assert pages(outside)[0].stores[0].said == "Riak · external"


def test_caches_and_indexes_on_the_way_of_a_reader_are_told() -> None:
    [cached, indexed] = table(MICROBLOG, "Post").kept_in
    assert (cached.name, [card.id for card in cached.cards]) == ("cached in", ["timelines"])
    assert cached.tooltip == "Timelines: on the way of read, which reads it"
    assert (indexed.name, [card.id for card in indexed.cards]) == ("indexed in", ["search"])
    assert [each.name for each in table(MICROBLOG, "Photo").kept_in] == ["cached in"]
    stated = MICROBLOG.replace(
        "    store: users\n    key: user_id",
        "    store: users\n    cached_in: timelines\n    key: user_id",
    )
    assert table(stated, "User").kept_in == (
        KeptIn("cached in", table(stated, "User").kept_in[0].cards, ""),
    )
    assert [each.name for each in table(stated, "Post").kept_in] == ["indexed in"]


def test_references_say_how_many_there_are_at_each_end() -> None:
    text = data(
        "  A: {store: db, key: id, fields: {id: id, one: A, some: 'B[]', maybe: B?}}\n"
        "  B: {store: db, key: a, fields: {a: A}}\n"
        "  C: {store: db, key: [a, b], fields: {a: A, b: B}}\n"
    )
    [page] = pages(text)
    assert [(each.id, each.target, each.of_source, each.of_target) for each in page.references] == [
        ("A.one", "A", Number.MANY, Number.ONE),
        ("A.some", "B", Number.MANY, Number.MANY),
        ("A.maybe", "B", Number.MANY, Number.ZERO_OR_ONE),
        ("B.a", "A", Number.ZERO_OR_ONE, Number.ONE),
        ("C.a", "A", Number.MANY, Number.ONE),
        ("C.b", "B", Number.MANY, Number.ONE),
    ]
    tooltip = "B.a: each B has exactly one A, each A is of at most one B"
    assert page.references[3] == Reference("B", "a", "A", Number.ZERO_OR_ONE, Number.ONE, tooltip)


def test_title_and_words_for_those_who_hear_the_picture() -> None:
    [page] = pages(MICROBLOG)
    assert page.title == "Microblog"
    assert said(page.subtitle) == (
        "Data · 4 entities in 3 stores · one copy 4.97 TB now, 89.5 PB in 5 years"
    )
    assert [each.text for each in page.subtitle if each.strong] == ["4.97 TB", "89.5 PB"]
    description = page.description
    order = [
        "User DB (PostgreSQL 16 · 1 copy, 4.97 TB of 8 TB, 62%) holds 2 entities. ",
        "Follow: 24 B a row; follower_id User (key), followee_id User (key), created_at timestamp; ",
        "Posts (Cassandra · 3 copies, 300 TB of 384 TB, 78%) holds 1 entity. ",
        "rows 0 then 298B; one copy 0 B then 100 TB; cached in Timelines; indexed in Search",
        "Post.author_id: each Post has exactly one User, each User is of any number of Post. ",
    ]
    assert [description.index(part) for part in order] == sorted(
        description.index(part) for part in order
    )
    [more] = pages(MICROBLOG, Scenario(users=2.0))
    assert "at 2 times the users" in said(more.subtitle)


def test_a_design_without_data_has_no_such_view() -> None:
    bare = loads(f"{HEAD}components:\n  db: {{kind: database}}\n", "shop.yaml").facts
    lack = lack_of(bare, "data")
    assert lack is not None
    assert lack.message == "there is no entity"
    with pytest.raises(
        NoPictureError,
        match="view 'data' has nothing to show: there is no entity; write under 'data'",
    ):
        make_pictures(bare, "data")


def many(count: int, stores: int = 1) -> str:
    components = "".join(f"  s{number}: {{kind: database}}\n" for number in range(stores))
    entities = "".join(
        f"  E{number}: {{store: s{number % stores}, key: id, rows: 1k,"
        f" fields: {{id: id, next: E{(number + 1) % count}, note: string(9)}}}}\n"
        for number in range(count)
    )
    return f"components:\n{components}data:\n{entities}"


def test_over_twelve_entities_only_keys_and_references_are_shown() -> None:
    [whole] = pages(many(12))
    assert {len(each.rows) for each in whole.stores[0].tables} == {3}
    [brief] = pages(many(13))
    for each in brief.stores[0].tables:
        assert [row.name for row in each.rows] == ["id", "next"]
        assert (each.left_out, each.figures, each.facts) == (1, (), ())
    assert len(brief.references) == 13
    assert "1 more field" in brief.description


def test_over_forty_each_store_has_a_page() -> None:
    assert len(pages(many(40, stores=3))) == 1
    three = pages(many(41, stores=3))
    assert [[store.card.id for store in page.stores] for page in three] == [["s0"], ["s1"], ["s2"]]
    assert "page 2 of 3" in said(three[1].subtitle)
    # each refers to one in the next store, but the last, which refers to the first
    assert "14 references to other pages" in said(three[0].subtitle)
    large = pages(many(90))
    assert [len(page.stores[0].tables) for page in large] == [40, 40, 10]
    shown = [each.id for page in large for each in page.stores[0].tables]
    assert shown == [f"E{number}" for number in range(90)]


def test_findings_are_counted_on_stores_and_tables() -> None:
    span = Span.whole("shop.yaml")
    findings = [
        Finding("A001", "bad", Severity.ERROR, "bad store", span, at="users"),
        Finding("A002", "odd", Severity.WARNING, "odd entity", span, at="Post"),
    ]
    marked = mark_findings(pages(MICROBLOG)[0], findings)
    assert isinstance(marked, Entities)
    assert marked.subtitle[-1] == Phrase("1 error, 1 warning")
    users, posts, _ = marked.stores
    assert [(badge.text, badge.tone) for badge in users.card.badges] == [("1 error", Tone.BAD)]
    assert users.card.ring is Tone.BAD
    assert [badge.tooltip for badge in posts.tables[0].badges] == ["A002: odd entity"]


@pytest.mark.parametrize("entities", spread([1, 2, 5, 12, 13, 25, 40, 41, 60], quick=3))
def test_every_entity_field_and_reference_is_shown_once(entities: int) -> None:
    loaded = loads(random_model(entities, entities))
    design = Facts.of(loaded.facts).design
    made = pages(random_model(entities, entities))
    tables = [each for page in made for store in page.stores for each in store.tables]
    assert sorted(each.id for each in tables) == sorted(design.data)
    for each in tables:
        entity = design.data[each.id]
        names = [row.name for row in each.rows]
        known = list(entity.fields) or list(dict.fromkeys((*entity.key, *entity.partition_by)))
        assert len(names) + each.left_out == len(known)
        assert [name for name in known if name in names] == names
    page_of = {each.id: page for page in made for store in page.stores for each in store.tables}
    wanted = {
        f"{entity.id}.{field.name}"
        for entity in design.data.values()
        for field in entity.fields.values()
        if field.reference is not None and page_of[entity.id] is page_of[field.reference]
    }
    found = [each.id for page in made for each in page.references]
    assert len(found) == len(set(found))
    assert set(found) == wanted
