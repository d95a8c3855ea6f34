"""Pages that save a declaration or part of it: of two editors the second is told."""

from typing import Any

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from declarations.services import editing

from .base import DeskAdmin
from .changes import latest_changes
from .forms import GuardedForm

SHOWN_IN_CONFLICT = 12


class GuardedAdmin(DeskAdmin):
    """
    An admin whose forms carry the version that the editor saw.

    The form compares versions when it is checked, for the sentence. The save
    claims the version again in one UPDATE, for two saves at the same instant;
    a claim that fails rolls everything back, and the page is shown again as a
    form with errors, with everything that was typed.
    """

    form: type[GuardedForm]

    def declaration_id(self, row: Any) -> int | None:
        """Return the key of the declaration that a row of this page belongs to."""
        raise NotImplementedError

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> type[ModelForm]:
        """Tell the form who edits, and what refused the save a moment ago."""
        form = super().get_form(request, obj, change=change, **kwargs)
        form.editor = request.user
        form.refusal = getattr(request, "desk_refusal", None)
        return form

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show the form again, with a sentence, when its save was refused at the last moment."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except editing.Refused as refusal:
            request.desk_refusal = refusal
        except IntegrityError:
            # Somebody saved between our check and our save. Checked again, the fields say
            # what is taken; should they find nothing, the sentence stands alone.
            request.desk_refusal = editing.Refused(
                _(
                    "Something else was saved at the same moment, and this would not go with "
                    "it. Nothing is lost: look at what is marked, then save again."
                )
            )
        return super().changeform_view(request, object_id, form_url, extra_context)

    def history_form_view(
        self,
        request: HttpRequest,
        object_id: str,
        version_id: str,
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Go back to a former state under the same guard, all of it or nothing."""
        try:
            with transaction.atomic():
                response = super().history_form_view(request, object_id, version_id, extra_context)
                if request.method == "POST" and response.status_code == 302:
                    self.check_whole(self.model.objects.get(pk=int(object_id)))
                return response
        except editing.Refused as refusal:
            request.desk_refusal = refusal
        return super().history_form_view(request, object_id, version_id, extra_context)

    def save_model(self, request: HttpRequest, obj: Any, form: GuardedForm, change: bool) -> None:
        """Claim the version, before the first write."""
        if change and form.claims is not None:
            version = editing.claim_version(
                declaration_id=self.declaration_id(obj), seen=form.claims
            )
            if obj.pk == self.declaration_id(obj) and hasattr(obj, "version"):
                obj.version = version
        obj._change_reason = form.cleaned_data.get("change_reason") or None
        super().save_model(request, obj, form, change)

    def save_formset(
        self, request: HttpRequest, form: GuardedForm, formset: Any, change: bool
    ) -> None:
        """Give the reason to each part that changed."""
        for part in formset.forms:
            part.instance._change_reason = form.cleaned_data.get("change_reason") or None
        super().save_formset(request, form, formset, change)

    def save_related(
        self, request: HttpRequest, form: GuardedForm, formsets: list[Any], change: bool
    ) -> None:
        """Save the parts, then look at the whole."""
        super().save_related(request, form, formsets, change)
        self.check_whole(form.instance)

    def check_whole(self, row: Any) -> None:
        """Refuse a save that leaves a published declaration without what readers need."""
        editing.require_publishable(self.declaration_id(row))

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> TemplateResponse:
        """Show, after a conflict, what the other editor changed."""
        guarded = context["adminform"].form
        context["guard"] = guarded
        if getattr(guarded, "conflict", None):
            context["other_changes"] = latest_changes(
                guarded.guarded_id, since=guarded.opened_at, limit=SHOWN_IN_CONFLICT
            )
            context["guarded_id"] = guarded.guarded_id
        context["show_save_and_add_another"] = False  # one declaration is work enough for a save
        return super().render_change_form(request, context, *args, **kwargs)

    def render_history_view(
        self, request: HttpRequest, template: str, context: dict[str, Any], **kwargs: Any
    ) -> HttpResponse:
        """Give the page of a former state its guard."""
        if "adminform" in context:
            context["guard"] = context["adminform"].form
        return super().render_history_view(request, template, context, **kwargs)

    def say(self, request: HttpRequest, sentence: str, *, warning: bool = False) -> None:
        """Leave the editor a message for the next page."""
        self.message_user(request, sentence, messages.WARNING if warning else messages.SUCCESS)
