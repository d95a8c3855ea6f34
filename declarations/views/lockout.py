"""Too many failed log-ins: who it was, and what they are told."""

from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string


def address_of_client(request: HttpRequest) -> str | None:
    """
    Return the network address that a request came from; None where there is none.

    Each proxy adds to ``X-Forwarded-For``, at its end, whom it was asked by. Of
    its entries the one counts that the outermost of our own proxies wrote
    (``PROXIES``, counted from the end): what stands before it is what anybody
    may have sent along.
    """
    if settings.PROXIES:
        written = request.headers.get("X-Forwarded-For", "").split(",")
        if len(written) >= settings.PROXIES:
            address = _valid(written[-settings.PROXIES])
            if address:
                return address
    return _valid(request.META.get("REMOTE_ADDR", ""))


def _valid(text: str) -> str | None:
    """Return an address as the database takes it, or None."""
    try:
        return str(ip_address(text.strip()))
    except ValueError:
        return None


def locked_out(
    request: HttpRequest, original_response: Any = None, credentials: Any = None
) -> HttpResponse:
    """Say that there were too many failed log-ins, how long to wait, and what else helps."""
    wait = settings.AXES_COOLOFF_TIME
    context = {"minutes": round(wait.total_seconds() / 60), "tries": settings.AXES_FAILURE_LIMIT}
    response = HttpResponse(render_to_string("429.html", context), status=429)
    response["Retry-After"] = str(round(wait.total_seconds()))
    return response
