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
from declarations.models import Declaration, User
from declarations.services import (
    ROW_HEADINGS,
    Comparison,
    compare_declarations,
    export_comparison,
    may_judge,
    tabulate_comparison,
)

from .choosing import MAX_CHOICES, chooser
from .group_links import groups_address
from .layouts import lay_out
from .links import UNFILTERED, ComparisonLinks
from .pictures import draw_bar
from .rendering import page_or_fragment
from .several_links import address_to_add
from .spreadsheets import as_csv
from .veiled import refuse_veiled, veil_over
from .viewers import read_by, viewer_of


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
    declarations = fetch_pair(left, right)
    viewer = viewer_of(request)
    if (hidden := veil_over(request, viewer, *declarations)) is not None:
        return hidden
    filters = ComparisonFilterForm(request.GET)
    asked = filters.criteria()
    language = asked["lang"]
    comparison = compare_declarations(
        *declarations,
        order=row_order(asked),
        language=language,
        pair=asked["pair"],
        viewer=viewer,
    )
    judging = may_judge(viewer)
    notices = filters.notices()
    topic = asked["topic"]
    if topic and topic not in comparison.names.topics:
        notices.append(gettext("Neither declaration is coded with this topic; it was left out."))
        topic = ""
    links = ComparisonLinks.asked_for(request.path, {**asked, "topic": topic})
    export = reverse("declarations:export_json", args=[left, right])
    table = reverse("declarations:export_csv", args=[left, right])
    exported = links.view if links.view == View.TOPIC.value else ""
    response = page_or_fragment(
        request,
        page="declarations/compare.html",
        fragment="declarations/_compare_results.html",
        context={
            "comparison": comparison,
            **lay_out(request, comparison, links, notices, judging=judging),
            "unrelated": comparison.dress(comparison.collation.unrelated),
            "judging": judging,
            "bar": draw_bar(comparison.counts, comparison.collation.suggested),
            "states": links.states(comparison),
            "basis_links": links.bases(comparison),
            "view": links.view,
            "views": links.views(),
            "orders": links.orders(comparison) if links.view == View.ALIGNED.value else [],
            "order": links.order,
            "languages": links.languages(comparison.languages),
            "topic": topic,
            "kept": links.kept(),
            "unfiltered": links.unfiltered,
            "is_filtered": links.is_filtered,
            "swapped": links.swapped(left, right),
            "through_time": groups_address(declarations, language),
            "add_third": address_to_add([left, right], language),
            "export": links.address(export, view=exported, **UNFILTERED),
            "export_table": links.address(table, view=exported, **UNFILTERED),
            "citation": request.build_absolute_uri(request.path),
            "today": timezone.now(),
            "notices": notices,
            "choices": Declaration.objects.published().for_choosing()[:MAX_CHOICES],
        },
    )
    return read_by(response, viewer)


@require_safe
def export_json(request: HttpRequest, left: str, right: str) -> HttpResponse:
    """Give the whole comparison as JSON, in the order and language that the address asks for."""
    viewer = viewer_of(request)
    comparison = _whole(request, left, right, viewer)
    data = export_comparison(comparison, request.build_absolute_uri)
    address = reverse("declarations:compare", args=[left, right])
    data["address"] = request.build_absolute_uri(address)
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Access-Control-Allow-Origin"] = "*"  # public data, read by people's own scripts
    response["Content-Disposition"] = f'inline; filename="{left}_{right}.json"'
    return read_by(response, viewer)


@require_safe
def export_csv(request: HttpRequest, left: str, right: str) -> HttpResponse:
    """Give the whole comparison as a table: a line for each pair and each point alone."""
    viewer = viewer_of(request)
    comparison = _whole(request, left, right, viewer)
    response = as_csv(f"{left}_{right}", ROW_HEADINGS, tabulate_comparison(comparison))
    return read_by(response, viewer)


def _whole(request: HttpRequest, left: str, right: str, viewer: User | None) -> Comparison:
    declarations = fetch_pair(left, right)
    if left == right:
        raise Http404(gettext("A declaration is not compared with itself."))
    refuse_veiled(viewer, *declarations)
    asked = ComparisonFilterForm(request.GET).criteria()
    return compare_declarations(
        *declarations, order=row_order(asked), language=asked["lang"], viewer=viewer
    )


def row_order(asked: Mapping[str, Any]) -> RowOrder:
    """Return the order of rows that an address asks for, by its view or by its order."""
    return RowOrder.TOPIC if asked["view"] == View.TOPIC.value else RowOrder(asked["order"])


def fetch_pair(left: str, right: str) -> tuple[Declaration, Declaration]:
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
