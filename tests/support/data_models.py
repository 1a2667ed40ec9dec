"""Data models that tests share: the four entities of a microblog, and random ones of any size."""

from __future__ import annotations

import random

MICROBLOG = """\
sdgen: 1
name: Microblog
scale: {daily_users: 200M, horizon: 5y, growth: 20%}
components:
  web: {kind: client, calls: [app, cdn]}
  app: {kind: service, calls: [users, posts, files, timelines, search]}
  cdn: {kind: cdn, technology: CloudFront, managed: true, calls: [files]}
  timelines: {kind: cache, technology: Redis}
  search: {kind: search_index, technology: OpenSearch}
  users: {kind: database, name: User DB, technology: PostgreSQL 16, storage: 8 TB}
  posts: {kind: database, technology: Cassandra, replicas: {count: 48, copies: 3}, storage: 8 TB}
  files: {kind: object_store, technology: S3, managed: true}
journeys:
  post: {actor: web, rate: 0.5/user/day, writes: [Post], steps: [web -> app -> posts, app -> timelines: write]}
  read: {actor: web, rate: 10/user/day, reads: [Post], steps: [web -> app -> timelines]}
  look: {actor: web, rate: 10/user/day, reads: [Photo], steps: [web -> cdn -> files]}
  find: {actor: web, rate: 1/user/day, reads: [Post], steps: [web -> app -> search]}
data:
  User:
    store: users
    key: user_id
    fields: {user_id: id, name: string(50), email: string(100), created_at: timestamp}
    rows: 1B
  Post:
    store: posts
    key: post_id
    partition_by: post_id
    fields: {post_id: id, author_id: User, content: string(280), created_at: timestamp, photo_ids: "id[4]"}
    created_by: post
    retention: forever
    queries: [{by: post_id}, {by: author_id, index: true}]
  Photo:
    store: files
    key: photo_id
    fields: {photo_id: id, post_id: Post, content: bytes}
    size: 1.2 MB
    growth: 25M/day
    retention: forever
  Follow:
    store: users
    key: [follower_id, followee_id]
    fields: {follower_id: User, followee_id: User, created_at: timestamp}
    rows: 200B
"""


STORE_NAMES = (
    *("Orders", "S{}", "User DB {}", "Customer relationship management database {}"),
    *("注文データベース {}", "قاعدة البيانات {}", "Incomprehensibilities{}", "<b>{}</b> & more"),
)
KINDS = ("database", "database", "object_store", "warehouse", "search_index", "queue")


def random_model(seed: int, entities: int) -> str:
    """A design with so many entities: without fields or store, with keys of several fields, with
    references to themselves, to each other and to many, kept in caches and indexes besides, with names of
    any length."""
    chance = random.Random(seed)
    stores = chance.randint(1, max(1, min(8, entities)))
    names = [_name(chance, number) for number in range(entities)]
    lines = ["sdgen: 1", f"name: Model {seed}"]
    if chance.random() < 0.7:
        lines.append(
            f"scale: {{daily_users: 1M, horizon: {chance.choice(('5y', '18 months', '90d'))}}}"
        )
    lines.append("components:")
    lines.append("  web: {kind: client, calls: [app]}")
    others = ", ".join(f"s{number}" for number in range(stores))
    lines.append(f"  app: {{kind: service, calls: [hot, found, {others}]}}")
    lines.append("  hot: {kind: cache, name: Sessions and timelines, technology: Redis}")
    lines.append("  found: {kind: search_index, technology: OpenSearch}")
    lines += [f"  s{number}: {_store(chance, number)}" for number in range(stores)]
    reads = chance.sample(names, min(len(names), chance.randint(0, 3)))
    steps = "[web -> app -> hot, app -> found, app -> s0]"
    lines.append("journeys:")
    lines.append(
        f"  go: {{actor: web, rate: 3/user/day, reads: [{', '.join(reads)}], steps: {steps}}}"
    )
    lines.append("data:")
    for name in names:
        lines.append(f"  {name}: {{{', '.join(_entity(chance, names, stores))}}}")
    return "\n".join(lines) + "\n"


def _store(chance: random.Random, number: int) -> str:
    parts = [f"kind: {chance.choice(KINDS)}"]
    if chance.random() < 0.6:
        parts.append(f"name: '{chance.choice(STORE_NAMES).format(number)}'")
    if chance.random() < 0.5:
        parts.append(f"storage: {chance.choice(('1 TB', '40 GB', '900 PB'))}")
    if chance.random() < 0.3:
        parts.append("replicas: {count: 6, copies: 3}")
    return f"{{{', '.join(parts)}}}"


def _entity(chance: random.Random, names: list[str], stores: int) -> list[str]:
    parts = []
    if chance.random() < 0.9:
        parts.append(f"store: s{chance.randrange(stores)}")
    if chance.random() < 0.5:
        parts.append(f"rows: {chance.randint(1, 900)}M")
    if chance.random() < 0.3:
        parts.append("size: 1.2 MB")
    if chance.random() < 0.3:
        parts.append("created_by: go")
        parts.append(f"retention: {chance.choice(('forever', '90d', '7 years'))}")
    if chance.random() < 0.2:
        parts.append("cached_in: hot")
    fields = _fields(chance, names)
    if fields:
        keys = chance.sample(sorted(fields), chance.randint(0, min(3, len(fields))))
        parts.append(f"key: [{', '.join(keys)}]" if keys else f"partition_by: {min(fields)}")
        written = ", ".join(f'{field}: "{type_}"' for field, type_ in fields.items())
        parts.append(f"fields: {{{written}}}")
        if chance.random() < 0.3:
            parts.append(f"queries: [{{by: {max(fields)}, index: true}}]")
    return parts


def _name(chance: random.Random, number: int) -> str:
    return f"E{number}" + "VeryLongName" * chance.choice([0, 0, 1, 3])


def _fields(chance: random.Random, names: list[str]) -> dict[str, str]:
    fields = {}
    if chance.random() < 0.15:  # what joins two others, many to many
        return {"one_id": chance.choice(names), "other_id": chance.choice(names)}
    for number in range(chance.choice([0, 1, 2, 4, 7])):
        if chance.random() < 0.5:
            type_ = chance.choice(names) + chance.choice(["", "", "?", "[]", "[12]"])
        else:
            type_ = chance.choice(["uuid", "string(200)?", "timestamp", "id[4]"])
        fields[f"field_{number}" + "_of_some_length" * chance.choice([0, 0, 1, 4])] = type_
    return fields
