"""How far coders agree: figures, tables, and the same as CSV."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from declarations.forms import AgreementFilterForm, ReadingForm
from declarations.models import Topic, in_language
from declarations.models.judging import SEE_ALL
from declarations.phrasing import agreement_words
from declarations.services import (
    ENOUGH_PAIRS,
    EVERYTHING,
    AgreementOf,
    AgreementReport,
    Scope,
    judged_declarations,
    judged_rounds,
    may_lead,
    report_agreement,
)

from .links import NAMED_IN, Link, with_query
from .rendering import page_or_fragment
from .spreadsheets import as_csv
from .viewers import read_by, viewer_of

HEADINGS = (
    "of", "name", "pairs", "judgements", "given", "same", "compared", "raw_agreement",
    "alpha", "alpha_low", "alpha_high", "times",
)  # fmt: skip
"""Columns of the table to take away."""


@dataclass(frozen=True)
class AgreementLinks:
    """The addresses that lead on from the page; every one keeps what the others set."""

    path: str
    round: int | None = None
    topic: str = ""
    declaration: str = ""
    other: str = ""
    lang: str = "en"
    show: str = "open"
    page: int = 1

    def address(self, path: str = "", **changes: Any) -> str:
        """Return the address with some values changed; what goes without saying is left out."""
        asked, usual = replace(self, **changes), AgreementLinks("")
        names = ("show", "round", "topic", "declaration", "other", "lang", "page")
        values = {name: getattr(asked, name) for name in names}
        query = {name: value for name, value in values.items() if value != getattr(usual, name)}
        return with_query(path or self.path, query)

    @property
    def scope(self) -> Scope:
        """What is counted."""
        return Scope(self.round, self.topic, self.declaration, self.other)

    @property
    def is_filtered(self) -> bool:
        """Whether anything is left out on purpose."""
        return self.scope != EVERYTHING

    @property
    def unfiltered(self) -> str:
        """The address with nothing left out."""
        return AgreementLinks(self.path, lang=self.lang, show=self.show).address()

    def languages(self) -> list[Link]:
        """Return the languages in which topics and titles are held."""
        return [
            Link(code, name, self.address(lang=code), code == self.lang) for code, name in NAMED_IN
        ]


@require_safe
def agreement(request: HttpRequest) -> HttpResponse:
    """Show how far coders agree: in all, by relation, by topic and two by two."""
    filters, links, topics = asked(request, AgreementFilterForm)
    report = report_agreement(request.user, links.scope, topics=topics, language=links.lang)
    notices = filters.notices()
    if report.more:
        notices.append(
            gettext("There is more than one page can count: only the latest judgements are here.")
        )
    chosen = filters.chosen_round
    response = page_or_fragment(
        request,
        page="declarations/agreement.html",
        fragment="declarations/_agreement_results.html",
        context={
            "filters": filters,
            "links": links,
            "languages": links.languages(),
            "notices": notices,
            "report": report,
            "verdict": _verdict(report),
            "enough": ENOUGH_PAIRS,
            "running": chosen is not None and chosen.closed is None,
            "may_lead": may_lead(request.user),
            "sees_all": request.user.has_perm(SEE_ALL),
            "export": links.address(reverse("declarations:agreement_export")),
            "disagreements": links.address(reverse("declarations:disagreements")),
        },
    )
    # What is counted depends on who reads.
    return read_by(response, viewer_of(request))


@require_safe
def export_csv(request: HttpRequest) -> HttpResponse:
    """Give every figure of the page as CSV, with the filters of the address."""
    _filters, links, topics = asked(request, AgreementFilterForm)
    report = report_agreement(request.user, links.scope, topics=topics, language=links.lang)
    response = as_csv("agreement", HEADINGS, _rows(report))
    return read_by(response, viewer_of(request))


def asked(
    request: HttpRequest, form: type[AgreementFilterForm]
) -> tuple[Any, AgreementLinks, list[Topic]]:
    """Return what the address asks for: as a form, and as the start of other addresses."""
    language = ReadingForm(request.GET).criteria()["lang"]
    rounds = judged_rounds(request.user)
    topics = list(Topic.objects.all())
    filters = form(
        request.GET,
        rounds=[(held.pk, held.title) for held in rounds],
        topics=[(topic.slug, in_language(topic, "name", language)) for topic in topics],
        declarations=[
            (held.slug, in_language(held, "title", language))
            for held in judged_declarations(request.user)
        ],
    )
    links = AgreementLinks(request.path, **filters.criteria())
    filters.chosen_round = next((held for held in rounds if held.pk == links.round), None)
    return filters, links, topics


def _verdict(report: AgreementReport) -> str:
    relations = report.confusion.relations
    return agreement_words.agreement_verdict(
        agreement=report.overall.agreement,
        coders=len(report.coders),
        enough=ENOUGH_PAIRS,
        only=relations[0] if len(relations) == 1 else None,
    )


def _rows(report: AgreementReport) -> Iterator[dict[str, str]]:
    """Yield the figures, a row to each part of the page; then the cells of the confusion table."""
    parts: list[tuple[str, Iterable[AgreementOf]]] = [
        ("all", [report.overall]),
        ("relation", report.relations),
        ("topic", report.topics),
        ("coders", report.pairs),
    ]
    for kind, figures in parts:
        for figure in figures:
            yield _row(kind, figure)
    table = report.confusion
    kind = "cross-table" if table.one else "coincidences"
    for relation, cells, _sum in table.lines:
        for column, times, _same in cells:
            names = (f"{table.one}: {relation}", f"{table.other}: {column}")
            name = " × ".join(names if table.one else (relation, column))
            yield dict.fromkeys(HEADINGS, "") | {"of": kind, "name": name, "times": f"{times:g}"}


def _row(kind: str, figure: AgreementOf) -> dict[str, str]:
    held = figure.agreement
    shown = held if figure.enough else replace(held, alpha=None, low=None, high=None)

    def number(value: float | None) -> str:
        return "" if value is None else f"{value:.6f}"

    return {
        "of": kind,
        "name": figure.name,
        "pairs": str(held.units),
        "judgements": str(held.values),
        "given": "" if figure.given is None else str(figure.given),
        "same": str(held.agreeing),
        "compared": str(held.compared),
        "raw_agreement": number(held.raw),
        "alpha": number(shown.alpha),
        "alpha_low": number(shown.low),
        "alpha_high": number(shown.high),
        "times": "",
    }
