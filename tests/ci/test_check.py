"""ci/check asks sdgen for everything, whatever of it fails, and says the worst."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.cases import every_case
from tests.support.pipelines import git, pull_request, run

CHECK = Path(__file__).parents[2] / "ci/check"
STUB = """\
#!/bin/sh
verb=$1
echo "$*" >>"$ASKED"
while [ $# -gt 0 ]; do
    case "$1" in -o) [ -n "${NO_REPORT:-}" ] || echo "of $verb" >"$2" 2>/dev/null ;; esac
    shift
done
eval "exit \\${STATUS_$verb:-0}"
"""
"""An sdgen that notes how it is asked, and exits as it is told."""

Check = Callable[..., tuple[int, list[str]]]


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return pull_request(tmp_path_factory.mktemp("check") / "shop")


@pytest.fixture
def check(checkout: Path, tmp_path: Path) -> Check:
    """Runs it in a checkout of a pull request; its status, and how sdgen was asked."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/sdgen").write_text(STUB)
    (tmp_path / "bin/sdgen").chmod(0o755)

    def asked(folder: Path = checkout, **variables: str) -> tuple[int, list[str]]:
        log = tmp_path / "asked"
        log.unlink(missing_ok=True)
        given = {
            "PATH": f"{tmp_path / 'bin'}:/usr/bin:/bin",
            "ASKED": str(log),
            "SDGEN_REPORTS": str(tmp_path / "reports"),
        }
        done = run(f"sh {CHECK}", folder, {**given, **variables}, "sh")
        lines = log.read_text().splitlines() if log.exists() else []
        return done.returncode, [each.replace(str(tmp_path), "") for each in lines]

    return asked


@pytest.mark.slow
def test_a_push_compares_nothing(check: Check) -> None:
    assert check(GITHUB_ACTIONS="true") == (
        0,
        [
            "validate -- designs",
            "lint -f github -- designs",
            "lint -f sarif --exit-zero -o /reports/sdgen.sarif -- designs",
        ],
    )


@pytest.mark.slow
def test_all_that_can_be_asked(check: Check) -> None:
    status, asked = check(
        GITLAB_CI="true",
        SDGEN_DESIGNS="designs/*.yaml -x",
        SDGEN_AGAINST="v1",
        SDGEN_FAIL_ON="spof, findings",
        SDGEN_LINT="false",
        SDGEN_PICTURES="true",
        SDGEN_LINKS="https://example.com/blob/f00",
    )
    assert status == 0
    assert asked == [
        "validate -- designs/*.yaml -x",
        "lint -f full --exit-zero -- designs/*.yaml -x",
        "lint -f sarif --exit-zero -o /reports/sdgen.sarif -- designs/*.yaml -x",
        "lint -f gitlab --exit-zero -o /reports/gl-code-quality.json -- designs/*.yaml -x",
        "render --check -- designs/*.yaml -x",
        "diff --against v1 --fail-on spof --fail-on findings -f markdown "
        "--links https://example.com/blob/f00 -o /reports/comment.md -- designs/*.yaml -x",
        "diff --against v1 -f svg -o /reports/pictures/ -- designs/*.yaml -x",
    ]


def test_without_an_address_there_are_no_links(check: Check) -> None:
    asked = check(SDGEN_AGAINST="v1")[1]
    assert asked[-2] == "diff --against v1 -f markdown -o /reports/comment.md -- designs"


def against(asked: list[str]) -> list[str]:
    """What was compared with."""
    return [each.split()[2] for each in asked if each.startswith("diff")][:1]


@pytest.mark.slow
@every_case(
    ("variables", "base"),
    [
        ({"GITHUB_BASE_REF": "main"}, "origin/main"),
        ({"GITHUB_BASE_REF": "next"}, "HEAD^1"),  # not fetched, and this is what was merged into
        ({"GITHUB_BASE_REF": "main", "SDGEN_AGAINST": "v1"}, "v1"),
        ({"CI_MERGE_REQUEST_DIFF_BASE_SHA": "f00"}, "f00"),
        (
            {"CI_MERGE_REQUEST_DIFF_BASE_SHA": "f00", "CI_MERGE_REQUEST_TARGET_BRANCH_SHA": "ba5e"},
            "ba5e",
        ),
    ],
)
def test_a_change_is_compared_with_its_base(
    variables: dict[str, str], base: str, request: pytest.FixtureRequest
) -> None:
    check: Check = request.getfixturevalue("check")
    assert against(check(**variables)[1]) == [base]


@pytest.mark.slow
def test_what_is_no_merge_is_compared_with_the_branch(check: Check, tmp_path: Path) -> None:
    folder = pull_request(tmp_path / "shop")
    git(folder, "switch", "-q", "change")
    assert against(check(folder, GITHUB_BASE_REF="next")[1]) == ["origin/next"]


@pytest.mark.slow
@every_case(
    ("statuses", "worst"),
    [
        ({"STATUS_validate": "2"}, 2),
        ({"STATUS_lint": "1"}, 1),
        ({"STATUS_render": "1"}, 1),
        ({"STATUS_diff": "1"}, 1),
        ({"STATUS_validate": "2", "STATUS_diff": "1"}, 2),
        ({"STATUS_lint": "1", "STATUS_diff": "70"}, 70),
    ],
)
def test_the_worst_status_is_said_and_everything_is_asked(
    statuses: dict[str, str], worst: int, request: pytest.FixtureRequest
) -> None:
    check: Check = request.getfixturevalue("check")
    status, asked = check(SDGEN_AGAINST="v1", SDGEN_PICTURES="true", **statuses)
    assert status == worst
    assert [each.split()[0] for each in asked] == [
        "validate", "lint", "lint", "render", "diff", "diff",
    ]  # fmt: skip


def test_the_report_is_the_summary_of_the_job(check: Check, tmp_path: Path) -> None:
    summary = tmp_path / "summary.md"
    check(SDGEN_AGAINST="v1", GITHUB_STEP_SUMMARY=str(summary))
    assert summary.read_text() == "of diff\n"
    (tmp_path / "reports/comment.md").unlink()
    summary.unlink()
    check(SDGEN_AGAINST="v1", GITHUB_STEP_SUMMARY=str(summary), NO_REPORT="1")
    assert not summary.exists()


def test_without_a_folder_for_reports_it_says_so(check: Check) -> None:
    status, asked = check(SDGEN_REPORTS="")
    assert status
    assert asked == []
