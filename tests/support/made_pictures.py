"""Files that look to sdgen like pictures that it has made."""

from __future__ import annotations

from pathlib import Path


def mark_made(file: Path, design: str = "shop") -> None:
    """Write what sdgen knows its picture of this name by, and nothing else."""
    stem, _, suffix = file.name.casefold().rpartition(".")
    name = f"{design}-{stem.partition('.')[0]}"
    mark = f"Software\0sdgen {name}"
    marks = {
        "svg": '<svg xmlns="http://www.w3.org/2000/svg" '
        f'xmlns:xlink="http://www.w3.org/1999/xlink" id="{name}" class="sdgen"/>',
        # the length of the text, below 128, stands before it
        "png": f"\0\0\0{chr(len(mark))}tEXt{mark}",
        "pdf": f"/Keywords(sdgen, {name})",
    }
    file.write_text(marks.get(suffix, name), encoding="utf-8")
