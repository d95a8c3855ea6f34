"""The list of texts being entered, and where their pages stand."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from declarations.models import Intake
from declarations.services.entering import entries

from ..base import HarmlessAdmin
from ..drafts import lead_to_codes
from .access import for_editors, may_enter
from .addresses import name_of, next_address
from .first_step import FirstStep
from .originals import Originals
from .second_step import SecondStep


@admin.register(Intake)
class IntakeAdmin(FirstStep, SecondStep, Originals, HarmlessAdmin):
    """Texts being entered: a page for each step, and a list of those that are not finished."""

    list_display = ["title_of", "began", "standing", "editor_name", "last_change", "further"]
    list_display_links = None
    list_per_page = 50
    actions = None
    search_fields = ["filename", "text"]
    search_help_text = gettext_lazy("Words of the text, or name of the file")
    change_list_template = "admin/intake/change_list.html"

    # --- Who may ---------------------------------------------------------------------------

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Show entries to those who enter declarations."""
        return may_enter(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Intake | None = None) -> bool:
        """Any editor may go on with any entry: they work in a team."""
        return may_enter(request.user)

    has_add_permission = has_change_permission = has_view_permission  # type: ignore[assignment]

    def has_delete_permission(self, request: HttpRequest, obj: Intake | None = None) -> bool:
        """Discard on a page of its own; with its declaration an entry goes as well."""
        return may_enter(request.user)

    # --- The list --------------------------------------------------------------------------

    def get_queryset(self, request: HttpRequest) -> QuerySet[Intake]:
        """Keep those that are not finished, without their texts."""
        return (
            Intake.objects.unfinished()
            .without_content()
            .with_beginning()
            .filter(purpose=Intake.Purpose.DECLARATION)
            .select_related("editor", "declaration")
        )

    @admin.display(description=gettext_lazy("text"))
    def title_of(self, intake: Intake) -> str:
        """Show what it is called: its title or its first line; and the file that it came in."""
        name = format_html('<a href="{}">{}</a>', next_address(intake), name_of(intake))
        if intake.filename:
            return format_html('{} <span class="desk-quiet">{}</span>', name, intake.filename)
        return name

    @admin.display(description=gettext_lazy("begun"), ordering="created")
    def began(self, intake: Intake) -> str:
        """Show when it was begun."""
        return date_format(timezone.localtime(intake.created), "j M Y, H:i")

    @admin.display(description=gettext_lazy("step"))
    def standing(self, intake: Intake) -> str:
        """Show how far it has come."""
        if intake.declaration_id:
            return _("draft made: codes, check")
        if intake.details.get("issuers"):
            return _("points")
        return _("text")

    @admin.display(description=gettext_lazy("begun by"), ordering="editor__username")
    def editor_name(self, intake: Intake) -> str:
        """Show who began it."""
        editor = intake.editor
        return (editor.get_full_name() or editor.get_username()) if editor else "–"

    @admin.display(description=gettext_lazy("last changed"), ordering="changed")
    def last_change(self, intake: Intake) -> str:
        """Show when and by whom it was changed last."""
        when = date_format(timezone.localtime(intake.changed), "j M Y, H:i")
        by = intake.details.get("by")
        return f"{when}, {by}" if by else when

    @admin.display(description=gettext_lazy("go on"))
    def further(self, intake: Intake) -> str:
        """Show where to go on, and where to discard it."""
        return format_html(
            '<a href="{}">{}</a> · <a href="{}">{}</a>',
            next_address(intake),
            _("Continue"),
            reverse("admin:declarations_intake_delete", args=[intake.pk]),
            _("Discard"),
        )

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Name the list by what it holds."""
        context = {"title": _("Texts being entered"), **(extra_context or {})}
        return super().changelist_view(request, context)

    # --- The pages -------------------------------------------------------------------------

    def get_urls(self) -> list[URLPattern]:
        """Give each step an address; the guard of each asks to log in without losing anything."""
        own = [
            ("add/", self.add_view, "add"),
            ("keep/", self.keep_view, "keep"),
            ("<int:key>/split/", self.split_view, "split"),
            ("<int:key>/text/", self.text_view, "text"),
            ("<int:key>/file/", self.file_view, "file"),
            ("<int:key>/codes/", self.admin_site.admin_view(lead_to_codes), "codes"),
            ("<int:key>/delete/", self.discard_view, "delete"),
            ("<str:object_id>/change/", self.change_view, "change"),
        ]
        return [
            path("", self.admin_site.admin_view(self.changelist_view), name=_name("changelist")),
            *(path(route, view, name=_name(name)) for route, view, name in own),
        ]

    @for_editors
    def discard_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """Ask, then discard an entry; a draft that was made of it stays."""
        if key >= 2**63:
            raise Http404
        entries_held = Intake.objects.without_content().with_beginning()
        intake = get_object_or_404(entries_held.select_related("declaration", "editor"), pk=key)
        if request.method != "POST":
            context = {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "title": _("Discard this text?"),
                "intake": intake,
                "name": name_of(intake),
                "address": next_address(intake),
            }
            return TemplateResponse(request, "admin/intake/discard.html", context)
        gone = entries.discard(intake_id=key)
        self.message_user(
            request,
            _("The text was discarded.") if gone else _("The entry is over; its draft stays."),
            messages.SUCCESS,
        )
        return HttpResponseRedirect(reverse("admin:declarations_intake_changelist"))


def _name(page: str) -> str:
    return f"declarations_intake_{page}"
