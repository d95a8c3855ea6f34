"""``manage.py load_sample``: the sample corpus, into the database."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from declarations.services.corpus import SAMPLE, CorpusError, load_corpus, read_corpus


class Command(BaseCommand):
    """Load a corpus, all of it or nothing, and say in sentences what was done."""

    help = (
        "Load the sample corpus: actors, codebook, declarations and their points. "
        "A second run changes nothing. What editors have changed, deleted or entered "
        "themselves stays as they have it, unless --overwrite is given. "
        "A malformed file is refused and nothing of it loaded."
    )
    requires_migrations_checks = True

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the file and the leave to overwrite."""
        parser.add_argument(
            "--file",
            type=Path,
            default=SAMPLE,
            help="A corpus in the form of the sample, which is the default.",
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
        try:
            report = load_corpus(read_corpus(options["file"]), overwrite=options["overwrite"])
        except CorpusError as error:
            raise CommandError(f"{error}\nNothing was loaded.") from error
        if options["verbosity"]:
            self.stdout.write("\n".join(report.sentences()))
