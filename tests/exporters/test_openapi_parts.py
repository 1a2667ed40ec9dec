"""Parts of an OpenAPI document: paths, places of parameters, types, answers."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from sdgen.analyses.storage.stores import FIELD_SIZES
from sdgen.exporters.openapi.routes import read_route
from sdgen.exporters.scalars import SCALARS, scalar_of, words
from sdgen.exporters.texts import markdown_line, plain_line, sentence
from sdgen.exporters.written_types import WrittenType, read_type
from tests.exporters.given import exported, openapi, operation, said
from tests.model.given import design
from tests.support.cases import every_case

ID = {"type": "string", "format": "id"}
TEXT = {"type": "string"}


# --- paths ------------------------------------------------------------------------------------


@every_case(
    ("path", "template", "variables"),
    [
        ("/users/{user_id}", "/users/{user_id}", ("user_id",)),
        ("/users/:user_id/posts", "/users/{user_id}/posts", ("user_id",)),
        ("/users/<user_id>", "/users/{user_id}", ("user_id",)),
        ("/users/<int:user_id>", "/users/{user_id}", ("user_id",)),
        ("/users/{id}:cancel", "/users/{id}:cancel", ("id",)),
        ("/a:b/c", "/a:b/c", ()),
        ("/users/{}", "/users/{value}", ("value",)),
        ("/files/{path*}", "/files/{path}", ("path",)),
        ("/{key}", "/{key}", ("key",)),
        ("/a{/b}", "/a%7B/b%7D", ()),
        ("/ü/%20", "/%C3%BC/%20", ()),
        ("/a#b", "/a%23b", ()),
        ('/"x"<y>', "/%22x%22%3Cy%3E", ()),
        ("/find?q={query}", "/find", ()),
    ],
)
def test_paths_become_templates(path: str, template: str, variables: tuple[str, ...]) -> None:
    text = f"components: {{web: {{kind: client}}}}\napi: {{op: {{http: '{'GET ' + path}'}}}}\n"
    route = read_route(design(text).api["op"])
    assert (route.template, route.variables) == (template, variables)


def test_paths_of_one_shape_are_one_path() -> None:
    made = exported(
        "api:\n"
        "  read: {http: 'GET /users/{id}/posts/{post}', params: {id: uuid, post: int}}\n"
        "  drop: {http: 'DELETE /users/{user_id}/posts/{post}', params: {user_id: uuid, post: int}}\n"
    )
    assert said(made) == [
        (
            "EXPORT005",
            "operation 'drop' has '{user_id}' in its path where 'read' has '{id}'; both are written "
            "with '{id}', as OpenAPI takes the two paths for one",
        )
    ]
    assert made.findings[0].help == "write '/users/{id}/posts/{post}'"
    assert made.findings[0].span.line == 6
    [(template, methods)] = yaml.safe_load(made.text)["paths"].items()
    assert template == "/users/{id}/posts/{post}"
    for each in methods.values():
        assert [(p["name"], p["schema"]["type"]) for p in each["parameters"]] == [
            ("id", "string"),
            ("post", "integer"),
        ]
        assert each["parameters"][0]["schema"]["format"] == "uuid"


def test_a_name_stands_in_a_path_once() -> None:
    made = exported("api: {op: {http: 'GET /a/{id}/b/{id}'}}\n")
    assert made.text == ""
    [finding] = made.findings
    assert finding.code == "EXPORT004"
    assert finding.message == "the path of operation 'op' has more than one '{id}'"
    assert finding.help == "give each its own name, such as '{id}' and '{other_id}'"


def test_a_path_is_a_key_of_yaml() -> None:
    assert "paths" in openapi(f"api: {{op: {{http: 'GET /{'a' * 999}'}}}}\n")
    made = exported(f"api: {{op: {{http: 'GET /{'a' * 1000}'}}}}\n")
    [finding] = made.findings
    assert finding.message == (
        "the path of operation 'op' has 1,001 characters, more than the 1,000 of a key in YAML"
    )
    assert finding.help == "write a shorter path"


# --- parameters -------------------------------------------------------------------------------


def places(line: str) -> dict[str, tuple[str, bool]]:
    """Where each parameter is, and whether it is required."""
    made = operation(line)
    found = {each["name"]: (each["in"], each["required"]) for each in made.get("parameters", ())}
    for media in made.get("requestBody", {}).get("content", {}).values():
        schema = media["schema"]
        for name in schema["properties"]:
            found[name] = ("body", name in schema.get("required", ()))
    return found


@pytest.mark.slow
@every_case(
    ("line", "expected"),
    [
        (
            "http: 'GET /u/{id}', params: {id: id, q: string, n: 'int?'}",
            {"id": ("path", True), "q": ("query", True), "n": ("query", False)},
        ),
        (
            "http: 'PUT /u/{id}', params: {id: 'id?', name: string, n: 'int?'}",
            {"id": ("path", True), "name": ("body", True), "n": ("body", False)},
        ),
        (
            "http: 'DELETE /u/{id}', params: {why: string}",
            {"id": ("path", True), "why": ("query", True)},
        ),
        ("http: 'GET /u/{userId}', params: {user_id: id}", {"userId": ("path", True)}),
        (
            "http: 'GET /f?q={query}&kind=post&page', params: {query: string, page: 'int?'}",
            {"q": ("query", True), "kind": ("query", True), "page": ("query", False)},
        ),
        (
            "http: POST /p, params: {idempotency_key: uuid, if_match: 'string?', x_request_id: uuid, a: int}",
            {
                "Idempotency-Key": ("header", True),
                "If-Match": ("header", False),
                "X-Request-Id": ("header", True),
                "a": ("body", True),
            },
        ),
        (
            "http: GET /p, params: {x_id: int, x-id: int, x: int}",
            {"X-Id": ("header", True), "x-id": ("query", True), "x": ("query", True)},
        ),
    ],
)
def test_places_of_parameters(line: str, expected: dict[str, tuple[str, bool]]) -> None:
    assert places(line) == expected


def test_a_fixed_value_of_the_query() -> None:
    [kind] = operation("http: 'GET /f?kind=post'")["parameters"]
    assert kind["schema"] == {"type": "string", "const": "post"}


def test_two_parameters_of_one_place_and_name() -> None:
    made = operation("http: 'GET /f?q={query}', params: {query: string, q: int}")
    assert [(each["name"], each["schema"]["type"]) for each in made["parameters"]] == [
        ("q", "string"),
        ("q_2", "integer"),
    ]


@every_case(
    ("name", "scheme"),
    [
        ("api_key", {"type": "apiKey", "in": "header", "name": "X-API-Key"}),
        ("api_dev_key", {"type": "apiKey", "in": "header", "name": "X-API-Key"}),
        ("apiKey", {"type": "apiKey", "in": "header", "name": "X-API-Key"}),
        ("access_token", {"type": "http", "scheme": "bearer"}),
        ("Authorization", {"type": "http", "scheme": "bearer"}),
    ],
)
def test_keys_and_tokens_are_security_schemes(name: str, scheme: dict[str, str]) -> None:
    data = openapi(f"api: {{op: {{http: GET /a, params: {{{name}: string, q: int}}}}}}\n")
    assert data["components"]["securitySchemes"] == {name: scheme}
    made = data["paths"]["/a"]["get"]
    assert made["security"] == [{name: []}]
    assert [each["name"] for each in made["parameters"]] == ["q"]


@every_case(
    ("params", "security"),
    [
        ("{api_key: 'string?'}", [{}, {"api_key": []}]),
        ("{api_key: string, jwt: string}", [{"api_key": [], "jwt": []}]),
        ("{api_key: string, jwt: 'string?'}", [{"api_key": []}, {"api_key": [], "jwt": []}]),
    ],
)
def test_what_a_caller_must_show(params: str, security: list[Any]) -> None:
    assert operation(f"http: GET /a, params: {params}")["security"] == security


def test_a_key_in_the_path_is_a_part_of_the_path() -> None:
    made = operation("http: 'GET /bots/{api_key}/x', params: {api_key: string}")
    assert "security" not in made
    assert made["parameters"][0]["in"] == "path"


# --- bodies -----------------------------------------------------------------------------------


def body(params: str, more: str = "") -> Any:
    return operation(f"http: POST /a, params: {params}", more)["requestBody"]


def test_a_body_is_an_object_of_its_parameters() -> None:
    assert body("{a: int, b: 'string(5)?'}") == {
        "required": True,
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "properties": {
                        "a": {"type": "integer", "format": "int32"},
                        "b": {"type": "string", "maxLength": 5},
                    },
                    "required": ["a"],
                }
            }
        },
    }
    assert body("{b: 'int?'}")["required"] is False
    assert "requestBody" not in operation("http: POST /a")


def test_bytes_make_a_form() -> None:
    [(media, schema)] = body("{photo: bytes(9), caption: string}")["content"].items()
    assert media == "multipart/form-data"
    assert schema["schema"]["properties"]["photo"] == {
        "type": "string",
        "contentMediaType": "application/octet-stream",
        "maxLength": 9,
    }


def test_the_parameter_body_is_the_body() -> None:
    data = "data: {Thing: {key: a, fields: {a: int}}}\n"
    assert body("{body: Thing}", data)["content"] == {
        "application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}
    }
    assert body("{body: bytes}")["content"] == {
        "application/octet-stream": {
            "schema": {"type": "string", "contentMediaType": "application/octet-stream"}
        }
    }
    assert body("{body: 'int?'}")["required"] is False


# --- types ------------------------------------------------------------------------------------


@every_case(
    ("text", "expected"),
    [
        ("string", WrittenType("string")),
        (" string ( 50 ) ? ", WrittenType("string", 50, optional=True)),
        ("id[]", WrittenType("id", many=True)),
        ("id[4]?", WrittenType("id", many=True, most=4, optional=True)),
        ("string(5)[3]", WrittenType("string", 5, many=True, most=3)),
        ("a list", None),
        ("map<a, b>", None),
        ("string(50", None),
        ("", None),
        ("é", None),
    ],
)
def test_types_as_they_are_written(text: str, expected: WrittenType | None) -> None:
    found = read_type(text)
    assert found == expected
    if found is not None:
        assert read_type(str(found)) == found


def test_every_type_that_has_a_size_is_known() -> None:
    for word in (*FIELD_SIZES, "string", "text", "bytes", "varchar", "char"):
        assert scalar_of(word) is not None, word
    assert scalar_of("TimeStamp") is scalar_of("timestamp")
    assert len(words()) == sum(len(each.words) for each in SCALARS)


@pytest.mark.slow
@every_case(
    ("type_", "schema"),
    [
        ("string(50)", {"type": "string", "maxLength": 50}),
        ("id", ID),
        ("uuid", {"type": "string", "format": "uuid"}),
        ("bool", {"type": "boolean"}),
        ("long", {"type": "integer", "format": "int64"}),
        ("timestamp", {"type": "string", "format": "date-time"}),
        ("decimal", {"type": "string", "format": "decimal"}),
        ("decimal(9)", {"type": "string", "format": "decimal", "x-type": "decimal(9)"}),
        ("int(11)", {"type": "integer", "format": "int32", "x-type": "int(11)"}),
        ("id[]", {"type": "array", "items": ID}),
        ("id[4]", {"type": "array", "items": ID, "maxItems": 4}),
        ("string(5)[]", {"type": "array", "items": {"type": "string", "maxLength": 5}}),
        ("token", {"type": "string", "format": "token"}),
        ("map<a, b>", {"x-type": "map<a, b>"}),
        ("json", {"type": "object"}),
        ("bytes[]", {"type": "array", "items": {"type": "string", "contentEncoding": "base64"}}),
    ],
)
def test_types_of_parameters(type_: str, schema: dict[str, Any]) -> None:
    made = body(f"{{a: '{type_}'}}")["content"]["application/json"]["schema"]
    assert made["properties"]["a"] == schema


def test_bytes_in_an_entity_are_base_64() -> None:
    data = openapi(
        "api: {op: {http: GET /a, returns: Thing}}\ndata: {Thing: {fields: {a: bytes(10), b: bytes}}}\n"
    )
    assert data["components"]["schemas"]["Thing"]["properties"] == {
        "a": {"type": "string", "contentEncoding": "base64", "maxLength": 16},
        "b": {"type": "string", "contentEncoding": "base64"},
    }


ENTITIES = """\
data:
  User: {key: user_id, fields: {user_id: uuid, name: string?, friends: "User[]"}}
  Line: {key: [order, number], fields: {order: Order, number: int, next: Line?}}
  Order: {key: number, fields: {number: bigserial, by: User}}
  Loop: {key: loop, fields: {loop: Loop}}
  Bare: {key: id}
"""


def test_entities_are_schemas_in_which_references_are_keys() -> None:
    data = openapi(f"api: {{op: {{http: GET /a, returns: 'Line[]'}}}}\n{ENTITIES}")
    assert data["components"]["schemas"] == {
        "Line": {
            "type": "object",
            "properties": {
                "order": {
                    "type": "integer",
                    "format": "int64",
                    "description": "The key of an Order.",
                },
                "number": {"type": "integer", "format": "int32"},
                "next": {
                    "type": "object",
                    "description": "The key of a Line.",
                    "properties": {
                        "order": {"type": "integer", "format": "int64"},
                        "number": {"type": "integer", "format": "int32"},
                    },
                    "required": ["order", "number"],
                },
            },
            "required": ["order", "number"],
        }
    }


def test_references_to_many_to_themselves_and_without_fields() -> None:
    lines = "  a: {http: GET /a, returns: User}\n  b: {http: GET /b, returns: Loop}\n  c: {http: GET /c, returns: Bare}\n"
    found = openapi(f"api:\n{lines}{ENTITIES}")["components"]["schemas"]
    assert found["User"]["properties"]["friends"] == {
        "type": "array",
        "items": {"type": "string", "format": "uuid", "description": "The key of a User."},
    }
    assert found["User"]["required"] == ["user_id", "friends"]
    assert found["Loop"]["properties"]["loop"] == {**ID, "description": "The key of a Loop."}
    assert found["Bare"] == {"type": "object", "properties": {"id": {}}}


def test_an_entity_is_meant_whole_in_a_body_and_by_its_key_elsewhere() -> None:
    made = body("{user: User, user_id: User, userIds: 'User[]'}", ENTITIES)
    properties = made["content"]["application/json"]["schema"]["properties"]
    key = {"type": "string", "format": "uuid", "description": "The key of a User."}
    assert properties == {
        "user": {"$ref": "#/components/schemas/User"},
        "user_id": key,
        "userIds": {"type": "array", "items": key},
    }
    [user] = operation("http: GET /a, params: {user: User}", ENTITIES)["parameters"]
    assert user["schema"] == key


def test_types_that_nobody_knows_are_told_once() -> None:
    made = exported(
        "api:\n"
        "  a: {http: GET /a, params: {t: token, u: token}, returns: Receipt}\n"
        "  b: {http: GET /b, returns: 'Receipt[]'}\n"
    )
    assert said(made) == [("EXPORT006", "2 types are not known: 'token' and 'Receipt'")]
    assert made.findings[0].help == (
        "write a type such as string(50), int or timestamp, or the name of an entity of 'data'"
    )
    assert yaml.safe_load(made.text)["components"]["schemas"] == {
        "Receipt": {"type": "object", "description": "The design does not say what it holds."}
    }


# --- answers ----------------------------------------------------------------------------------

THING = {"schema": {"$ref": "#/components/schemas/Thing"}}
THINGS = "data: {Thing: {key: a, fields: {a: int}}}\n"


@pytest.mark.slow
@every_case(
    ("returns", "code", "response"),
    [
        ("Thing", "200", {"description": "A Thing.", "content": {"application/json": THING}}),
        (
            "Thing[]",
            "200",
            {
                "description": "A list of Thing.",
                "content": {
                    "application/json": {"schema": {"type": "array", "items": THING["schema"]}}
                },
            },
        ),
        (
            "Thing?",
            "200",
            {
                "description": "A Thing, or nothing.",
                "content": {
                    "application/json": {"schema": {"anyOf": [THING["schema"], {"type": "null"}]}}
                },
            },
        ),
        ("201 Thing", "201", {"description": "A Thing.", "content": {"application/json": THING}}),
        ("201", "201", {"description": "Done."}),
        ("302 with the address", "302", {"description": "With the address."}),
        ("a page of them", "200", {"description": "A page of them."}),
        ("nothing", "204", {"description": "Nothing is returned."}),
        ("202 nothing", "202", {"description": "Nothing is returned."}),
        ("ok", "200", {"description": "Done."}),
        ("", "200", {"description": "Done."}),
        (
            "bytes",
            "200",
            {
                "description": "A bytes.",
                "content": {
                    "application/octet-stream": {
                        "schema": {
                            "type": "string",
                            "contentMediaType": "application/octet-stream",
                        }
                    }
                },
            },
        ),
    ],
)
def test_results(returns: str, code: str, response: dict[str, Any]) -> None:
    made = operation(f"http: GET /a, returns: '{returns}'", THINGS)
    assert made["responses"] == {code: response}


def test_errors_by_code_and_by_name() -> None:
    made = operation(
        "http: GET /a, returns: Thing, errors: {404: no such thing, 5XX: '', 200: odd, too_long: Too long, gone: ''}",
        THINGS,
    )["responses"]
    assert list(made) == ["200", "404", "5XX", "default"]
    assert made["404"] == {"description": "No such thing."}
    assert made["5XX"] == {"description": "Error 5XX."}
    assert made["default"] == {
        "description": "`200`: Odd. `too_long`: Too long. `gone`",
        "x-errors": [
            {"name": "200", "when": "odd"},
            {"name": "too_long", "when": "Too long"},
            {"name": "gone", "when": ""},
        ],
    }


@every_case(
    ("limit", "errors", "expected"),
    [
        ("3/s per user", "{}", "More calls than 3/s per user."),
        ("3/s per user", "{429: Slow down.}", "Slow down."),
        ("none", "{}", None),
        ("Unlimited", "{}", None),
    ],
)
def test_rate_limits(limit: str, errors: str, expected: str | None) -> None:
    made = operation(f"http: GET /a, rate_limit: '{limit}', errors: {errors}")
    assert made["responses"].get("429") == (None if expected is None else {"description": expected})
    assert made.get("x-rate-limit") == (limit if expected else None)
    assert made["description"] == f"Rate limit: {limit}."


@every_case(
    ("method", "idempotent", "description"),
    [
        ("POST", "true", "Calling it again does no more than calling it once."),
        ("PATCH", "false", "Calling it again does it again."),
        ("GET", "true", None),
    ],
)
def test_idempotent(method: str, idempotent: str, description: str | None) -> None:
    made = operation(f"http: {method} /a, idempotent: {idempotent}")
    assert made["x-idempotent"] is (idempotent == "true")
    assert made.get("description") == description


# --- texts ------------------------------------------------------------------------------------

JOURNEYS = """\
requirements:
  functional: {buy: "Users buy things", pay: They pay.}
  non_functional: {fast: It is fast.}
components:
  web: {kind: client, calls: [shop]}
  shop: {kind: service}
journeys:
  buy: {actor: web, rate: 1/s, serves: [buy, pay, fast], steps: [web -> shop]}
"""


@every_case(
    ("line", "summary", "description"),
    [
        ("journey: buy", "Users buy things. They pay.", None),
        ("journey: buy, summary: Buy it.", "Buy it.", None),
        ("summary: ''", None, None),
        (f"summary: '{'word ' * 40}end.'", None, f"{'word ' * 40}end."),
    ],
)
def test_summaries(line: str, summary: str | None, description: str | None) -> None:
    made = operation(f"http: GET /a, {line}", JOURNEYS)
    assert made.get("summary") == summary
    assert made.get("description") == description
    assert made.get("x-journey") == ("buy" if "journey" in line else None)


def test_texts_on_one_line() -> None:
    assert plain_line("a\n ::error::b ##[x]") == "a \\x3a:error::b \\x23#[x]"
    assert markdown_line("# <b>\nx") == "\\# \\<b\\> x"
    assert [sentence(each) for each in ("", "a", "a.", "a?")] == ["", "a.", "a.", "a?"]
