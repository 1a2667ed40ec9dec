"""Technologies: how they are spelt, and their icons."""

from __future__ import annotations

from sdgen.base.product_icons import icon_exists
from sdgen.kinds.technologies import (
    PLAIN_WORDS,
    ROWS,
    plain_letters,
    product_and_rest,
    spelt,
    technology_called,
    technology_in_id,
    technology_of,
    words_of,
)
from tests.support.cases import every_case


def test_every_icon_exists() -> None:
    assert [icon for _, _, icon in ROWS if icon and not icon_exists(icon)] == []


def test_no_word_stands_for_two_technologies() -> None:
    assert all(words_of(name, "") == (plain_letters(name),) for name, _, _ in ROWS)
    words = [word for name, others, _ in ROWS for word in words_of(name, others)]
    assert sorted(words) == sorted(set(words))
    assert all(word == plain_letters(word) for word in words)
    assert set(words) >= PLAIN_WORDS


@every_case(
    ("text", "name"),
    [
        ("PostgreSQL 16 + Patroni", "PostgreSQL"),
        ("postgres", "PostgreSQL"),
        ("Redis Cluster", "Redis"),
        ("Amazon S3", "S3"),
        ("AWS WAF", "AWS WAF"),
        ("Google Cloud Storage", "Cloud Storage"),
        ("Google Cloud Load Balancing", "Cloud Load Balancing"),
        ("Google Cloud Pub/Sub", "Pub/Sub"),
        ("Apache Kafka", "Kafka"),
        ("Route 53", "Route 53"),
        ("Amazon ElastiCache (Redis)", "ElastiCache"),
        ("DynamoDB global table", "DynamoDB"),
    ],
)
def test_a_technology_is_known_whatever_stands_beside_it(text: str, name: str) -> None:
    found = technology_of(text)
    assert found is not None
    assert found.name == name


@every_case(
    "text", ["", "Go", "Java", "S3-compatible storage", "Google Ads", "my Redis", "2x H100"]
)
def test_what_is_no_technology(text: str) -> None:
    assert technology_of(text) is None


@every_case(
    ("text", "product", "rest"),
    [
        ("postgres 16 + Patroni", "PostgreSQL", "16 + Patroni"),
        ("Redis + Sentinel", "Redis", "+ Sentinel"),
        ("Redis Cluster", "Redis Cluster", ""),
        ("Route 53", "Route 53", ""),
        ("Gitaly 17.1", "Gitaly", "17.1"),
        ("", "", ""),
    ],
)
def test_a_product_and_its_version(text: str, product: str, rest: str) -> None:
    assert product_and_rest(text) == (product, rest)


@every_case(
    ("text", "expected"),
    [
        ("postgres", "PostgreSQL"),
        (
            "postgres 16 + kafka, redis cluster/kafka 3.7",
            "PostgreSQL 16 + Kafka, Redis cluster/Kafka 3.7",
        ),
        ("elasticsearch (gitlab ci)", "Elasticsearch (GitLab CI)"),
        # capitals are somebody's choice
        ("Postgres 16", "Postgres 16"),
        ("NGINX Plus", "NGINX Plus"),
        # what stands for a product and is no beginning of its name
        ("hdfs", "hdfs"),
        ("pg 15", "pg 15"),
        # a word of the language names one only by itself or with its version
        ("vector store", "vector store"),
        ("vector", "Vector"),
        ("vector 0.3", "Vector 0.3"),
        ("my postgres", "my postgres"),
        ("ranks, ports, tracks", "ranks, ports, tracks"),
        ("nginx", "nginx"),
        ("", ""),
        (" / ", " / "),
    ],
)
def test_what_a_card_makes_of_small_letters(text: str, expected: str) -> None:
    assert spelt(text) == expected


def test_a_word_of_the_language_names_no_technology_in_an_id() -> None:
    assert technology_in_id("vault") is None
    vault = technology_called("vault")
    assert vault is not None
    assert vault.name == "Vault"
