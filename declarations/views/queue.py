"""A coder's queue: one pair after the other, without a word of how others see it."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from declarations.forms import JudgementForm, ReadingForm
from declarations.models import RELATION_LABELS, Round, User
from declarations.services import (
    Queue,
    Refused,
    judge_in_queue,
    own_judgements,
    own_rows,
    read_pair,
    read_queue,
)

from .links import with_query
from .permission import NotPermitted, needs
from .rendering import page_or_fragment, turn_to_page

NOT_IN_IT = _("You have no pairs to judge in this round. Ask its lead.")
JUDGEMENTS_A_PAGE = 25
KEYS = {"convergent": "c", "partial": "p", "divergent": "d", "unrelated": "u"}
"""The key that gives each answer: its first letter."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs("declarations.add_judgement")
def queue(request: HttpRequest, key: int) -> HttpResponse:
    """
    Show the next pair of a coder's queue, or the one that ``n`` names; record their word on it.

    htmx gets the next pair in place of the one judged; a plain form is led to
    it. What cannot be done answers 422 with the reason, and shows the pair anew.
    """
    coder = request.user
    assert isinstance(coder, User)
    round = get_object_or_404(Round, pk=key)
    read = read_queue(round, coder)
    if not read.total and not round.pairs.filter(tasks__coder=coder).exists():
        raise NotPermitted(NOT_IN_IT)
    language = ReadingForm(request.GET).criteria()["lang"]
    number = _number(request.GET.get("n", ""))
    if request.method == "POST":
        return _judge(request, read, coder, number, language)
    notices = ReadingForm(request.GET).notices()
    if request.GET.get("n") and read.place(number) is None:
        notices.append(gettext("This pair is not in your queue; here is the next one."))
        number = 0
    saved = _number(request.GET.get("after", ""))
    return _show(request, read, coder, number, language, notices=notices, saved=saved)


def _judge(
    request: HttpRequest, read: Queue, coder: User, number: int, language: str
) -> HttpResponse:
    sent = JudgementForm(request.POST)
    refusals: list[str] = []
    if sent.is_valid():
        try:
            judge_in_queue(round=read.round, coder=coder, number=number, given=sent.cleaned_data)
        except Refused as refused:
            refusals = refused.sentences
    else:
        refusals = [m for name in ("relation", "rationale") for m in sent.errors.get(name, ())]
        refusals = refusals or [
            gettext("This form was not complete. Here is the pair anew; judge it again.")
        ]
    if refusals:
        read.round.refresh_from_db()
        return _show(
            request,
            read,
            coder,
            number,
            language,
            notices=refusals,
            rationale=str(request.POST.get("rationale", "")).replace("\0", "")[:5_000],
            status=422,
        )
    read = read_queue(read.round, coder)
    following = read.next_open(number)
    if request.htmx:  # type: ignore[attr-defined]
        response = _show(request, read, coder, following or 0, language, saved=number)
        response["HX-Push-Url"] = _address(read.round, following, language)
        return response
    # 303, so that a reload does not send the form again.
    return HttpResponseRedirect(_address(read.round, following, language, after=number), status=303)


def _show(
    request: HttpRequest,
    read: Queue,
    coder: User,
    number: int,
    language: str,
    *,
    notices: Sequence[str] = (),
    rationale: str | None = None,
    saved: int = 0,
    status: int = 200,
) -> TemplateResponse:
    """Show a pair, the next that waits where no number is given, or that all is judged."""
    round = read.round
    waits = round.is_running and not round.is_overdue
    number = number if read.place(number) else read.next_open() or 0
    pair = read_pair(read, coder, number, language) if number and round.is_running else None
    form = None
    if pair is not None and waits:
        given = pair.given.rationale if pair.given else ""
        form = JudgementForm(
            initial={
                "seen_left": pair.left.digest,
                "seen_right": pair.right.digest,
                "rationale": given if rationale is None else rationale,
            }
        )
    before = read.before(number) if pair else read.before(10**9)
    skip = read.next_open(number) if pair else None
    own = read_pair(read, coder, saved, language) if saved and read.place(saved) else None
    context: dict[str, Any] = {
        "round": round,
        "queue": read,
        "pair": pair,
        "form": form,
        "answers": [(r.value, RELATION_LABELS[r], KEYS[r.value]) for r in RELATION_LABELS],
        "language": language,
        "address": _address(round, number, language),
        "before": _address(round, before, language) if before else "",
        "skip": _address(round, skip, language) if skip else "",
        "other_languages": [
            (code, name, _address(round, number, code)) for code, name in pair.languages
        ]
        if pair
        else [],
        "saved": own.given if own else None,
        "saved_place": own.place if own else 0,
        "saved_address": _address(round, saved, language) if own else "",
        "notices": notices,
        # Of a round that was closed while somebody wrote there is no form to keep it.
        "unsaved": "" if form else rationale,
    }
    return page_or_fragment(
        request,
        page="declarations/queue.html",
        fragment="declarations/_queue.html",
        context=context,
        status=status,
    )


@never_cache
@require_safe
@needs("declarations.add_judgement")
def mine(request: HttpRequest) -> HttpResponse:
    """List what a coder has judged, the latest first: what stands, was replaced or taken back."""
    coder = request.user
    assert isinstance(coder, User)
    notices: list[str] = []
    page = turn_to_page(request, Paginator(own_judgements(coder), JUDGEMENTS_A_PAGE), notices)
    return page_or_fragment(
        request,
        page="declarations/judgements_mine.html",
        fragment="declarations/_judgements_mine_results.html",
        context={"page": page, "rows": own_rows(page.object_list), "notices": notices},
    )


def _number(asked: str) -> int:
    """Return the number of a pair in an address; 0, which none has, where it is no number."""
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= 9 else 0


def _address(round: Round, number: int | None, language: str, after: int = 0) -> str:
    """Return the address of a pair of a queue, or of the next one that waits."""
    query = {"n": str(number)} if number else {}
    if after:
        query["after"] = str(after)
    if language != "en":
        query["lang"] = language
    return with_query(reverse("declarations:queue", args=[round.pk]), query)
