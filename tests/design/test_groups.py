"""Groups in each other: what a group stands in, and what is in it."""

from __future__ import annotations

from msgspec.structs import replace

from sdgen.design.groups import groups_around, members_of, outer_groups
from tests.model.given import design

SHOP = design(
    """\
groups:
  shop: {name: Shop}
  payments: {parent: shop}
  empty: {parent: payments}
components:
  web: {kind: client, calls: [api]}
  card: {kind: service, group: payments}
  api: {kind: service, group: shop, calls: [card]}
"""
)


def test_a_group_stands_in_others() -> None:
    assert tuple(groups_around(SHOP, "empty")) == ("empty", "payments", "shop")
    assert tuple(outer_groups(SHOP, "empty")) == ("payments", "shop")
    assert tuple(outer_groups(SHOP, "shop")) == ()


def test_what_is_in_no_group_has_none_around_it() -> None:
    for nothing in (None, "web"):
        assert tuple(groups_around(SHOP, nothing)) == tuple(outer_groups(SHOP, nothing)) == ()


def test_groups_that_stand_in_each_other_come_once_each() -> None:
    payments = replace(SHOP.groups["payments"], parent="empty")
    round_about = replace(SHOP, groups={**SHOP.groups, "payments": payments})
    assert tuple(groups_around(round_about, "empty")) == ("empty", "payments")
    assert tuple(outer_groups(round_about, "payments")) == ("empty",)


def test_members_are_those_of_groups_within_too_in_the_order_of_the_file() -> None:
    assert members_of(SHOP) == {"shop": ["card", "api"], "payments": ["card"], "empty": []}
