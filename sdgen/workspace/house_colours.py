"""House colours in the configuration: whether they are colours, and whether all is seen in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sdgen.base.settings import COLOURS

if TYPE_CHECKING:
    from sdgen.base.configuration_reader import ConfigurationReader

_COLOUR: Final = re.compile("#[0-9a-fA-F]{6}")


def house_colours(reader: ConfigurationReader) -> tuple[tuple[str, str], ...]:
    """The colours by name, those that are none or that would not be seen left out and told: they are
    colours of the light theme, and the dark one takes of them what is seen there."""
    value = reader.value(COLOURS)
    if value is None:
        return ()
    from sdgen.base.toml_values import shown
    from sdgen.draw.colouring import NEEDED

    found = []
    for name, colour in reader.table(value, COLOURS.path, tuple(NEEDED)).items():
        if name not in NEEDED:
            continue
        if not isinstance(colour, str) or not _COLOUR.fullmatch(colour):
            reader.complain(
                (*COLOURS.path, name),
                f"'{name}' is a colour such as \"#0b6e4f\", not {shown(colour)}",
                "write '#' and six digits of 0 to 9 and a to f",
            )
        elif _is_seen(reader, name, colour.lower()):
            found.append((name, colour.lower()))
    return tuple(found)


def _is_seen(reader: ConfigurationReader, name: str, colour: str) -> bool:
    """Whether the colour has contrast enough with what it stands on, or under."""
    from sdgen.draw.colouring import NEEDED, strong_enough
    from sdgen.draw.contrast import contrast
    from sdgen.draw.theme import LIGHT

    least, what, roles = NEEDED[name]
    grounds = [LIGHT.roles[role] for role in roles]
    ratio = min(contrast(colour, each) for each in grounds)
    if ratio >= least:
        return True
    better = strong_enough(colour, grounds, least, dark=False)
    reader.complain(
        (*COLOURS.path, name),
        f"'{name}' has a contrast of {ratio:.1f}:1 with {what}; it takes at least {least:g}:1",
        f'take a darker one, such as "{better}"',
    )
    return False
