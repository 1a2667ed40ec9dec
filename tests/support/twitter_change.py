"""Twitter after a pull request: its users survive the loss of any zone."""

from __future__ import annotations

import re
from pathlib import Path

import sdgen
from sdgen.diff.comparison import Comparison, compare

FILE = Path(__file__).parent / "designs" / "twitter-with-risks.yaml"
INDEXER = """\
  indexer:
    kind: worker
    technology: Go
    group: async
    replicas: 8
    zones: [use1-a, use1-b]
    capacity: 5k/s
    calls:
      - search-index: {protocol: HTTPS, timeout: 1s}
"""
SEARCH = """\
  search:
    kind: service
    name: Search service
    technology: Go
    group: services
    replicas: 12
    zones: [use1-a, use1-b, use1-c]
    capacity: 2k/s
    latency: {p50: 4ms, p99: 30ms}
    calls:
      - search-index: {protocol: HTTPS, timeout: 400ms}
"""
CHANGES = (
    ("    replicas: 2\n    zones: [use1-a, use1-b]", "    replicas: 3\n    zones: [use1-a, use1-b, use1-c]"),
    ("tweet-events -> indexer -> search-index", "tweet-events -> search-index"),
    ("gateway -> search-index: {op", "gateway -> search -> search-index: {op"),
    ("- search-index: {protocol: HTTPS, timeout: 500ms}", "- search: {protocol: gRPC, timeout: 500ms}"),
    ("- indexer: {encrypted: true}", "- search-index: {async: true, encrypted: true}"),
    (INDEXER, ""),
    ("replicas: 60\n", "replicas: 72\n"),
    ("{count: 30, need: 24}", "{count: 36, need: 24}"),
    ("    replicas: 1\n    zones: [use1-a]\n", "    replicas: {count: 2, mode: leader-follower}\n    zones: [use1-a, use1-b]\n"),
    ("  tweet-events:\n    kind: stream", f"{SEARCH}  tweet-events:\n    kind: stream"),
    ("    - indexer\n", "    - search\n"),
    ("    leave_out: [indexer]\n", ""),
)  # fmt: skip
"""What the pull request changes: one more load balancer in a third zone, a follower of the users'
database in a second one, more workers and more cache; a service for searches comes, the indexer goes."""


def twitter_change(*, icons: bool = True) -> Comparison:
    """The design beside what the pull request makes of it; without product ``icons``, which are most of
    a picture's bytes, where nobody looks at them."""
    text = FILE.read_text(encoding="utf-8")
    if not icons:
        text = re.sub(r"\n    icon: .*", "", text).replace("\nname:", "\nicons: false\nname:", 1)
    other = text
    for old, new in CHANGES:
        assert old in other, old
        other = other.replace(old, new, 1)
    return compare(sdgen.loads(text).facts, sdgen.loads(other).facts)
