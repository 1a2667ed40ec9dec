"""The distances that layout keeps, in px. All of them are along the layout's own axes: ranks run
down, whatever the picture's direction is."""

from __future__ import annotations

from typing import Final

CARD_GAP: Final = 28.0
"""Between two cards of one rank."""

CLUSTER_GAP: Final = 26.0
"""Between two clusters, or a cluster and a card."""

LINE_GAP: Final = 14.0
"""Between two parallel lines in a rank, and between two ports of one side."""

LINE_TO_CARD: Final = 16.0
LINE_TO_CLUSTER: Final = 12.0
LINE_TO_LABEL: Final = 8.0
LABEL_GAP: Final = 10.0

CLUSTER_PADDING: Final = 18.0
"""Between a cluster's edge and what it holds."""

TRACK_GAP: Final = 12.0
"""Between two parallel segments in the channel between ranks."""

CARD_TO_TRACK: Final = 20.0
"""Room for an arrow and a rounded corner between a card's edge and the first track."""

LABEL_TO_TRACK: Final = 10.0
CHANNEL: Final = 42.0
"""The least distance between two ranks of cards, from card to card or cluster to cluster."""

PORT_GAP: Final = 10.0
"""The least distance between two ports of one side; a card with more lines grows."""

BADGE_TO_LABEL: Final = 4.0
"""Between a badge on a line and the label behind it."""

PORT_MARGIN: Final = 14.0
"""From a card's corner to its first port."""

PILL_WIDTH: Final = 42.0
"""What a pill takes at the right end of a card's top side where its width is not known."""

PILL_CLEARANCE: Final = 10.0
"""Between the pill and the nearest arrow's line."""

SELF_LOOP_REACH: Final = 18.0
"""How far a self-loop reaches beyond its card."""

SELF_LOOP_TO_LABEL: Final = 1.5
"""From the middle of a self-loop's line to the box of its label."""

COMPONENT_GAP: Final = 44.0
"""Between two connected components."""

BEND_COST: Final = 80.0
"""The offset that is worth two bends less."""

LEAST_JOG: Final = 16.0
"""The least width of a line's step aside: its two corners are to be seen as such."""

EPSILON: Final = 0.01
"""How near two coordinates are one."""
