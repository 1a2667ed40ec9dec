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
    paths = _assign(Segment((0.0,), (100.0,)), Segment((100.0,), (0.0,)))
    assert sorted(len(path.tracks) for path in paths) == [1, 2]
    _assert_apart(paths)


@every_case("seed", range(10), quick=4)
def test_segments_of_a_crowded_channel_that_change_places_never_lie_on_each_other(seed):
    places = [100.0 * number for number in range(40)]
    ends = places[:]
    random.Random(seed).shuffle(ends)
    moves = [(one, other) for one, other in zip(places, ends, strict=True) if one != other]
    _assert_apart(_assign(*(Segment((one,), (other,)) for one, other in moves)))


def _assert_apart(paths):
    """No vertical piece lies on another one."""
    verticals = []
    for path in paths:
        stops = [-1, *path.tracks, 99]
        verticals += [
            (x, top, bottom)
            for x, (top, bottom) in zip(path.coordinates, pairwise(stops), strict=True)
        ]
    for number, (x, top, bottom) in enumerate(verticals):
        for other, low, high in verticals[number + 1 :]:
            assert x != other or max(top, low) >= min(bottom, high)
