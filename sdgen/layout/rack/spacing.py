"""Distances of racks in px, as they look best at the width of a README."""

from __future__ import annotations

from typing import Final

ROW_GAP: Final = 16.0
"""Between two cards of one tier."""
TIER_GAP: Final = 50.0
"""Between the last card of a tier and the first one of the next."""
RULE: Final = 26.0
"""From the rule of a tier down to its first card."""
HEAD: Final = 35.0
"""The title of a box, with the room round it."""
BELOW_HEAD: Final = 14.0
"""From the head of a column to its first card, or to the rule of a first tier."""
FOOT: Final = 16.0
"""Below the last card of a column."""
PADDING: Final = 13.0
"""Between a box and the boxes in it."""
PLACE_GAP: Final = 12.0
"""Between two boxes side by side."""
LEFT: Final = 14.0
"""From the edge of a column to its cards."""
RIGHT: Final = 20.0
"""From its cards to its other edge: more, for the edges of stacks."""
BAND_GAP: Final = 24.0
"""Between two bands of columns."""
FIRST_LANE: Final = 22.0
"""From a bar to the first lane beside it."""
LANE: Final = 16.0
"""Between two lanes; with less of it the gaps at crossings are most of a line."""
BEYOND: Final = 18.0
"""From the last lane to what stands beside the gutter: room for an arrow."""
EDGE: Final = 6.0
"""From the last lane to the picture's edge."""
NARROWEST: Final = 40.0
"""Of a gutter with something on both sides."""
BAR: Final = 5.0
BAR_HEIGHT: Final = 24.0
LEAVES: Final = 6.0
"""Below the middle of its bar a call leaves, and as far above it calls arrive."""
PORT: Final = 7.0
"""Between two places at a bar or card where lines end, so that arrowheads hardly touch."""
LEAST_PORT: Final = 5.5
"""The same where there are many: lines are still told apart."""
CLEAR: Final = 8.0
"""Between two lines on one lane."""
NAME_GAP: Final = 10.0
"""Round the name of a row where names have a column of their own."""
CLIENT_GAP: Final = 28.0
BELOW_CLIENTS: Final = 36.0
TRACK: Final = 12.0
"""Between two lines that run level, above the rack or below a row."""
FIRST_PORT: Final = 22.0
"""From the corner of a client's card to the first line at its lower edge."""
OUTSIDE_PADDING: Final = 14.0
OUTSIDE_HEAD: Final = 40.0
OUTSIDE_GAP: Final = 18.0
"""Between two boxes beside the rack."""
CALLED_GAP: Final = 38.0
"""Between two cards beside the rack of which the upper one calls the lower."""
HOST_ABOVE, HOST_BELOW, HOST_SIDE, HOST_STEP = 15.0, 8.0, 8.0, 3.5
"""How far a box reaches beyond the cards of what runs on a host, and how much less the boxes in it."""
HOST_ROOM: Final = 10.0
"""More room between rows where such a box begins, and where it ends."""
FOLLOW: Final = 12.0
"""Below the rail of its row replication runs."""
FOLLOW_GAP: Final = 8.0
"""Below the cards where it passes others; rows are so much further apart there."""
