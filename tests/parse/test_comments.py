"""Comments of a text: where they are, and what only looks like one."""

from __future__ import annotations

import pytest

from sdgen.parse.comments import Comment, comments_of


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_each_comment_by_its_line(end: str) -> None:
    lines = [
        "# head",
        "a: 1  # one  ",
        "b: '# no'   #yes",
        "c: http://x/#no",
        "d: [x, # two",
        "  y]",
        "e: |",
        "  # text",
        "  more",
        "   # last",
        'f: &n {g: "# no", h: 2}\t# tab',
        "i: *n # again",
        "# end",
    ]
    assert comments_of(end.join(lines)) == {
        1: Comment("# head", True),
        2: Comment("# one", False),
        3: Comment("#yes", False),
        5: Comment("# two", False),
        11: Comment("# tab", False),
        12: Comment("# again", False),
        13: Comment("# end", True),
    }


def test_a_text_without_any() -> None:
    assert comments_of("a: b#c\n") == {}
