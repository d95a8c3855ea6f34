"""``manage.py load_corpus``: a corpus from a file, into the database."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from declarations.services.corpus import CorpusError, load_corpus, read_corpus


class Command(BaseCommand):
    """Load a corpus, all of it or nothing, and say in sentences what was done."""

    help = (
        "Load a corpus that export_corpus wrote, or any file in the shape of the sample. "
        "A second run changes nothing. What editors have changed, deleted or entered "
        "themselves stays as they have it, unless --overwrite is given. "
        "A malformed file is refused and nothing of it loaded."
    )
    requires_migrations_checks = True

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the file, a trial, and the leave to overwrite."""
        parser.add_argument("file", type=Path, help="A corpus as one JSON file.")
        parser.add_argument(
            "--dry-run", action="store_true", help="Say what a load would do, and do nothing."
        )
        parser.add_argument(
            "--overwrite",
            action="store_true",
            help=(
                "Set records that editors changed or deleted back to the file. Their history "
                "is kept, and what editors added beside the file's records is never deleted."
            ),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, load and report."""
        dry_run = options["dry_run"]
        try:
            report = load_corpus(
                read_corpus(options["file"]), overwrite=options["overwrite"], dry_run=dry_run
            )
        except CorpusError as error:
            raise CommandError(f"{error}\nNothing was loaded.") from error
        if options["verbosity"]:
            told = ["A trial: nothing was written. A load would report:"] if dry_run else []
            self.stdout.write("\n".join([*told, *report.sentences()]))
