"""``python -m sdgen.schema > schemas/design.schema.json`` writes the published schema anew."""

from __future__ import annotations

import sys

from sdgen.schema.design import schema_text

if __name__ == "__main__":
    sys.stdout.write(schema_text())
