"""Where the work on an entry goes on, and what the entry is called."""

from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from declarations.models import Intake


def shown(intake: Intake) -> dict[str, Any]:
    """Return what a list shows of an entry: what it is called, and where to go on."""
    return {"intake": intake, "name": name_of(intake), "address": next_address(intake)}


def name_of(intake: Intake) -> str:
    """Return what an entry is called: its title, its first line, or the name of its file."""
    beginning = getattr(intake, "beginning", "").strip().partition("\n")[0]
    title = str(intake.details.get("title") or getattr(intake, "headline", None) or "")
    name = title or beginning or intake.filename
    return name[:120] or _("Pasted text")


def next_address(intake: Intake) -> str:
    """Return where the work on an entry goes on."""
    if intake.declaration_id:
        return codes_address(intake)
    name = "split" if intake.details.get("issuers") else "change"
    return reverse(f"admin:declarations_intake_{name}", args=[intake.pk])


def codes_address(intake: Intake) -> str:
    """Return where the codes are given of the draft that an entry has become."""
    try:
        return reverse("admin:declarations_intake_codes", args=[intake.pk])
    except NoReverseMatch:
        return reverse("admin:declarations_declaration_change", args=[intake.declaration_id])
