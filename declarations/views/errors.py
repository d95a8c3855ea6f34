"""Pages for when something is not there, not allowed, or out of order."""

import logging
import sys
from typing import Any

from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse

from declarations.services import near_declarations

from .compare import UnknownDeclaration

logger = logging.getLogger(__name__)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that nothing is held here, and propose the nearest declarations to a mistyped slug."""
    suggestions = []
    if isinstance(exception, UnknownDeclaration):
        try:
            suggestions = [
                {
                    "declaration": near,
                    "address": _address_with(request, near.slug, instead_of=exception.slug),
                }
                for near in near_declarations(exception.slug)
            ]
        except DatabaseError:
            logger.exception("Near declarations could not be read")
    return render(request, "404.html", {"suggestions": suggestions}, status=404)


def _address_with(request: HttpRequest, slug: str, *, instead_of: str) -> str:
    """Return the address asked for with another slug in a slug's place; all else is kept."""
    match = request.resolver_match

    def exchanged(part: Any) -> Any:
        if isinstance(part, tuple):
            return tuple(exchanged(one) for one in part)
        return slug if part == instead_of else part

    parts = {name: exchanged(part) for name, part in match.kwargs.items()}
    address = reverse(match.view_name, kwargs=parts)
    query = request.GET.urlencode()
    return f"{address}?{query}" if query else address


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that this is not for the reader, and where to log in."""
    return render(request, "403.html", status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form was too old or came from elsewhere; going back keeps what was typed."""
    return HttpResponse(render_to_string("403_csrf.html", request=request), status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """
    Say that something broke; that the database is away, where that is what broke.

    Django calls this while the exception is being handled, and has logged it.
    The pages ask nothing of the database, the session or the reader's account.
    """
    broken = sys.exc_info()[1]
    if isinstance(broken, OperationalError | InterfaceError) and not _is_unprepared(broken):
        logger.error("The database cannot be reached: %s", broken)
        response = HttpResponse(render_to_string("503.html"), status=503)
        response["Retry-After"] = "30"
        return response
    return HttpResponse(render_to_string("500.html"), status=500)


def _is_unprepared(broken: BaseException) -> bool:
    """Say whether a table or column is missing, which SQLite reports like an unreachable file."""
    return any(sign in str(broken) for sign in ("no such table", "no such column"))
