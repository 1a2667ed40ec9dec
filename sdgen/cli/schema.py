"""``sdgen schema``: the JSON Schema of design files."""

from __future__ import annotations

from sdgen.cli import status
from sdgen.cli.group import verb


@verb(
    "schema",
    {
        status.OK: "when it is printed",
        status.UNUSABLE: "when it cannot be",
    },
)
def command() -> int:
    """Print the JSON Schema (draft 2020-12) of design files.

    Editors show its descriptions as help and complete keys with it: write it to a file and name
    that file in the first line of a design:

    \b
      sdgen schema > design.schema.json
      # yaml-language-server: $schema=design.schema.json
    """
    from sdgen.cli.printing import hand_over
    from sdgen.workspace.about import schema_text

    hand_over(schema_text())
    return status.OK
