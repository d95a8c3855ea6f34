"""What a lead sends in of a coding round: its pairs, its coders, its days."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django import forms
from django.core.validators import MaxLengthValidator
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from declarations.models import Declaration, User

MAX_BY_HAND = 200
"""Pairs named by hand in one round."""
MAX_LINE = 400
"""Characters of a line that names one."""
MAX_NOTE = 4_000
MAX_SAMPLE = 2_000
MAX_DECLARATIONS = 10

_COMPARED = re.compile(r"/compare/([-\w]+)/([-\w]+)/$")
_NAMED = re.compile(r"^([-\w]+)\s+(\S.*?)\s*(?:\||;|–|—| - )\s*([-\w]+)\s+(\S.*)$")


@dataclass(frozen=True)
class NamedPair:
    """A pair as a lead wrote it; ``anchors`` are its readings, the likeliest first."""

    written: str
    left: str
    right: str
    anchors: tuple[tuple[str, str], ...]


def read_pair(written: str) -> NamedPair | None:
    """
    Read a pair of points as people write or copy it; None where it is none.

    The address of a row in a comparison, or the slug and number of one point,
    a stroke, and those of the other:

    >>> read_pair("https://example.org/compare/a/b/?pair=5,11").anchors
    (('5', '11'),)
    >>> read_pair("a 5 | b 11 bis").anchors
    (('5', '11 bis'),)
    >>> read_pair("/compare/a/b/#r-5-11-bis").anchors
    (('5', '11-bis'), ('5-11', 'bis'))
    """
    if len(written) > MAX_LINE:
        return None
    if named := _NAMED.match(written):
        return NamedPair(written, named[1], named[3], ((named[2], named[4]),))
    try:
        address = urlsplit(written)
    except ValueError:
        return None
    compared = _COMPARED.search(address.path)
    if compared is None:
        return None
    asked = parse_qs(address.query).get("pair", [""])[0].partition(",")
    if asked[0] and asked[2]:
        anchors: tuple[tuple[str, str], ...] = ((asked[0], asked[2]),)
    else:
        anchors = tuple(_parted(unquote(address.fragment)))
    return NamedPair(written, compared[1], compared[2], anchors) if anchors else None


def _parted(fragment: str) -> Iterator[tuple[str, str]]:
    """Yield the ways in which the anchor of a row names two points."""
    if fragment.startswith("r-"):
        parts = fragment[2:].split("-")
        for place in range(1, len(parts)):
            yield "-".join(parts[:place]), "-".join(parts[place:])


class SensibleChoicesField(forms.ModelMultipleChoiceField):
    """Several rows; a value that can be no key of theirs is told as such, not asked for."""

    def __init__(self, *args: Any, pattern: str, **more: Any) -> None:
        super().__init__(*args, **more)
        self.pattern = re.compile(pattern, re.ASCII)

    def clean(self, value: Any) -> Any:
        """Return the rows; of nonsense the database is not asked."""
        if any(not self.pattern.fullmatch(str(key)) for key in value or ()):
            raise forms.ValidationError(self.error_messages["invalid_choice"])
        return super().clean(value)


class RoundForm(forms.Form):
    """
    A round to be opened.

    ``couples`` are ticked once a preview has listed them, "left:right" by
    slugs; ``listed`` are those that the preview listed, so that one whose tick
    was taken away is told from one that is new. ``seed`` goes from the
    preview to the opening, so that what was seen is what is opened.
    """

    title = forms.CharField(
        label=_("Title"),
        max_length=200,
        error_messages={"required": _("Give the round a title.")},
    )
    note = forms.CharField(
        label=_("Note for the coders"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[MaxLengthValidator(MAX_NOTE, _("Keep the note under 4,000 characters."))],
    )
    kind = forms.ChoiceField(
        label=_("Who sees what"),
        choices=[("blind", _("Blind")), ("open", _("Open"))],
        initial="blind",
        error_messages={"invalid_choice": _("A round is blind or open.")},
    )
    deadline = forms.DateField(
        label=_("Deadline"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the deadline as 2026-03-31.")},
    )
    declarations = SensibleChoicesField(
        pattern=r"[-\w]{1,120}",
        label=_("Declarations"),
        queryset=Declaration.objects.none(),
        to_field_name="slug",
        required=False,
        error_messages={"invalid_choice": _("One of these declarations is not held any more.")},
    )
    couples = forms.MultipleChoiceField(required=False)
    listed = forms.MultipleChoiceField(required=False)
    by_hand = forms.CharField(
        label=_("Pairs by hand"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[
            MaxLengthValidator(MAX_BY_HAND * MAX_LINE, _("These are too many pairs by hand."))
        ],
    )
    sample = forms.IntegerField(
        label=_("Unmatched pairs to add"),
        required=False,
        min_value=0,
        max_value=MAX_SAMPLE,
        initial=0,
        error_messages={
            "invalid": _("Write how many unmatched pairs to add as a number."),
            "min_value": _("Write how many unmatched pairs to add as a number."),
            "max_value": _("Add at most 2,000 unmatched pairs."),
        },
    )
    seed = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**53)
    coders = SensibleChoicesField(
        pattern=r"\d{1,18}",
        label=_("Coders"),
        queryset=User.objects.none(),
        required=False,
        error_messages={"invalid_choice": _("One of these accounts may not judge pairs.")},
    )

    def __init__(
        self, *args: Any, published: QuerySet[Declaration], judging: QuerySet[User], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.fields["declarations"].queryset = published
        self.fields["coders"].queryset = judging
        for name in ("couples", "listed"):
            # Any two slugs: which of them are held is for the plan to find out.
            self.fields[name].valid_value = is_couple

    def clean_declarations(self) -> Any:
        """Refuse more declarations than one round compares."""
        chosen = self.cleaned_data["declarations"]
        if len(chosen) > MAX_DECLARATIONS:
            raise forms.ValidationError(
                gettext("Choose at most %(most)s declarations for one round.")
                % {"most": MAX_DECLARATIONS}
            )
        return chosen

    def clean_by_hand(self) -> list[NamedPair]:
        """Return the pairs, a line each."""
        lines = [line.strip() for line in self.cleaned_data["by_hand"].splitlines()]
        lines = [line for line in lines if line]
        if len(lines) > MAX_BY_HAND:
            raise forms.ValidationError(
                gettext("Name at most %(most)s pairs by hand.") % {"most": MAX_BY_HAND}
            )
        pairs = []
        for line in lines:
            pair = read_pair(line)
            if pair is None:
                shown = line if len(line) <= 80 else f"{line[:80]}…"
                raise forms.ValidationError(
                    gettext("“%(line)s” names no pair. Write one to a line, as in the example.")
                    % {"line": shown}
                )
            pairs.append(pair)
        return pairs

    def clean(self) -> dict[str, Any]:
        """Add ``chosen_couples``: those ticked, and those that no preview has listed yet."""
        given = super().clean() or self.cleaned_data
        listed = set(given.get("listed", ()))
        ticked = set(given.get("couples", ()))
        slugs = [declaration.slug for declaration in given.get("declarations", ())]
        given["chosen_couples"] = [
            (one, other)
            for one in slugs
            for other in slugs
            if one != other
            and (f"{one}:{other}" in ticked or not listed & {f"{one}:{other}", f"{other}:{one}"})
        ]
        return given


def is_couple(value: str) -> bool:
    """Say whether a value could name two declarations, "left:right"."""
    return re.fullmatch(r"[-\w]{1,120}:[-\w]{1,120}", value) is not None


class DeadlineForm(forms.Form):
    """Another deadline, or none."""

    deadline = forms.DateField(
        label=_("Deadline"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the deadline as 2026-03-31.")},
    )


class CoderForm(forms.Form):
    """A coder who comes into a round, or goes."""

    coder = forms.ModelChoiceField(
        label=_("Coder"),
        queryset=User.objects.none(),
        error_messages={
            "required": _("Choose a coder."),
            "invalid_choice": _("This account may not judge pairs."),
        },
    )

    def __init__(self, *args: Any, accounts: QuerySet[User], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["coder"].queryset = accounts


class CloseForm(forms.Form):
    """That a lead means to close a round."""

    confirm = forms.BooleanField(
        error_messages={"required": _("Tick that you mean to close the round for good.")}
    )
