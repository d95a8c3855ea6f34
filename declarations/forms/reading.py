"""What an address may ask for: filters and orders, read from the query string with patience."""

import calendar
import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from declarations.comparison.types import Basis, Relation, RowOrder
from declarations.models import Actor, Language, Point

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


class ActorFilterForm(ReadingForm):
    """Filters of the list of actors."""

    q = forms.CharField(
        label=_("name"), required=False, initial="", validators=[MaxLengthValidator(200)]
    )
    kind = forms.ChoiceField(
        label=_("kind"),
        choices=[("", _("all")), *Actor.Kind.choices],
        required=False,
        initial="",
    )


class View(StrEnum):
    """How a comparison is laid out; all four show the same rows."""

    ALIGNED = "aligned"
    DOCUMENT = "document"
    TOPIC = "topic"
    MATRIX = "matrix"


VIEW_CHOICES = [
    (View.ALIGNED.value, _("Aligned")),
    (View.DOCUMENT.value, _("In document order")),
    (View.TOPIC.value, _("By topic")),
    (View.MATRIX.value, _("Matrix")),
]
STATE_CHOICES = [
    (Relation.CONVERGENT.value, _("Converge")),
    (Relation.PARTIAL.value, _("In part")),
    (Relation.DIVERGENT.value, _("Diverge")),
    (Basis.OPEN.value, _("Open")),
    ("only-left", _("Only left")),
    ("only-right", _("Only right")),
]
BASIS_CHOICES = [
    (Basis.JUDGED.value, _("Judged")),
    ("adjudicated", _("Adjudicated")),
    ("disputed", _("Coders differ")),
    ("stale", _("Judged before a change")),
    (Basis.CODED.value, _("From the codes")),
    (Basis.SUGGESTED.value, _("Suggested")),
    (Basis.OPEN.value, _("Nobody has said")),
]
SHOW_CHOICES = [
    ("", _("All")),
    ("shared", _("Two or more speak")),
    ("contested", _("Contested")),
]
ORDER_CHOICES = [
    (RowOrder.LEFT.value, _("left numbering")),
    (RowOrder.RIGHT.value, _("right numbering")),
    (RowOrder.TOPIC.value, _("by topic")),
]


class ComparisonFilterForm(ReadingForm):
    """
    What a comparison shows, how it is laid out, and in which order.

    Rows by topic are a view of their own. They began as an order: an address
    with ``order=topic`` is read as ``view=topic``, where it names no view.
    """

    view = forms.ChoiceField(
        label=_("view"), choices=VIEW_CHOICES, required=False, initial=View.ALIGNED.value
    )
    relation = forms.MultipleChoiceField(
        label=_("relation"), choices=STATE_CHOICES, required=False, initial=()
    )
    basis = forms.MultipleChoiceField(
        label=_("basis"), choices=BASIS_CHOICES, required=False, initial=()
    )
    order = forms.ChoiceField(
        label=_("order"), choices=ORDER_CHOICES, required=False, initial=RowOrder.LEFT.value
    )
    topic = forms.SlugField(label=_("topic"), required=False, initial="")
    pair = forms.CharField(label=_("pair of points"), required=False, max_length=60)

    def criteria(self) -> dict[str, Any]:
        """
        Return every field's value; of several relations or bases the known ones, each once.

        ``pair`` is two anchors of points, "5,10" in the address, or None.
        """
        given = self.data.getlist("relation")
        known = [state for state, _label in STATE_CHOICES if state in given]
        on = self.data.getlist("basis")
        bases = [basis for basis, _label in BASIS_CHOICES if basis in on]
        values = {**super().criteria(), "relation": known, "basis": bases}
        left, comma, right = (values["pair"] or "").partition(",")
        values["pair"] = (left, right) if comma else None
        if values["order"] == RowOrder.TOPIC.value:
            values["order"] = RowOrder.LEFT.value
            if not self.cleaned_data.get("view"):
                values["view"] = View.TOPIC.value
        return values


class SeveralFilterForm(ReadingForm):
    """What a comparison of several declarations shows."""

    show = forms.ChoiceField(
        label=_("choice of rows"), choices=SHOW_CHOICES, required=False, initial=""
    )
    topic = forms.SlugField(label=_("topic"), required=False, initial="")


class DayField(forms.Field):
    """
    A day as YYYY-MM-DD; of YYYY-MM or YYYY alone the first day, or the last with ``last=True``.

    The value is a date.
    """

    default_error_messages = {"invalid": _("Enter a day as YYYY-MM-DD.")}
    SHAPE = re.compile(r"([0-9]{4})(?:-([0-9]{1,2}))?(?:-([0-9]{1,2}))?")

    def __init__(self, *, last: bool = False, **options: Any) -> None:
        super().__init__(required=False, initial=None, **options)
        self.last = last

    def to_python(self, value: str | None) -> date | None:
        """Return the day, or None where nothing is given."""
        if value is None or not value.strip():
            return None
        found = self.SHAPE.fullmatch(value.strip())
        if found is None:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        year, month, day = (int(part) if part else None for part in found.groups())
        try:
            if month is None:
                month = 12 if self.last else 1
            if day is None:
                day = calendar.monthrange(year, month)[1] if self.last else 1
            return date(year, month, day)
        except ValueError as error:  # of which calendar's own is one
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from error


class PeriodForm(ReadingForm):
    """A period, both of its days included; one that ends before it begins is none."""

    since = DayField(label=_("first day"))
    until = DayField(label=_("last day"), last=True)

    def criteria(self) -> dict[str, Any]:
        """Return every field's value, without a period that ends before it begins."""
        asked = super().criteria()
        if self._is_turned(asked):
            asked["since"] = asked["until"] = None
        return asked

    def notices(self) -> list[str]:
        """Return a sentence for each value that was left out."""
        notices = super().notices()
        if self._is_turned(super().criteria()):
            notices.append(gettext("The period was left out: its last day comes before its first."))
        return notices

    @staticmethod
    def _is_turned(asked: dict[str, Any]) -> bool:
        since, until = asked["since"], asked["until"]
        return since is not None and until is not None and since > until


GROUP_STATE_CHOICES = [choice for choice in STATE_CHOICES if choice[0] != Basis.OPEN.value]
ROW_ORDER_CHOICES = [("contested", _("contested first")), ("topic", _("by topic"))]
TICKED = [("1", _("yes"))]


class GroupFilterForm(PeriodForm):
    """What the page of two groups shows: a period, a topic, some of the rows, and a day to open."""

    topic = forms.ChoiceField(label=_("topic"), required=False, initial="")
    relation = forms.MultipleChoiceField(
        label=_("relation"), choices=GROUP_STATE_CHOICES, required=False, initial=()
    )
    both = forms.ChoiceField(
        label=_("choice of both groups"), choices=TICKED, required=False, initial=""
    )
    changed = forms.ChoiceField(
        label=_("choice of changes"), choices=TICKED, required=False, initial=""
    )
    order = forms.ChoiceField(
        label=_("order"), choices=ROW_ORDER_CHOICES, required=False, initial="contested"
    )
    at = DayField(label=_("day"), last=True)

    def __init__(self, data: QueryDict, *, topics: Choices = ()) -> None:
        super().__init__(data)
        self.fields["topic"].choices = [("", _("all")), *topics]

    def criteria(self) -> dict[str, Any]:
        """
        Return every field's value; of several relations those that are known, each once.

        A day outside of the period is left out.
        """
        asked = super().criteria()
        given = self.data.getlist("relation")
        asked["relation"] = [state for state, _label in GROUP_STATE_CHOICES if state in given]
        if asked["at"] and not self._is_within(asked):
            asked["at"] = None
        return asked

    def notices(self) -> list[str]:
        """Return a sentence for each value that was left out."""
        asked = super().criteria()
        notices = super().notices()
        if asked["at"] and not self._is_within(asked):
            notices.append(gettext("The day to open was left out: it is not in the period."))
        return notices

    @staticmethod
    def _is_within(asked: dict[str, Any]) -> bool:
        since, until, at = asked["since"], asked["until"], asked["at"]
        return (since is None or at >= since) and (until is None or at <= until)


class PositionsFilterForm(PeriodForm):
    """Which groups, topic and period the field of positions shows, and whether agreement too."""

    group = forms.MultipleChoiceField(label=_("group"), required=False, initial=())
    topic = forms.ChoiceField(label=_("topic"), required=False, initial="")
    contested = forms.ChoiceField(
        label=_("choice of rows"), choices=TICKED, required=False, initial=""
    )
    part = forms.IntegerField(label=_("part"), required=False, initial=1, min_value=1)

    def __init__(self, data: QueryDict, *, groups: Choices, topics: Choices) -> None:
        super().__init__(data)
        self.fields["group"].choices = list(groups)
        self.fields["topic"].choices = [("", _("all")), *topics]

    def criteria(self) -> dict[str, Any]:
        """Return every field's value; of several groups those that are known."""
        values = super().criteria()
        given = self.data.getlist("group")
        values["group"] = [slug for slug, _name in self.fields["group"].choices if slug in given]
        return values
