"""What a diff says is enough to make the newer design of the older one, and nothing of it is too much."""

from __future__ import annotations

import random
from collections.abc import Mapping

import pytest

from sdgen.design.calls import calls_of
from sdgen.design.records import Design
from sdgen.diff.changes import Changes, FactChange, Sign, changes_between
from sdgen.diff.elements import Fact, elements_of
from sdgen.diff.naming import with_ids
from tests.diff.edited import pair, plain, shuffled, texts, written
from tests.diff.given import design
from tests.support.cases import every_case
from tests.support.quick import daily

Said = Mapping[tuple[str, str], Mapping[str, object]]


def applied(changes: Changes) -> Said:
    """The older design's elements with the changes made: by element and key, what is compared, or of
    what has changed the text."""
    found: dict[tuple[str, str], dict[str, object]] = {
        key: dict(each.facts) for key, each in elements_of(changes.before).items()
    }
    for change in changes.changes:
        key = (change.noun, change.id)
        if change.sign is Sign.REMOVED:
            del found[key]
            continue
        if change.sign is Sign.ADDED:
            assert key not in found
            found[key] = {}
        for fact in change.facts:
            assert says(found[key].get(fact.key), fact), (key, fact)
            if fact.span_after is None:
                del found[key][fact.key]
            else:
                found[key][fact.key] = fact.after
    return found


def says(stands: object, fact: FactChange) -> bool:
    """Whether what a change says was there before is what stands there."""
    if stands is None:
        return fact.span_before is None and fact.before == ""
    return isinstance(stands, Fact) and stands.text == fact.before and fact.span_before is not None


def differences(found: Said, design: Design) -> list[object]:
    wanted = elements_of(design)
    wrong: list[object] = [each for each in wanted if each not in found]
    wrong += [each for each in found if each not in wanted]
    for key, each in wanted.items():
        have = found.get(key, {})
        for name in {*have, *each.facts}:
            one, other = have.get(name), each.facts.get(name)
            if not same(one, other):
                wrong.append((key, name, one, other))
    return wrong


def same(stands: object, wanted: Fact | None) -> bool:
    """Whether this is what the newer design says; what follows from something else may be left out."""
    if wanted is None or stands is None:
        left = wanted if isinstance(wanted, Fact) else stands
        return isinstance(left, Fact) and left.follows
    if isinstance(stands, Fact):
        written = stands.text == wanted.text  # a month may count other days
        return stands.value == wanted.value or written or (stands.follows and wanted.follows)
    return stands == wanted.text


def check(old: Design, new: Design) -> None:
    changes = changes_between(old, new)
    assert differences(applied(changes), new) == []
    assert all(each.facts or each.was or each.sign is not Sign.CHANGED for each in changes.changes)
    backwards = {
        noun: {after: before for before, after in pairs.items()}
        for noun, pairs in changes.renames.ids.items()
    }
    if all(call.number == 1 for design in (old, new) for call in calls_of(design)):
        assert with_ids(changes.before, backwards) == old


@pytest.mark.slow
@every_case("seed", (130, *daily(range(0, 500, 4), 24)))
def test_a_change_applied_to_the_older_design_gives_the_newer(seed: int) -> None:
    check(*pair(seed))


@every_case("text", texts, quick=2)
def test_another_order_is_no_change(text: str) -> None:
    one = plain(text)
    other = shuffled(one, random.Random(7))
    assert changes_between(design(text), design(written(other))).changes == ()
