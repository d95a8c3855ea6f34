"""``manage.py reindex``: what is stored of texts beside them, worked out anew."""

from typing import Any

from django.core.management.base import BaseCommand

from declarations.services.reindexing import reindex


class Command(BaseCommand):
    """Reindex, and say how far it is."""

    help = (
        "Write the stems of wordings and the folded forms that searches read anew, and fill the "
        "index of stems. Needed after an upgrade of the stemmer, and after loaddata with a file "
        "that an older version wrote. Nothing else is changed, and running it twice does no harm."
    )
    requires_migrations_checks = True

    def handle(self, *args: Any, **options: Any) -> None:
        """Reindex and report."""
        read, changed = reindex(report=self.report if options["verbosity"] else None)
        if options["verbosity"]:
            self.stdout.write(f"Read {read:,} texts; {changed:,} were not up to date, and are now.")

    def report(self, done: int, total: int) -> None:
        """Say how far it is; on standard error, so that it is never in a file."""
        if done < total and done % 10_000 == 0:
            self.stderr.write(f"{done:,} of {total:,} texts", self.style.NOTICE)
