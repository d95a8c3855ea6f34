"""Choosing what to read side by side: two, or one more beside those that are chosen."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from declarations.forms import ReadingForm
from declarations.models import Declaration

from .links import with_query
from .several_links import MOST_COLUMNS, address_beside, address_to_add

MAX_CHOICES = 400
"""Declarations that a chooser lists, the latest first; older ones are reached through the list."""


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Choose two declarations, or one beside others; or go on to the comparison of those chosen."""
    if "beside" in request.GET or "add" in request.GET:
        return _choose_another(request)
    picks = [slug for given in request.GET.getlist("pick") if (slug := _without_nul(given))]
    if len(set(picks)) > 2:
        return _choose_ticked(request, list(dict.fromkeys(picks)))
    left = _without_nul(request.GET.get("left", "")) or "".join(picks[:1])
    right = _without_nul(request.GET.get("right", "")) or "".join(picks[1:2])
    published = Declaration.objects.published()
    held = {d.slug: d for d in published.filter(slug__in=[left, right]).only("slug", "date")}
    message = ""
    if len(picks) == 1 and not right:
        message = gettext("You ticked one declaration. Choose another one to read beside it.")
    elif left and left == right:
        message = gettext("You chose the same declaration twice. Choose another one beside it.")
    elif any(slug and slug not in held for slug in (left, right)):
        message = gettext("One of these declarations is not held. Choose from the lists.")
    elif left and right:
        if picks and held[left].date > held[right].date:
            left, right = right, left  # ticked in the list: the earlier one reads first
        return _go_on(request, [left, right])
    return chooser(request, left=left, right=right, message=message)


def chooser(request: HttpRequest, *, left: str, right: str, message: str) -> TemplateResponse:
    """Return the page with the choosers of two, with what is chosen already and a message."""
    return TemplateResponse(
        request,
        "declarations/compare_choose.html",
        {
            "choices": Declaration.objects.published().for_choosing()[:MAX_CHOICES],
            "left": left,
            "right": right,
            "message": message,
        },
    )


def chooser_of_another(
    request: HttpRequest, slugs: Sequence[str], *, message: str = ""
) -> TemplateResponse:
    """Return the page on which one more declaration is chosen to be read beside some."""
    published = Declaration.objects.published()
    held = {d.slug: d for d in published.filter(slug__in=slugs).with_issuers()}
    chosen = [slug for slug in slugs if slug in held]
    language = ReadingForm(request.GET).criteria()["lang"]
    choices = published.exclude(slug__in=chosen).for_choosing()[:MAX_CHOICES]
    return TemplateResponse(
        request,
        "declarations/compare_add.html",
        {
            "columns": [
                (held[slug], address_to_add([s for s in chosen if s != slug], language))
                for slug in chosen
            ],
            "is_full": len(chosen) >= MOST_COLUMNS,
            "most": MOST_COLUMNS,
            "address": address_beside(chosen) if len(chosen) > 1 else "",
            "choices": choices,
            "language": language,
            "message": message,
        },
    )


def _choose_ticked(request: HttpRequest, picks: Sequence[str]) -> HttpResponse:
    """Go on to those ticked in the list, the earliest first; or say why not."""
    if len(picks) > MOST_COLUMNS:
        message = gettext(
            "You ticked %(n)s declarations; up to %(most)s stand side by side. Tick fewer."
        ) % {"n": len(picks), "most": MOST_COLUMNS}
        return chooser(request, left="", right="", message=message)
    found = Declaration.objects.published().filter(slug__in=picks).order_by("date", "slug")
    slugs = list(found.values_list("slug", flat=True))
    if len(slugs) < len(picks):
        message = gettext("One of these declarations is not held. Choose from the lists.")
        return chooser(request, left="", right="", message=message)
    return _go_on(request, slugs)


def _choose_another(request: HttpRequest) -> HttpResponse:
    """Go on to some declarations with one more; or show what can be chosen, and say why."""
    given = (_without_nul(slug) for slug in request.GET.getlist("beside"))
    # One more than may stand side by side is enough to tell that there are too many.
    beside = list(dict.fromkeys(slug for slug in given if slug))[: MOST_COLUMNS + 1]
    added = _without_nul(request.GET.get("add", ""))
    published = Declaration.objects.published()
    wanted = published.filter(slug__in=[*beside, added]).values_list("slug", flat=True)
    held = set(wanted) if beside or added else set()
    if any(slug not in held for slug in [*beside, added] if slug):
        message = gettext("One of these declarations is not held. Choose from the list.")
    elif added in beside:
        message = gettext("This declaration stands there already. Choose another one.")
    elif len(beside) + bool(added) > MOST_COLUMNS:
        message = gettext("Up to %(most)s declarations stand side by side.") % {
            "most": MOST_COLUMNS
        }
    elif added and beside:
        return _go_on(request, [*beside, added])
    elif added:
        beside, message = [added], ""
    else:
        message = ""
    return chooser_of_another(request, beside[:MOST_COLUMNS], message=message)


def _go_on(request: HttpRequest, slugs: Sequence[str]) -> HttpResponseRedirect:
    """Lead to these side by side, with view, language and order as they were."""
    names = ("view", "lang", "order") if len(slugs) == 2 else ("lang",)
    query = {name: value for name in names if (value := request.GET.get(name))}
    return HttpResponseRedirect(with_query(address_beside(slugs), query))


def _without_nul(slug: str) -> str:
    """Return a slug without the character that PostgreSQL takes in no text."""
    return slug.replace("\0", "")
