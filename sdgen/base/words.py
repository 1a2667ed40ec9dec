"""How texts count, list, shorten and name: each way once, for every report, finding and picture."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

ELLIPSIS = "…"


def counted(number: int, noun: str, plural: str = "") -> str:
    """``1 replica``, ``3 replicas``, ``2 copies``; ``plural`` where that is another word."""
    return f"{number} {by_number(number, noun, plural or plural_of(noun))}"


def plural_of(noun: str) -> str:
    """``replicas``, ``copies``, ``journeys``: the plural of a noun that has a regular one."""
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}s"


def all_of(number: int, what: str = "") -> str:
    """``all 3 journeys``, ``both journeys``, ``the journey``; without a noun ``all 3``, ``both``,
    ``it``. ``what`` is the noun for one."""
    if number == 1:
        return f"the {what}" if what else "it"
    every = "both" if number == 2 else f"all {number}"
    return f"{every} {plural_of(what)}" if what else every


def by_number(number: int, one: str, several: str) -> str:
    """The word that goes with a number: ``is`` with 1, ``are`` with all others."""
    return one if number == 1 else several


def joined(words: Iterable[str], conjunction: str = "and") -> str:
    """``a``, ``a and b``, ``a, b and c``; empty for none."""
    *before, last = list(words) or [""]
    return f"{', '.join(before)} {conjunction} {last}" if before else last


def listed(words: Sequence[str], most: int) -> str:
    """``a, b, c``; of more than ``most`` the last entry counts the rest: ``a, b and 3 more``."""
    shown, rest = _shown(words, most)
    return f"{', '.join(shown)} {rest}" if rest else ", ".join(shown)


def named(ids: Sequence[str], most: int = 5) -> str:
    """Ids in quotes: ``'a' and 'b'``; of more than ``most`` ``'a', 'b' and 3 more``."""
    shown, rest = _shown([f"'{each}'" for each in ids], most)
    return f"{', '.join(shown)} {rest}" if rest else joined(shown)


def _shown(words: Sequence[str], most: int) -> tuple[Sequence[str], str]:
    if len(words) <= most:
        return words, ""
    shown = words[: most - 1]
    return shown, and_more(len(words) - len(shown))


def and_more(number: int, what: str = "") -> str:
    """``and 3 more``, ``and 3 more connections``: what is not shown."""
    return f"and {number} more {what}".rstrip()


def listed_characters(characters: Sequence[str], most: int = 5) -> str:
    """``é (U+00E9), € (U+20AC) and 3 more``: also those that cannot be shown have a name."""
    return listed([f"{each} (U+{ord(each):04X})" for each in characters], most)


def in_one_line(text: str) -> str:
    """The text with single spaces for all white space."""
    return " ".join(text.split())


def shortened(text: str, longest: int) -> str:
    """The text, or as much of it as ``longest`` characters hold, with an ellipsis at the end."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + ELLIPSIS


def with_article(noun: str) -> str:
    """``an object store``, ``a cache``; ``an API gateway``, as it begins with a vowel's letter.

    Goes by the letter, which is right for the names of kinds and types, though not for "hour"
    or "user".
    """
    return f"{'an' if noun[:1].lower() in tuple('aeio') else 'a'} {noun}"


def in_a_sentence(title: str) -> str:
    """A title as it stands inside a sentence: ``object store``, but ``API gateway``."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]
