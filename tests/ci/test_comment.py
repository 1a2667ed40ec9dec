"""A pull request has one comment of ours: found again by its marker, edited, and nobody else's touched."""

from __future__ import annotations

import runpy
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sdgen.report.change_comment import MARKER, change_comment
from tests.support.forge import Comment, Forge, forge

SCRIPT = runpy.run_path(str(Path(__file__).parents[2] / "ci/comment.py"))
REPORT = f"{MARKER}: designs against origin/main -->\n### Shop: better\n"
OLD = f"{MARKER}: designs against origin/main -->\n### Shop: worse"
NO_CHANGE = change_comment((), "designs against origin/main")

Variables = Callable[[Forge], dict[str, str]]


@pytest.fixture
def server() -> Iterator[Forge]:
    with forge() as found:
        yield found


@pytest.fixture(params=[Forge.github, Forge.gitlab], ids=["github", "gitlab"])
def variables(request: pytest.FixtureRequest) -> Variables:
    found: Variables = request.param
    return found


@pytest.fixture
def post(
    server: Forge, variables: Variables, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Callable[[str], str]:
    """Posts a text as a job does; what that prints."""

    def run(text: str) -> str:
        (tmp_path / "comment.md").write_text(text, encoding="utf-8")
        assert SCRIPT["main"](str(tmp_path / "comment.md"), variables(server)) == 0
        return capsys.readouterr().out

    return run


Post = Callable[[str], str]


def test_a_comment_is_added_once_and_then_edited(server: Forge, post: Post) -> None:
    server.comments = [Comment("ada", "Looks good.")]
    assert post(OLD) == "comment added\n"
    assert post(REPORT) == "comment edited\n"
    assert server.bodies == ["Looks good.", REPORT]
    assert post(REPORT) == "the comment says so already\n"
    assert [each.times_edited for each in server.comments] == [0, 1]


def test_it_is_found_on_later_pages(server: Forge, post: Post) -> None:
    talk = [Comment("ada", f"Remark {number}.") for number in range(5)]
    server.comments = [*talk, Comment("bot", OLD), Comment("ada", "And?")]
    assert post(REPORT) == "comment edited\n"
    assert server.bodies[5] == REPORT
    assert len(server.comments) == 7


def test_what_others_begin_with_the_marker_is_left_alone(server: Forge, post: Post) -> None:
    forged = f"{MARKER}: designs -->\n### Shop: all is well"
    quoted = f"> {MARKER}: designs -->"
    server.comments = [Comment("mallory", forged), Comment("bot", quoted)]
    assert post(REPORT) == "comment added\n"
    assert server.bodies == [forged, quoted, REPORT]


def test_where_nothing_has_changed_nothing_is_said_unless_something_was(
    server: Forge, post: Post
) -> None:
    assert post(NO_CHANGE) == "no comment: no design has changed\n"
    assert server.bodies == []
    post(REPORT)
    assert post(NO_CHANGE) == "comment edited\n"
    assert server.bodies == [NO_CHANGE]


def test_a_server_that_refuses_is_a_warning(
    server: Forge, variables: Variables, post: Post
) -> None:
    github = "GITHUB_ACTIONS" in variables(server)
    server.forbids = True
    said = post(REPORT)
    assert said.startswith("::warning::" if github else "The comment could not be posted")
    assert ("Resource not accessible by integration" if github else "403 Forbidden") in said
    assert server.bodies == []


@pytest.mark.parametrize("status", [301, 401, 404, 500])
def test_no_answer_is_followed_elsewhere_nor_a_failure(
    server: Forge, post: Post, status: int
) -> None:
    server.refuses = status
    assert f"could not be posted: {status} " in post(REPORT)
    assert len(server.asked) == 1


def test_no_server_is_a_warning(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "comment.md").write_text(REPORT)
    nowhere = Forge(url="http://127.0.0.1:9").github()
    assert SCRIPT["main"](str(tmp_path / "comment.md"), nowhere) == 0
    assert "refused" in capsys.readouterr().out
    assert SCRIPT["main"](str(tmp_path / "comment.md"), {}) == 0
    assert "KeyError('CI_MERGE_REQUEST_PROJECT_ID')" in capsys.readouterr().out
