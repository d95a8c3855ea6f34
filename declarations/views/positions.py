"""The whole field: who holds what since when, the words behind each mark, and the same as CSV."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.html import escape
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from declarations.forms import PositionsFilterForm, ReadingForm
from declarations.models import Declaration, Language, in_language
from declarations.services import (
    HEADINGS,
    Chart,
    ChartedRow,
    Field,
    Section,
    read_in,
    read_positions,
    read_scope,
    read_statement,
    tabulate_positions,
)

from .compare import UnknownDeclaration
from .group_links import pair_address
from .links import NAMED_IN, Link, with_query
from .pictures import draw_bar
from .rendering import page_or_fragment, turn_to_page
from .spreadsheets import as_csv

COLUMNS_A_PAGE = 50
COLUMNS_THAT_FIT = 26
"""Columns that a wide window holds beside each other; more are scrolled in a box of their own."""
PART = 60_000
"""Bytes of HTML from which a topic comes in parts."""
AT_ONCE = 147_000
"""Bytes of HTML that a page has at once; other topics are loaded as they come into view."""
FRAME, HEADING, WAITING = 13_000, 340, 450
"""About how many of them are the page around the table, a column's heading, a topic that waits."""
SECTION_ID = "positions-topic-"


@dataclass(frozen=True)
class PositionLinks:
    """The addresses that lead on from the page; every one keeps what the others set."""

    path: str
    group: tuple[str, ...] = ()
    topic: str = ""
    since: date | None = None
    until: date | None = None
    contested: str = ""
    lang: str = Language.ENGLISH.value
    page: int = 1
    part: int = 1

    def address(self, path: str = "", **changes: Any) -> str:
        """Return the address with some values changed; what goes without saying is left out."""
        asked = replace(self, **changes)
        usual = PositionLinks(self.path)
        names = ("group", "topic", "since", "until", "contested", "lang", "page", "part")
        values = {name: getattr(asked, name) for name in names}
        query = {name: value for name, value in values.items() if value != getattr(usual, name)}
        return with_query(path or self.path, query)

    def languages(self) -> list[Link]:
        """Return the languages in which propositions are held."""
        return [
            Link(code, name, self.address(lang=code), code == self.lang) for code, name in NAMED_IN
        ]

    @property
    def unfiltered(self) -> str:
        """The address with nothing left out."""
        return PositionLinks(self.path, lang=self.lang).address()

    @property
    def everything(self) -> str:
        """The address with rows on which groups agree as well."""
        return self.address(contested="")

    @property
    def reading(self) -> str:
        """The query string that keeps the language of reading, for other pages."""
        return read_in(self.lang)

    @property
    def is_filtered(self) -> bool:
        """Whether anything is left out on purpose."""
        return bool(self.group or self.topic or self.since or self.until or self.contested)


@dataclass(frozen=True)
class ShownSection:
    """A section on the page: laid out, or for now a link that leads to it."""

    section: Section
    address: str
    rows: Sequence[ChartedRow] | None

    @property
    def id(self) -> str:
        """The id of its part of the table."""
        return f"{SECTION_ID}{self.section.key}"


@require_safe
def positions(request: HttpRequest) -> HttpResponse:
    """Show who holds what since when: propositions by topic, declarations by date."""
    filters, links, field = _asked(request)
    notices = filters.notices()
    # The latest declarations come first; those of a page read from left to right.
    page = turn_to_page(request, Paginator(field.columns[::-1], COLUMNS_A_PAGE), notices)
    links = replace(links, page=page.number)
    chart = Chart(field, page.object_list[::-1])
    sections = chart.sections(PART)
    last = sections[-1].part if links.topic and sections else 1
    if links.part > last:
        notices.append(gettext("There is no such part; this is part %(n)s.") % {"n": last})
    links = replace(links, part=min(links.part, last))
    several = len(field.shown) > 1
    context = {
        "field": field,
        "chart": chart,
        "links": links,
        "several": several,
        "width": len(chart.columns) + 3 + several,
    }
    wanted = request.htmx.target or ""  # type: ignore[attr-defined]
    if wanted.startswith(SECTION_ID):
        response = _one_section(request, wanted, sections, context)
    else:
        shown = _shown(sections, links, chart)
        response = page_or_fragment(
            request,
            page="declarations/positions.html",
            fragment="declarations/_positions_results.html",
            context={
                **context,
                "filters": filters,
                "notices": notices,
                "page": page,
                "fits": len(chart.columns) <= COLUMNS_THAT_FIT,
                "sections": shown,
                "bar": draw_bar(field.counts),
                "languages": links.languages(),
                "through_time": _through_time(links, field),
                "export": links.address(reverse("declarations:positions_export"), page=1, part=1),
                "earlier": links.address(page=page.number + 1) if page.has_next() else "",
                "later": links.address(page=page.number - 1) if page.has_previous() else "",
            },
        )
    patch_vary_headers(response, ("HX-Request", "HX-Target"))
    return response


@require_safe
def statement(request: HttpRequest, proposition: str, declaration: str) -> HttpResponse:
    """Show the points behind a mark: what one declaration says on one proposition."""
    filters = ReadingForm(request.GET)
    language = filters.criteria()["lang"]
    stated = read_statement(proposition, declaration, language)
    if stated is None:
        if not Declaration.objects.published().filter(slug=declaration).exists():
            raise UnknownDeclaration(declaration)
        raise Http404(gettext("This declaration says nothing on this proposition."))
    return page_or_fragment(
        request,
        page="declarations/statement.html",
        fragment="declarations/_statement.html",
        context={
            "stated": stated,
            "language": language,
            "reading": read_in(language),
            "notices": filters.notices(),
        },
    )


@require_safe
def export_csv(request: HttpRequest) -> HttpResponse:
    """Give the whole field as CSV, with the filters of the address."""
    _filters, _links, field = _asked(request)
    rows = tabulate_positions(field, request.build_absolute_uri)
    response = as_csv("positions", HEADINGS, rows)
    response["Access-Control-Allow-Origin"] = "*"  # public data, read by people's own scripts
    return response


def _asked(request: HttpRequest) -> tuple[PositionsFilterForm, PositionLinks, Field]:
    """Return what the address asks for: as a form, as the start of other addresses, and read."""
    scope = read_scope()
    language = ReadingForm(request.GET).criteria()["lang"]
    filters = PositionsFilterForm(
        request.GET,
        groups=[(voice.slug, voice.name) for voice in scope.voices(language)],
        topics=[(topic.slug, in_language(topic, "name", language)) for topic in scope.topics],
    )
    asked = filters.criteria()
    links = PositionLinks(request.path, **{**asked, "group": tuple(asked["group"])})
    field = read_positions(
        scope,
        groups=links.group,
        topic=links.topic,
        since=links.since,
        until=links.until,
        contested=bool(links.contested),
        language=links.lang,
    )
    return filters, links, field


def _through_time(links: PositionLinks, field: Field) -> str:
    """Return where the two groups shown are followed; of more, where two are chosen."""
    groups = [voice.slug for voice in field.shown]
    asked = {"since": links.since, "until": links.until, "topic": links.topic}
    if len(groups) == 2:
        return pair_address(*groups, language=links.lang, **asked)
    query = {"left": groups[0] if len(groups) == 1 else "", **asked}
    query["lang"] = "" if links.lang == Language.ENGLISH else links.lang
    path = reverse("declarations:choose_groups")
    return with_query(path, {name: value for name, value in query.items() if value})


def _one_section(
    request: HttpRequest, wanted: str, sections: Sequence[Section], context: dict[str, Any]
) -> TemplateResponse:
    """Answer a page that comes for one more topic, or part of one, by the id of its place."""
    chart = context["chart"]
    for section in sections:
        if SECTION_ID + section.key == wanted:
            context["shown"] = ShownSection(section, "", chart.lay_out(section.rows))
            return TemplateResponse(request, "declarations/_positions_topic.html", context)
    raise Http404(gettext("There is no such part of this table."))


def _shown(sections: Sequence[Section], links: PositionLinks, chart: Chart) -> list[ShownSection]:
    """Return the sections, laid out from the part asked for until they weigh enough."""
    shown = []
    addresses = [links.address(topic=held.topic.slug, part=held.part) for held in sections]
    waiting = [WAITING + 2 * len(escape(address)) for address in addresses]
    weight = FRAME + (HEADING + len(links.reading)) * len(chart.columns) + sum(waiting)
    begun = full = False
    for section, address, less in zip(sections, addresses, waiting, strict=True):
        waits = full or (links.topic and section.part < links.part)
        if not waits and begun and weight + section.weight > AT_ONCE:
            waits = full = True
        rows = None if waits else chart.lay_out(section.rows)
        if rows is not None:
            begun, weight = True, weight + section.weight - less
        shown.append(ShownSection(section, address, rows))
    return shown
