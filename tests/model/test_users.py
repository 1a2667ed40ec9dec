"""How many users there are: of the design, and of a client."""

from __future__ import annotations

import pytest

from sdgen.model.rates import average_rate
from sdgen.model.users import users_for
from tests.model.given import design, one
from tests.support.cases import every_case

SCALE = "scale: {daily_users: 1M, monthly_users: 3M, concurrent_users: 100k}\n"
JOURNEYS = """
components:
  web: {kind: client, calls: [api]}
  device: {kind: client, daily_users: 86_400, concurrent_users: 50k, calls: [api]}
  api: {kind: service}
journeys:
  browse: {actor: web, rate: 10/user/day}
  report: {actor: device, rate: 10/user/day}
  bill: {actor: device, rate: 1/user/month}
"""


def test_a_clients_own_users_stand_in_the_place_of_the_designs() -> None:
    read = design(SCALE + JOURNEYS)
    rates = {name: average_rate(read, each) for name, each in read.journeys.items()}
    assert rates["browse"] == pytest.approx(10 * 1e6 / 86_400)
    assert rates["report"] == pytest.approx(10.0)  # 86,400 users, ten times a day
    assert rates["bill"] == pytest.approx(3e6 / (30 * 86_400))  # it says nothing of a month
    assert [users_for(read, name, "concurrent_users").value for name in ("web", "device")] == [
        1e5,
        5e4,
    ]


def test_without_a_scale_only_who_has_own_users_is_counted() -> None:
    read = design(JOURNEYS)
    assert average_rate(read, read.journeys["browse"]) is None
    assert average_rate(read, read.journeys["report"]) == pytest.approx(10.0)
    assert average_rate(read, read.journeys["bill"]) is None


@every_case(
    ("text", "message"),
    [
        (
            "scale: {concurrent_users: 2M, daily_users: 1M}\ncomponents: {web: {kind: client}}\n",
            "'scale', 'concurrent_users': '2M' is more than 'daily_users' ('1M')",
        ),
        (
            "components: {web: {kind: client, daily_users: 2M, monthly_users: 1M}}\n",
            "component 'web', 'daily_users': '2M' is more than 'monthly_users' ('1M')",
        ),
        (
            "components: {web: {kind: client, daily_users: 2000000M}}\n",
            "component 'web', 'daily_users': there are no '2000000M' users",
        ),
    ],
)
def test_users_that_cannot_be(text: str, message: str) -> None:
    assert one(text).message == message


def test_only_clients_have_users() -> None:
    assert "daily_users" in one("components: {api: {kind: service, daily_users: 2M}}\n").message
