"""Comparing two declarations: the page, and the export beside it."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from declarations.comparison.types import RowOrder
from declarations.forms import ComparisonFilterForm, View
from declarations.models import Declaration
from declarations.services import compare_declarations, export_comparison

from .choosing import MAX_CHOICES, chooser
from .group_links import groups_address
from .layouts import lay_out
from .links import ComparisonLinks
from .pictures import draw_bar
from .rendering import page_or_fragment
from .several_links import address_to_add
from .veiled import refuse_veiled, veil_over


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
    if (hidden := veil_over(request, *declarations)) is not None:
        return hidden
    filters = ComparisonFilterForm(request.GET)
    asked = filters.criteria()
    language = asked["lang"]
    comparison = compare_declarations(
        *declarations, order=_row_order(asked), language=language, pair=asked["pair"]
    )
    notices = filters.notices()
    topic = asked["topic"]
    if topic and topic not in comparison.names.topics:
        notices.append(gettext("Neither declaration is coded with this topic; it was left out."))
        topic = ""
    links = ComparisonLinks(
        request.path, tuple(asked["relation"]), asked["order"], topic, language, asked["view"]
    )
    export = reverse("declarations:export_json", args=[left, right])
    exported = links.view if links.view == View.TOPIC.value else ""
    return page_or_fragment(
        request,
        page="declarations/compare.html",
        fragment="declarations/_compare_results.html",
        context={
            "comparison": comparison,
            **lay_out(request, comparison, links, notices),
            "bar": draw_bar(comparison.counts, comparison.collation.suggested),
            "states": links.states(comparison),
            "view": links.view,
            "views": links.views(),
            "orders": links.orders(comparison) if links.view == View.ALIGNED.value else [],
            "order": links.order,
            "languages": links.languages(comparison.languages),
            "topic": topic,
            "kept": links.kept(),
            "unfiltered": links.address(relation=(), topic=""),
            "is_filtered": bool(links.relation or topic),
            "swapped": links.swapped(left, right),
            "through_time": groups_address(declarations, language),
            "add_third": address_to_add([left, right], language),
            "export": links.address(export, view=exported, relation=(), topic=""),
            "citation": request.build_absolute_uri(request.path),
            "today": timezone.now(),
            "notices": notices,
            "choices": Declaration.objects.published().for_choosing()[:MAX_CHOICES],
        },
    )


@require_safe
def export_json(request: HttpRequest, left: str, right: str) -> HttpResponse:
    """Give the whole comparison as JSON, in the order and language that the address asks for."""
    declarations = _published_pair(left, right)
    if left == right:
        raise Http404(gettext("A declaration is not compared with itself."))
    refuse_veiled(request, *declarations)
    asked = ComparisonFilterForm(request.GET).criteria()
    comparison = compare_declarations(
        *declarations, order=_row_order(asked), language=asked["lang"]
    )
    data = export_comparison(comparison, request.build_absolute_uri)
    address = reverse("declarations:compare", args=[left, right])
    data["address"] = request.build_absolute_uri(address)
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Access-Control-Allow-Origin"] = "*"  # public data, read by people's own scripts
    response["Content-Disposition"] = f'inline; filename="{left}_{right}.json"'
    return response


def _row_order(asked: Mapping[str, Any]) -> RowOrder:
    """Return the order of rows that an address asks for, by its view or by its order."""
    return RowOrder.TOPIC if asked["view"] == View.TOPIC.value else RowOrder(asked["order"])


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
    return chooser(request, left=slug, right="", message=message)
