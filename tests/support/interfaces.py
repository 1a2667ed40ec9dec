"""Interfaces that tests share: random ones, with odd paths, odd types and odd names."""

from __future__ import annotations

import json
import random

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "WS", "RPC")
SEGMENTS = (
    "users", "{id}", "{user_id}", ":slug", "<int:number>", "a-b", "{}", "ü", "x{", "}y", "%7Bz",
    "{path*}", "v2", "it's", "{id:[0-9]+}", "a b".replace(" ", "+"), "\"q\"", "<tag>", "#frag",
)  # fmt: skip
TYPES = (
    "string", "string(50)", "id", "id[]", "id[4]", "int", "int(11)", "timestamp?", "bytes", "bytes(9)",
    "decimal(10)", "bool", "json", "token", "Thing", "Thing[]", "Pair", "Loop", "Unknown", "map<a, b>",
    "one of a and b", "uuid[]?", "String", "x" * 190,
)  # fmt: skip
NAMES = (
    "id", "user_id", "query", "body", "api_key", "access_token", "x_request_id", "x-request-id",
    "if_match", "idempotency_key", "Thing", "thing_id", "page", "api-key", "q", "userId", "_", "A",
)  # fmt: skip
RETURNS = (
    *TYPES,
    "",
    "204",
    "201 Thing",
    "302 with the address",
    "nothing",
    "ok",
    "Thing?",
    "a: b",
)
ERRORS = ("400", "404", "429", "5XX", "too_long", "200", "999", "Not Found", "`tick`", "4xx", "::x")
WORDS = (
    "# A",
    "*b*",
    "<i>",
    "[l](u)",
    "\n",
    "::error::",
    "{{x}}",
    "$ref",
    "'q'",
    '"',
    "\\",
    "ok.",
    "é",
)

DATA = {
    "Thing": {"key": "thing_id", "fields": {"thing_id": "id", "pair": "Pair", "loop": "Loop?", "at": "date"}},
    "Pair": {"key": ["a", "b"], "fields": {"a": "Thing", "b": "Thing", "tags": "string[]"}},
    "Loop": {"key": "loop", "fields": {"loop": "Loop", "things": "Thing[3]"}},
    "Bare": {},
}  # fmt: skip


def random_interface(seed: int) -> str:
    """A design with up to a dozen operations. Methods and paths may be the same."""
    chance = random.Random(seed)
    api = {f"op_{number}": _operation(chance) for number in range(chance.randint(1, 12))}
    design = {
        "sdgen": 1,
        "name": _words(chance) or "API",
        "summary": _words(chance),
        "owners": ["team"],
        "components": {"web": {"kind": "client"}},
        "api": api,
        "data": DATA,
    }
    return json.dumps(design)


def _operation(chance: random.Random) -> dict[str, object]:
    path = "".join(f"/{chance.choice(SEGMENTS)}" for _ in range(chance.randint(1, 4)))
    if chance.random() < 0.2:
        path += "?q={query}&kind=post&x"
    made: dict[str, object] = {"http": f"{chance.choice(METHODS)} {path}"}
    if chance.random() < 0.15:
        del made["http"]
    names = chance.sample(NAMES, chance.randint(0, 6))
    if names:
        made["params"] = {
            name: chance.choice(TYPES) + chance.choice(["", "", "?"]) for name in names
        }
    made["returns"] = chance.choice(RETURNS)
    if chance.random() < 0.6:
        codes = chance.sample(ERRORS, chance.randint(1, 5))
        made["errors"] = {code: _words(chance) for code in codes}
    if chance.random() < 0.5:
        made["rate_limit"] = chance.choice(["none", "3/s per *user*", _words(chance)])
    if chance.random() < 0.5:
        made["idempotent"] = chance.random() < 0.5
    if chance.random() < 0.5:
        made["summary"] = _words(chance) * chance.choice([1, 1, 40])
    return made


def _words(chance: random.Random) -> str:
    return " ".join(chance.choices(WORDS, k=chance.randint(0, 5)))
