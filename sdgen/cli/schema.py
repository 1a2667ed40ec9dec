"""``sdgen schema``: the JSON Schemas of designs, parts of designs, and settings."""

from __future__ import annotations

import click

from sdgen.cli import status
from sdgen.cli.group import verb
from sdgen.workspace.about import DESIGN, schema_names


@verb(
    "schema",
    {
        status.OK: "when it is printed",
        status.UNUSABLE: "when it cannot be",
    },
)
@click.argument(
    "what",
    metavar=f"[{'|'.join(schema_names())}]",
    type=click.Choice(schema_names()),
    default=DESIGN,
)
def command(what: str) -> int:
    """Print the JSON Schema of designs, of parts that designs include, or of settings.

    Editors show its descriptions as help and complete keys with it. Write it to a file and name
    that file, or the address that is its $id, in the first line of a design, of a part, or of
    sdgen.toml:

    \b
      sdgen schema > design.schema.json
      # yaml-language-server: $schema=design.schema.json
      sdgen schema settings > settings.schema.json
      #:schema ./settings.schema.json
    """
    from sdgen.cli.printing import hand_over
    from sdgen.workspace.about import schema_text

    hand_over(schema_text(what))
    return status.OK
