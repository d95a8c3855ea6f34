"""The points on the page of their declaration: a card each, with its words in each language."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import QuerySet
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from declarations.models import Declaration, Language, Point, Topic, Wording
from declarations.services import editing

from .forms import LAST_PLACE, WordsField, clean_label, clean_order
from .formsets import PointFormSet, SiblingForm

ALWAYS_OFFERED = [Language.ENGLISH, Language.SPANISH]


EXPLAINED_ONCE = {"label", "order", "force"}
"""Fields whose help stands above the cards, not on each."""


class PointCardForm(SiblingForm):
    """
    A point with its wordings.

    A box for words stands for one Wording: an emptied box removes it, and the
    history keeps it. Languages without a box on the page are left alone.
    ``topic_choices`` and ``words_locked`` come from the inline.
    """

    topic_choices: list[tuple[int, str]] = []
    words_locked = False

    topics = forms.TypedMultipleChoiceField(
        coerce=int,
        required=False,
        label=gettext_lazy("topics"),
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Point
        fields = [
            "order", "label", "kind", "force", "operative", "mentions", "confidence", "topics",
        ]  # fmt: skip
        widgets = {
            "mentions": forms.Textarea(attrs={"rows": 3}),
            "operative": forms.TextInput(attrs={"class": "vTextField"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.held: dict[str, Wording] = {}
        if self.instance.pk:
            self.held = {wording.language: wording for wording in self.instance.wordings.all()}
            self.initial["topics"] = [topic.pk for topic in self.instance.topics.all()]
        if "topics" in self.fields:
            self.fields["topics"].choices = self.topic_choices
            self.fields["topics"].widget.choices = self.topic_choices
        if "order" in self.fields:
            order = self.fields["order"]
            order.required = False
            order.widget.attrs["max"] = LAST_PLACE
        if "label" in self.fields:
            self.fields["label"].widget.attrs["class"] = "desk-number"
        for name in EXPLAINED_ONCE & self.fields.keys():
            self.fields[name].widget.attrs["aria-describedby"] = f"points-help-{name}"
            self.fields[name].help_text = ""
        self.languages: list[str] = []

    def offer_languages(self, original: str) -> None:
        """
        Add a box for English, Spanish, the original language and each language held.

        On the way back only for those that the page sent: a wording that
        another editor added meanwhile has no box there, and is not emptied;
        and words typed for a language that was the original one until this
        save are not dropped.
        """
        codes = {*ALWAYS_OFFERED, original, *self.held}
        if self.is_bound and not self.words_locked:
            codes = {
                code for code in Language.values if self.add_prefix(f"text_{code}") in self.data
            }
        first = [original, *Language.values]
        for code in sorted(codes & set(Language.values), key=first.index):
            self.languages.append(code)
            wording = self.held.get(code)
            language = Language(code).label
            self.fields[f"text_{code}"] = WordsField(
                label=language, disabled=self.words_locked, initial=wording.text if wording else ""
            )
            self.fields[f"text_{code}"].widget.attrs["lang"] = code
            usual = Wording.Origin.OFFICIAL if code == original else Wording.Origin.TRANSLATION
            self.fields[f"origin_{code}"] = forms.ChoiceField(
                label=_("%(language)s wording is") % {"language": language},
                choices=Wording.Origin.choices,
                required=False,
                disabled=self.words_locked,
                initial=wording.origin if wording else usual,
            )

    @property
    def wordings(self) -> list[dict[str, Any]]:
        """For the template: each language with its box, its origin and what is held."""
        return [
            {
                "code": code,
                "language": Language(code).label,
                "text": self[f"text_{code}"],
                "origin": self[f"origin_{code}"],
                "held": self.held.get(code),
            }
            for code in self.languages
        ]

    @property
    def explanations(self) -> dict[str, str]:
        """For the template: the help that stands above the cards."""
        return {name: Point._meta.get_field(name).help_text for name in EXPLAINED_ONCE}

    @property
    def topic_names(self) -> str:
        """For the template: the topics held, on one line."""
        chosen = {str(key) for key in self["topics"].value() or []}
        return ", ".join(name for key, name in self.topic_choices if str(key) in chosen)

    def clean_label(self) -> str:
        """Return the number in a form that can be cited."""
        return clean_label(self.cleaned_data["label"])

    def clean_order(self) -> int | None:
        """Return the place; none for a new point, which then comes last."""
        order = self.cleaned_data["order"]
        if order is None:
            return self.initial.get("order") if self.instance.pk else None
        return clean_order(order)

    def save(self, commit: bool = True) -> Point:
        """Save the point if it was touched, and its wordings."""
        of_words = {f"{part}_{code}" for part in ("text", "origin") for code in self.languages}
        touched = set(self.changed_data) - of_words
        if commit and self.instance.pk and not touched:
            point = self.instance
        else:
            point = super().save(commit)
        if commit and not self.words_locked:
            for code in self.languages:
                if {f"text_{code}", f"origin_{code}"} & set(self.changed_data):
                    editing.put_wording(
                        point=point,
                        language=code,
                        text=self.cleaned_data[f"text_{code}"],
                        origin=self.cleaned_data[f"origin_{code}"]
                        or self.fields[f"origin_{code}"].initial,
                        reason=getattr(point, "_change_reason", None),
                    )
        return point


MAX_CARDS = 200
"""Points that a page may bring to a declaration that holds fewer; a forged number costs no time."""


class PointCardFormSet(PointFormSet):
    """The cards of a declaration's points."""

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        """Add the boxes for words, now that the form knows its declaration."""
        super().add_fields(form, index)
        form.offer_languages(self.instance.language)


class PointInline(admin.StackedInline):
    """The points of a declaration, as cards."""

    model = Point
    form = PointCardForm
    formset = PointCardFormSet
    template = "admin/declarations/declaration/points.html"
    extra = 0
    show_change_link = True
    ordering = ["order"]
    fields = PointCardForm.Meta.fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[Point]:
        """Fetch wordings and topics, and add ``position_count``."""
        return (
            super()
            .get_queryset(request)
            .prefetch_related("wordings", "topics")
            .annotate(position_count=models.Count("positions"))
        )

    def get_formset(
        self, request: HttpRequest, obj: Declaration | None = None, **kwargs: Any
    ) -> type[BaseInlineFormSet]:
        """Read the topics once for all cards; lock the words for those who may only code."""
        held = obj.points.count() if obj else 0
        kwargs["absolute_max"] = kwargs["max_num"] = max(MAX_CARDS, held)
        formset = super().get_formset(request, obj, **kwargs)
        formset.form.topic_choices = list(Topic.objects.values_list("pk", "name"))
        formset.form.words_locked = not all(
            request.user.has_perm(f"declarations.{action}_wording")
            for action in ("add", "change", "delete")
        )
        return formset

    def formfield_for_dbfield(self, db_field: models.Field, request: Any, **kwargs: Any) -> Any:
        """Leave the topics to the card: its choices are read once."""
        if db_field.name == "topics":
            return None
        return super().formfield_for_dbfield(db_field, request, **kwargs)
