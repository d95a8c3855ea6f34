"""The accounts of those who edit, code and judge: Django's own pages, with roles."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth import admin as auth
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy, ngettext

from declarations.models import User
from declarations.services.roles import ROLE_LABELS, Role, give_role

from .base import HarmlessAdmin


@admin.register(User)
class UserAdmin(HarmlessAdmin, auth.UserAdmin):
    """
    Accounts, their passwords and what they may do.

    A role is given from the list: it joins the group and, where the work is at
    the desk, lets the account in.
    """

    list_display = ["username", "first_name", "last_name", "roles", "is_staff", "last_login"]
    list_filter = ["groups", "is_staff", "is_superuser", "is_active"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """Fetch the groups as well."""
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description=gettext_lazy("roles"))
    def roles(self, account: User) -> str:
        """Show the groups that an account is in."""
        return ", ".join(group.name for group in account.groups.all()) or "–"

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Add an action for each role, for who may change accounts."""
        actions = super().get_actions(request)
        if self.has_change_permission(request):
            for role, label in ROLE_LABELS.items():
                name = f"make_{role}"
                words = gettext_lazy("Give the role: %(role)s")
                actions[name] = (_giver_of(role), name, words % {"role": label})
        return actions


def _giver_of(role: Role) -> Any:
    """Return the action that gives a role to the accounts chosen."""

    def give(page: UserAdmin, request: HttpRequest, chosen: QuerySet[User]) -> None:
        accounts = list(chosen)
        for account in accounts:
            give_role(account=account, role=role)
        n = len(accounts)
        sentence = ngettext(
            "%(n)s account has the role %(role)s now.",
            "%(n)s accounts have the role %(role)s now.",
            n,
        )
        told = sentence % {"n": n, "role": ROLE_LABELS[role]}
        page.message_user(request, told, messages.SUCCESS)

    return give
