"""Who enters declarations; and a log-in that loses nothing of what was sent without one."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.template.response import TemplateResponse
from django.urls import reverse

from ..base import is_key
from ..held import held_for


def may_enter(user: Any) -> bool:
    """Say whether somebody may enter declarations: staff who may add them."""
    return user.is_active and user.is_staff and user.has_perm("declarations.add_declaration")


def _say_not_kept(request: HttpRequest) -> HttpResponse:
    """Answer a quiet save with a line that says what to do; a change, so that it is sent whole."""
    if request.path != reverse("admin:declarations_intake_keep"):
        return HttpResponse(status=401)
    signed_in = request.user.is_authenticated
    context = {
        "signed_in": signed_in,
        "log_in": f"{resolve_url('admin:login')}?next={reverse('admin:index')}",
        # What the page knows of its entry stays in it.
        "known": [
            (name, request.POST[name])
            for name in ("intake", "version")
            if is_key(request.POST.get(name, ""))
        ],
    }
    response = TemplateResponse(request, "admin/intake/_signed_out.html", context)
    if signed_in and "renewed" not in request.POST:
        # Logged in again elsewhere: the line brings a token of today, and it is sent again.
        response["HX-Trigger-After-Settle"] = "keepnow"
    return response


for_editors = held_for(may_enter, quiet=_say_not_kept)
"""Guard a method of the admin that shows or changes an entry, see :func:`held_for`."""
