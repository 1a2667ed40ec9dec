"""Nouns with their indefinite article."""

from __future__ import annotations


def with_article(noun: str) -> str:
    """``an object store``, ``a cache``; ``an API gateway``, as it begins with a vowel's letter.

    Goes by the letter, which is right for the names of kinds and types, though not for "hour"
    or "user".
    """
    return f"{'an' if noun[:1].lower() in tuple('aeio') else 'a'} {noun}"


def in_a_sentence(title: str) -> str:
    """A title as it stands inside a sentence: ``object store``, but ``API gateway``."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]
