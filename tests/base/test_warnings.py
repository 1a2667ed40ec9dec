"""Warnings about several pictures, each said once."""

from __future__ import annotations

import pickle

from sdgen.base.warnings import CharactersWarning, FoundWarning, said_once


def lacks(characters: str) -> CharactersWarning:
    return CharactersWarning("the font lacks ", characters, ": sorry")


def test_a_warning_of_all_pictures_names_none() -> None:
    assert said_once([("a", ["x"]), ("b", ["x", "y"]), ("b", ["y"])]) == ("x", "b: y")
    assert said_once([("a", ["x"]), ("b", ["x"]), ("c", ())]) == ("a, b: x",)
    assert said_once([("a", ["x", "x"]), ("a", ["x"])]) == ("x",)
    assert said_once([("a", ["x", FoundWarning("y")])]) == ("x",)
    assert said_once([]) == said_once([("a", ())]) == ()


def test_characters_of_several_pictures_are_listed_together() -> None:
    told = said_once([("a", [lacks("éb")]), ("b", [lacks("ba")])])
    assert told == ("the font lacks a (U+0061), b (U+0062), é (U+00E9): sorry",)
    assert type(told[0]) is str
    other = CharactersWarning("no font has ", "a", ": sorry")
    assert len(said_once([("a", [lacks("a")]), ("b", [lacks("a"), other])])) == 2


def test_a_warning_about_characters_is_a_text_that_processes_exchange() -> None:
    warning = lacks("b")
    assert warning == "the font lacks b (U+0062): sorry"
    copy = pickle.loads(pickle.dumps(warning))
    assert (copy, copy.characters, copy.after) == (warning, frozenset("b"), ": sorry")
