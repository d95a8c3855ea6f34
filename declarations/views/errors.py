"""Pages for when something is not there, not allowed, or out of order."""

import logging
import sys

from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from declarations.services import near_declarations

from .compare import UnknownDeclaration

logger = logging.getLogger(__name__)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that nothing is held here, and propose the nearest declarations to a mistyped slug."""
    suggestions = []
    if isinstance(exception, UnknownDeclaration):
        slug = exception.slug
        try:
            suggestions = [
                {
                    "declaration": near,
                    "address": request.path.replace(f"/{slug}/", f"/{near.slug}/"),
                }
                for near in near_declarations(slug)
            ]
        except DatabaseError:
            logger.exception("Near declarations could not be read")
    return render(request, "404.html", {"suggestions": suggestions}, status=404)


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
    if isinstance(broken, OperationalError | InterfaceError):
        logger.error("The database cannot be reached: %s", broken)
        response = HttpResponse(render_to_string("503.html"), status=503)
        response["Retry-After"] = "30"
        return response
    return HttpResponse(render_to_string("500.html"), status=500)
