"""``manage.py export_judgements FILE``: the judgements held here, into a file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from declarations.models import Judgement
from declarations.services.judgements_io import (
    as_csv_text,
    as_json_text,
    describe,
    judgements_for,
)


class Command(BaseCommand):
    """Write judgements as CSV or JSON, as the end of the file's name says."""

    help = (
        "Write all judgements to a file, those of running rounds and of drafts among them. "
        "Coders are named as the site names them, by name or pseudonym."
    )
    requires_migrations_checks = True

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the file and what goes into it."""
        parser.add_argument("file", type=Path, metavar="FILE", help="Ends in .csv or .json.")
        parser.add_argument(
            "--public", action="store_true", help="Only what every reader of the site sees."
        )
        parser.add_argument(
            "--accounts",
            action="store_true",
            help=(
                "Name coders by their own names, whatever their pseudonyms, and by the names that "
                "they log in with: to move to another site, not to publish."
            ),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file."""
        path: Path = options["file"]
        if path.suffix not in (".csv", ".json"):
            raise CommandError("The file's name must end in .csv or .json.")
        judgements = judgements_for(None) if options["public"] else Judgement.objects.all()
        accounts = options["accounts"]
        rows = list(describe(judgements, accounts=accounts))
        text = as_csv_text(rows, accounts=accounts) if path.suffix == ".csv" else as_json_text(rows)
        try:
            path.write_text(text, encoding="utf-8", newline="")
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror}.") from error
        if options["verbosity"]:
            self.stdout.write(f"{len(rows)} judgements were written to {path}.")
