"""Names made from ids."""

from __future__ import annotations

import random

import pytest

from sdgen.kinds import KINDS
from sdgen.model.names import Named, component_names, humanise
from tests.model.given import design
from tests.support.cases import every_case


def name_of(identifier: str, kind: str, technology: str = "") -> str:
    """The name of a component beside which there is no other."""
    return component_names([Named(identifier, KINDS[kind], technology=technology)])[identifier]


@every_case(
    ("identifier", "kind", "name"),
    [
        ("lb", "load_balancer", "Load balancer"),
        ("lb-2", "load_balancer", "Load balancer 2"),
        ("lb2", "load_balancer", "Load balancer 2"),
        ("gateway", "api_gateway", "API gateway"),
        ("api-gateway", "api_gateway", "API gateway"),
        ("gw", "api_gateway", "API gateway"),
        ("mq", "queue", "Queue"),
        ("fn", "function", "Function"),
        ("db", "database", "Database"),
        ("cdn", "cdn", "CDN"),
        ("dns", "dns", "DNS"),
        ("lb", "service", "LB"),
        # These say more than their kind does.
        ("waf", "firewall", "WAF"),
        ("nlb", "load_balancer", "NLB"),
        ("sso", "identity", "SSO"),
        ("search", "search_index", "Search"),
        ("vault", "secret_store", "Vault"),
        ("tweet-store", "database", "Tweet store"),
        ("user-db", "database", "User DB"),
        ("ingest-dlq", "queue", "Ingest DLQ"),
        ("chat-api", "service", "Chat API"),
        ("search-index", "search_index", "Search index"),
        ("shard-7", "database", "Shard 7"),
    ],
)
def test_a_component_is_named_by_its_id_or_its_kind(identifier: str, kind: str, name: str) -> None:
    assert name_of(identifier, kind) == name


@every_case(
    ("identifier", "technology", "name"),
    [
        ("postgres", "PostgreSQL 16 + Patroni", "PostgreSQL"),
        ("postgres", "postgres 16", "PostgreSQL"),
        ("postgres", "", "PostgreSQL"),
        ("pgbouncer", "", "PgBouncer"),
        ("redis", "Redis 7", "Redis"),
        ("redis-2", "Redis 7", "Redis 2"),
        ("redis-cache", "Redis", "Redis cache"),
        ("kafka", "Amazon MSK", "Kafka"),
        ("nginx", "nginx", "nginx"),
        ("sql-server", "MSSQL 2022", "SQL Server"),
        ("cosmos-db", "Cosmos DB", "Cosmos DB"),
        # sdgen does not know these: they are spelt as the design does.
        ("gitaly", "Gitaly 17", "Gitaly"),
        ("yugabyte-db", "YugabyteDB", "YugabyteDB"),
        # The id says something else than the technology.
        ("s3", "Hetzner Object Storage", "S3"),
        ("ledger", "PostgreSQL", "Ledger"),
        # What is a word too names a technology where the technology says so.
        ("oracle", "Oracle 19c", "Oracle"),
        ("card-vault", "Vault", "Card vault"),
    ],
)
def test_an_id_that_is_the_technology_is_spelt_like_it(
    identifier: str, technology: str, name: str
) -> None:
    assert name_of(identifier, "database", technology) == name


def test_without_a_known_kind_the_id_speaks() -> None:
    assert component_names([Named("lb", None)]) == {"lb": "LB"}


@every_case(
    ("identifier", "name"),
    [
        ("async", "Asynchronous"),
        ("grpc-edge", "gRPC edge"),
        ("ios-app", "iOS app"),
        ("post_tweet", "Post tweet"),
        ("praefect-postgres", "Praefect PostgreSQL"),
        ("s3", "S3"),
        ("k8s", "K8s"),
        ("api2", "API2"),
        ("dbt-run", "dbt run"),
        ("-", "-"),
    ],
)
def test_ids_are_written_as_words(identifier: str, name: str) -> None:
    assert humanise(identifier) == name


NAMES = {
    "the title is that of the one whose id it is": (
        "lb: {kind: load_balancer}, load-balancer: {kind: load_balancer}",
        ["LB", "Load balancer"],
    ),
    "a stated name stays": (
        "db: {kind: database}, other: {kind: database, name: Database}",
        ["DB", "Database"],
    ),
    "names that are stated twice have their ids": (
        "a: {kind: service, name: Orders}, b: {kind: service, name: orders}",
        ["Orders (a)", "orders (b)"],
    ),
    "ids that are read alike stand as they are": (
        "async-job: {kind: service}, asynchronous-job: {kind: service}",
        ["async-job", "asynchronous-job"],
    ),
    "nothing else is left but a number": (
        "a: {kind: service, name: Orders}, b: {kind: service, name: Orders},"
        " c: {kind: service, name: Orders (a)}",
        ["Orders (a)", "Orders (b)", "Orders (a) (c)"],
    ),
}


@every_case(("components", "names"), list(NAMES.values()))
def test_no_two_components_have_one_name(components: str, names: list[str]) -> None:
    given = design(f"components: {{{components}}}\n").components.values()
    assert [each.name for each in given] == names


PARTS = (
    "db",
    "lb",
    "gw",
    "gateway",
    "api",
    "postgres",
    "pg",
    "redis",
    "async",
    "asynchronous",
    "2",
)
STATED = ("", "", "", "Database", "API gateway", "database 2", "lb", "Redis (db)", "PostgreSQL")
TECHNOLOGIES = ("", "", "PostgreSQL 16", "redis", "Redis", "API")


def made(seed: int) -> list[Named]:
    """Components whose ids, names and technologies are easily read alike."""
    chance = random.Random(seed)
    count = chance.randrange(2, 12)
    ids = {"-".join(chance.choices(PARTS, k=chance.randrange(1, 3))) for _ in range(count)}
    kinds = ("database", "load_balancer", "api_gateway", "cache")
    return [
        Named(each, KINDS[chance.choice(kinds)], chance.choice(STATED), chance.choice(TECHNOLOGIES))
        for each in sorted(ids)
    ]


@pytest.mark.slow
def test_random_components_never_share_a_name() -> None:
    for seed in range(500):
        given = made(seed)
        names = component_names(given)
        assert list(names) == [each.id for each in given]
        assert len({name.casefold() for name in names.values()}) == len(given), names
        assert all(names[each.id].startswith(each.name) for each in given)
        stated = [each.name.casefold() for each in given if each.name]
        once = [each for each in given if stated.count(each.name.casefold()) == 1]
        assert all(names[each.id] == each.name for each in once), names
