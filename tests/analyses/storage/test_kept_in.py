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
