"""How ids, names and other words of a design are spelt: patterns, what they ask for, lengths."""

from __future__ import annotations

import re
from functools import cache

KEBAB = "^[a-z0-9]+(-[a-z0-9]+)*$"
"""Ids of components, journeys and most else: ``tweet-store``."""
OPERATION = "^[a-z][a-z0-9_-]*$"
"""Ids of API operations: ``post_tweet`` or ``post-tweet``."""
ENTITY = "^[A-Z][A-Za-z0-9]*$"
"""Names of entities: ``Tweet``."""
FIELD = "^[A-Za-z_][A-Za-z0-9_-]*$"
"""Names of fields and parameters: ``author_id``."""
FIGURE = r"^([a-z0-9]+(-[a-z0-9]+)*|[A-Z][A-Za-z0-9]*)\.[a-z0-9]+$"
"""Names of computed figures: ``tweet-store.storage``, ``Tweet.rows``."""
AUTOMATIC_OR_MANUAL = "^(automatic|manual)$"
DAY = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
COUNT = "^ *([0-9][0-9_]*|[0-9]+(\\.[0-9]+)? ?[KkMBGT]) *$"
"""Whole numbers as text: ``250_000``, ``10k``, ``1.5M``."""
NEED = "^ *([0-9][0-9_]{0,8}[Kk]?|majority|[0-9]{1,6} +of +[0-9]{1,6}) *$"

LONGEST_ID = 100
LONGEST_NAME = 200
LONGEST_TEXT = 5_000
LONGEST_QUANTITY = 100
MOST_ITEMS = 10_000

FORMS = {
    KEBAB: "small letters and digits, words joined by '-', such as 'tweet-store'",
    OPERATION: "small letters, digits, '_' and '-', beginning with a letter, such as 'post_tweet'",
    ENTITY: "letters and digits, beginning with a capital, such as 'Tweet'",
    FIELD: "letters, digits and '_', beginning with a letter, such as 'author_id'",
    FIGURE: "the id of a journey, component or entity, '.' and a figure, such as 'tweet-store.storage'",
    AUTOMATIC_OR_MANUAL: "'automatic' or 'manual'",
    DAY: "a day as year, month, day, such as '2027-03-31'",
    COUNT: "a whole number, such as '3', '250_000' or '10k'",
    NEED: "a number, 'majority', or '2 of 3'",
}
"""What each pattern asks for, in words."""

WORDS = {AUTOMATIC_OR_MANUAL: ("automatic", "manual"), NEED: ("majority",)}
"""The words among what a pattern asks for."""


@cache
def python_pattern(pattern: str) -> re.Pattern[str]:
    """A pattern of the schema for Python, where ``$`` alone would match before a last line break
    too; in the regular expressions of JSON Schema (ECMA-262) it means the very end."""
    return re.compile(pattern.removesuffix("$") + r"\Z" if pattern.endswith("$") else pattern)
