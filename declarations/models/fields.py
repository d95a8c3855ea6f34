"""Form and model fields that several models use."""

import re
import secrets
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from declarations.comparison.labels import anchor_of
from declarations.comparison.normalization import content_stems, fold


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


class OneSpacedField(models.CharField):
    """
    A short text with single spaces, whatever it was typed or pasted with.

    A no-break space looks like a space and is none to the database. Blanks of
    every kind become one space when a row is checked and whenever it is saved,
    also in ``bulk_create()``; not in ``update()``.
    """

    def to_python(self, value: Any) -> Any:
        """Return the text with single spaces."""
        value = super().to_python(value)
        return " ".join(value.split()) if isinstance(value, str) else value

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Put the text with single spaces into row and database; leave expressions alone."""
        value = getattr(model_instance, self.attname)
        if isinstance(value, str):
            value = self.to_python(value)
            setattr(model_instance, self.attname, value)
        return value


class WrittenAtSave(models.Field):
    """What a field has in common whose value follows from the row, or from its being saved."""

    def value_at_save(self, model_instance: models.Model) -> Any:
        """Return the value to be written."""
        raise NotImplementedError

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Write the value that follows; ``save()`` and ``bulk_create()`` come by here."""
        value = self.value_at_save(model_instance)
        setattr(model_instance, self.attname, value)
        return value


class RevisionField(WrittenAtSave, models.PositiveIntegerField):
    """
    A number that is another one after each save: 31 random bits.

    Sums of it tell whether any of many rows was saved, in whatever order the
    saves were committed; a time of day does not.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"default": 0, "editable": False} | kwargs)

    def value_at_save(self, model_instance: models.Model) -> int:
        """Return 31 random bits."""
        return secrets.randbits(31)


class FoldedField(WrittenAtSave, models.TextField):
    """
    Other texts of the row without case and accents, a line each, to be searched.

    SQLite knows the case of ASCII letters only, and no database at hand takes
    "jose" for "José". See :func:`~declarations.comparison.normalization.fold`.
    """

    def __init__(self, *args: Any, of: Iterable[str] = (), **kwargs: Any) -> None:
        self.of = list(of)
        super().__init__(*args, **{"default": "", "blank": True, "editable": False} | kwargs)

    def deconstruct(self) -> Any:
        """Return how a migration makes the field, with the texts that it folds."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "of": self.of}

    def value_at_save(self, model_instance: models.Model) -> str:
        """Return the texts as they stand in the row, folded."""
        return fold("\n".join(getattr(model_instance, name) for name in self.of))


class StemsField(WrittenAtSave, models.TextField):
    """
    The content stems of the row's ``text`` in its ``language``, each once, in order, spaced.

    What points are found and ranked by, worked out once. A stem holds letters
    and digits only, so that both databases index the very same words. See
    :func:`~declarations.comparison.normalization.content_stems`; an upgrade of
    the stemmer asks for ``manage.py reindex``.
    """

    LONGEST = 250_000
    """Characters of all stems together: PostgreSQL refuses to index more than 1 MB a row."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"default": "", "blank": True, "editable": False} | kwargs)

    def value_at_save(self, model_instance: Any) -> str:
        """Return the stems of the row as it stands."""
        stems = " ".join(content_stems(model_instance.text, model_instance.language))
        if len(stems) > self.LONGEST:
            stems = stems[: self.LONGEST].rpartition(" ")[0]
        return stems


class StemCountField(WrittenAtSave, models.PositiveIntegerField):
    """The number of the row's ``stems``: long texts share some with everything."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"default": 0, "editable": False} | kwargs)

    def value_at_save(self, model_instance: Any) -> int:
        """Count the stems, which a field before this one has just written."""
        return len(model_instance.stems.split())


class KeptUp(models.Model):
    """A row whose fields of that kind are written with every save, also one of some fields only."""

    class Meta:
        abstract = True

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """Save; where only some fields are, those that follow from them as well."""
        if update_fields:
            fields = self._meta.concrete_fields
            following = (field.name for field in fields if isinstance(field, WrittenAtSave))
            update_fields = {*update_fields, *following}
        super().save(*args, update_fields=update_fields, **kwargs)


_NO_PLACE = re.compile(r"^/|/$|//|(?:^|/)[.]+(?:/|$)")
"""What an address cannot hold as a point's number: browsers resolve it away."""


def validate_label(label: str) -> None:
    """Refuse a number that no address can hold."""
    anchor = anchor_of(label)
    if not any(character.isalnum() for character in anchor) or _NO_PLACE.search(anchor):
        raise ValidationError(
            _("A number needs a digit or a letter, and no stray dots or slashes."), code="label"
        )
