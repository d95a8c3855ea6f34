"""Where coders differ: what they said side by side, and a lead's decision between them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import ceil
from typing import Any
from uuid import UUID, uuid4

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from declarations.forms import AdjudicationForm, DisagreementFilterForm
from declarations.models import RELATION_LABELS, Judgement, User
from declarations.services import (
    Disagreement,
    Refused,
    adjudicate_pair,
    find_disagreement,
    find_disputes,
    read_disagreements,
    take_adjudication_back,
)

from .agreement import AgreementLinks, asked
from .permission import needs
from .rendering import page_or_fragment, turn_to_page

PAIRS_A_PAGE = 10
KEYS = {"convergent": "c", "partial": "p", "divergent": "d", "unrelated": "u"}
"""The key that chooses each relation."""
MAX_KEY = 2**63
"""Beyond it no row has its key."""


@dataclass(frozen=True)
class Card:
    """
    A pair on the page, with the form that decides it.

    ``relation`` and ``note`` are as they were sent where that was refused, with the
    sentences why; ``done`` says what has just been done: "adjudicated" or
    "withdrawn". ``mine`` where the adjudication is the reader's own.
    """

    pair: Disagreement
    action: str
    mine: bool
    relation: str = ""
    note: str = ""
    refusals: Sequence[str] = ()
    done: str = ""
    token: UUID = field(default_factory=uuid4)

    @property
    def choices(self) -> list[tuple[str, Any, str]]:
        """The four relations: value, word, key."""
        return [(r.value, label, KEYS[r.value]) for r, label in RELATION_LABELS.items()]


@require_safe
@needs("declarations.adjudicate_judgement")
def disagreements(request: HttpRequest) -> HttpResponse:
    """Show the pairs on which coders differ, or those that were adjudicated, ten to a page."""
    filters, links, _topics = asked(request, DisagreementFilterForm)
    notices = filters.notices()
    disputes = find_disputes(request.user, links.scope)
    decided = links.show == "adjudicated"
    page = turn_to_page(
        request,
        Paginator(disputes.decided if decided else disputes.waiting, PAIRS_A_PAGE),
        notices,
    )
    links = replace(links, page=page.number)
    shown = read_disagreements(page.object_list, disputes.judged, language=links.lang)
    done = _just_done(request, links)
    cards = [_card(request, links, pair) for pair in shown]
    if done is not None:
        cards = [card for card in cards if card.pair.key != done.pair.key]
    return page_or_fragment(
        request,
        page="declarations/disagreements.html",
        fragment="declarations/_disagreements_results.html",
        context={
            "filters": filters,
            "links": links,
            "languages": links.languages(),
            "notices": notices,
            "page": page,
            "done": done,
            "cards": cards,
            "tabs": _tabs(links, len(disputes.waiting), len(disputes.decided)),
            "decided": decided,
            "more": disputes.judged.more,
            "agreement": replace(links, show="open", page=1).address(
                reverse("declarations:agreement")
            ),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs("declarations.adjudicate_judgement")
def adjudicate(request: HttpRequest, first: int, second: int) -> HttpResponse:
    """
    Show one pair; record what a lead decides of it, or take that back.

    htmx gets the pair anew, a plain form leads back to the list. What cannot be
    done answers 422 with the reason.
    """
    lead = request.user
    assert isinstance(lead, User)
    links = _asked_links(request)
    pair = _find(request, first, second, links.lang)
    if request.method != "POST":
        return _one(request, links, _card(request, links, pair))
    sent = AdjudicationForm(request.POST)
    refusals: Sequence[str] = ()
    done = ""
    try:
        if "withdraw" in request.POST:
            key = request.POST["withdraw"]
            if not (key.isascii() and key.isdigit() and int(key[:20]) < MAX_KEY):
                raise Refused(gettext("This is no adjudication of yours that stands."))
            take_adjudication_back(lead=lead, pair=pair.key, key=int(key))
            done = "withdrawn"
        elif sent.is_valid():
            given = sent.cleaned_data
            adjudicate_pair(
                lead=lead,
                pair=pair,
                relation=given["relation"],
                note=given["rationale"],
                seen=(given["seen_left"], given["seen_right"]),
                token=given["token"],
            )
            done = "adjudicated"
        else:
            refusals = _refusals(sent)
    except Refused as refused:
        refusals = refused.sentences
    pair = _find(request, first, second, links.lang)
    card = replace(_card(request, links, pair), done=done, refusals=refusals)
    if refusals:
        card = replace(card, relation=_text(sent, "relation"), note=_text(sent, "rationale"))
        return _one(request, links, card, status=422)
    if request.htmx:  # type: ignore[attr-defined]
        return _one(request, links, card)
    return HttpResponseRedirect(_back(links, card))


def _just_done(request: HttpRequest, links: AgreementLinks) -> Card | None:
    """Return the pair that a plain form has just decided, so that it can be taken back."""
    asked_for = request.GET.get("done", "")
    if not (asked_for.isascii() and asked_for.isdigit() and int(asked_for[:20]) < MAX_KEY):
        return None
    held = (
        Judgement.objects.standing()
        .of_published()
        .filter(pk=int(asked_for), coder=request.user.pk, kind=Judgement.Kind.ADJUDICATION)
        .first()
    )
    if held is None:
        return None
    pair = find_disagreement(request.user, (held.first_id, held.second_id), language=links.lang)
    if pair is None or pair.adjudication is None or pair.adjudication.judgement.pk != held.pk:
        return None
    return replace(_card(request, links, pair), done="adjudicated")


def _asked_links(request: HttpRequest) -> AgreementLinks:
    """Return where the list stood from which a form was sent."""
    _filters, links, _topics = asked(request, DisagreementFilterForm)
    page = request.GET.get("page", "")
    number = int(page[:6]) if page.isascii() and page.isdigit() else 1
    return replace(links, path=reverse("declarations:disagreements"), page=max(1, number))


def _find(request: HttpRequest, first: int, second: int, language: str) -> Disagreement:
    if not first < second < MAX_KEY:
        raise Http404(gettext("Nobody has judged such a pair."))
    pair = find_disagreement(request.user, (first, second), language=language)
    if pair is None:
        raise Http404(gettext("Nobody has judged such a pair."))
    return pair


def _card(request: HttpRequest, links: AgreementLinks, pair: Disagreement) -> Card:
    decided = pair.adjudication
    return Card(
        pair,
        action=links.address(reverse("declarations:adjudicate", args=pair.key)),
        mine=decided is not None and decided.judgement.coder_id == request.user.pk,
    )


def _one(
    request: HttpRequest, links: AgreementLinks, card: Card, status: int = 200
) -> TemplateResponse:
    """Answer htmx with the pair as it is now and the counts beside it, others with its page."""
    context: dict[str, Any] = {"card": card, "links": links, "back": links.address()}
    htmx = request.htmx  # type: ignore[attr-defined]
    if htmx and request.method == "POST":
        disputes = find_disputes(request.user, links.scope)
        waiting = len(disputes.waiting)
        context["tabs"] = _tabs(links, waiting, len(disputes.decided))
        # What was decided has left the list: those that follow have moved up to this very page.
        last = max(1, ceil(waiting / PAIRS_A_PAGE))
        context["waiting"] = waiting if links.show == "open" else 0
        context["go_on"] = replace(links, page=min(links.page, last)).address()
        template = "declarations/_disagreement_saved.html"
    else:
        template = "declarations/disagreement.html"
    return TemplateResponse(request, template, context, status=status)


def _back(links: AgreementLinks, card: Card) -> str:
    """Return the address of the list, with what was done at its top or in its place."""
    address = links.address()
    decided = card.pair.adjudication
    if card.done == "adjudicated" and decided is not None:
        mark = "&" if "?" in address else "?"
        return f"{address}{mark}done={decided.judgement.pk}#{card.pair.anchor}"
    return f"{address}#{card.pair.anchor}"


def _tabs(links: AgreementLinks, waiting: int, decided: int) -> list[dict[str, Any]]:
    """Return the two lists as links, with how many pairs each holds."""
    return [
        {
            "value": value,
            "label": label,
            "count": count,
            "address": replace(links, show=value, page=1).address(),
            "chosen": links.show == value,
        }
        for value, label, count in (
            ("open", gettext("To decide"), waiting),
            ("adjudicated", gettext("Adjudicated"), decided),
        )
    ]


def _refusals(sent: AdjudicationForm) -> list[str]:
    """Return what is wrong that a lead can set right; else one sentence on the rest."""
    found = [str(m) for name in ("relation", "rationale") for m in sent.errors.get(name, ())]
    return found or [gettext("This form was not complete. Open the page again, then decide anew.")]


def _text(sent: AdjudicationForm, name: str) -> str:
    """Return what was sent in a field, without what no page can show."""
    return str(sent.data.get(name, "")).replace("\0", "")[:5_000]
