"""Post a report as the comment of a pull request, or edit the comment in which it stood before.

    python -I ci/comment.py comment.md

On GitHub it asks SDGEN_PULL_REQUEST (its number), GITHUB_REPOSITORY and GITHUB_GRAPHQL_URL, on GitLab
CI_API_V4_URL, CI_MERGE_REQUEST_PROJECT_ID and CI_MERGE_REQUEST_IID; SDGEN_TOKEN on both. Only the standard
library is needed.

The comment that it edits begins with the marker of ``sdgen diff`` and was written with the same token: what
somebody else begins so is left alone. Where nothing has changed, and nothing was said before, nothing is said.
A server that refuses, as it does with the token of a fork, is a warning and no failure: the report is in the
artefact of the job.
"""

from __future__ import annotations

import json
import os
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

MARKER = "<!-- sdgen diff"
NOTHING = "### No design has changed"
SECONDS = 30
MOST_PAGES = 100

COMMENTS = """
query($owner: String!, $name: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $name) { pullRequest(number: $number) { id
    comments(first: 100, after: $after) {
      nodes { id body viewerDidAuthor } pageInfo { hasNextPage endCursor } } } } }
"""
ADD = """
mutation($subject: ID!, $body: String!) {
  addComment(input: {subjectId: $subject, body: $body}) { clientMutationId } }
"""
EDIT = """
mutation($comment: ID!, $body: String!) {
  updateIssueComment(input: {id: $comment, body: $body}) { clientMutationId } }
"""


class RefusedError(Exception):
    """The server does not do what it was asked; the message says why."""


class NoRedirects(urllib.request.HTTPRedirectHandler):
    """A redirect would take the token elsewhere."""

    def redirect_request(self, *_: object) -> None:
        return None


OPENER = urllib.request.build_opener(NoRedirects)


def ask(method: str, url: str, token: dict[str, str], data: object = None) -> tuple[Any, str]:
    """The JSON of an answer, and which page is the next."""
    headers = {**token, "Accept": "application/json", "User-Agent": "sdgen"}
    body = None if data is None else json.dumps(data).encode()
    if body is not None:
        headers["Content-Type"] = "application/json"
    request = urllib.request.Request(url, body, headers, method=method)
    try:
        with OPENER.open(request, timeout=SECONDS) as answer:
            return json.load(answer), answer.headers.get("x-next-page") or ""
    except urllib.error.HTTPError as error:
        raise RefusedError(f"{error.code} {error.reason}") from error
    except (OSError, ValueError) as error:
        raise RefusedError(str(error)) from error


class GitHub:
    """The comments of a pull request: by GraphQL, which alone says whether a comment is our own."""

    def __init__(self, given: dict[str, str]) -> None:
        owner, _, name = given["GITHUB_REPOSITORY"].partition("/")
        number = int(given["SDGEN_PULL_REQUEST"])
        self.where: dict[str, object] = {"owner": owner, "name": name, "number": number}
        self.url = given.get("GITHUB_GRAPHQL_URL") or "https://api.github.com/graphql"
        self.token = {"Authorization": f"Bearer {given['SDGEN_TOKEN']}"}
        self.subject = ""

    def _ask(self, query: str, **variables: object) -> Any:
        asked = {"query": query, "variables": variables}
        answer, _ = ask("POST", self.url, self.token, asked)
        if answer.get("errors"):
            raise RefusedError(" ".join(str(each.get("message")) for each in answer["errors"]))
        return answer["data"]

    def own(self) -> Iterator[tuple[str, str]]:
        """Our comments, oldest first: what each is called, and its text."""
        after = None
        for _ in range(MOST_PAGES):
            found = self._ask(COMMENTS, **self.where, after=after)["repository"]["pullRequest"]
            self.subject = found["id"]
            for each in found["comments"]["nodes"]:
                if each["viewerDidAuthor"]:
                    yield each["id"], each["body"]
            page = found["comments"]["pageInfo"]
            if not page["hasNextPage"]:
                return
            after = page["endCursor"]

    def add(self, text: str) -> None:
        self._ask(ADD, subject=self.subject, body=text)

    def edit(self, comment: str, text: str) -> None:
        self._ask(EDIT, comment=comment, body=text)


class GitLab:
    """The notes of a merge request."""

    def __init__(self, given: dict[str, str]) -> None:
        project, number = given["CI_MERGE_REQUEST_PROJECT_ID"], given["CI_MERGE_REQUEST_IID"]
        self.api = given["CI_API_V4_URL"]
        self.notes = f"{self.api}/projects/{project}/merge_requests/{number}/notes"
        self.token = {"PRIVATE-TOKEN": given["SDGEN_TOKEN"]}

    def own(self) -> Iterator[tuple[str, str]]:
        """Our notes, oldest first: what each is called, and its text."""
        me = ask("GET", f"{self.api}/user", self.token)[0]["id"]
        page = "1"
        for _ in range(MOST_PAGES):
            asked = f"{self.notes}?sort=asc&order_by=created_at&per_page=100&page={page}"
            notes, page = ask("GET", asked, self.token)
            for each in notes:
                if each["author"]["id"] == me:
                    yield str(each["id"]), each["body"]
            if not page:
                return

    def add(self, text: str) -> None:
        ask("POST", self.notes, self.token, {"body": text})

    def edit(self, comment: str, text: str) -> None:
        ask("PUT", f"{self.notes}/{comment}", self.token, {"body": text})


def post(server: GitHub | GitLab, text: str) -> str:
    """Edit the comment, or add it; says what was done."""
    found = next((each for each in server.own() if each[1].startswith(MARKER)), None)
    if found is None:
        if NOTHING in text.splitlines():
            return "no comment: no design has changed"
        server.add(text)
        return "comment added"
    comment, before = found
    if before.strip() == text.strip():
        return "the comment says so already"
    server.edit(comment, text)
    return "comment edited"


def main(file: str, given: dict[str, str]) -> int:
    """Post the report; always 0: a report that cannot be posted is no fault of the change."""
    text = Path(file).read_text(encoding="utf-8")
    try:
        server = GitHub(given) if given.get("SDGEN_PULL_REQUEST") else GitLab(given)
        print(post(server, text))
    except (RefusedError, KeyError, TypeError) as error:
        why = " ".join(f"{error}".split()) if isinstance(error, RefusedError) else repr(error)
        says = f"The comment could not be posted: {why}. May the token write to pull requests?"
        print(f"::warning::{says}" if given.get("GITHUB_ACTIONS") else says)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], dict(os.environ)))
