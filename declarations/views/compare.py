"""Comparing two declarations: the page, its choosers, and the export beside it."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from declarations.comparison.types import RowOrder
from declarations.forms import ComparisonFilterForm
from declarations.models import Declaration
from declarations.services import compare_declarations, export_comparison

from .group_links import groups_address
from .links import ComparisonLinks, with_query
from .pictures import draw_bar
from .rendering import page_or_fragment, turn_to_page

ROWS_A_PAGE = 100
MAX_CHOICES = 400
"""Declarations that a chooser lists, the latest first; older ones are reached through the list."""


class UnknownDeclaration(Http404):
    """No published declaration has this slug; the page for it proposes the nearest ones."""

    def __init__(self, slug: str) -> None:
        super().__init__(gettext("No declaration is held under this address."))
        self.slug = slug


@require_safe
def compare(request: HttpRequest, left: str, right: str) -> HttpResponse:
    """Show how two declarations stand to each other, point by point."""
    if left == right:
        return _with_itself(request, left)
    declarations = _published_pair(left, right)
    filters = ComparisonFilterForm(request.GET)
    asked = filters.criteria()
    language, order = asked["lang"], asked["order"]
    comparison = compare_declarations(*declarations, order=RowOrder(order), language=language)
    notices = filters.notices()
    topic = asked["topic"]
    if topic and topic not in comparison.names.topics:
        notices.append(gettext("Neither declaration is coded with this topic; it was left out."))
        topic = ""
    links = ComparisonLinks(request.path, tuple(asked["relation"]), order, topic, language)
    rows = comparison.select(links.relation, topic)
    page = turn_to_page(request, Paginator(rows, ROWS_A_PAGE), notices)
    export = reverse("declarations:export_json", args=[left, right])
    return page_or_fragment(
        request,
        page="declarations/compare.html",
        fragment="declarations/_compare_results.html",
        context={
            "comparison": comparison,
            "rows": comparison.dress(page.object_list),
            "page": page,
            "bar": draw_bar(comparison.counts, comparison.collation.suggested),
            "states": links.states(comparison),
            "orders": links.orders(comparison),
            "order": order,
            "languages": links.languages(comparison.languages),
            "topic": topic,
            "kept": links.kept(),
            "unfiltered": links.address(relation=(), topic=""),
            "is_filtered": bool(links.relation or topic),
            "swapped": links.swapped(left, right),
            "through_time": groups_address(declarations, language),
            "export": links.address(export, relation=(), topic=""),
            "citation": request.build_absolute_uri(request.path),
            "today": timezone.now(),
            "notices": notices,
            "choices": Declaration.objects.published().for_choosing()[:MAX_CHOICES],
        },
    )


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Choose two declarations, or go on to the comparison of those chosen."""
    picks = [slug for given in request.GET.getlist("pick") if (slug := _without_nul(given))]
    left = _without_nul(request.GET.get("left", "")) or "".join(picks[:1])
    right = _without_nul(request.GET.get("right", "")) or "".join(picks[1:2])
    published = Declaration.objects.published()
    held = {d.slug: d for d in published.filter(slug__in=[left, right]).only("slug", "date")}
    message = ""
    if len(picks) > 2:
        message = gettext(
            "You ticked %(n)s declarations; a comparison reads two side by side. Choose two."
        ) % {"n": len(picks)}
    elif len(picks) == 1 and not right:
        message = gettext("You ticked one declaration. Choose another one to read beside it.")
    elif left and left == right:
        message = gettext("You chose the same declaration twice. Choose another one beside it.")
    elif any(slug and slug not in held for slug in (left, right)):
        message = gettext("One of these declarations is not held. Choose from the lists.")
    elif left and right:
        if picks and held[left].date > held[right].date:
            left, right = right, left  # ticked in the list: the earlier one reads first
        query = {name: value for name in ("lang", "order") if (value := request.GET.get(name))}
        address = reverse("declarations:compare", args=[left, right])
        return HttpResponseRedirect(with_query(address, query))
    return _chooser(request, left=left, right=right, message=message)


@require_safe
def export_json(request: HttpRequest, left: str, right: str) -> HttpResponse:
    """Give the whole comparison as JSON, in the order and language that the address asks for."""
    declarations = _published_pair(left, right)
    if left == right:
        raise Http404(gettext("A declaration is not compared with itself."))
    asked = ComparisonFilterForm(request.GET).criteria()
    comparison = compare_declarations(
        *declarations, order=RowOrder(asked["order"]), language=asked["lang"]
    )
    data = export_comparison(comparison, request.build_absolute_uri)
    address = reverse("declarations:compare", args=[left, right])
    data["address"] = request.build_absolute_uri(address)
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Access-Control-Allow-Origin"] = "*"  # public data, read by people's own scripts
    response["Content-Disposition"] = f'inline; filename="{left}_{right}.json"'
    return response


def _without_nul(slug: str) -> str:
    """Return a slug without the character that PostgreSQL takes in no text."""
    return slug.replace("\0", "")


def _published_pair(left: str, right: str) -> tuple[Declaration, Declaration]:
    """Return two published declarations, fetched together; raise for one that is not held."""
    published = Declaration.objects.published().for_comparison()
    held = {
        declaration.slug: declaration for declaration in published.filter(slug__in=[left, right])
    }
    for slug in (left, right):
        if slug not in held:
            raise UnknownDeclaration(slug)
    return held[left], held[right]


def _with_itself(request: HttpRequest, slug: str) -> TemplateResponse:
    if not Declaration.objects.published().filter(slug=slug).exists():
        raise UnknownDeclaration(slug)
    message = gettext(
        "This would be one declaration beside itself, and it agrees with itself in every point. "
        "Choose another one to read beside it."
    )
    return _chooser(request, left=slug, right="", message=message)


def _chooser(request: HttpRequest, *, left: str, right: str, message: str) -> TemplateResponse:
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
