"""Segments in a channel keep apart and cross as little as they can."""

from __future__ import annotations

import random
from itertools import pairwise

from sdgen.layout.channel_routing import Segment, assign_tracks
from tests.support.cases import every_case


def _assign(*segments):
    return assign_tracks(
        segments, [x for segment in segments for x in (*segment.top_pins, *segment.bottom_pins)]
    )


def test_segments_apart_share_a_track():
    paths = _assign(Segment((0.0,), (50.0,)), Segment((100.0,), (150.0,)))
    assert [path.tracks for path in paths] == [(0,), (0,)]


def test_nested_segments_do_not_cross():
    outer, inner = _assign(Segment((0.0,), (100.0,)), Segment((20.0,), (80.0,)))
    # The outer one comes first from above and leaves last: it has to lie below where it leaves.
    assert outer.tracks != inner.tracks


def test_parallel_segments_to_the_right_nest_without_crossing():
    first, second = _assign(Segment((0.0,), (100.0,)), Segment((20.0,), (120.0,)))
    assert second.tracks < first.tracks


def test_a_segment_that_ends_where_another_begins_lies_below_it():
    comes, goes = _assign(Segment((50.0,), (100.0,)), Segment((0.0,), (50.0,)))
    assert comes.tracks < goes.tracks


def test_two_segments_that_change_places_never_lie_on_each_other():
    segments = (Segment((0.0,), (100.0,)), Segment((100.0,), (0.0,)))
    paths = _assign(*segments)
    assert sorted(len(path.tracks) for path in paths) == [1, 2]
    _assert_apart(segments, paths)


def test_a_segment_of_one_line_gets_the_dogleg_before_that_of_a_trunk():
    segments = (Segment((0.0, 50.0, 150.0), (100.0,)), Segment((100.0,), (50.0,)))
    paths = _assign(*segments)
    assert [len(path.tracks) for path in paths] == [1, 2]
    _assert_apart(segments, paths)


def test_two_trunks_that_change_places_never_lie_on_each_other():
    segments = (
        Segment((0.0, 50.0, 200.0), (100.0,)),
        Segment((100.0, 150.0, 250.0), (50.0,)),
    )
    paths = _assign(*segments)
    assert sorted(len(path.tracks) for path in paths) == [1, 2]
    _assert_apart(segments, paths)


@every_case("seed", range(10), quick=2)
def test_segments_of_a_crowded_channel_that_change_places_never_lie_on_each_other(seed):
    places = [100.0 * number for number in range(40)]
    ends = places[:]
    random.Random(seed).shuffle(ends)
    moves = [(one, other) for one, other in zip(places, ends, strict=True) if one != other]
    segments = [Segment((one,), (other,)) for one, other in moves]
    _assert_apart(segments, _assign(*segments))


def _assert_apart(segments, paths):
    """No vertical piece lies on one of another segment."""
    verticals = []
    for number, (segment, path) in enumerate(zip(segments, paths, strict=True)):
        verticals += [(x, -1, path.tracks[0], number) for x in segment.top_pins]
        verticals += [
            (x, *pair, number) for x, pair in zip(path.turns, pairwise(path.tracks), strict=True)
        ]
        verticals += [(x, path.tracks[-1], 99, number) for x in segment.bottom_pins]
    for place, (x, top, bottom, owner) in enumerate(verticals):
        for other, low, high, its_owner in verticals[place + 1 :]:
            assert x != other or owner == its_owner or max(top, low) >= min(bottom, high)
