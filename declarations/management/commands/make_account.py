"""``manage.py make_account``: an account for a coder, an editor or a lead."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from declarations.services import Refused
from declarations.services.roles import AT_THE_DESK, Role, make_account


class Command(BaseCommand):
    """Make an account and print its password, once."""

    help = "Make an account with a role and print its password, which is shown only once."
    requires_migrations_checks = True

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the name, the roles and who it is."""
        parser.add_argument("username", metavar="NAME", help="The name to log in with.")
        parser.add_argument(
            "--role",
            action="append",
            required=True,
            choices=[role.value for role in Role],
            help="What the person does here; give it twice for two roles.",
        )
        parser.add_argument("--email", default="", help="Where a forgotten password is reset.")
        parser.add_argument(
            "--name", default="", help="The person's name, as judgements and histories show it."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it, or say in sentences why not."""
        roles = [Role(value) for value in dict.fromkeys(options["role"])]
        try:
            account, password = make_account(
                username=options["username"],
                roles=roles,
                email=options["email"],
                name=options["name"],
            )
        except Refused as refused:
            raise CommandError(" ".join(refused.sentences)) from refused
        desk = ", and at the desk under /admin/" if AT_THE_DESK & set(roles) else ""
        self.stdout.write(
            f"\nAn account was made ({', '.join(roles)}). This is shown only once:\n\n"
            f"    name      {account.username}\n"
            f"    password  {password}\n\n"
            f"To log in: /account/log-in/{desk}. The password can be changed under /account/."
        )
