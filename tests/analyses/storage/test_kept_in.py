"""Where entities can be found besides their store."""

from __future__ import annotations

from sdgen.analyses.storage.kept_in import Keeping
from sdgen.api import loads
from tests.support.data_models import MICROBLOG

SHOP = """\
sdgen: 1
name: Shop
components:
  web: {kind: client, calls: [shop]}
  shop: {kind: service, calls: [near, far, db]}
  near: {kind: cache}
  far: {kind: cache}
  db: {kind: database}
"""


def kept(text: str) -> dict[str, tuple[Keeping, ...]]:
    return dict(loads(text).facts.kept_in)


def test_readers_tell_it_of_caches_cdns_and_search_indexes() -> None:
    assert kept(MICROBLOG) == {
        "User": (),
        "Post": (Keeping("timelines", False, ("read",)), Keeping("search", True, ("find",))),
        "Photo": (Keeping("cdn", False, ("look",)),),
        "Follow": (),
    }


def test_a_cache_that_is_named_holds_what_names_it() -> None:
    text = SHOP + (
        "journeys:\n"
        "  look: {actor: web, reads: [A, B], steps: [web -> shop -> near, shop -> far, shop -> db]}\n"
        "data:\n  A: {store: db, cached_in: near}\n  B: {store: db}\n  C: {store: db}\n"
    )
    far = Keeping("far", False, ("look",))
    assert kept(text) == {"A": (Keeping("near", False), far), "B": (far,), "C": ()}


def test_what_has_its_misses_served_elsewhere_does_not_hold_it() -> None:
    """A CDN in front of files has no rows of the database, though the journey reads both."""
    shop = SHOP.replace("calls: [shop]", "calls: [shop, cdn]")
    text = shop.replace("{kind: cache}", "{kind: cache, hit_ratio: 90%}") + (
        "  cdn: {kind: cdn, hit_ratio: 90%, calls: [files]}\n  origin: {kind: service, calls: [old]}\n"
        "  files: {kind: object_store, calls: [origin]}\n  old: {kind: object_store}\n"
        "journeys:\n  look:\n    actor: web\n    reads: [Row, File, Old]\n    steps:\n"
        "      - web -> cdn\n      - cdn -> files: {on_miss: cdn}\n"
        "      - files -> origin -> old: 1%\n      - web -> shop -> near\n"
        "      - shop -> db: {on_miss: near}\n      - shop -> far\n"
        "data:\n  Row: {store: db}\n  File: {store: files}\n  Old: {store: old}\n"
    )
    found = {name: [each.component for each in all] for name, all in kept(text).items()}
    # of the far one nothing tells where its misses go
    assert found == {"Row": ["near", "far"], "File": ["far", "cdn"], "Old": ["far", "cdn"]}


def test_what_is_only_written_to_is_on_nobodys_way() -> None:
    steps = "steps: [web -> shop -> far: read, shop -> near: write, shop -> db]"
    text = (
        SHOP + f"journeys:\n  go: {{actor: web, reads: [A], {steps}}}\ndata:\n  A: {{store: db}}\n"
    )
    assert [each.component for each in kept(text)["A"]] == ["far"]


def test_a_journey_that_queries_reads_and_without_steps_passes_all() -> None:
    text = SHOP + (
        "journeys:\n  go: {actor: web}\n"
        "data:\n  A: {store: db, key: a, queries: [{by: a, journey: go}]}\n  B: {store: near}\n"
    )
    assert [each.component for each in kept(text)["A"]] == ["near", "far"]
    assert kept(text)["B"] == ()


def test_the_store_itself_keeps_no_copy() -> None:
    text = SHOP + "journeys:\n  go: {actor: web, reads: [A]}\ndata:\n  A: {store: near}\n"
    assert [each.component for each in kept(text)["A"]] == ["far"]
