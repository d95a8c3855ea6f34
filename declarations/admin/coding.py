"""The codebook at the desk, the positions taken on it, and the judgements, which only are read."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from declarations.models import Judgement, Position, Proposition, Topic

from .base import DeskAdmin, HarmlessAdmin, is_list
from .filters import PositionIssuerFilter


@admin.register(Topic)
class TopicAdmin(DeskAdmin):
    """The matters that points are about."""

    list_display = ["name", "name_es", "order", "proposition_count", "point_count"]
    search_fields = ["name", "name_es", "slug", "description"]
    prepopulated_fields = {"slug": ["name"]}
    fields = ["name", "name_es", "slug", "description", "description_es", "order"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Topic]:
        """Add the counts that the list shows."""
        queryset = super().get_queryset(request)
        if is_list(request):
            queryset = queryset.annotate(
                proposition_count=Count("propositions", distinct=True),
                point_count=Count("points", distinct=True),
            )
        return queryset

    @admin.display(description=gettext_lazy("propositions"), ordering="proposition_count")
    def proposition_count(self, topic: Topic) -> int:
        """Show how many propositions the topic has."""
        return topic.proposition_count

    @admin.display(description=gettext_lazy("points"), ordering="point_count")
    def point_count(self, topic: Topic) -> int:
        """Show how many points are on the topic."""
        return topic.point_count


class PropositionForm(forms.ModelForm):
    """A proposition with its coding rule."""

    class Meta:
        model = Proposition
        fields = [
            "text", "text_es", "slug", "topic", "definition", "definition_es", "rivals", "order",
        ]  # fmt: skip
        widgets = {
            "text": forms.Textarea(attrs={"rows": 2, "class": "desk-words"}),
            "text_es": forms.Textarea(attrs={"rows": 2, "class": "desk-words", "lang": "es"}),
        }

    def clean_rivals(self) -> QuerySet[Proposition]:
        """Refuse a proposition in tension with itself."""
        rivals = self.cleaned_data["rivals"]
        if self.instance.pk and any(rival.pk == self.instance.pk for rival in rivals):
            raise ValidationError(_("A proposition cannot be its own rival."))
        return rivals


@admin.register(Proposition)
class PropositionAdmin(DeskAdmin):
    """The codebook: statements that a point can affirm, qualify or reject."""

    form = PropositionForm
    list_display = ["text", "topic", "use_count", "rival_names"]
    list_filter = ["topic"]
    list_select_related = ["topic"]
    search_fields = ["text", "text_es", "slug", "definition", "topic__name"]
    search_help_text = gettext_lazy("Words of the statement, of its rule, or its topic")
    autocomplete_fields = ["rivals"]
    prepopulated_fields = {"slug": ["text"]}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Proposition]:
        """Add ``use_count`` and fetch the rivals, for the list."""
        queryset = super().get_queryset(request)
        if is_list(request):
            queryset = queryset.with_rivals().annotate(use_count=Count("positions", distinct=True))
        return queryset

    @admin.display(description=gettext_lazy("positions"), ordering="use_count")
    def use_count(self, proposition: Proposition) -> str:
        """Show how many points take a stance on it, with a way to them."""
        if not proposition.use_count:
            return "–"
        address = reverse("admin:declarations_position_changelist")
        return format_html(
            '<a href="{}?proposition__id__exact={}">{}</a>',
            address,
            proposition.pk,
            proposition.use_count,
        )

    @admin.display(description=gettext_lazy("rivals"))
    def rival_names(self, proposition: Proposition) -> str:
        """Show the propositions in tension with it."""
        return "; ".join(rival.text for rival in proposition.rivals.all()) or "–"


class ReadOnlyAdmin(HarmlessAdmin):
    """What is looked at here and changed elsewhere, or never."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse."""
        return False


@admin.register(Position)
class PositionAdmin(ReadOnlyAdmin, DeskAdmin):
    """Every position taken; each is changed on the page of its point."""

    list_display = ["place", "stance", "proposition", "note"]
    list_filter = ["stance", PositionIssuerFilter, "proposition__topic"]
    list_select_related = ["point__declaration", "proposition"]
    search_fields = ["proposition__text", "note", "point__declaration__title"]
    ordering = ["-point__declaration__date", "point__order", "order"]
    fields = ["point_link", "proposition", "stance", "note"]
    readonly_fields = ["point_link"]
    list_display_links = None

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let a position go with its point or declaration, never from here."""
        match = request.resolver_match
        if match and (match.url_name or "").startswith("declarations_position_"):
            return False
        return request.user.has_perm("declarations.delete_position")

    @admin.display(description=gettext_lazy("point"), ordering="point__declaration__date")
    def place(self, position: Position) -> str:
        """Show the point and its declaration, with a way to the page where it is coded."""
        return format_html(
            '<a href="{}">{} · {}</a>',
            reverse("admin:declarations_point_change", args=[position.point_id]),
            position.point.declaration,
            position.point.label,
        )

    @admin.display(description=gettext_lazy("point"))
    def point_link(self, position: Position) -> str:
        """Show the point, with a way to the page where it is coded."""
        return self.place(position)


@admin.register(Judgement)
class JudgementAdmin(ReadOnlyAdmin):
    """What coders judged: added on the site, never edited or taken back."""

    list_display = ["created", "first_reference", "second_reference", "relation", "coder_name"]
    list_filter = ["relation", "coder_name"]
    search_fields = ["first_reference", "second_reference", "rationale", "coder_name"]
    date_hierarchy = "created"
    fields = [
        "first_reference",
        "second_reference",
        "relation",
        "rationale",
        "coder_name",
        "created",
        "codebook_version",
    ]
