"""Records of edits, kept by django-simple-history."""

from functools import cache
from typing import Any

from django.db.models import QuerySet
from simple_history import models as simple_history
from simple_history.manager import HistoryManager


class KeptHistoryManager(HistoryManager):
    """
    A manager of records whose class is made once.

    django-simple-history makes it anew from manager and QuerySet whenever the
    ``history`` of a row is touched: a third of the time that a save takes.
    """

    @classmethod
    @cache
    def from_queryset(cls, queryset_class: type[QuerySet], class_name: str | None = None) -> Any:
        """Return the class of managers with the methods of a QuerySet, the same each time."""
        return super().from_queryset(queryset_class, class_name)


class HistoricalRecords(simple_history.HistoricalRecords):
    """Records of each edit of a model's rows, at hand as their ``history``."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"history_manager": KeptHistoryManager} | options)
