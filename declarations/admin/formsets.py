"""Rows edited with what they belong to: uniqueness, order of saving, forged keys."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.formsets import DELETION_FIELD_NAME
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext as _

from declarations.models import Point, Position
from declarations.services import editing

from .base import tell_known_choices


class HeldKeyField(forms.IntegerField):
    """The key of a row, checked against the rows of this page instead of by a query each."""

    widget = forms.HiddenInput

    def __init__(self, *, held: set[int], is_held: bool, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.held, self.is_held = held, is_held

    def clean(self, value: Any) -> int | None:
        """Refuse a row that does not belong here, or no longer."""
        try:
            key = super().clean(value)
        except ValidationError:
            key = -1
        if (key is None and self.is_held) or (key is not None and key not in self.held):
            raise ValidationError(
                _(
                    "This row is no longer part of what is edited here: it was deleted "
                    "meanwhile, or belongs elsewhere. Copy what you need into a new row and "
                    "tick “Delete” on this one."
                ),
                code="not_held",
            )
        return key


class SiblingForm(forms.ModelForm):
    """A row whose uniqueness among its siblings the formset sees to, for it knows them all."""

    parent = "declaration"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tell_known_choices(self)

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() | {self.parent}

    def validate_constraints(self) -> None:
        """Check the rest of the constraints, on rows that were touched: each costs a query."""
        if self.instance.pk is None or self.has_changed():
            super().validate_constraints()


class PointSiblingForm(SiblingForm):
    """A row of a point: a wording or a position."""

    parent = "point"


class KeyedFormSet(BaseInlineFormSet):
    """Rows whose keys are checked in memory, with a sentence for those of elsewhere."""

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        """Use a key field that knows the rows of this page."""
        super().add_fields(form, index)
        key = self.model._meta.pk.name
        held = {row.pk for row in self.get_queryset()} if self.instance.pk else set()
        form.fields[key] = HeldKeyField(
            held=held,
            is_held=index is not None and index < self.initial_form_count(),
            initial=form.fields[key].initial,
        )
        if DELETION_FIELD_NAME in form.fields:  # in a table only the heading of the column says so
            form.fields[DELETION_FIELD_NAME].widget.attrs["aria-label"] = _("Delete")

    def clean(self) -> None:
        """Show what is wrong with a key where it can be read: its own field is hidden."""
        super().clean()
        key = self.model._meta.pk.name
        for form in self.forms:
            for error in form.errors.get(key, ()):
                form.add_error(None, str(error))

    def save(self, commit: bool = True) -> list[Any]:
        """Delete first, so that a number or an actor that is let go can be taken up again."""
        held = self.initial_form_count()
        self.forms[:held] = sorted(
            self.forms[:held], key=lambda form: not self._should_delete_form(form)
        )
        self.__dict__.pop("_deleted_form_indexes", None)  # it remembers the old order
        return super().save(commit)


class SiblingFormSet(KeyedFormSet):
    """
    Rows that must differ from one another in what the database keeps unique.

    The forms leave that to this formset: it compares what will stand after the
    save, so that a value may move from one row to another within it.
    """

    def kept(self) -> Iterator[forms.ModelForm]:
        """Yield the valid forms whose rows will stand after the save."""
        for form in self.forms:
            blank = form.empty_permitted and not form.has_changed()
            if not blank and form.is_valid() and not self._should_delete_form(form):
                yield form

    def constrained_fields(self) -> Iterator[tuple[list[str], str]]:
        """Yield the fields that must differ within the parent, with the sentence if they do not."""
        for constraint in self.model._meta.constraints:
            if (
                isinstance(constraint, models.UniqueConstraint)
                and self.fk.name in constraint.fields
            ):
                fields = [name for name in constraint.fields if name != self.fk.name]
                yield fields, str(constraint.violation_error_message)

    can_change_places = False
    """Whether a row may take a value that another row lets go in the same save."""

    def validate_unique(self) -> None:
        """Compare the rows with one another, and with rows that others added meanwhile."""
        for fields, sentence in self.constrained_fields():
            taken = {self._value(row, fields) for row in self.unseen()}
            for form in self.kept():
                value = self._value(form.instance, fields)
                if value in taken:
                    form.add_error(fields[0] if fields[0] in form.fields else None, sentence)
                elif not self.can_change_places and self._moves_onto(form, fields):
                    form.add_error(
                        None,
                        _(
                            "Two rows cannot change places in one save: delete one, save, "
                            "and enter it again."
                        ),
                    )
                taken.add(value)

    def unseen(self) -> list[Any]:
        """Return the rows that were not on the page: others added them meanwhile."""
        posted = {form.instance.pk for form in self.forms if form.instance.pk}
        return [row for row in self._rows() if row.pk not in posted]

    def _rows(self) -> list[Any]:
        return list(self.get_queryset()) if self.instance.pk else []

    def _value(self, row: models.Model, fields: list[str]) -> tuple[Any, ...]:
        return tuple(getattr(row, row._meta.get_field(name).attname) for name in fields)

    def _moves_onto(self, form: forms.ModelForm, fields: list[str]) -> bool:
        """Say whether a row takes the value that another, which stays, held before the save."""
        if form.instance.pk is None:  # new rows are saved when the others have moved
            return False
        value = self._value(form.instance, fields)
        return any(
            other is not form and tuple(other.initial.get(name) for name in fields) == value
            for other in self.kept()
            if other.instance.pk
        )


ADDRESS_UNIQUE = "point_address_unique"


class PointFormSet(SiblingFormSet):
    """
    The points of a declaration: order and numbers may change places within one save.

    A new point without a place in the order comes last.
    """

    can_change_places = True

    def constrained_fields(self) -> Iterator[tuple[list[str], str]]:
        """Yield the number too: the database compares addresses, which is no list of fields."""
        yield from super().constrained_fields()
        [address] = [rule for rule in Point._meta.constraints if rule.name == ADDRESS_UNIQUE]
        yield ["label"], str(address.violation_error_message)

    def validate_unique(self) -> None:
        """Give new points their place, then compare; numbers that share an address are the same."""
        kept = [form.instance for form in self.kept()]
        last = max((row.order or 0 for row in kept + self.unseen()), default=0)
        for point in kept:
            if point.order is None:
                last += 1
                point.order = last
        super().validate_unique()

    def _value(self, row: models.Model, fields: list[str]) -> tuple[Any, ...]:
        if fields == ["label"] and isinstance(row, Point):
            return (row.anchor,)  # "6" and "6?" would have one address
        return super()._value(row, fields)

    def save(self, commit: bool = True) -> list[Any]:
        """Clear the way for points that move or go, then save each in its new place."""
        leaving = [
            form.instance
            for form in self.initial_forms
            if form.instance.pk
            and (self._should_delete_form(form) or {"order", "label"} & set(form.changed_data))
        ]
        editing.park_points(leaving)
        return super().save(commit)


class PositionFormSet(SiblingFormSet):
    """The positions of a point: few, as the codebook has it, in the order entered."""

    def clean(self) -> None:
        """Refuse more positions than the codebook allows."""
        super().clean()
        if sum(1 for _form in self.kept()) > Position.MAX_PER_POINT:
            raise ValidationError(
                _(
                    "The codebook allows %(most)d positions to a point: code what the words say "
                    "or directly imply, and delete the weakest."
                )
                % {"most": Position.MAX_PER_POINT}
            )

    def save_new(self, form: forms.ModelForm, commit: bool = True) -> Any:
        """Put a new position after those held."""
        places = [row.order for row in self._rows()]
        form.instance.order = max(places, default=0) + 1 + self.forms.index(form)
        return super().save_new(form, commit)
