"""One view for page and fragment; and the pages of a long list."""

from typing import Any

from django.core.paginator import InvalidPage, Page, Paginator
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext


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


def turn_to_page(request: HttpRequest, paginator: Paginator, notices: list[str]) -> Page:
    """Return the page that the address asks for; the nearest there is, with a notice, if none."""
    asked = request.GET.get("page", "1")
    try:
        return paginator.page(asked)
    except InvalidPage:
        page = paginator.get_page(asked)
        notices.append(gettext("There is no such page; this is page %(n)s.") % {"n": page.number})
        return page
