"""``sdgen render --fail``: pictures of any failure, their files, and what is said of names that are wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from sdgen.cli import status
from tests.cli.conftest import Sdgen
from tests.support.cases import every_case
from tests.views.test_matrix import HEAD, SHOP


@pytest.fixture(autouse=True)
def shop(folder: Path) -> Path:
    """``shop.yaml`` with zones, in the current folder."""
    Path("shop.yaml").write_text(HEAD + SHOP, encoding="utf-8")
    return folder


FILES = (
    (("a",), "a"),
    (("r1",), "r1"),
    (("db",), "db"),
    (("shop/2",), "shop-replica-2"),
    (("a", "db"), "a-and-db"),
    (("a", "a"), "a"),
)


@pytest.mark.slow
@every_case("failed, name", FILES)
def test_each_failure_has_a_file_of_its_own(
    failed: tuple[str, ...], name: str, sdgen: Sdgen
) -> None:
    given = [word for each in failed for word in ("--fail", each)]
    for view in (("--view", "failure"), ()):
        done = sdgen("render", "shop.yaml", *view, *given, "-f", "svg")
        assert (done.status, done.err) == (status.OK, "")
        # nothing is printed of what has not changed but its path
        assert done.out == f"out/shop/failure-{name}.svg\n"
    [svg] = [Path(f"out/shop/failure-{name}.svg").read_text("utf-8")]
    assert "lost · " in svg
    assert "DOWN" in svg or "replica-2" in name
    Path(f"out/shop/failure-{name}.svg").unlink()


@pytest.mark.slow
def test_it_is_drawn_again_and_compared_like_any_other_picture(sdgen: Sdgen) -> None:
    sdgen(
        "render", "shop.yaml", "--view", "failure", "--fail", "a", "--fail", "shop/2", "-f", "svg"
    )
    drawn = "out/shop/failure-a-and-shop-replica-2.svg"
    assert Path(drawn).exists()
    done = sdgen("render", "shop.yaml", "-f", "svg", "--prune")
    assert "removed" not in done.out
    assert sdgen("render", "shop.yaml", "-f", "svg", "--check").status == status.OK
    Path("shop.yaml").write_text((HEAD + SHOP).replace("name: Buy", "name: Pay"), encoding="utf-8")
    assert f"stale: {drawn}" in sdgen("render", "shop.yaml", "-f", "svg", "--check").out
    text = HEAD + SHOP.replace("replicas: {count: 5, need: 3}", "replicas: 1")
    Path("shop.yaml").write_text(text, encoding="utf-8")
    assert f"orphan: {drawn}" in sdgen("render", "shop.yaml", "-f", "svg", "--check").out


def test_a_name_of_nothing_is_a_finding_with_near_ones(sdgen: Sdgen) -> None:
    done = sdgen("render", "shop.yaml", "--view", "failure", "--fail", "shop/9", "--fail", "xyz")
    assert (done.status, done.out) == (status.UNUSABLE, "")
    assert "error: nothing that can fail is called 'shop/9' [VIEW005 unknown-event]" in done.err
    assert "did you mean 'shop/1', 'shop/2' or 'shop/3'?" in done.err
    assert "error: nothing that can fail is called 'xyz' [VIEW005 unknown-event]" in done.err
    assert "name a zone, a region, a component, or one replica such as user-db/1" in done.err
    assert not Path("out").exists()
    done = sdgen("render", "shop.yaml", "--view", "failure", "--fail", "web")
    assert "'web' is a client, and clients do not fail: name a zone" in done.err
    assert "did you mean" not in done.err
    done = sdgen("render", "shop.yaml", "--view", "failure:cahce")
    assert "'failure' is of one event, and the design has no event 'cahce'" in done.err
    assert "did you mean 'failure:cache'" in done.err


@pytest.mark.slow
def test_it_goes_with_the_failure_view(sdgen: Sdgen) -> None:
    done = sdgen("render", "shop.yaml", "--view", "high-level", "--fail", "a")
    assert done.status == status.UNUSABLE
    assert "--fail says what has failed in the failure view: give --view failure" in done.err
    done = sdgen(
        "render",
        "shop.yaml",
        "--view",
        "high-level",
        "--view",
        "failure",
        "--fail",
        "a",
        "-f",
        "svg",
    )
    assert done.out.splitlines() == ["out/shop/high-level.svg", "out/shop/failure-a.svg"]


@pytest.mark.slow
def test_it_is_one_picture_where_one_is_asked_for(sdgen: Sdgen) -> None:
    assert sdgen("render", "shop.yaml", "--fail", "a", "-o", "a.svg") == (status.OK, "a.svg\n", "")
    piped = sdgen("render", "shop.yaml", "--view", "failure:a", "-o", "-")
    assert piped.out == Path("a.svg").read_text("utf-8")


def test_all_views_have_the_plain_failure_view_only(sdgen: Sdgen) -> None:
    listed = sdgen("render", "shop.yaml", "--list").out.splitlines()
    assert [each for each in listed if each.startswith("failure")] == ["failure"]
    assert "matrix" in listed
