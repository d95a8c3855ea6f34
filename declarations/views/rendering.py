"""One view for page and fragment."""

from typing import Any

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.cache import patch_vary_headers


def page_or_fragment(
    request: HttpRequest,
    *,
    page: str,
    fragment: str,
    context: dict[str, Any],
    status: int | None = None,
) -> TemplateResponse:
    """
    Answer htmx with the fragment, and everybody else with the page that includes it.

    A boosted link and a history restore get the page: the browser shows it
    whole. ``Vary`` keeps caches from mixing the two up.
    """
    htmx = request.htmx  # type: ignore[attr-defined]
    partial = htmx and not htmx.boosted and not htmx.history_restore_request
    context = {**context, "is_fragment": bool(partial)}
    response = TemplateResponse(request, fragment if partial else page, context, status=status)
    patch_vary_headers(response, ("HX-Request", "HX-History-Restore-Request", "HX-Boosted"))
    return response
