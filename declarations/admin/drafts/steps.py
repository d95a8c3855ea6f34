"""What the pages of an entry share: who may see them, and where the four steps are."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from declarations.admin.held import held_for
from declarations.models import Declaration, Intake


def is_at_the_desk(user: Any) -> bool:
    """Say whether somebody has a place at the desk; what they may do there each page decides."""
    return bool(user.is_active and user.is_staff)


held_at_the_desk = held_for(is_at_the_desk)
"""Guard a page of an entry, see :func:`held_for`: what was sent to it survives a log-in."""


def lead_to_codes(request: HttpRequest, key: int) -> HttpResponse:
    """Lead from an entry to the codes of the declaration made of it; before that, to its points."""
    entry = Intake.objects.without_content().filter(pk=key).first() if key < 2**63 else None
    if entry is None:
        raise Http404
    if entry.declaration_id is None:
        return redirect("admin:declarations_intake_split", entry.pk)
    return redirect("admin:declarations_declaration_codes", entry.declaration_id)


def fetch_declaration(key: int) -> Declaration:
    """Return a declaration with its issuers, or raise Http404, as for a key that cannot be one."""
    if key >= 2**63:
        raise Http404
    declaration = Declaration.objects.with_issuers().filter(pk=key).first()
    if declaration is None:
        raise Http404
    return declaration


def entry_of(declaration: Declaration) -> Intake | None:
    """Return the entry that a declaration was made of, without its text; the latest of several."""
    entries = declaration.intakes.filter(purpose=Intake.Purpose.DECLARATION)
    return entries.defer("text", "content", "undo").order_by("-pk").first()


def step_addresses(declaration: Declaration, entry: Intake | None) -> dict[str, str]:
    """Return the addresses of the steps for ``_steps.html``; the first two only of an entry."""
    key = [declaration.pk]
    addresses = {
        "codes_address": reverse("admin:declarations_declaration_codes", args=key),
        "check_address": reverse("admin:declarations_declaration_check", args=key),
    }
    if entry is not None and not declaration.is_published:
        addresses["text_address"] = reverse("admin:declarations_intake_change", args=[entry.pk])
        addresses["points_address"] = reverse("admin:declarations_intake_split", args=[entry.pk])
    return addresses
