"""What people send in: an answer to a suggestion, a text to look for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from declarations.models import STANCE_LABELS, Language, Review


class ReviewForm(forms.Form):
    """An answer to a suggestion; the stance is asked for only where none was suggested."""

    RECONSIDER = "reconsider"
    """To take a refusal back."""

    kind = forms.ChoiceField(choices=[("topic", ""), ("proposition", "")])
    slug = forms.SlugField(max_length=80)
    answer = forms.ChoiceField(choices=[*Review.Answer.choices, (RECONSIDER, "")])
    stance = forms.ChoiceField(choices=STANCE_LABELS.items(), required=False)


class PastedTextField(forms.CharField):
    """A text of several lines, measured as a browser counts it: a line's end is one character."""

    def to_python(self, value: Any) -> str:
        """Return the text with its lines ended alike; forms are sent with two at each end."""
        text: str = super().to_python(value)
        return text.replace("\r\n", "\n").replace("\r", "\n")


class PasteForm(forms.Form):
    """A text of one's own, to find points like it."""

    MOST = 20_000
    """Characters: forty times the sample's longest point."""

    text = PastedTextField(
        max_length=MOST,
        error_messages={
            "required": _("Paste a text first: a sentence will do."),
            "max_length": _(
                "This text has %(show_value)s characters; at most %(limit_value)s are read. "
                "Paste the passage that matters."
            ),
        },
    )
    language = forms.ChoiceField(choices=Language, required=False)

    def clean_language(self) -> str:
        """Return the language; English where none was chosen."""
        return self.cleaned_data["language"] or Language.ENGLISH.value
