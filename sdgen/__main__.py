"""``python -m sdgen``: the same as the command ``sdgen``."""

from __future__ import annotations

import sys

from sdgen.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
