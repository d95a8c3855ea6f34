"""What the pages of the desk have in common: history, harmless addresses, cached choices."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin import helpers
from django.contrib.admin.widgets import (
    AutocompleteSelect,
    AutocompleteSelectMultiple,
    RelatedFieldWidgetWrapper,
)
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models
from django.db.models.query import QuerySet
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from simple_history.admin import SimpleHistoryAdmin
from simple_history.template_utils import HistoricalRecordContextHelper

from declarations.models.fields import LinesField

LONGEST_SHOWN = 20_000
"""Characters of a value that a page of history shows."""


class DeskInlineFormSet(helpers.InlineAdminFormSet):
    """
    An inline whose forms are matched with their own rows.

    Django pairs the n-th form with the n-th row in the database. Where another
    editor has added or deleted a row meanwhile, that names the wrong row and
    leaves the last form, with what was typed into it, off the page.
    """

    def __iter__(self) -> Iterator[helpers.InlineAdminForm]:
        """Yield each form that was on the page, then the empty one that scripts copy."""
        readonly = self.readonly_fields
        if not self.has_change_permission:
            readonly = [*readonly, *helpers.flatten_fieldsets(self.fieldsets)]
        for form in self.formset.forms:
            original = form.instance if form.instance.pk else None
            locked = readonly if original else self.readonly_fields
            yield self._admin_form(form, original, locked)
        if self.has_add_permission:
            yield self._admin_form(self.formset.empty_form, None, self.readonly_fields)

    def _admin_form(
        self, form: ModelForm, original: models.Model | None, readonly: list[str]
    ) -> helpers.InlineAdminForm:
        return helpers.InlineAdminForm(
            self.formset,
            form,
            self.fieldsets,
            self.prepopulated_fields,
            original,
            readonly,
            model_admin=self.opts,
        )


class SensibleChoices:
    """For an autocomplete: drop what can be no key, which Django would hand to the database."""

    def optgroups(self, name: str, value: list[str], attr: Any = None) -> list[Any]:
        """Return the options chosen, of those that could exist."""
        keys = [str(key) for key in value if is_key(str(key))]
        return super().optgroups(name, keys, attr)  # type: ignore[misc]


class KnownAutocompleteSelect(SensibleChoices, AutocompleteSelect):
    """An autocomplete that is told the name of what is chosen, so that a row costs no query."""

    known: dict[str, str] = {}

    def optgroups(self, name: str, value: list[str], attr: Any = None) -> list[Any]:
        """Return the chosen option, from memory where it is known."""
        chosen = [str(key) for key in value if str(key)]
        if not set(chosen) <= self.known.keys():
            return super().optgroups(name, value, attr)
        options = [self.create_option(name, "", "", False, 0)] if not self.is_required else []
        options += [
            self.create_option(name, key, self.known[key], True, place)
            for place, key in enumerate(chosen, start=len(options))
        ]
        return [(None, options, 0)]


class SensibleAutocompleteSelectMultiple(SensibleChoices, AutocompleteSelectMultiple):
    """An autocomplete for several choices."""


class AutocompleteMixin:
    """
    For pages and inlines with autocomplete fields: nonsense is dropped, names may be known.

    The queryset of an inline must select the related rows, whose names its
    forms pass on by :func:`tell_known_choices`. Of Django's buttons beside such
    a field the one that adds is kept: a row of four is noise.
    """

    def formfield_for_dbfield(self, db_field: models.Field, request: Any, **kwargs: Any) -> Any:
        """Leave out the buttons to change, view and delete what is chosen."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_change_related = False
            field.widget.can_view_related = False
            field.widget.can_delete_related = False
        return field

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Use the widget that can be told names."""
        if db_field.name in self.get_autocomplete_fields(request):  # type: ignore[attr-defined]
            kwargs["widget"] = KnownAutocompleteSelect(db_field, self.admin_site)  # type: ignore[attr-defined]
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Use the widget that drops nonsense."""
        if db_field.name in self.get_autocomplete_fields(request):  # type: ignore[attr-defined]
            kwargs["widget"] = SensibleAutocompleteSelectMultiple(db_field, self.admin_site)  # type: ignore[attr-defined]
        return super().formfield_for_manytomany(db_field, request, **kwargs)  # type: ignore[misc]


def tell_known_choices(form: ModelForm) -> None:
    """Tell a form's autocomplete fields the names of what its row holds already."""
    for name, field in form.fields.items():
        widget = field.widget
        if isinstance(widget, RelatedFieldWidgetWrapper):
            widget = widget.widget
        if isinstance(widget, KnownAutocompleteSelect) and form.instance.pk:
            held = getattr(form.instance, name)
            widget.known = {str(held.pk): str(held)} if held else {}


class PlainHistory(HistoricalRecordContextHelper):
    """History in words: whole values, choices by their names, lists as lists."""

    def __init__(self, model: type[models.Model], record: Any) -> None:
        super().__init__(model, record, max_displayed_delta_change_chars=LONGEST_SHOWN)

    def prepare_delta_change_value(self, change: Any, value: Any) -> Any:
        """Return what a reader would call the value."""
        field = self.model._meta.get_field(change.field)
        if isinstance(field, LinesField):
            return "; ".join(value or [])
        if getattr(field, "choices", None):
            return dict(field.flatchoices).get(value, value)
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if value is None or value == "":
            return "–"
        return super().prepare_delta_change_value(change, value)


class HarmlessAdmin(admin.ModelAdmin):
    """A list that no address brings to a server error."""

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the list; drop an address with NUL characters, which PostgreSQL refuses."""
        if any("\0" in text for values in request.GET.lists() for text in (*values[1], values[0])):
            self.message_user(
                request,
                _("That address held characters no text contains; here is the whole list."),
                messages.WARNING,
            )
            return HttpResponseRedirect(request.path)
        return super().changelist_view(request, extra_context)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        """Search, for lists and autocomplete alike; nothing contains a NUL character."""
        if "\0" in search_term:
            return queryset.none(), False
        return super().get_search_results(request, queryset, search_term)


class DeskAdmin(AutocompleteMixin, HarmlessAdmin, SimpleHistoryAdmin):
    """A page of the desk, with history."""

    object_history_template = "admin/desk_history.html"
    object_history_list_template = "admin/_desk_history_list.html"
    object_history_form_template = "admin/desk_history_form.html"
    history_list_per_page = 50
    list_per_page = 50

    def get_inline_formsets(self, *args: Any, **kwargs: Any) -> list[DeskInlineFormSet]:
        """Return the inlines, each form matched with its own row."""
        return [
            DeskInlineFormSet(
                inline.opts,
                inline.formset,
                inline.fieldsets,
                inline.prepopulated_fields,
                inline.readonly_fields,
                self,
                has_add_permission=inline.has_add_permission,
                has_change_permission=inline.has_change_permission,
                has_delete_permission=inline.has_delete_permission,
                has_view_permission=inline.has_view_permission,
            )
            for inline in super().get_inline_formsets(*args, **kwargs)
        ]

    def changeform_view(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """
        Check again what the database refused, because somebody saved since it was checked.

        The second check finds what is taken and says so at its field.
        """
        try:
            return super().changeform_view(*args, **kwargs)
        except IntegrityError:
            return super().changeform_view(*args, **kwargs)

    def get_historical_record_context_helper(
        self, request: HttpRequest, historical_record: Any
    ) -> PlainHistory:
        """Show whole values, not their first hundred characters: a lost wording is read here."""
        return PlainHistory(self.model, historical_record)

    def history_view(
        self,
        request: HttpRequest,
        object_id: str,
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show the history of one row; a key that is no number has none."""
        if not is_key(object_id):
            raise Http404
        return super().history_view(request, object_id, extra_context)

    def history_form_view(
        self,
        request: HttpRequest,
        object_id: str,
        version_id: str,
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """
        Show a former state, or go back to it.

        simple_history asks for the permission to view only; going back is a change.
        """
        if not (is_key(object_id) and is_key(version_id)):
            raise Http404
        if request.method == "POST" and not self.has_change_permission(request):
            raise PermissionDenied
        return super().history_form_view(request, object_id, version_id, extra_context)


def is_key(text: str) -> bool:
    """Say whether a part of an address could be a key: digits that fit 64 bits."""
    return text.isascii() and text.isdigit() and len(text) < 20 and int(text) < 2**63


def is_list(request: HttpRequest) -> bool:
    """Say whether a request is for a list or its export, whose columns need more than a page."""
    match = request.resolver_match
    return bool(match and match.url_name and match.url_name.endswith(("_changelist", "_export")))
