"""A server that keeps comments as GitHub and GitLab do: as much of both as a program asks for that posts
one comment and edits it."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

TOKEN = "a-token"
PAGE = 2
"""Comments of a page: fewer than those servers give, so that tests have several."""


@dataclass
class Comment:
    """A comment and who wrote it."""

    author: str
    body: str
    times_edited: int = 0


@dataclass
class Forge:
    """The comments of pull request 7 of ``me/shop``, project 4711. ``refuses`` is a status for everything,
    ``forbids`` lets comments be read and not written."""

    url: str = ""
    comments: list[Comment] = field(default_factory=list)
    refuses: int = 0
    forbids: bool = False
    asked: list[str] = field(default_factory=list)

    def github(self) -> dict[str, str]:
        """The variables of a job on GitHub."""
        return {
            "GITHUB_ACTIONS": "true",
            "GITHUB_GRAPHQL_URL": f"{self.url}/graphql",
            "GITHUB_REPOSITORY": "me/shop",
            "SDGEN_PULL_REQUEST": "7",
            "SDGEN_TOKEN": TOKEN,
        }

    def gitlab(self) -> dict[str, str]:
        """The variables of a job on GitLab."""
        return {
            "GITLAB_CI": "true",
            "CI_API_V4_URL": f"{self.url}/api/v4",
            "CI_MERGE_REQUEST_PROJECT_ID": "4711",
            "CI_MERGE_REQUEST_IID": "7",
            "SDGEN_TOKEN": TOKEN,
        }

    @property
    def bodies(self) -> list[str]:
        """The texts of all comments."""
        return [each.body for each in self.comments]

    def graphql(self, query: str, given: dict[str, Any]) -> dict[str, Any]:
        """What GitHub answers."""
        if "comments(" in query:
            assert (given["owner"], given["name"], given["number"]) == ("me", "shop", 7)
            start = int(given["after"] or 0)
            end = start + PAGE
            nodes = [
                {"id": f"C{at}", "body": each.body, "viewerDidAuthor": each.author == "bot"}
                for at, each in enumerate(self.comments)
            ][start:end]
            info = {"hasNextPage": end < len(self.comments), "endCursor": str(end)}
            found = {"id": "PR7", "comments": {"nodes": nodes, "pageInfo": info}}
            return {"data": {"repository": {"pullRequest": found}}}
        if self.forbids:
            return {"data": None, "errors": [{"message": "Resource not accessible by integration"}]}
        if "addComment(" in query:
            assert given["subject"] == "PR7"
            self.comments.append(Comment("bot", given["body"]))
        else:
            assert "updateIssueComment(" in query
            self._edit(int(given["comment"].removeprefix("C")), given["body"])
        return {"data": {}}

    def notes(self, method: str, place: str, asked: str, data: Any) -> tuple[Any, str]:
        """What GitLab answers, and the page behind it."""
        if place == "/user":
            return {"id": 1}, ""
        base = "/projects/4711/merge_requests/7/notes"
        assert place.startswith(base), place
        if method == "GET":
            page = int(parse_qs(asked)["page"][0])
            found = [
                {
                    "id": at,
                    "body": each.body,
                    "author": {"id": 1 if each.author == "bot" else 2},
                }
                for at, each in enumerate(self.comments)
            ][(page - 1) * PAGE : page * PAGE]
            return found, str(page + 1) if page * PAGE < len(self.comments) else ""
        if method == "PUT":
            self._edit(int(place.removeprefix(f"{base}/")), data["body"])
        else:
            assert (method, place) == ("POST", base)
            self.comments.append(Comment("bot", data["body"]))
        return {}, ""

    def _edit(self, at: int, body: str) -> None:
        self.comments[at].body = body
        self.comments[at].times_edited += 1


@contextmanager
def forge() -> Iterator[Forge]:
    """A server that runs while this lasts."""
    kept = Forge()

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            at = urlsplit(self.path)
            length = int(self.headers.get("Content-Length") or 0)
            data = json.loads(self.rfile.read(length) or b"null")
            kept.asked.append(f"{self.command} {at.path}")
            known = (self.headers["Authorization"], self.headers["PRIVATE-TOKEN"])
            refuses = kept.refuses or (0 if known in GIVEN else 401)
            refuses = refuses or (403 if kept.forbids and at.path.endswith("/notes") else 0)
            body: Any = {"message": "no"}
            page = ""
            if not refuses and at.path == "/graphql":
                body = kept.graphql(data["query"], data["variables"])
            elif not refuses:
                place = at.path.removeprefix("/api/v4")
                body, page = kept.notes(self.command, place, at.query, data)
            self.send_response(refuses or 200)
            if refuses // 100 == 3:
                self.send_header("Location", f"{kept.url}/elsewhere")
            self.send_header("x-next-page", page)
            self.end_headers()
            self.wfile.write(json.dumps(body).encode())

        do_GET = do_POST = do_PUT = answer  # noqa: N815

        def log_message(self, *_: object) -> None:
            """Nothing on the terminal."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    kept.url = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
    ).start()
    try:
        yield kept
    finally:
        server.shutdown()
        server.server_close()


GIVEN = ((f"Bearer {TOKEN}", None), (None, TOKEN))
