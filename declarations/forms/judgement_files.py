"""A file of judgements, as it is sent in: to be looked through, then to be loaded."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class JudgementFileForm(forms.Form):
    """
    A file, or the text of one that was looked through.

    What was looked through comes back with the page, so that nothing is kept
    meanwhile; it is read again as if it were new.
    """

    file = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("CSV or JSON in UTF-8, at most 5 MB. It is looked through first."),
        widget=forms.FileInput(attrs={"accept": ".csv,.json,text/csv,application/json"}),
        error_messages={"empty": _("This file is empty.")},
    )
    text = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Refuse a form with neither."""
        given = super().clean() or {}
        if not self.errors and not given.get("file") and not given.get("text"):
            self.add_error("file", _("Choose a file first."))
        return given

    def data_sent(self) -> bytes:
        """Return the bytes of the file, or of the text that came back."""
        if self.cleaned_data.get("file"):
            held: bytes = self.cleaned_data["file"].read()
            return held
        return str(self.cleaned_data["text"]).encode()
