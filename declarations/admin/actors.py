"""Who speaks, and who belonged to which group when."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from declarations.models import Actor, Membership

from .base import AutocompleteMixin, DeskAdmin, is_list, tell_known_choices
from .bulk import BulkMixin, MembershipResource
from .formsets import KeyedFormSet


class MembershipRowForm(forms.ModelForm):
    """A membership among those of a group or of a member."""

    class Meta:
        model = Membership
        fields = ["group", "member", "since", "until", "disputed", "source", "note"]
        widgets = {"note": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tell_known_choices(self)


class MembershipInline(AutocompleteMixin, admin.StackedInline):
    """Memberships on the page of an actor."""

    model = Membership
    form = MembershipRowForm
    formset = KeyedFormSet
    extra = 0

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        """Fetch both sides with the rows."""
        return super().get_queryset(request).select_related("group", "member")


class MemberInline(MembershipInline):
    """The members of a group."""

    fk_name = "group"
    autocomplete_fields = ["member"]
    verbose_name = gettext_lazy("member")
    verbose_name_plural = gettext_lazy("members")
    fields = ["member", ("since", "until", "disputed"), "source", "note"]
    ordering = ["member__name"]


class GroupInline(MembershipInline):
    """The groups that a state or organisation belonged to."""

    fk_name = "member"
    autocomplete_fields = ["group"]
    verbose_name = gettext_lazy("membership")
    verbose_name_plural = gettext_lazy("memberships")
    fields = ["group", ("since", "until", "disputed"), "source", "note"]


class ActorForm(forms.ModelForm):
    """An actor."""

    def clean_iso3166(self) -> str:
        """Take small letters for capitals."""
        return self.cleaned_data["iso3166"].upper()

    def clean_kind(self) -> str:
        """Keep a group with members a group: nothing else has any."""
        kind = self.cleaned_data["kind"]
        if self.instance.pk and kind != Actor.Kind.GROUP and self.instance.memberships.exists():
            raise forms.ValidationError(
                _("This group has members, and only a group has. Remove the memberships first.")
            )
        return kind


@admin.register(Actor)
class ActorAdmin(DeskAdmin):
    """Groups, states and organisations."""

    form = ActorForm
    list_display = ["name", "short_name", "kind", "iso3166", "member_count", "declaration_count"]
    list_filter = ["kind"]
    search_fields = ["name", "name_es", "short_name", "slug", "=iso3166"]
    prepopulated_fields = {"slug": ["name"]}
    fieldsets = [
        (None, {"fields": ["name", "name_es", ("short_name", "short_name_es"), "slug"]}),
        (gettext_lazy("Kind"), {"fields": [("kind", "iso3166"), "founded"]}),
        (gettext_lazy("Description"), {"fields": ["description", "description_es"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Actor]:
        """Add the counts that the list shows."""
        queryset = super().get_queryset(request)
        if is_list(request):
            queryset = queryset.annotate(
                member_count=Count("memberships", distinct=True),
                declaration_count=Count("issues", distinct=True),
            )
        return queryset

    def get_inlines(self, request: HttpRequest, obj: Actor | None) -> list[Any]:
        """Offer members to a group, groups to the others; to a new actor neither yet."""
        if obj is None:
            return []
        return [MemberInline] if obj.kind == Actor.Kind.GROUP else [GroupInline]

    @admin.display(description=gettext_lazy("members"), ordering="member_count")
    def member_count(self, actor: Actor) -> str:
        """Show how many memberships a group has had."""
        return str(actor.member_count or "–")

    @admin.display(description=gettext_lazy("declarations"), ordering="declaration_count")
    def declaration_count(self, actor: Actor) -> str:
        """Show how many declarations the actor issued."""
        return str(actor.declaration_count or "–")


@admin.register(Membership)
class MembershipAdmin(BulkMixin, DeskAdmin):
    """Who belonged to which group, from when until when."""

    resource_classes = [MembershipResource]
    list_display = ["member", "group", "since", "until", "disputed"]
    list_display_links = ["member", "group"]
    list_filter = ["group", "disputed"]
    list_select_related = ["group", "member"]
    search_fields = ["member__name", "group__name", "note"]
    autocomplete_fields = ["group", "member"]
    fields = [("group", "member"), ("since", "until"), "disputed", "source", "note"]
