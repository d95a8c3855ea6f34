"""A point's own page, where it is coded, and the list of all points."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.contrib import admin
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from declarations.models import Point, Position, Proposition, Wording
from declarations.services import editing

from .base import AutocompleteMixin, is_key, is_list
from .bulk import BulkMixin, CodesResource, PointResource
from .filters import CodedFilter, PointIssuerFilter, TopicFilter
from .forms import PointForm, WordingForm
from .formsets import PointSiblingForm, PositionFormSet, SiblingFormSet
from .guard import GuardedAdmin


class WordingRowForm(WordingForm, PointSiblingForm):
    """A wording among those of its point."""


class WordingInline(admin.StackedInline):
    """The point's words, in each language held."""

    model = Wording
    form = WordingRowForm
    formset = SiblingFormSet
    extra = 0
    fields = [("language", "origin"), "text"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Wording]:
        """Fetch the point, which each wording names itself by."""
        return super().get_queryset(request).select_related("point")


class PositionInline(AutocompleteMixin, admin.StackedInline):
    """The point's stances on propositions of the codebook."""

    model = Position
    form = PointSiblingForm
    formset = PositionFormSet
    extra = 0
    max_num = Position.MAX_PER_POINT
    autocomplete_fields = ["proposition"]
    readonly_fields = ["coding_rule"]
    fields = [("proposition", "stance"), "coding_rule", "note"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Position]:
        """Fetch the propositions with their rules."""
        return super().get_queryset(request).select_related("proposition")

    @admin.display(description=gettext_lazy("coding rule"))
    def coding_rule(self, position: Position) -> str:
        """Show when the codebook lets a point affirm, qualify or reject the proposition."""
        if not position.proposition_id:
            return _("Choose a proposition; its rule stands in the codebook below.")
        return position.proposition.definition


@admin.register(Point)
class PointAdmin(BulkMixin, GuardedAdmin):
    """A point with its wordings and positions; points are added on their declaration's page."""

    form = PointForm
    resource_classes = [PointResource, CodesResource]
    change_form_template = "admin/declarations/point/change_form.html"
    inlines = [WordingInline, PositionInline]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("label", "order"),
                    ("kind", "force"),
                    "operative",
                    "topics",
                    "mentions",
                    "confidence",
                ]
            },
        ),
    ]
    list_display = [
        "number",
        "declaration",
        "first_words",
        "kind",
        "force",
        "topic_names",
        "position_count",
    ]
    list_display_links = ["number", "first_words"]
    list_filter = [PointIssuerFilter, CodedFilter, TopicFilter, "kind", "force", "confidence"]
    list_select_related = ["declaration"]
    search_fields = ["wordings__text", "declaration__title", "declaration__slug", "=label"]
    search_help_text = gettext_lazy("Words of the point, title of its declaration, or its number")
    ordering = ["-declaration__date", "declaration__slug", "order"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Point]:
        """Fetch the declaration; for the list also wordings, topics and ``position_count``."""
        queryset = super().get_queryset(request).select_related("declaration")
        if is_list(request):
            queryset = queryset.prefetch_related("wordings", "topics").annotate(
                position_count=Count("positions", distinct=True)
            )
        return queryset

    @admin.display(description=gettext_lazy("point"), ordering="label")
    def number(self, point: Point) -> str:
        """Show the number as printed."""
        return point.label

    @admin.display(description=gettext_lazy("first words"))
    def first_words(self, point: Point) -> str:
        """Show how the point begins, in English where that is held."""
        wording = point.wording_in("en")
        return Truncator(wording.text).words(18) if wording else _("no wording yet")

    @admin.display(description=gettext_lazy("topics"))
    def topic_names(self, point: Point) -> str:
        """Show the topics on one line."""
        return ", ".join(topic.name for topic in point.topics.all()) or "–"

    @admin.display(description=gettext_lazy("positions"), ordering="position_count")
    def position_count(self, point: Point) -> str:
        """Show how many positions the point takes."""
        return str(point.position_count or "–")

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Leave out deletion by the list: a point is deleted where its declaration is in view."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Add points on the page of their declaration, where their order is seen."""
        return False

    def declaration_id(self, row: Point) -> int | None:
        """Return the key of the declaration it belongs to."""
        return row.declaration_id

    def view_on_site(self, point: Point) -> str | None:
        """Return the point's place on the public page; a draft has none."""
        return point.get_absolute_url() if point.declaration.is_published else None

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save the parts and leave a line in the declaration's history."""
        super().save_related(request, form, formsets, change)
        reason = form.cleaned_data.get("change_reason") or ""
        self._note_save(form.instance, reason)

    def _note_save(self, point: Point, reason: str = "") -> None:
        note = _("Point %(label)s") % {"label": point.label}
        note = f"{note}: {reason}" if reason else note
        editing.note_save(declaration_id=point.declaration_id, reason=note[:100])

    def delete_model(self, request: HttpRequest, obj: Point) -> None:
        """Delete the point as a change to its declaration: whoever has that open is told."""
        editing.raise_version(declaration_id=obj.declaration_id)
        super().delete_model(request, obj)
        self._note_save(obj, _("deleted"))
        self.check_whole(obj)

    def delete_view(
        self,
        request: HttpRequest,
        object_id: str,
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Delete after asking; keep the last point of what readers see, and say so."""
        try:
            return super().delete_view(request, object_id, extra_context)
        except editing.NotReady as refusal:
            self.say(request, " ".join(refusal.sentences), warning=True)
            address = reverse("admin:declarations_point_change", args=[object_id])
            return HttpResponseRedirect(address)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show the point between its neighbours, with the codebook at hand."""
        context = point_context(int(object_id)) if is_key(object_id) else {}
        return super().change_view(
            request, object_id, form_url, {**context, **(extra_context or {})}
        )


def point_context(key: int) -> dict[str, Any]:
    """Return the words, the siblings in order, with ``is_coded``, and the codebook by topic."""
    siblings = list(
        Point.objects.filter(declaration__points=key)
        .annotate(is_coded=Exists(Position.objects.filter(point=OuterRef("pk"))))
        .order_by("order")
        .only("pk", "label")
    )
    place = next((place for place, point in enumerate(siblings) if point.pk == key), None)
    if place is None:
        return {}
    own_topics = set(Point.topics.through.objects.filter(point=key).values_list("topic", flat=True))
    return {
        "siblings": siblings,
        "previous_point": siblings[place - 1] if place else None,
        "next_point": siblings[place + 1] if place + 1 < len(siblings) else None,
        "words": Wording.objects.filter(point=key),
        "codebook": codebook(own_topics),
    }


def codebook(own_topics: Iterable[int]) -> list[dict[str, Any]]:
    """Return the propositions by topic, the point's own topics first and marked."""
    chosen = set(own_topics)
    propositions = Proposition.objects.select_related("topic").order_by(
        "topic__order", "topic__name", "order", "slug"
    )
    parts = [
        {"topic": topic, "is_own": topic.pk in chosen, "propositions": list(members)}
        for topic, members in groupby(propositions, key=lambda proposition: proposition.topic)
    ]
    return sorted(parts, key=lambda part: not part["is_own"])
