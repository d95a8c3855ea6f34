"""Who edits and codes."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """
    An account; so far as Django has it.

    A model of our own from the start: exchanging Django's for one later would
    mean moving every reference to it, in a database that is in use.
    """
