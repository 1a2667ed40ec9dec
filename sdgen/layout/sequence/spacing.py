"""Distances in a sequence diagram, in px."""

from __future__ import annotations

BAR = 5.0
"""Half the width of a bar."""
NEST = 5.0
"""How far a bar stands right of the one that it stands on."""
HEAD_GAP = 16.0
LABEL_ROOM = 34.0
"""How much wider than its label the gap is in which it stands: bars, arrowhead, air."""
TURN_WIDTH = 26.0
TURN_HEIGHT = 16.0
TURN_LABEL = 8.0
SHARE_GAP = 5.0
BELOW_ARROW = 5.0
"""From an arrow that comes from the right down to the share beside its bar."""
CHIP_HEIGHT = 17.0
CHIP_DROP = 11.0
"""From an arrow or the end of a bar to what stands below it."""
HEAD = 6.0
"""How much an arrowhead takes of the room of a label."""
LEAST = 2.0
"""The height of a bar with nothing in it."""
LEAF = 26.0
"""The height of a bar that makes no call."""

TAG_HEIGHT = 20.0
TAG_GAP = 14.0
"""Between a frame's tag and the bar beside it."""
FRAME_STEP = 8.0
"""Between the sides of a frame and of one inside it."""
FRAME_BEYOND = 4.0
"""How far a frame reaches beyond the last head in it."""
GUARD_GAP = 8.0
FRAME_AIR = 30.0
"""Between the left side of a frame and the lifeline before it."""

FOUND = 41.0
"""How far left of a bar the message begins that comes from outside."""
FOUND_GAP = 4.0
"""Between the label of that message and the bar, and before the label."""
FIRST_COLUMN = 70.0
"""From the rail, or the left side, to the first lifeline."""
RIGHT = 26.0
"""From what is farthest right to the side."""
AIR = 6.0
"""Between what one row has below its line and the next above it."""
LIFELINE_BELOW = 12.0
BOTTOM = 18.0
REPEAT_EVERY = 900.0
REPEAT_BEFORE = 140.0
"""How much earlier heads are repeated before a frame, which they would stand in else."""
REPEAT_ABOVE = 18.0
FEW = 4
"""Arrows for which heads are not repeated: they stand at the foot then."""
ABOVE_CUT = 16.0
BELOW_CUT = CHIP_HEIGHT + 2 * AIR
"""Around the line at which a section ends that goes on elsewhere, which a chip below it says."""
