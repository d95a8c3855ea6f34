"""``manage.py split_points``: how a text is split into its points."""

import json
import sys
import textwrap
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from declarations.comparison import word_warning
from declarations.comparison.segmentation import segment
from declarations.comparison.split_types import Segmentation
from declarations.documents import MAX_BYTES, SUFFIXES, DocumentError, read_document, word_problem
from declarations.models import Language

WIDTH = 100


class Command(BaseCommand):
    """Read a file, split it, and print what was found; nothing is kept."""

    help = (
        "Split a declaration into title, preamble and numbered points, and say what is doubtful. "
        f"Reads {', '.join(SUFFIXES)}. Nothing is kept."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the file, the form and the language."""
        parser.add_argument("file", help="The file; “-” reads standard input.")
        parser.add_argument(
            "--json",
            action="store_true",
            help=(
                "Print JSON. “start” and “end” are characters of “text”, which is what was read "
                "of the file."
            ),
        )
        parser.add_argument(
            "--language",
            choices=Language.values,
            help="The language of the text; detected without it.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, split and print, or say what is wrong with the file."""
        try:
            text = read_document(read_bytes(options["file"]), filename=options["file"]).text
        except DocumentError as error:
            raise CommandError(word_problem(error, _)) from error
        found = segment(text, options["language"])
        if options["json"]:
            data = json.dumps(as_data(found, text), ensure_ascii=False, indent=2)
            self.stdout.write(data)
        else:
            self.stdout.write("\n".join(as_lines(found)))


def read_bytes(name: str) -> bytes:
    """Return the bytes of a file, or of standard input; of a larger one no more than tells so."""
    try:
        if name == "-":
            return sys.stdin.buffer.read(MAX_BYTES + 1)
        with Path(name).open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise CommandError(f"{name} cannot be opened: {why}.") from error


def as_data(found: Segmentation, text: str) -> dict[str, Any]:
    """Return a split as JSON holds it."""
    return {
        "language": found.language,
        "numbering": found.numbering,
        "title": found.title.text,
        "preamble": found.preamble.text,
        "points": [
            {
                "label": point.label,
                "kind": point.kind,
                "text": point.text,
                "start": point.start,
                "end": point.end,
            }
            for point in found.points
        ],
        "closing": found.closing.text,
        "warnings": [
            {
                "kind": warning.kind,
                "labels": warning.labels,
                "start": warning.start,
                "end": warning.end,
                "sentence": word_warning(warning, _),
            }
            for warning in found.warnings
        ],
        "text": text,
    }


def as_lines(found: Segmentation) -> list[str]:
    """Return a split as one reads it: numbers in the margin, what is doubtful at the end."""
    lines: list[str] = []
    if found.title.text:
        lines += [found.title.text, "=" * min(WIDTH, len(found.title.text)), ""]
    if found.preamble.text:
        lines += [*_set(found.preamble.text), ""]
    margin = max((len(point.label) for point in found.points), default=0) + 3
    for point in found.points:
        lines += [*_set(point.text, point.label, margin), ""]
    if found.closing.text:
        lines += [*_set(found.closing.text), ""]
    count = len(found.points)
    lines.append(f"{count} point{'' if count == 1 else 's'}, numbering {found.numbering}.")
    lines += [f"- {word_warning(warning, _)}" for warning in found.warnings]
    return lines


def _set(words: str, label: str = "", margin: int = 0) -> list[str]:
    """Return words in lines, paragraphs below one another, behind a margin with a label."""
    lines: list[str] = []
    for paragraph in words.split("\n"):
        lines += textwrap.wrap(paragraph, WIDTH - margin, break_on_hyphens=False) or [""]
    return [f"{label if not n else '':<{margin}}{line}".rstrip() for n, line in enumerate(lines)]
