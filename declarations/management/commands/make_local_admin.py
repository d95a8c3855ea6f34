"""Make an administrator the first time, so that a new copy of the site can be used at once."""

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.crypto import get_random_string

NAME = "admin"
# No 0 and O, 1, l and I: somebody will copy it by hand.
LEGIBLE = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"


class Command(BaseCommand):
    help = "Make the account of an administrator with a random password, unless there is one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--address",
            default="http://127.0.0.1:8000",
            help="Where the site is served, to be named in the message.",
        )

    def handle(self, *args: Any, address: str, **options: Any) -> None:
        """Print name and password once; they are held nowhere in clear."""
        desk = f"{address.rstrip('/')}/admin/"
        accounts = get_user_model()._default_manager
        with transaction.atomic():
            if accounts.filter(is_superuser=True).exists():
                self.stdout.write(f"Editors' desk: {desk}")
                return
            if accounts.filter(username=NAME).exists():
                self.stdout.write(
                    f"Editors' desk: {desk} (there is an account {NAME} but no administrator:"
                    " manage.py createsuperuser makes one)"
                )
                return
            password = get_random_string(16, LEGIBLE)
            accounts.create_superuser(username=NAME, password=password)
        self.stdout.write(
            f"\nAn administrator was made. This is shown only once:\n\n"
            f"    address   {desk}\n"
            f"    name      {NAME}\n"
            f"    password  {password}\n\n"
            f"To set another: .venv/bin/python manage.py changepassword {NAME}"
        )
