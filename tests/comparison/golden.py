"""The golden texts: as issued, beside what is to be found in them."""

import json
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

FOLDER = Path(__file__).resolve().parent.parent / "texts"


class Golden(NamedTuple):
    """A text as issued and what is expected of it; see tests/texts/README.md."""

    style: str
    language: str
    text: str
    expected: dict[str, Any]

    def points(self) -> list[tuple[str, str, int, int, str]]:
        """Return label, kind, start, end and words of every point expected."""
        return [
            (point["label"], point["kind"], point["start"], point["end"], point["text"])
            for point in self.expected["points"]
        ]


@cache
def texts() -> list[Golden]:
    """Return all golden texts; fail where one has no JSON beside it, or there are none."""
    found = []
    for path in sorted(FOLDER.glob("*.txt")):
        style, language, _ = path.name.split(".")
        text = path.read_bytes().decode()
        expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        found.append(Golden(style, language, text, expected))
    assert found, f"no golden texts in {FOLDER}"
    return found
