from typing import Any

from django.apps import AppConfig
from django.apps import apps as global_apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class DeclarationsConfig(AppConfig):
    """The project package is also its one app (see docs/architecture.md)."""

    name = "declarations"
    verbose_name = _("Declarations")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have the roles set up wherever the tables are made or brought up to date."""
        post_migrate.connect(set_up_roles_after_migrating, sender=self)


def set_up_roles_after_migrating(
    app_config: AppConfig, using: str = "default", apps: Any = global_apps, **options: Any
) -> None:
    """
    Make the groups of the roles, and give those that exist the permissions that are new.

    Not in a migration: permissions are made once all migrations have run. This
    stands before Django's own receiver, so it makes them itself, and so knows
    which are new.
    """
    from django.contrib.auth.management import create_permissions
    from django.contrib.auth.models import Permission

    from .services.roles import set_up_roles

    try:
        apps.get_model("auth", "Group")
    except LookupError:  # the tables of accounts were taken back
        return

    def codenames() -> set[str]:
        of_app = Permission.objects.using(using).filter(content_type__app_label=app_config.label)
        return set(of_app.values_list("codename", flat=True))

    before = codenames()
    create_permissions(app_config, using=using, apps=apps, verbosity=0, interactive=False)
    set_up_roles(new=codenames() - before, using=using)
