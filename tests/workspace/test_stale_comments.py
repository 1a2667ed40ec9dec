"""Comments that a plan leaves beside what it changes."""

from __future__ import annotations

from sdgen.workspace.stale_comments import StaleComment, stale_comments
from tests.support.cases import every_case


def found(before: str, after: str) -> list[tuple[int, str]]:
    every = stale_comments(f"components:\n{before}", f"components:\n{after}", ["db"])
    return [(each.line, each.text) for each in every]


@every_case(
    ("before", "after", "expected"),
    [
        # beside the number
        (
            "  db: {replicas: 1}  # not yet\n",
            "  db: {replicas: 3}  # not yet\n",
            [(2, "# not yet")],
        ),
        (
            "  db:\n    replicas: 1   # small\n    zones: [a]  # Paris\n",
            "  db:\n    replicas: 2   # small\n    zones: [a]  # Paris\n",
            [(3, "# small")],
        ),
        (
            "  db:\n    replicas:\n      count: 48  # nodes\n      need: 2  # answers\n",
            "  db:\n    replicas:\n      count: 63  # nodes\n      need: 2  # answers\n",
            [(4, "# nodes")],
        ),
        (
            "  db:\n    zones:\n      - a  # Paris\n",
            "  db:\n    zones:\n      - a  # Paris\n      - b\n",
            [],
        ),
        (
            "  db:\n    zones: [a]  # Paris\n    replicas: 1\n",
            "  db:\n    zones: [a, b]  # Paris\n    replicas: 1\n",
            [(3, "# Paris")],
        ),
        # what is new in the same line
        (
            "  db: {kind: database}  # alone\n",
            "  db: {kind: database, replicas: 2}  # alone\n",
            [(2, "# alone")],
        ),
        (
            "  db:\n    kind: database  # SQL\n",
            "  db:\n    kind: database  # SQL\n    replicas: 2\n",
            [],
        ),
        # further up only what speaks of a number
        (
            "  db:  # 48 nodes\n    # ours\n    # of three copies\n    replicas:  # 2 TB each\n      count: 48\n",
            "  db:  # 48 nodes\n    # ours\n    # of three copies\n    replicas:  # 2 TB each\n      count: 63\n",
            [(2, "# 48 nodes"), (4, "# of three copies"), (5, "# 2 TB each")],
        ),
        (
            "  # 3 of everything\n  db:  # the rows\n    kind: database\n    # 7\n\n    # ours\n    replicas: 1\n",
            "  # 3 of everything\n  db:  # the rows\n    kind: database\n    # 7\n\n    # ours\n    replicas: 2\n",
            [],
        ),
        # a number sign that is none
        (
            "  db: {name: 'a # 1', replicas: 1, link: http://x/#1}\n",
            "  db: {name: 'a # 1', replicas: 2, link: http://x/#1}\n",
            [],
        ),
        # of others nothing
        (
            "  db: {replicas: 1}\n  api: {replicas: 1}  # one\n",
            "  db: {replicas: 2}\n  api: {replicas: 1}  # one\n",
            [],
        ),
        # nothing where nothing is changed
        ("  db: {replicas: 1}  # one\n", "  db: {replicas: 1}  # one\n  lb: {}\n", []),
    ],
)
def test_what_may_be_out_of_date(before: str, after: str, expected: list[tuple[int, str]]) -> None:
    assert found(before, after) == expected


def test_what_is_overridden_stays_true_where_it_stands() -> None:
    assert stale_comments("x: 1  # one\n", "x: 1  # one\noverride: {}\n", ["db"]) == ()


def test_lines_are_those_of_the_new_text() -> None:
    before = "components:\n  db:\n    replicas: 1  # one\n"
    after = "components:\n  lb: {}\n  db:\n    replicas: 2  # one\n"
    assert stale_comments(before, after, ["db"]) == (StaleComment(4, "# one"),)
