"""Form and model fields that several models use."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class LinesFormField(forms.CharField):
    """A list of short texts, written one to a line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        """Show a list as lines; keep what was typed as typed."""
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        """Return the lines that are not blank; refuse NUL, which PostgreSQL cannot hold."""
        text = super().to_python(value)
        ProhibitNullCharactersValidator()(text or "")
        return [line.strip() for line in (text or "").splitlines() if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare as lists, so that a blank line is no change; what is refused is one."""
        try:
            return (initial or []) != self.to_python(data)
        except ValidationError:
            return True


def validate_lines(value: object) -> None:
    """Refuse anything but a list of texts; other JSON would break the pages that show it."""
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValidationError(_("Enter a list of texts."), code="lines")


class LinesField(models.JSONField):
    """A list of short texts, in order; edited one to a line."""

    default_validators: Iterable[Any] = [validate_lines]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: Any) -> forms.Field:  # type: ignore[override]
        """Edit as lines."""
        return models.Field.formfield(self, **{"form_class": LinesFormField, **kwargs})
