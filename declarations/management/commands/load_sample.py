"""``manage.py load_sample``: the sample corpus, into the database."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from declarations.services.corpus import SAMPLE, CorpusError, load_corpus, read_corpus
from declarations.services.judgements_io import load_sample_judgements


class Command(BaseCommand):
    """Load a corpus, all of it or nothing, and say in sentences what was done."""

    help = (
        "Load the sample corpus: actors, codebook, declarations and their points, and two "
        "coders' judgements of the founding comparison. "
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

        parser.add_argument(
            "--without-judgements",
            action="store_true",
            help=(
                "Leave out the judgements, which come with the sample only, not with another "
                "file. Judgements are never deleted: leave them out where coders are to begin."
            ),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, load and report."""
        try:
            corpus = read_corpus(options["file"])
            report = load_corpus(corpus, overwrite=options["overwrite"])
        except CorpusError as error:
            raise CommandError(f"{error}\nNothing was loaded.") from error
        if options["verbosity"]:
            self.stdout.write("\n".join(report.sentences()))
        if options["file"] == SAMPLE and not options["without_judgements"]:
            plan = load_sample_judgements(corpus)
            if options["verbosity"] and plan.new:
                self.stdout.write(f"Two coders on the founding pair: {len(plan.new)} judgements.")
