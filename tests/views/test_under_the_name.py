"""The second line of a card: what it says that the name does not."""

from __future__ import annotations

from tests.model.given import design
from tests.support.cases import every_case
from tests.views.pictures import make_diagram


@every_case(
    ("component", "name", "below"),
    [
        ("db: {kind: database, technology: PostgreSQL 16}", "Database", "PostgreSQL 16"),
        ("db: {kind: database, technology: postgres 16}", "Database", "PostgreSQL 16"),
        # What is the technology by its name, or by its id, has its kind there.
        ("postgres: {kind: database}", "PostgreSQL", "Database"),
        ("postgres: {kind: database, technology: postgres}", "PostgreSQL", "Database"),
        ("redis: {kind: cache, technology: Redis 7}", "Redis", "Cache · v7"),
        ("a: {kind: service, name: Nginx, technology: nginx}", "Nginx", "Service"),
        ("redis: {kind: cache, technology: Redis + Sentinel}", "Redis", "Redis + Sentinel"),
        ("s3: {kind: object_store, technology: MinIO}", "S3", "MinIO"),
        ("a: {kind: cache, name: Redis cache, technology: Redis}", "Redis cache", "Redis"),
        ("a: {kind: cache, name: Redis cache}", "Redis cache", ""),
    ],
)
def test_below_the_name_stands_what_it_does_not_say(component: str, name: str, below: str) -> None:
    [card] = make_diagram(design(f"components:\n  {component}\n"), "high-level").cards
    assert (card.name, card.technology) == (name, below)
