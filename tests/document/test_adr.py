"""Records of decisions: their text, their numbers, and whose files they may write over."""

from __future__ import annotations

import sdgen
from sdgen.document.adr import decision_records, numbered

DESIGN = """
sdgen: 1
name: Shop
components:
  app: {kind: service, name: App, calls: [db]}
  db: {kind: database}
decisions:
  store:
    question: Where are orders kept?
    affects: [db]
    options:
      one database: {pros: [easy to ask], cons: [a limit to its size]}
      many files: {}
    choice: one database
    because: There are few orders.
  later: {question: When is it moved?}
"""


def test_the_text_of_a_record() -> None:
    first, second = decision_records(sdgen.loads(DESIGN).design, "designs/shop.yaml")
    assert first.slug == "store"
    assert first.text == (
        "---\n"
        "status: accepted\n"
        "---\n"
        "<!-- Made by sdgen doc from designs/shop.yaml: a change here is lost. -->\n"
        "\n"
        "# Where are orders kept?\n"
        "\n"
        "## Context and Problem Statement\n"
        "\n"
        "Where are orders kept?\n"
        "\n"
        "It affects these parts of Shop: Database.\n"
        "\n"
        "## Considered Options\n"
        "\n"
        "- one database\n"
        "- many files\n"
        "\n"
        "## Decision Outcome\n"
        "\n"
        'Chosen option: "one database", because: There are few orders.\n'
        "\n"
        "## Pros and Cons of the Options\n"
        "\n"
        "### one database\n"
        "\n"
        "- Good, because easy to ask\n"
        "- Bad, because a limit to its size\n"
    )
    assert "status: proposed" in second.text
    assert "None is chosen yet." in second.text


def test_numbers_stay_and_new_ones_follow_all() -> None:
    present = ["0007-store.md", "0009-other.md", "index.md", "12-wide.md"]
    assert numbered(["new", "store", "second"], present) == {
        "new": "0013-new.md",
        "store": "0007-store.md",
        "second": "0014-second.md",
    }
    assert numbered(["a"], []) == {"a": "0001-a.md"}
