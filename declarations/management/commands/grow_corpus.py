"""``manage.py grow_corpus``: a synthetic corpus, to measure with."""

from argparse import ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from declarations.services.growing import AlreadyGrownError, NotEmptyError, grow_corpus

MOST = 1_000_000


class Command(BaseCommand):
    """Grow, and say how far it is."""

    help = (
        "Add published declarations that nobody issued, with points put together from clauses of "
        "the sample and made-up words: to see how the site fares with far more than is held. The "
        "same --points and --seed give the same texts. Meant for a database of its own: "
        "DATA_DIR=… manage.py migrate, then load_sample for the codebook, then this."
    )
    requires_migrations_checks = True

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the size, the seed, and the leave to mix with real data."""
        parser.add_argument("--points", type=size, default=100_000, help="Points to add.")
        parser.add_argument("--seed", type=int, default=1, help="Another one, other texts.")
        parser.add_argument(
            "--yes",
            action="store_true",
            help="Go on although the database holds declarations that the sample does not have.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Grow, or say why not."""
        try:
            grown = grow_corpus(
                points=options["points"],
                seed=options["seed"],
                beside_others=options["yes"],
                report=self.report if options["verbosity"] else None,
            )
        except NotEmptyError:
            raise CommandError(
                "This database holds declarations of its own, and made-up ones would stand "
                "among them for every reader. Use another DATA_DIR or DATABASE_URL, or --yes."
            ) from None
        except AlreadyGrownError:
            raise CommandError(
                "This database holds a synthetic corpus already. Begin with a new DATA_DIR."
            ) from None
        if options["verbosity"]:
            self.stdout.write(
                f"Added {grown.declarations:,} declarations, {grown.points:,} points, "
                f"{grown.wordings:,} wordings."
            )

    def report(self, done: int, total: int) -> None:
        """Say how far it is; on standard error, so that it is never in a file."""
        if done == total or done % 10_000 == 0:
            self.stderr.write(f"{done:,} of {total:,} points", self.style.NOTICE)


def size(text: str) -> int:
    """Return a number of points; refuse what is none, or is beyond reason."""
    if not text.isdecimal() or not 1 <= int(text) <= MOST:
        raise ArgumentTypeError(f"a number of points, 1 to {MOST:,}")
    return int(text)
