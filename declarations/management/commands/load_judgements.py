"""``manage.py load_judgements FILE``: judgements of a file, into the database."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from declarations.services.judgements_io import (
    JudgementsError,
    load_judgements,
    plan_load,
    read_judgements,
)


class Command(BaseCommand):
    """Load judgements, and say in sentences what was done."""

    help = (
        "Load judgements from a CSV or JSON file. A second run adds nothing. What is here stays; "
        "what contradicts it is named and left out. A file with a line that cannot be read is "
        "refused and nothing of it loaded."
    )
    requires_migrations_checks = True

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the file and how to take it."""
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="Only say what would be done.")
        parser.add_argument(
            "--match-accounts",
            action="store_true",
            help=(
                "Give the judgements of a coder to the account that logs in with this name, where "
                "there is one. Otherwise every coder becomes a scholar without an account."
            ),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, load and report."""
        path: Path = options["file"]
        dry = options["dry_run"]
        try:
            given, faults = read_judgements(path.read_bytes())
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
        except JudgementsError as error:
            raise CommandError(f"{path}: {error} Nothing was loaded.") from error
        do = plan_load if dry else load_judgements
        plan = do(given, faults, match_accounts=options["match_accounts"])
        told = "\n".join([*plan.sentences(done=not dry), *plan.named()])
        if plan.faults:
            raise CommandError(told)
        if options["verbosity"] or plan.conflicts:
            self.stdout.write(told)
