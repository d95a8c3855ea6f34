"""The accounts of those who edit and code: Django's own pages."""

from django.contrib import admin
from django.contrib.auth import admin as auth

from declarations.models import User

from .base import HarmlessAdmin


@admin.register(User)
class UserAdmin(HarmlessAdmin, auth.UserAdmin):
    """Accounts, their passwords and what they may do."""
