"""Names made from ids."""

from __future__ import annotations

import pytest

from sdgen.kinds import KINDS
from sdgen.model.names import component_name, humanise
from tests.support.cases import every_case


@every_case(
    ("identifier", "kind", "name"),
    [
        ("lb", "load_balancer", "Load balancer"),
        ("lb-2", "load_balancer", "Load balancer 2"),
        ("gateway", "api_gateway", "API gateway"),
        ("api-gateway", "api_gateway", "API gateway"),
        ("cdn", "cdn", "CDN"),
        ("dns", "dns", "DNS"),
        ("lb", "service", "LB"),
        ("tweet-store", "database", "Tweet store"),
        ("user-db", "database", "User DB"),
        ("db", "database", "Database"),
        ("search-index", "search_index", "Search index"),
        ("shard-7", "database", "Shard 7"),
    ],
)
def test_a_component_is_named_by_its_id_or_its_kind(identifier: str, kind: str, name: str) -> None:
    assert component_name(identifier, KINDS[kind]) == name


def test_without_a_known_kind_the_id_speaks() -> None:
    assert component_name("lb", None) == "LB"


@pytest.mark.parametrize(
    ("identifier", "name"),
    [
        ("async", "Asynchronous"),
        ("grpc-edge", "gRPC edge"),
        ("ios-app", "iOS app"),
        ("post_tweet", "Post tweet"),
        ("s3", "S3"),
        ("-", "-"),
    ],
)
def test_ids_are_written_as_words(identifier: str, name: str) -> None:
    assert humanise(identifier) == name
