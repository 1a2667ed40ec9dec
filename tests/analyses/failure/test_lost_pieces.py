"""Which pieces of data are lost with some nodes, and how that is said."""

from __future__ import annotations

from sdgen.analyses.failure.lost_pieces import in_words, lost_pieces
from sdgen.analyses.reliability.failure_model import Instance, OwnPart


def part(need: int, *nodes: Instance, copies: int = 2) -> OwnPart:
    return OwnPart(nodes, need=need, copies=copies)


OWN = tuple(Instance(f"db/{n}", ("zone",)) for n in (1, 2, 3))


def test_pieces_with_too_few_copies_left_are_counted() -> None:
    # three pieces on the ring of three nodes: on 1 and 2, on 2 and 3, on 3 and 1
    lost = lost_pieces("db", part(2, *OWN), {1})
    assert lost is not None
    assert (lost.number, lost.of, lost.nodes, lost.left) == (2, 3, ("db/1", "db/2"), 1)
    assert in_words(lost) == (
        "has 1 copy left of the piece on db/1 and db/2, and of 1 more, and each needs 2"
    )


def test_pieces_kept_often_enough_are_not_lost() -> None:
    assert lost_pieces("db", part(1, *OWN), {1}) is None
    assert lost_pieces("db", part(2, *OWN, copies=3), {1}) is None, "every node has everything"


def test_nodes_that_fail_only_with_what_they_run_on_are_named_so() -> None:
    machines = (
        Instance(None, ("sunday!maintenance", "h1", "za")),
        Instance(None, ("kafka/2",)),
        Instance(None, ()),
    )
    lost = lost_pieces("mails", part(1, *machines, copies=1), {0, 1, 2})
    assert lost is not None
    assert (lost.number, lost.nodes) == (3, ("h1",))
    assert in_words(lost) == "has no copy left of the piece on h1, and of 2 more, and each needs 1"
    named = lost_pieces("mails", part(2, *machines[1:], *machines[:1]), {0})
    assert named is not None
    assert named.nodes == ("kafka/2", "mails/2")
