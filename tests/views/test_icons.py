"""Which icon or glyph stands on a card."""

from __future__ import annotations

from sdgen.draw.glyphs import glyph_exists
from sdgen.kinds import KINDS
from sdgen.model import read_design_text
from sdgen.views.diagram import Card
from tests.model.given import HEAD, design
from tests.support.cases import every_case
from tests.views.pictures import make_diagram


def card(component: str, more: str = "", view: str = "high-level") -> Card:
    [found] = make_diagram(design(f"{more}components:\n  {component}\n"), view).cards
    return found


@every_case(
    ("component", "icon"),
    [
        ("db: {kind: database, technology: postgres 16}", "onprem.database.PostgreSQL"),
        ("db: {kind: object_store, technology: Amazon S3}", "aws.storage.S3"),
        # An id names a technology where the design names none.
        ("kafka: {kind: stream}", "onprem.queue.Kafka"),
        ("kafka: {kind: stream, technology: Redpanda}", ""),
        ("redis: {kind: queue}", "onprem.inmemory.Redis"),
        ("nginx: {kind: api_gateway}", "onprem.network.Nginx"),
        ("s3: {kind: object_store}", "aws.storage.S3"),
        ("s3: {kind: external}", "aws.storage.S3"),
        # one that no kind lists may be of any kind
        ("stripe: {kind: external}", "saas.payment.Stripe"),
        ("cockroach: {kind: database}", "onprem.database.CockroachDB"),
        # but not where its kind is another than the product is
        ("s3: {kind: service}", ""),
        ("nginx: {kind: worker}", ""),
        ("sns: {kind: client}", ""),
        ("vault: {kind: secret_store}", ""),
        ("vault: {kind: secret_store, technology: Vault}", "onprem.security.Vault"),
        # Languages say what it is written in, not what it is.
        ("api: {kind: service, technology: Go}", ""),
        ("db: {kind: database}", ""),
        # What the design names counts.
        (
            "db: {kind: database, technology: Redis, icon: aws.database.Elasticache}",
            "aws.database.Elasticache",
        ),
        ("db: {kind: database, technology: Redis, icon: none}", ""),
    ],
)
def test_the_technology_gives_the_icon(component: str, icon: str) -> None:
    assert card(component).icon == icon


def test_a_design_can_do_without_icons_but_those_it_names() -> None:
    more = "icons: false\n"
    assert card("db: {kind: database, technology: Redis}", more).icon == ""
    named = "db: {kind: database, technology: Redis, icon: aws.storage.S3}"
    assert card(named, more).icon == "aws.storage.S3"
    assert card("db: {kind: database, technology: Redis}", "icons: true\n").icon != ""


def test_every_view_shows_the_same_icon() -> None:
    component = "db: {kind: database, technology: Redis, replicas: 2}"
    views = ("high-level", "detailed", "failure")
    assert {card(component, view=view).icon for view in views} == {"onprem.inmemory.Redis"}


@every_case(
    ("platform", "glyph"),
    [
        ("", "monitor-smartphone"),
        (", platform: web", "app-window"),
        (", platform: mobile", "smartphone"),
        (", platform: device", "cpu"),
        (", platform: server", "server"),
        (", platform: ci", "workflow"),
    ],
)
def test_the_platform_of_a_client_gives_its_glyph(platform: str, glyph: str) -> None:
    assert card(f"a: {{kind: client{platform}}}").glyph == glyph


def test_every_glyph_of_a_property_exists() -> None:
    glyphs = [each for kind in KINDS.values() for own in kind.properties for each in own.glyphs]
    assert glyphs
    assert all(map(glyph_exists, glyphs))


def test_another_platform_is_told_what_there_is() -> None:
    text = (
        HEAD
        + "components: {a: {kind: client, platform: mobil}, b: {kind: service, platform: web}}\n"
    )
    wrong, misplaced = read_design_text(text, "shop.yaml").findings
    assert "mobile" in wrong.help
    assert "'platform'" in misplaced.message
