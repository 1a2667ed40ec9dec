"""Which known word did the user mean? Edit distance, with swapped letters counted once."""

from __future__ import annotations

from collections.abc import Iterable

from sdgen.base.words import joined

LONGEST_WORD = 64
"""Nobody misspells longer ids; a bound keeps hostile input from costing time."""


def did_you_mean(word: str, candidates: Iterable[str]) -> str | None:
    """The one candidate that ``word`` is most likely a misspelling of, if there is any."""
    found = near(word, candidates, limit=1)
    return found[0] if found else None


def question(*meant: str | None, then: str = "") -> str:
    """``did you mean 'a' or 'b'?`` with what is to be said ``then``, alone where nothing is
    ``meant``."""
    words = [f"'{each}'" for each in meant if each]
    asked = f"did you mean {joined(words, 'or')}?" if words else ""
    return f"{asked} {then}".strip()


def surely(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate that ``word`` is beyond doubt a misspelling of, so that it may be written
    without asking: by case or ``-`` only, or by a letter (two in long words), not by a digit, with
    no other nearly as near or beginning like it.

    Words of up to three letters are near to too many others.
    """
    found = _scored(word, candidates)
    if not found:
        return None
    score, best = found[0]
    others = [other for other, _ in found[1:]]
    if score == 0:
        return best if 0 not in others else None
    wanted, meant = _key(word), _key(best)
    shorter, longer = sorted((len(wanted), len(meant)))
    allowed = 0 if longer < 4 else 1 if shorter < 8 else 2
    if score > allowed or _digits(wanted) != _digits(meant):
        return None
    return best if all(score + 1 < other < 4 or other >= 5 for other in others) else None


def _digits(word: str) -> list[str]:
    return [letter for letter in word if letter.isdigit()]


def near(word: str, candidates: Iterable[str], limit: int = 3) -> list[str]:
    """Up to ``limit`` candidates close to ``word``, the closest first, ties in alphabetical order.

    Case, ``-``, ``_`` and spaces do not count; a candidate that begins with the word (or the
    other way round) is close too, after those that differ in a letter or two, and last one that
    has all of its words, of two or more (or the other way round).
    """
    return [candidate for _, candidate in _scored(word, candidates)[:limit]]


def _scored(word: str, candidates: Iterable[str]) -> list[tuple[float, str]]:
    """The candidates that are near, each with how far it is, the closest first."""
    wanted = _key(word)
    if not wanted or len(wanted) > LONGEST_WORD:
        return []
    scored: list[tuple[float, str]] = []
    for candidate in sorted(set(candidates)):
        if candidate == word:
            continue
        score = _score(wanted, _key(candidate))
        if score is None and _share_words(word, candidate):
            score = 6.0
        if score is not None:
            scored.append((score, candidate))
    return sorted(scored)


def _key(word: str) -> str:
    return word.lower().replace("-", "").replace("_", "").replace(" ", "")


def _share_words(one: str, other: str) -> bool:
    """Whether the words of one are all among those of the other, and more than one."""
    words = [set(each.lower().replace("-", " ").replace("_", " ").split()) for each in (one, other)]
    shared = words[0] & words[1]
    return len(shared) > 1 and shared in words


def _score(word: str, candidate: str) -> float | None:
    """How far apart two words are, or ``None`` when too far to suggest one for the other."""
    if not candidate or len(candidate) > LONGEST_WORD:
        return None
    shorter, longer = sorted((len(word), len(candidate)))
    allowed = 1 if longer <= 4 else 2 if longer <= 7 else 3
    if shorter == 1 and longer > 1 and word != candidate:
        return None
    if longer - shorter <= allowed:
        distance = _distance(word, candidate)
        if distance <= allowed and distance < shorter:
            return float(distance)
    if shorter >= 3 and (candidate.startswith(word) or word.startswith(candidate)):
        return 4.0 + (longer - shorter) / 100
    if shorter >= 4 and (word in candidate or candidate in word):
        return 5.0 + (longer - shorter) / 100
    return None


def _distance(one: str, other: str) -> int:
    """Optimal string alignment distance: insert, delete, replace, or swap two neighbours."""
    before: list[int] = []
    previous = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        current = [row]
        for column, against in enumerate(other, start=1):
            best = min(
                previous[column] + 1,
                current[column - 1] + 1,
                previous[column - 1] + (letter != against),
            )
            swapped = row > 1 and column > 1 and letter == other[column - 2]
            if swapped and one[row - 2] == against:
                best = min(best, before[column - 2] + 1)
            current.append(best)
        before, previous = previous, current
    return previous[-1]
