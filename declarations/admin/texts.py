"""Declarations at the desk: one page for all that belongs to one, and the list of them."""

from types import MethodType
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Count, DateTimeField, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from declarations.models import Declaration, Issue, Point, Position, Signatory, Source
from declarations.services import editing

from .base import AutocompleteMixin, is_key, is_list
from .bulk import BulkMixin, DeclarationResource
from .changes import latest_changes
from .drafts import check_view, codes_view
from .filters import IssuerFilter, UncodedPointsFilter
from .forms import DeclarationForm
from .formsets import SiblingForm, SiblingFormSet
from .guard import GuardedAdmin
from .intake.originals import OriginalsOfDeclaration
from .language import LanguageMixin
from .points import PointInline


class ActorRowForm(SiblingForm):
    """A row of a table: its fields are named to those who do not see the heading above."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            widget = getattr(field.widget, "widget", field.widget)  # inside Django's wrapper
            widget.attrs["aria-label"] = field.label


class ActorRowInline(AutocompleteMixin, admin.TabularInline):
    """Rows that name an actor."""

    form = ActorRowForm
    formset = SiblingFormSet
    extra = 0
    autocomplete_fields = ["actor"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Fetch the actors with the rows."""
        return super().get_queryset(request).select_related("actor")


class IssueInline(ActorRowInline):
    """Who issued the declaration, in the order named."""

    model = Issue
    fields = ["actor", "order"]

    def get_extra(self, request: HttpRequest, obj: Declaration | None = None, **kw: Any) -> int:
        """Offer a row to a new declaration: it has an issuer."""
        return 0 if obj else 1


class SignatoryInline(ActorRowInline):
    """Who signed, abstained, or made a reservation."""

    model = Signatory
    fields = ["actor", "status", "note"]
    ordering = ["actor__name"]


class SourceInline(admin.StackedInline):
    """Where the text was seen."""

    model = Source
    form = SiblingForm
    formset = SiblingFormSet
    extra = 0
    fields = [("order", "publisher"), "url", ("retrieved", "extent")]


class CompareWithForm(forms.Form):
    """The other declaration of a comparison, among those that readers may see."""

    other = forms.ModelChoiceField(
        Declaration.objects.none(),
        label=gettext_lazy("Compare with"),
        empty_label=gettext_lazy("Choose a declaration"),
        error_messages={"invalid_choice": gettext_lazy("Choose one of the declarations listed.")},
    )

    def __init__(self, data: Any, *, left: Declaration) -> None:
        super().__init__(data)
        others = Declaration.objects.published().exclude(pk=left.pk).with_issuers()
        self.fields["other"].queryset = others.newest_first()
        self.fields["other"].label_from_instance = self.label_of

    @staticmethod
    def label_of(declaration: Declaration) -> str:
        """Return date, title and issuers on one line."""
        issuers = ", ".join(
            actor.brief_in(get_language() or "en") for actor in declaration.issuing_actors
        )
        return f"{date_format(declaration.date, 'j F Y')} – {declaration.title} ({issuers})"


@admin.register(Declaration)
class DeclarationAdmin(OriginalsOfDeclaration, LanguageMixin, BulkMixin, GuardedAdmin):
    """A declaration with its points, wordings, sources and signatories on one page."""

    form = DeclarationForm
    resource_classes = [DeclarationResource]
    change_form_template = "admin/declarations/declaration/change_form.html"
    import_export_change_list_template = "admin/declarations/declaration/change_list.html"
    inlines = [IssueInline, PointInline, SignatoryInline, SourceInline]
    fieldsets = [
        (
            gettext_lazy("What it is"),
            {"fields": ["title", "title_es", ("date", "place"), "occasion", "slug"]},
        ),
        (
            gettext_lazy("Text and numbering"),
            {"fields": [("language", "numbering"), "numbering_note"]},
        ),
        (
            gettext_lazy("What is missing"),
            {"fields": [("points_in_source", "complete"), "gaps"]},
        ),
        (gettext_lazy("Publication"), {"fields": ["status"]}),
    ]
    list_display = [
        "title",
        "issued_by",
        "day",
        "status_word",
        "points_of",
        "coded_share",
        "last_changed",
    ]
    list_filter = [
        "status",
        IssuerFilter,
        UncodedPointsFilter,
        "complete",
        "language",
    ]
    search_fields = ["title", "title_es", "place", "slug", "occasion", "points__wordings__text"]
    search_help_text = gettext_lazy("Title, place, slug, occasion, or words of a point")
    date_hierarchy = "date"
    actions = ["publish", "unpublish"]

    # --- The list --------------------------------------------------------------------

    def get_queryset(self, request: HttpRequest) -> QuerySet[Declaration]:
        """Add what the list shows: points held and coded, and who changed it last."""
        queryset = super().get_queryset(request)
        if is_list(request):
            queryset = with_list_columns(queryset)
        return queryset

    @admin.display(description=gettext_lazy("issued by"))
    def issued_by(self, declaration: Declaration) -> str:
        """Show the issuers in their order."""
        return (
            ", ".join(
                actor.brief_in(get_language() or "en") for actor in declaration.issuing_actors
            )
            or "–"
        )

    @admin.display(description=gettext_lazy("status"), ordering="status")
    def status_word(self, declaration: Declaration) -> str:
        """Show the status, told apart by its looks as well."""
        return format_html(
            '<span class="desk-status" data-status="{}">{}</span>',
            declaration.status,
            declaration.get_status_display(),
        )

    @admin.display(description=gettext_lazy("date"), ordering="date")
    def day(self, declaration: Declaration) -> str:
        """Show the date as the site writes dates."""
        return date_format(declaration.date, "j M Y")

    @admin.display(description=gettext_lazy("points"), ordering="points_held")
    def points_of(self, declaration: Declaration) -> str:
        """Show how many points are held, of how many, and whether that is the whole text."""
        held, total = declaration.points_held or 0, declaration.points_in_source
        count = str(held)
        if total not in (None, held):
            count = _("%(held)d of %(total)d") % {"held": held, "total": total}
        if declaration.complete:
            return count
        return format_html('{} <span class="desk-quiet">{}</span>', count, _("incomplete"))

    @admin.display(description=gettext_lazy("coded"), ordering="points_coded")
    def coded_share(self, declaration: Declaration) -> str:
        """Show how many of the points held have a position."""
        held, coded = declaration.points_held or 0, declaration.points_coded or 0
        if not held:
            return "–"
        return _("all") if coded == held else f"{coded} / {held}"

    @admin.display(description=gettext_lazy("last changed"), ordering="changed_at")
    def last_changed(self, declaration: Declaration) -> str:
        """Show when the declaration or a point of it was saved last, and by whom."""
        if declaration.changed_at is None:
            return "–"
        when = date_format(timezone.localtime(declaration.changed_at), "j M Y, H:i")
        return f"{when}, {declaration.changed_by}" if declaration.changed_by else when

    # --- Actions ---------------------------------------------------------------------

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Leave out deletion by the list: a declaration is deleted after reading what goes."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    @admin.action(description=gettext_lazy("Publish"), permissions=["change"])
    def publish(self, request: HttpRequest, queryset: QuerySet[Declaration]) -> None:
        """Let readers see the declarations that have what they need."""
        self._set_status(request, queryset, Declaration.Status.PUBLISHED)

    @admin.action(description=gettext_lazy("Take back to draft"), permissions=["change"])
    def unpublish(self, request: HttpRequest, queryset: QuerySet[Declaration]) -> None:
        """Hide the declarations from readers."""
        self._set_status(request, queryset, Declaration.Status.DRAFT)

    def _set_status(
        self, request: HttpRequest, queryset: QuerySet[Declaration], status: str
    ) -> None:
        changed = 0
        for key, title in list(queryset.values_list("pk", "title")):
            try:
                changed += editing.set_status(declaration_id=key, status=status)
            except editing.NotReady as refusal:
                reasons = " ".join(refusal.sentences)
                self.say(
                    request,
                    _("“%(title)s” stays a draft. %(reasons)s")
                    % {"title": title, "reasons": reasons},
                    warning=True,
                )
        if status == Declaration.Status.PUBLISHED:
            sentence = ngettext(
                "%(count)d declaration was published.",
                "%(count)d declarations were published.",
                changed,
            )
        else:
            sentence = ngettext(
                "%(count)d declaration is a draft again: readers no longer see it.",
                "%(count)d declarations are drafts again: readers no longer see them.",
                changed,
            )
        self.say(request, sentence % {"count": changed})

    # --- The page --------------------------------------------------------------------

    def declaration_id(self, row: Declaration) -> int | None:
        """Return its own key."""
        return row.pk

    def view_on_site(self, declaration: Declaration) -> str | None:
        """Return the public page; a draft has none."""
        return declaration.get_absolute_url() if declaration.is_published else None

    def has_delete_permission(self, request: HttpRequest, obj: Declaration | None = None) -> bool:
        """Keep what is published: people cite it. It is taken back to draft first."""
        if obj is not None and Declaration.objects.published().filter(pk=obj.pk).exists():
            return False
        return super().has_delete_permission(request, obj)

    def delete_view(
        self,
        request: HttpRequest,
        object_id: str,
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Delete a draft after asking; say what to do about what is published."""
        published = Declaration.objects.published()
        may = self.has_delete_permission(request)
        if may and is_key(object_id) and published.filter(pk=int(object_id)).exists():
            self.say(
                request,
                _("Published declarations are not deleted: people cite them. Save it as a draft."),
                warning=True,
            )
            address = reverse("admin:declarations_declaration_change", args=[object_id])
            return HttpResponseRedirect(address)
        return super().delete_view(request, object_id, extra_context)

    def history_view(
        self,
        request: HttpRequest,
        object_id: str,
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show, beside former states, what changed in the points, wordings and positions."""
        changes = latest_changes(int(object_id)) if is_key(object_id) else []
        return super().history_view(
            request, object_id, {"latest_changes": changes, **(extra_context or {})}
        )

    # --- Compare with… ---------------------------------------------------------------

    def get_urls(self) -> list[URLPattern]:
        """Add the choice of the other declaration, and the last two steps of an entry."""
        return [
            path(
                "<int:key>/compare-with/",
                self.admin_site.admin_view(self.compare_with_view),
                name="declarations_declaration_compare_with",
            ),
            path(
                "<int:key>/codes/",
                MethodType(codes_view, self),
                name="declarations_declaration_codes",
            ),
            path(
                "<int:key>/check/",
                MethodType(check_view, self),
                name="declarations_declaration_check",
            ),
            *super().get_urls(),
        ]

    def compare_with_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """Ask which declaration to compare with, then go to the public comparison."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        if key >= 2**63:
            raise Http404
        declaration = get_object_or_404(Declaration, pk=key)
        asked = "other" in request.GET and declaration.is_published
        form = CompareWithForm(request.GET if asked else None, left=declaration)
        if asked and form.is_valid():
            pair = {"left": declaration.slug, "right": form.cleaned_data["other"].slug}
            return HttpResponseRedirect(reverse("declarations:compare", kwargs=pair))
        return TemplateResponse(
            request,
            "admin/declarations/declaration/compare_with.html",
            {
                **self.admin_site.each_context(request),
                "title": _("Compare with another declaration"),
                "subtitle": declaration.title,
                "declaration": declaration,
                "form": form,
                "opts": self.opts,
            },
            status=422 if asked else 200,
        )


def with_list_columns(queryset: QuerySet[Declaration]) -> QuerySet[Declaration]:
    """Add ``points_held``, ``points_coded``, ``changed_at``, ``changed_by``; fetch the issuers."""
    coded = (
        Point.objects.filter(declaration=OuterRef("pk"))
        .filter(Exists(Position.objects.filter(point=OuterRef("pk"))))
        .order_by()
        .values("declaration")
        .annotate(count=Count("pk"))
        .values("count")
    )
    saves = Declaration.history.filter(id=OuterRef("pk")).order_by("-history_date", "-history_id")
    return (
        queryset.with_issuers()
        .with_point_count()
        .annotate(
            points_coded=Coalesce(Subquery(coded), 0),
            changed_at=Subquery(saves.values("history_date")[:1], output_field=DateTimeField()),
            changed_by=Subquery(saves.values("history_user__username")[:1]),
        )
    )
