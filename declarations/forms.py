"""What an address may ask for: filters and orders, read from the query string with patience."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from declarations.comparison.types import Basis, Relation, RowOrder
from declarations.models import Language, Point

Choices = Iterable[tuple[str, Any]]

MAX_SHOWN = 40
"""Characters of an unknown value that a notice repeats."""


class FilterForm(forms.Form):
    """
    A filter in the address: a value that nobody knows is left out, and a notice says so.

    An old link or a mistyped address so still shows a page, never an error.
    """

    def criteria(self) -> dict[str, Any]:
        """Return every field's value; the initial one where none, or an unknown one, was given."""
        self.full_clean()
        values = {}
        for name, field in self.fields.items():
            given = self.cleaned_data.get(name)
            values[name] = field.initial if given in field.empty_values else given
        return values

    def notices(self) -> list[str]:
        """Return a sentence for each value that was left out."""
        self.full_clean()
        notices = []
        for name in self.errors:
            field, given = self.fields[name].label, self._given(name)
            if given:
                sentence = gettext("“%(value)s” was left out: this page knows no such %(field)s.")
                notices.append(sentence % {"value": given, "field": field})
            elif any(value.strip() for value in self.data.getlist(name)):
                sentence = gettext("The %(field)s was left out: it held no readable characters.")
                notices.append(sentence % {"field": field})
        return notices

    def _given(self, name: str) -> str:
        values = self.data.getlist(name)
        shown = ", ".join(value for value in values if not self._is_known(name, value))
        shown = "".join(character for character in shown if character.isprintable()).strip()
        return shown if len(shown) <= MAX_SHOWN else f"{shown[:MAX_SHOWN]}…"

    def _is_known(self, name: str, value: str) -> bool:
        return value in {str(key) for key, _ in getattr(self.fields[name], "choices", ())}


class ReadingForm(FilterForm):
    """The language of reading."""

    lang = forms.ChoiceField(label=_("language"), choices=Language, required=False, initial="en")


class DeclarationFilterForm(ReadingForm):
    """Filters of the list of declarations."""

    q = forms.CharField(
        label=_("text"),
        required=False,
        initial="",
        validators=[MaxLengthValidator(200)],
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    issuer = forms.ChoiceField(label=_("issuer"), required=False, initial="")
    year = forms.TypedChoiceField(label=_("year"), required=False, initial=None, coerce=int)
    topic = forms.ChoiceField(label=_("topic"), required=False, initial="")

    def __init__(
        self, data: QueryDict, *, issuers: Choices, years: Iterable[int], topics: Choices
    ) -> None:
        super().__init__(data)
        self.fields["issuer"].choices = [("", _("all")), *issuers]
        self.fields["year"].choices = [("", _("all")), *((year, year) for year in years)]
        self.fields["topic"].choices = [("", _("all")), *topics]


SEARCH_ORDERS = [("best", _("best first")), ("newest", _("newest")), ("oldest", _("oldest"))]


class SearchForm(ReadingForm):
    """What is searched for, and what the points found are narrowed down to."""

    q = forms.CharField(
        label=_("text"), required=False, initial="", validators=[MaxLengthValidator(200)]
    )
    group = forms.ChoiceField(label=_("group"), required=False, initial=None)
    year = forms.TypedChoiceField(label=_("year"), required=False, initial=None, coerce=int)
    topic = forms.ChoiceField(label=_("topic"), required=False, initial=None)
    force = forms.TypedChoiceField(
        label=_("force"), choices=Point.Force, required=False, initial=None, coerce=int
    )
    order = forms.ChoiceField(
        label=_("order"), choices=SEARCH_ORDERS, required=False, initial="best"
    )

    def __init__(
        self, data: QueryDict, *, groups: Choices, years: Iterable[int], topics: Choices
    ) -> None:
        super().__init__(data)
        self.fields["group"].choices = groups
        self.fields["year"].choices = [(year, year) for year in years]
        self.fields["topic"].choices = topics


STATE_CHOICES = [
    (Relation.CONVERGENT.value, _("Converge")),
    (Relation.PARTIAL.value, _("In part")),
    (Relation.DIVERGENT.value, _("Diverge")),
    (Basis.OPEN.value, _("Open")),
    ("only-left", _("Only left")),
    ("only-right", _("Only right")),
]
ORDER_CHOICES = [
    (RowOrder.LEFT.value, _("left numbering")),
    (RowOrder.RIGHT.value, _("right numbering")),
    (RowOrder.TOPIC.value, _("by topic")),
]


class ComparisonFilterForm(ReadingForm):
    """What a comparison shows, and in which order."""

    relation = forms.MultipleChoiceField(
        label=_("relation"), choices=STATE_CHOICES, required=False, initial=()
    )
    order = forms.ChoiceField(
        label=_("order"), choices=ORDER_CHOICES, required=False, initial=RowOrder.LEFT.value
    )
    topic = forms.SlugField(label=_("topic"), required=False, initial="")

    def criteria(self) -> dict[str, Any]:
        """Return every field's value; of several relations those that are known, each once."""
        given = self.data.getlist("relation")
        known = [state for state, _label in STATE_CHOICES if state in given]
        return {**super().criteria(), "relation": known}
