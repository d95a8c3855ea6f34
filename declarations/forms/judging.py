"""A coder's word on a pair, as it is sent in."""

from typing import Any
from uuid import uuid4

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from declarations.comparison.types import Relation
from declarations.models import RELATION_LABELS

MAX_RATIONALE = 4_000
"""Characters of a rationale: a page of text."""


class JudgementForm(forms.Form):
    """
    A relation with a rationale, and what tells one form from another.

    ``seen_left`` and ``seen_right`` are the digests of the wordings on the page:
    words that changed while somebody read them are not judged unread. ``token``
    makes a form that is sent twice one judgement.
    """

    relation = forms.ChoiceField(
        label=_("How do they stand?"),
        choices=[(relation.value, RELATION_LABELS[relation]) for relation in Relation],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose how the two stand."),
            "invalid_choice": _("Choose one of the four."),
        },
    )
    rationale = forms.CharField(
        label=_("Rationale"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        validators=[
            MaxLengthValidator(MAX_RATIONALE, _("Keep the rationale under 4,000 characters."))
        ],
    )
    seen_left = forms.RegexField(r"^[0-9a-f]{64}$", widget=forms.HiddenInput)
    seen_right = forms.RegexField(r"^[0-9a-f]{64}$", widget=forms.HiddenInput)
    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def clean_rationale(self) -> Any:
        """Return the text without blanks around it, its lines ended one way."""
        return "\n".join(self.cleaned_data["rationale"].strip().splitlines())


class WithdrawalForm(forms.Form):
    """Which judgement is taken back, by its key."""

    withdraw = forms.IntegerField(min_value=1, max_value=2**63 - 1)
