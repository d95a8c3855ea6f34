"""What the pages on agreement may be asked for, and what a lead decides between coders."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from declarations.models import Round

from .judging import JudgementForm
from .reading import Choices, ReadingForm


class AgreementFilterForm(ReadingForm):
    """Whose and which pairs are counted: of a round, a topic, one declaration or two."""

    chosen_round: Round | None = None

    round = forms.TypedChoiceField(label=_("round"), required=False, initial=None, coerce=int)
    topic = forms.ChoiceField(label=_("topic"), required=False, initial="")
    declaration = forms.ChoiceField(label=_("declaration"), required=False, initial="")
    other = forms.ChoiceField(label=_("second declaration"), required=False, initial="")

    def __init__(
        self, data: QueryDict, *, rounds: Choices, topics: Choices, declarations: Choices
    ) -> None:
        super().__init__(data)
        declarations = list(declarations)
        self.fields["round"].choices = [("", _("all judgements")), *rounds]
        self.fields["topic"].choices = [("", _("all")), *topics]
        self.fields["declaration"].choices = [("", _("all")), *declarations]
        self.fields["other"].choices = [("", _("any")), *declarations]


SHOWN_CHOICES = [("open", _("to decide")), ("adjudicated", _("adjudicated"))]


class DisagreementFilterForm(AgreementFilterForm):
    """The same, of pairs that wait for a decision or have one."""

    show = forms.ChoiceField(label=_("list"), choices=SHOWN_CHOICES, required=False, initial="open")


class AdjudicationForm(JudgementForm):
    """A lead's word on a pair that coders judged differently; it says why."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rationale"].required = True
        self.fields["rationale"].label = _("Why")
        self.fields["rationale"].error_messages["required"] = _(
            "Say why: an adjudication has a note."
        )
