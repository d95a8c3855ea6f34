"""What an editor has pasted or uploaded: the text as issued, and how far its entry has come."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.fields.json import KT
from django.db.models.functions import Substr
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .declarations import Declaration
from .points import Language

BEGINNING = 300
"""Characters of a text that a list reads."""


class IntakeQuerySet(models.QuerySet["Intake"]):
    """Reads of entries under way."""

    def unfinished(self) -> Self:
        """Keep those that an editor still works on, the last changed first."""
        return self.filter(finished__isnull=True).order_by("-changed", "-pk")

    def without_content(self) -> Self:
        """Leave the text, the file and the split in the database; for lists."""
        return self.defer("text", "content", "split", "undo")

    def with_beginning(self) -> Self:
        """
        Add what tells a text from others: ``beginning``, its first characters, and ``headline``.

        The headline is the title that its split has found, None before it was split.
        """
        return self.annotate(
            beginning=Substr("text", 1, BEGINNING), headline=KT("split__title__text")
        )


class Intake(models.Model):
    """
    A text that was pasted or uploaded, kept from the first moment.

    It becomes a declaration, or the wording of one in another language, in
    steps, and stays with it as what was seen: ``text`` as issued, and the file
    it came in. Editors read it; readers of the site never do.
    """

    class Purpose(models.TextChoices):
        DECLARATION = "declaration", _("a new declaration")
        LANGUAGE = "language", _("another language of a declaration")

    purpose = models.CharField(
        _("becomes"), max_length=20, choices=Purpose, default=Purpose.DECLARATION
    )
    declaration = models.ForeignKey(
        Declaration,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="intakes",
        verbose_name=_("declaration"),
    )
    text = models.TextField(_("text as issued"), blank=True)
    language = models.CharField(_("language"), max_length=8, choices=Language, blank=True)
    filename = models.CharField(_("file"), max_length=255, blank=True)
    media_type = models.CharField(_("kind of file"), max_length=100, blank=True)
    content = models.BinaryField(_("content of the file"), blank=True, default=b"")
    digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 of file or text.")
    details = models.JSONField(
        _("what was said about it"),
        default=dict,
        blank=True,
        help_text="Fields of the first step as typed: title, issuers, date, place, source.",
    )
    split = models.JSONField(
        _("split"), default=dict, blank=True, help_text="Title, preamble and points, as reviewed."
    )
    undo = models.JSONField(
        default=list, blank=True, help_text="Former states of the split, the latest last."
    )
    version = models.PositiveIntegerField(
        default=1,
        editable=False,
        help_text="Raised at each change, so that of two editors the second is told.",
    )
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="intakes",
        verbose_name=_("editor"),
    )
    created = models.DateTimeField(_("begun"), default=timezone.now, editable=False)
    changed = models.DateTimeField(_("changed"), auto_now=True)
    finished = models.DateTimeField(_("finished"), null=True, blank=True, editable=False)

    objects = IntakeQuerySet.as_manager()

    class Meta:
        ordering = ["-changed", "-pk"]
        verbose_name = _("text being entered")
        verbose_name_plural = _("texts being entered")
        constraints = [
            models.CheckConstraint(
                condition=Q(purpose__in=["declaration", "language"]),
                name="intake_purpose_known",
                violation_error_message=_(
                    "A text becomes a declaration, or another language of one."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(purpose="language", declaration__isnull=True),
                name="intake_language_of_a_declaration",
                violation_error_message=_("Choose the declaration that this is a text of."),
            ),
        ]

    def __str__(self) -> str:
        return self.filename or f"{self.text[:60]}"
