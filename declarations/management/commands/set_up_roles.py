"""``manage.py set_up_roles``: the groups of coders, editors and leads, as they are meant."""

from typing import Any

from django.core.management.base import BaseCommand

from declarations.services.roles import set_up_roles


class Command(BaseCommand):
    """Give each group what its role needs, and say what was added."""

    help = (
        "Make the groups Coder, Editor and Lead, and give each what its role needs. "
        "Every migrate makes them too, but leaves out of an existing group what an administrator "
        "took from it; this gives it back. Nothing is ever taken away."
    )
    requires_migrations_checks = True

    def handle(self, *args: Any, **options: Any) -> None:
        """Set up and report."""
        for role, added in set_up_roles().items():
            what = f"added {', '.join(added)}" if added else "nothing to add"
            self.stdout.write(f"{role.group_name}: {what}.")
