"""Fields and forms of the desk: what an editor may type, and the guard on versions."""

import unicodedata
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from declarations.models import Actor, Declaration, Point, Wording
from declarations.services import editing

LONGEST_WORDING = 50_000
"""Characters; the longest point of the sample has under 500."""

LAST_PLACE = 100_000
"""The highest place in the order: far beyond any text, far below where points are parked."""


class WordsField(forms.CharField):
    """The words of a point in one language; line ends are a browser's, not a change."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            max_length=LONGEST_WORDING,
            required=kwargs.pop("required", False),
            widget=forms.Textarea(attrs={"rows": 4, "class": "desk-words"}),
            error_messages={
                "max_length": gettext_lazy(
                    "A point has at most %(limit_value)d characters; this has %(show_value)d. "
                    "Was the whole text pasted?"
                )
            },
            **kwargs,
        )

    def to_python(self, value: Any) -> str:
        """Return the text with one kind of line end."""
        return super().to_python(value).replace("\r\n", "\n").replace("\r", "\n")

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare what would be stored."""
        return self.to_python(initial) != self.to_python(data)


def validate_label(label: str) -> None:
    """Refuse numbers that cannot stand in an address: /declarations/<slug>/<number>/."""
    doubtful = label.rstrip("?")
    if any(character in "/\\#%?&" for character in doubtful) or any(
        unicodedata.category(character).startswith("C") for character in label
    ):
        raise ValidationError(
            _("A number stands in addresses: write it without / \\ # % &, and ? only at its end.")
        )


def clean_label(label: str) -> str:
    """Return a number as printed, with single spaces, or refuse it."""
    label = " ".join(label.split())
    validate_label(label)
    return label


class GuardedForm(forms.ModelForm):
    """
    A form that knows which version of its declaration the editor saw.

    ``conflict`` is set when somebody else saved meanwhile: the page then shows
    the other changes, and a box to save over them knowingly. ``claims`` is the
    version that a save has to find. The admin sets ``editor`` and, when a save
    was refused at the last moment, ``refusal``.
    """

    seen_version = forms.CharField(required=False, widget=forms.HiddenInput)
    read_version = forms.CharField(required=False, widget=forms.HiddenInput)
    opened = forms.CharField(required=False, widget=forms.HiddenInput)
    save_over = forms.BooleanField(
        required=False, label=gettext_lazy("Save over it: I have read the other changes")
    )
    change_reason = forms.CharField(
        required=False,
        max_length=100,
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("Optional, for the history."),
    )

    editor: Any = None
    refusal: editing.Refused | None = None
    conflict: editing.LastSave | None = None
    claims: int | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound and self.guarded_id:
            self.initial["seen_version"] = self.shown_version
            self.initial["opened"] = timezone.now().isoformat()

    @property
    def guarded_id(self) -> int | None:
        """The key of the declaration whose version guards this form."""
        raise NotImplementedError

    @property
    def shown_version(self) -> int:
        """
        The version of what the page shows, read in one query with it.

        Read later it might be that of a save in between, whose changes the
        page would not show and this editor would overwrite unread.
        """
        raise NotImplementedError

    @property
    def opened_at(self) -> datetime | None:
        """When the page was opened, as far as it says so."""
        try:
            opened = parse_datetime(self.data.get("opened", ""))
        except ValueError:
            return None
        return opened if opened and timezone.is_aware(opened) else None

    def clean(self) -> dict[str, Any] | None:
        """Compare versions and repeat what refused the save."""
        cleaned = super().clean()
        if self.guarded_id:
            self._compare_versions()
        if self.refusal and not self.conflict:
            self.add_error(None, [ValidationError(text) for text in self.refusal.sentences])
        return cleaned

    def _compare_versions(self) -> None:
        current = editing.current_version(self.guarded_id)
        if current is None:  # a former state of something deleted: nothing to overwrite
            return
        key = "read_version" if self.data.get("save_over") else "seen_version"
        self.claims = number_in(self.data.get(key, ""))
        if self.claims == current:
            return
        self.conflict = editing.last_save(self.guarded_id) or editing.LastSave(
            None, "", timezone.now()
        )
        # What the editor is shown now is what ticking the box will vouch for.
        self.data = self.data.copy()
        self.data["read_version"] = str(current)
        self.data.pop("save_over", None)
        self.add_error(
            None, ValidationError(_("Nothing was saved: read the notice above."), code="conflict")
        )

    def conflict_sentence(self) -> str:
        """Say who saved meanwhile and that nothing is lost."""
        saved = {
            "who": self.conflict.editor or _("Somebody"),
            "when": date_format(timezone.localtime(self.conflict.when), "j F Y, H:i"),
        }
        if self.editor is not None and self.conflict.editor_id == self.editor.pk:
            return (
                _(
                    "You saved this declaration yourself on %(when)s UTC, after this page was "
                    "opened: in another window, or by pressing Save twice. What stands below "
                    "was not saved now, and is not lost."
                )
                % saved
            )
        return (
            _(
                "%(who)s saved this declaration on %(when)s UTC, after you opened it. Nothing "
                "of yours was saved over it, and nothing is lost: it stands below as you "
                "typed it."
            )
            % saved
        )


def number_in(text: str) -> int | None:
    """Return a version that a page sent back; none where it is no sensible number."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


class DeclarationForm(GuardedForm):
    """A declaration's own fields."""

    class Meta:
        model = Declaration
        fields = [
            "title", "title_es", "date", "place", "occasion", "slug", "language", "numbering",
            "numbering_note", "points_in_source", "complete", "gaps", "status",
        ]  # fmt: skip
        widgets = {
            "title": forms.TextInput(attrs={"class": "vTextField desk-title"}),
            "title_es": forms.TextInput(attrs={"class": "vTextField desk-title", "lang": "es"}),
            "occasion": forms.Textarea(attrs={"rows": 3}),
            "numbering_note": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            slug = self.fields["slug"]
            slug.required = False
            slug.help_text = (
                _(
                    "Stands in addresses that people cite. Changing the slug of a published "
                    "declaration breaks those addresses."
                )
                if self.instance.pk
                else _(
                    "Stands in addresses that people cite. Left blank, it is made from the "
                    "first issuer and the date: lima-group-2019-05-03."
                )
            )

    @property
    def guarded_id(self) -> int | None:
        """The declaration itself."""
        return self.instance.pk

    @property
    def shown_version(self) -> int:
        """The version in the row that is shown."""
        return self.instance.version

    def clean(self) -> dict[str, Any] | None:
        """Make the slug where none was given."""
        cleaned = super().clean()
        given = self.cleaned_data
        if "slug" in self.fields and not given.get("slug") and "slug" not in self.errors:
            self._make_slug(given)
        return cleaned

    def _make_slug(self, given: dict[str, Any]) -> None:
        issuer = self._first_issuer()
        if issuer is None or not given.get("date"):
            self.add_error("slug", _("Enter a slug, or an issuer and a date to make it from."))
            return
        given["slug"] = editing.suggest_slug(issuer=issuer, day=given["date"])
        others = Declaration.objects.exclude(pk=self.instance.pk)
        if others.filter(slug=given["slug"]).exists():
            self.add_error(
                "slug",
                _(
                    "%(slug)s is another declaration already. If it is not this one, saved by "
                    "pressing twice, give this a slug of its own, such as %(slug)s-b."
                )
                % {"slug": given["slug"]},
            )

    def _first_issuer(self) -> Actor | None:
        """Return the issuer that the rows below name first; they are cleaned after this form."""
        named = []
        for row in range(min(number_in(self.data.get("issues-TOTAL_FORMS", "")) or 0, 100)):
            actor = number_in(self.data.get(f"issues-{row}-actor", ""))
            order = number_in(self.data.get(f"issues-{row}-order", "")) or 0
            if actor and not self.data.get(f"issues-{row}-DELETE"):
                named.append((order, row, actor))
        return Actor.objects.filter(pk=min(named)[2]).first() if named else None


class PointForm(GuardedForm):
    """A point on its own page."""

    class Meta:
        model = Point
        fields = [
            "label", "order", "kind", "force", "operative", "topics", "mentions", "confidence",
        ]  # fmt: skip
        widgets = {"topics": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "order" in self.fields:
            self.fields["order"].widget.attrs["max"] = LAST_PLACE
        if "topics" in self.fields:
            self.fields["topics"].widget.can_add_related = False

    @property
    def guarded_id(self) -> int | None:
        """The declaration that the point belongs to."""
        return self.instance.declaration_id

    @property
    def shown_version(self) -> int:
        """The version in the declaration's row; the admin fetches it with the point."""
        return self.instance.declaration.version

    def clean_label(self) -> str:
        """Return the number in a form that can be cited."""
        return clean_label(self.cleaned_data["label"])

    def clean_order(self) -> int:
        """Keep the place below the range that saves use in passing."""
        return clean_order(self.cleaned_data["order"])

    def clean(self) -> dict[str, Any] | None:
        """Refuse a number whose address another point of the declaration has."""
        cleaned = super().clean()
        label = self.cleaned_data.get("label")
        if label:
            others = self.instance.declaration.points.exclude(pk=self.instance.pk)
            if any(
                Point(label=other).anchor == Point(label=label).anchor
                for other in others.values_list("label", flat=True)
            ):
                self.add_error("label", _("Another point of this declaration has this number."))
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        """Check order and number against the other points, though their declaration is fixed."""
        return super()._get_validation_exclusions() - {"declaration"}


def clean_order(order: int) -> int:
    """Return a place in the order, or refuse one beyond any text."""
    if order > LAST_PLACE:
        raise ValidationError(_("A place in the order is at most %(last)d.") % {"last": LAST_PLACE})
    return order


class WordingForm(forms.ModelForm):
    """One wording on a point's own page; its language stays what it was."""

    text = WordsField(required=True, label=gettext_lazy("text"))

    class Meta:
        model = Wording
        fields = ["language", "origin", "text"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "language" in self.fields:
            self.fields["language"].disabled = True
            self.fields["text"].widget.attrs["lang"] = self.instance.language
