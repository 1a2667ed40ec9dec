"""What the card of a client says of its users."""

from __future__ import annotations

from tests.model.given import design
from tests.support.cases import every_case
from tests.views.pictures import make_diagram

TEXT = """
scale: {{daily_users: 2M}}
components:
  web: {{kind: client, {own} calls: [api]}}
  api: {{kind: service}}
journeys:
  look: {{actor: web, rate: {rate}}}
"""


@every_case(
    ("own", "rate", "said"),
    [
        ("", "10/user/day", "2M daily users"),
        ("", "300/s", "Client"),
        ("daily_users: 5k,", "10/user/day", "5k daily users"),
        ("daily_users: 5k,", "300/s", "5k daily users"),
        ("monthly_users: 9k,", "300/s", "9k monthly users"),
        ("concurrent_users: 9k,", "300/s", "9k concurrent users"),
    ],
)
def test_users_are_those_whom_a_rate_counts_or_the_clients_own(
    own: str, rate: str, said: str
) -> None:
    diagram = make_diagram(design(TEXT.format(own=own, rate=rate)), "high-level")
    assert next(card.technology for card in diagram.cards if card.id == "web") == said
