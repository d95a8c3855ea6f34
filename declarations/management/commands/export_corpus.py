"""``manage.py export_corpus``: all that is held, as one JSON file."""

import json
import os
import tempfile
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from declarations.services.corpus import CorpusError, export_corpus


class Command(BaseCommand):
    """Write the corpus to a file, all of it or nothing."""

    help = (
        "Write the whole corpus as one JSON file in the shape of the sample: actors, "
        "memberships, codebook, and declarations with their points, wordings, codes and "
        "sources, drafts included. load_corpus brings it back as it was. "
        "Judgements, accounts and the history are not part of it: see docs/corpus.md."
    )
    requires_migrations_checks = True

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the file, and the wish to leave drafts out."""
        parser.add_argument(
            "file", nargs="?", default="-", help="Where to write; - or nothing: standard output."
        )
        parser.add_argument(
            "--published-only",
            action="store_true",
            help="Leave out drafts, and actors that only drafts speak of: a file to give away.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, write and report."""
        try:
            corpus = export_corpus(published_only=options["published_only"])
        except CorpusError as error:
            raise CommandError(f"{error}\nNothing was written.") from error
        text = json.dumps(corpus, ensure_ascii=False, indent=1) + "\n"
        if options["file"] == "-":
            self.stdout.write(text, ending="")
            return
        path = Path(options["file"])
        try:
            _write_whole(path, text)
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror}.") from error
        if options["verbosity"]:
            points = sum(len(item["points"]) for item in corpus["declarations"])
            self.stdout.write(
                f"Wrote {len(corpus['declarations'])} declarations with {points} points to {path}."
            )


def _write_whole(path: Path, text: str) -> None:
    """Write a file beside its place, then put it there: a former file stays until this one is."""
    handle, draft = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        os.replace(draft, path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
