from __future__ import annotations

from sdgen.base.product_icons import icon_exists, icon_resource, near_icons
from tests.support.cases import every_case


@every_case(
    ("name", "resource"),
    [
        ("aws.storage.S3", "aws/storage/simple-storage-service-s3.png"),
        ("onprem.database.PostgreSQL", "onprem/database/postgresql.png"),
        ("onprem.database.Postgresql", "onprem/database/postgresql.png"),
        ("aws.AWS", "aws/aws.png"),
    ],
)
def test_an_icon_has_the_names_of_the_package(name: str, resource: str) -> None:
    assert icon_resource(name) == resource
    assert icon_exists(name)


@every_case(
    "name", ["", ".", "S3", "aws.storage.s3", "..etc.passwd", "aws.storage", "aws.storage.S3\n"]
)
def test_nothing_else_is_an_icon(name: str) -> None:
    assert not icon_exists(name)


@every_case(
    ("name", "expected"),
    [
        ("aws.storage.s3", "aws.storage.S3"),
        ("aws.database.PostgreSQL", "onprem.database.PostgreSQL"),
        ("Kafka", "onprem.queue.Kafka"),
        ("onprem.inmemory.Reddis", "onprem.inmemory.Redis"),
        ("aws.compute.Lamda", "aws.compute.Lambda"),
        ("postgres", "onprem.database.PostgreSQL"),
    ],
)
def test_a_wrong_name_has_a_near_one(name: str, expected: str) -> None:
    assert near_icons(name)[0] == expected


def test_near_names_are_few_and_name_different_images() -> None:
    near = near_icons("postgresql")
    assert len(near) <= 3
    assert len({icon_resource(name) for name in near}) == len(near)
    assert near_icons("") == []
    assert near_icons("qqqqqqqqqqqq" * 1000) == []
