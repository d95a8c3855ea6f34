"""Pages for when something is not there, not allowed, or out of order."""

import logging
import sys
from typing import Any

from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse

from declarations.services import near_actors, near_declarations

from .actors import UnknownActor
from .compare import UnknownDeclaration
from .groups import UnknownGroup
from .points import UnknownPoint

logger = logging.getLogger(__name__)

MAX_GROUPS = 50
"""Groups that the page for an unknown one lists."""


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that nothing is held here; propose the nearest, or what there is."""
    context: dict[str, Any] = {"suggestions": [], "of_actors": isinstance(exception, UnknownActor)}
    try:
        if isinstance(exception, UnknownDeclaration):
            named = [(near.title, near.slug) for near in near_declarations(exception.slug)]
        elif isinstance(exception, UnknownActor):
            named = [(near.name, near.slug) for near in near_actors(exception.slug)]
        else:
            named = []
        context["suggestions"] = [
            {
                "name": name,
                "slug": slug,
                "address": _address_with(request, slug, instead_of=exception.slug),  # type: ignore[attr-defined]
            }
            for name, slug in named
        ]
    except DatabaseError:
        what = "actors" if context["of_actors"] else "declarations"
        logger.exception("Near %s could not be read", what)
    if isinstance(exception, UnknownPoint):
        context |= {"declaration": exception.declaration, "points": exception.points}
    groups: list[dict[str, Any]] = []
    if isinstance(exception, UnknownGroup):
        kept = request.resolver_match.kwargs.values()
        groups = [
            {
                "group": group,
                "address": _address_with(request, group.slug, instead_of=exception.slug),
            }
            for group in exception.groups
            if group.slug not in kept
        ][:MAX_GROUPS]
    context["groups"] = groups
    return render(request, "404.html", context, status=404)


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
    """
    Say that this is not for the reader, for whom it is, and where to log in as somebody else.

    The page asks neither session nor account: it is the same for everybody.
    """
    context = {
        "sentence": getattr(exception, "sentence", ""),
        "back": request.get_full_path() if request.method in {"GET", "HEAD"} else "",
    }
    return HttpResponse(render_to_string("403.html", context), status=403)


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
