"""Codes of what exporters find."""

from __future__ import annotations

from sdgen.base.findings import Severity
from sdgen.lint.code_pages.code_page import CodePage

PAGES = (
    CodePage(
        code="EXPORT001",
        name="nothing-to-export",
        summary="A design that does not say what a format is about.",
        why="The file would be empty.",
        instead="What the message names: OpenAPI is made of `api`, SQL of `data`.",
    ),
    CodePage(
        code="EXPORT002",
        name="same-request",
        summary="Operations with the same method and path.",
        why="OpenAPI has one operation for each method of a path, and no server could tell them apart.",
        instead="A method or a path of its own for each, or one operation for them.",
    ),
    CodePage(
        code="EXPORT003",
        name="no-http-request",
        summary="Operations that no request of HTTP makes: without `http`, or with `RPC`, `WS` or `CONNECT`.",
        why="OpenAPI has no place for them; the file keeps them under `x-other-operations`.",
        instead="`http: GET /v1/tweets` where there is such a request, else nothing.",
        severity=Severity.WARNING,
    ),
    CodePage(
        code="EXPORT004",
        name="no-such-path",
        summary="A path that OpenAPI cannot have.",
        why="Each name in braces stands in a path once, and a path is a key of at most 1000 characters.",
        instead="Other names in braces, or a shorter path.",
    ),
    CodePage(
        code="EXPORT005",
        name="renamed",
        summary="Two operations call the same part of their path differently.",
        why="OpenAPI takes `/users/{id}` and `/users/{user_id}` for one path, so that one name counts.",
        instead="One name for it in all operations.",
        severity=Severity.INFO,
    ),
    CodePage(
        code="EXPORT006",
        name="unknown-type",
        summary="A type that nobody knows: no type such as `string(50)`, no entity of `data`.",
        why="It is written as a text of that format, or as an object of which nothing is known.",
        instead="A type that is known, or an entity of that name under `data`.",
        severity=Severity.INFO,
    ),
    CodePage(
        code="EXPORT007",
        name="no-table",
        summary="Entities that are no tables of SQL: kept in an object store, a cache or an index, or "
        "without any field.",
        why="The script has them in a comment only.",
        instead="Nothing where that is meant, else their `fields`, or the `store` that keeps them.",
        severity=Severity.INFO,
    ),
    CodePage(
        code="EXPORT008",
        name="not-shown",
        summary="What a picture shows and another tool cannot, such as product icons.",
        why="The exported picture says less than that of `sdgen render`; the file names what, too.",
        instead="Nothing where that is enough, else the picture that `sdgen render` draws.",
        severity=Severity.INFO,
    ),
    CodePage(
        code="EXPORT009",
        name="too-large",
        summary="A picture with more than the other tool draws unless it is told to.",
        why="Mermaid refuses more than 500 lines or 50,000 characters; sites such as GitHub keep these limits.",
        instead="A view of less: `--view overview`, that of a group, or one with `include`.",
        severity=Severity.WARNING,
    ),
    CodePage(
        code="EXPORT010",
        name="not-written",
        summary="A view of the design's own that builds on one which the format has no way to write.",
        why="Mermaid and DOT draw boxes and lines: no rack of zones, no matrix.",
        instead="A view that builds on `high-level` or `detailed`, or the picture that `sdgen render` draws.",
    ),
)
