"""The form of the first step: the text, and what is said about it."""

import datetime
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from declarations.documents import MAX_BYTES, SUFFIXES
from declarations.models import Actor, Language, Source
from declarations.services.entering import Details
from declarations.services.entering.entries import FIELDS

MOST_OFFERED = 1000
"""Actors that are offered as issuers; those chosen always are."""


class IssuersField(forms.ModelMultipleChoiceField):
    """The actors who issued a text, groups first."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self) -> None:
        super().__init__(
            Actor.objects.all(),
            label=gettext_lazy("Issued by"),
            required=True,
            error_messages={
                "required": gettext_lazy("Say who issued it."),
                "invalid_choice": gettext_lazy("Choose from the list; one of these is not on it."),
                "invalid_pk_value": gettext_lazy("Choose from the list."),
            },
        )

    def _check_values(self, value: Any) -> Any:
        """Refuse what can be no key before the database is asked."""
        if not isinstance(value, (list, tuple)):
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        for key in value:
            if not (str(key).isascii() and str(key).isdigit() and int(key) < 2**63):
                raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return super()._check_values(value)


class DayField(forms.DateField):
    """A day, by the browser's calendar or typed."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            input_formats=["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%d %B %Y"],
            error_messages={
                "invalid": gettext_lazy("Write the day as 2019-05-03."),
                "required": gettext_lazy("Say on which day it was issued."),
            },
            **kwargs,
        )

    def clean(self, value: Any) -> Any:
        """Return a day of the last thousand years or so; a year of two digits is a slip."""
        day = super().clean(value)
        if day is not None and not 1000 <= day.year <= datetime.date.today().year + 1:
            raise ValidationError(_("The year %(year)s is a slip.") % {"year": day.year})
        return day


class DetailsForm(forms.Form):
    """What is said about a text besides its words."""

    issuers = IssuersField()
    date = DayField(label=gettext_lazy("Date"))
    place = forms.CharField(label=gettext_lazy("Place"), max_length=200, required=False)
    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Left blank, it is taken from the text."),
    )
    title_es = forms.CharField(
        label=gettext_lazy("Title in Spanish"), max_length=300, required=False
    )
    occasion = forms.CharField(
        label=gettext_lazy("Occasion"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    source_url = forms.URLField(
        label=gettext_lazy("Address of the source"),
        max_length=1000,
        required=False,
        assume_scheme="https",
        widget=forms.TextInput(attrs={"inputmode": "url"}),
        error_messages={"invalid": gettext_lazy("Enter a web address, or leave this blank.")},
    )
    publisher = forms.CharField(
        label=gettext_lazy("Publisher"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Left blank, it is the name of the site."),
    )
    retrieved = DayField(label=gettext_lazy("Retrieved"), required=False)
    extent = forms.ChoiceField(
        label=gettext_lazy("This is"),
        choices=[
            (Source.Extent.FULL, gettext_lazy("the whole text")),
            (Source.Extent.PARTIAL, gettext_lazy("part of the text")),
            (Source.Extent.REPORT, gettext_lazy("a report about the text")),
        ],
        required=False,
        initial=Source.Extent.FULL,
    )

    def details(self, *, language: str) -> Details:
        """Return what a valid form says."""
        given = {name: self.cleaned_data[name] for name in FIELDS}
        given["issuers"] = tuple(_as_named(given["issuers"], self.data))
        given["extent"] = given["extent"] or Source.Extent.FULL.value
        return Details(**given, language=language)


class TextForm(DetailsForm):
    """The first step: the text or a file, its language, and what is said about it."""

    text = forms.CharField(
        label=gettext_lazy("Text as issued"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 18, "class": "desk-words intake-text"}),
    )
    file = forms.FileField(
        label=gettext_lazy("or a file"),
        required=False,
        allow_empty_file=True,
        help_text=gettext_lazy(
            "Word, PDF, HTML, Markdown or plain text; at most %(megabytes)s MB."
        ),
        widget=forms.FileInput(attrs={"accept": ",".join(SUFFIXES)}),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        choices=[("", gettext_lazy("as the text says")), *Language.choices],
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose one of the languages.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = self.fields["file"].help_text % {
            "megabytes": MAX_BYTES // 1_000_000
        }
        for name in ("title", "place", "publisher", "source_url", "title_es"):
            self.fields[name].widget.attrs["class"] = "vTextField"
        self.fields["title"].widget.attrs["class"] += " desk-title"
        self.fields["issuers"].choices = offered_issuers(self)

    def issuer_groups(self) -> list[tuple[str, list[tuple[int, str, bool]]]]:
        """Return the boxes of the issuers by kind: key, name, and whether it is ticked."""
        ticked = {str(key) for key in self["issuers"].value() or []}
        return [
            (kind, [(key, name, str(key) in ticked) for key, name in actors])
            for kind, actors in self.fields["issuers"].choices
        ]

    def clean_text(self) -> str:
        """Refuse a blank text: there is nothing to split."""
        text: str = self.cleaned_data["text"]
        if not text.strip():
            raise ValidationError(_("Paste the text, or choose a file."))
        return text


def offered_issuers(form: forms.Form) -> list[tuple[str, list[tuple[int, str]]]]:
    """Return the actors by kind, groups first, by name."""
    kinds = {
        Actor.Kind.GROUP: _("Groups"),
        Actor.Kind.ORGANISATION: _("Organisations"),
        Actor.Kind.STATE: _("States"),
    }
    chosen = {str(key) for key in form["issuers"].value() or []}
    actors = list(Actor.objects.order_by("name").values_list("pk", "name", "kind"))
    actors.sort(key=lambda actor: actor[2] != Actor.Kind.GROUP)
    offered: dict[Any, list[tuple[int, str]]] = {kind: [] for kind in kinds}
    for count, (key, name, kind) in enumerate(actors):
        if count < MOST_OFFERED or str(key) in chosen:
            offered.setdefault(kind, []).append((key, name))
    return [(str(kinds.get(kind, kind)), found) for kind, found in offered.items() if found]


def _as_named(actors: Any, data: Mapping[str, Any]) -> list[Actor]:
    """Return the issuers in the order in which they were named."""
    keys = data.getlist("issuers") if hasattr(data, "getlist") else data.get("issuers", [])
    by_key = {str(actor.pk): actor for actor in actors}
    return [by_key[str(key)] for key in dict.fromkeys(map(str, keys)) if str(key) in by_key]


def stored_details(stored: Mapping[str, Any], language: str) -> tuple[Details | None, list[str]]:
    """Return what an entry says about its text; or the sentences of what is wrong with it."""
    form = DetailsForm(dict(stored))
    if form.is_valid():
        return form.details(language=language), []
    return None, [str(sentence) for sentences in form.errors.values() for sentence in sentences]
