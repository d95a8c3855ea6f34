"""``manage.py grow_positions``: synthetic declarations and propositions, to try out large pages."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from declarations.services.growing_field import foreign_slugs, grow_positions, remove_grown

MOST = 2000
SHOWN = 3


class Command(BaseCommand):
    """Grow, or take away what grew; never beside data of others unless told so."""

    help = (
        "Make synthetic declarations that speak to synthetic propositions, published, with words "
        "and codes, to see how pages bear them. The same numbers and seed make the same rows; a "
        "second run replaces the first. Refused where anything but the sample or synthetic data "
        "is held, unless --yes is given."
    )
    requires_migrations_checks = True

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the numbers, the seed, and leave to run beside other data."""
        parser.add_argument("--declarations", type=int, default=200, help="How many; 200 if not.")
        parser.add_argument("--propositions", type=int, default=200, help="How many; 200 if not.")
        parser.add_argument("--seed", type=int, default=1, help="What the draws begin with; 1.")
        parser.add_argument("--remove", action="store_true", help="Take away what grew before.")
        parser.add_argument("--yes", action="store_true", help="Also beside data of others.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check, grow or remove, and say what was done."""
        if options["remove"]:
            remove_grown()
            self._say("What had grown is gone.", options)
            return
        for name in ("declarations", "propositions"):
            if not 1 <= options[name] <= MOST:
                raise CommandError(f"--{name} takes a number from 1 to {MOST}.")
        foreign = [] if options["yes"] else foreign_slugs()
        if foreign:
            named = ", ".join(foreign[:SHOWN]) + ("…" if len(foreign) > SHOWN else "")
            raise CommandError(
                f"This database holds more than the sample and synthetic data: {named}. "
                "Readers would see both together. Nothing was made; --yes makes it all the same."
            )
        grown = grow_positions(
            declarations=options["declarations"],
            propositions=options["propositions"],
            seed=options["seed"],
        )
        self._say(
            f"Grown: {grown.declarations} declarations with {grown.points} points, "
            f"{grown.positions} positions on {grown.propositions} propositions.",
            options,
        )

    def _say(self, sentence: str, options: dict[str, Any]) -> None:
        if options["verbosity"]:
            self.stdout.write(sentence)
