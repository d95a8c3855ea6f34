"""Coding rounds: the list, opening one, and what its lead does until it is closed."""

import secrets
from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from declarations.forms import CloseForm, CoderForm, DeadlineForm, RoundForm
from declarations.models import Declaration, Round, User
from declarations.services import (
    MAX_TASKS,
    HandPair,
    Plan,
    Refused,
    Wish,
    accounts_that_judge,
    add_coder,
    close_round,
    judged_by,
    may_judge,
    open_round,
    plan_round,
    progress_of,
    remove_coder,
    require_blind,
    require_bounded,
    require_pairs,
    see_all,
    set_deadline,
)

from .choosing import MAX_CHOICES
from .links import with_query
from .permission import NotPermitted, needs
from .rendering import page_or_fragment, turn_to_page

SEE = "declarations.view_round"
ROUNDS_A_PAGE = 20
PAIRS_A_PAGE = 50
NOT_FOR_YOU = _("Coding rounds are for coders and leads. Ask a lead of this site.")
SAID = {
    "opened": _("The round is open; its coders find their queues under “Coding rounds”."),
    "added": _("The coder has a queue now."),
    "removed": _("The coder is out of the round; what they judged stays."),
    "deadline": _("The deadline is changed."),
    "closed": _("The round is closed: everybody may read now what was judged in it."),
}
"""What a page says was done, by the word for it in the address that a form leads to."""


@never_cache
@require_safe
@needs()
def rounds(request: HttpRequest) -> HttpResponse:
    """List a coder's own queues, and for leads all rounds with how far they have come."""
    user = request.user
    assert isinstance(user, User)
    leads, judges = user.has_perm(SEE), may_judge(user)
    if not (leads or judges):
        raise NotPermitted(NOT_FOR_YOU)
    notices: list[str] = []
    own = list(Round.objects.with_tasks_of(user)[:MAX_CHOICES]) if judges else []
    shown = Round.objects.select_related("lead") if leads else Round.objects.none()
    page = turn_to_page(request, Paginator(shown, ROUNDS_A_PAGE), notices)
    mine, progress = progress_of(own, user), progress_of(page.object_list)
    return page_or_fragment(
        request,
        page="declarations/rounds.html",
        fragment="declarations/_rounds_results.html",
        context={
            "own": [(round, mine[round.pk]) for round in own if round.is_running],
            "own_closed": [(round, mine[round.pk]) for round in own if not round.is_running],
            "page": page,
            "rows": [(round, progress[round.pk]) for round in page.object_list],
            "leads": leads,
            "may_open": user.has_perm("declarations.add_round"),
            "notices": notices,
        },
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs("declarations.add_round")
def new(request: HttpRequest) -> HttpResponse:
    """
    Open a round: choose its pairs and coders, look at what that gives, then open it.

    Declarations in the address are chosen already. What cannot be done answers
    422 with the reason, and keeps what was typed.
    """
    published = Declaration.objects.published()
    querysets = {"published": published, "judging": accounts_that_judge()}
    if request.method != "POST":
        chosen = [slug for slug in request.GET.getlist("declarations") if "\0" not in slug]
        form = RoundForm(
            initial={"declarations": chosen, "seed": 1 + secrets.randbelow(2**32)}, **querysets
        )
        return _new(request, form)
    form = RoundForm(request.POST, **querysets)
    if not form.is_valid():
        return _new(request, form, status=422)
    given = form.cleaned_data
    coders = list(given["coders"])
    wish = Wish(
        declarations=[declaration.slug for declaration in given["declarations"]],
        couples=given["chosen_couples"],
        by_hand=[HandPair(p.written, p.left, p.right, p.anchors) for p in given["by_hand"]],
        sample=given["sample"] or 0,
        seed=given["seed"],
    )
    plan = None
    try:
        plan = plan_round(wish)
        require_pairs(plan)
        require_bounded(len(plan.pairs), len(coders))
        if given["kind"] == "blind":
            require_blind(coders)
        if "open" in request.POST:
            opened = open_round(
                lead=request.user,  # type: ignore[arg-type]
                title=given["title"],
                note=given["note"],
                is_blind=given["kind"] == "blind",
                deadline=given["deadline"],
                coders=coders,
                wish=wish,
            )
            return _go_to(opened, "opened")
    except Refused as refused:
        return _new(request, form, plan, coders, refused.sentences, status=422)
    return _new(request, form, plan, coders)


def _new(
    request: HttpRequest,
    form: RoundForm,
    plan: Plan | None = None,
    coders: list[User] | None = None,
    refusals: list[str] | None = None,
    status: int = 200,
) -> TemplateResponse:
    """Show the form, with what it would give where that is known."""
    accounts = list(form.fields["coders"].queryset)  # type: ignore[attr-defined]
    errors = [message for messages in form.errors.values() for message in messages]
    chosen = {str(value) for value in form["declarations"].value() or ()}
    return page_or_fragment(
        request,
        page="declarations/round_new.html",
        fragment="declarations/_round_plan.html",
        context={
            "form": form,
            "choices": Declaration.objects.published().for_choosing()[:MAX_CHOICES],
            "chosen": chosen,
            "accounts": accounts,
            "seeing": {account.pk for account in see_all(accounts)},
            "chosen_coders": {str(value) for value in form["coders"].value() or ()},
            "plan": plan,
            "tasks": len(plan.pairs) * len(coders or ()) if plan else 0,
            "coders": coders or [],
            "most": MAX_TASKS,
            "refusals": [*errors, *(refusals or ())],
        },
        status=status,
    )


@never_cache
@require_safe
@needs()
def round(request: HttpRequest, key: int) -> HttpResponse:
    """Show a round to its lead: coders and how far they are, pairs, days; lead coders to theirs."""
    held = get_object_or_404(Round.objects.select_related("lead"), pk=key)
    user = request.user
    assert isinstance(user, User)
    if not user.has_perm(SEE):
        if held.pairs.filter(tasks__coder=user).exists():
            return redirect("declarations:queue", key)
        raise NotPermitted(NOT_FOR_YOU)
    said = request.GET.get("said", "")
    done = SAID[said] if said in SAID and (said != "closed" or held.closed) else ""
    return _page(request, held, done=done)


def _page(
    request: HttpRequest,
    held: Round,
    *,
    done: Any = "",
    refusals: list[str] | None = None,
    status: int = 200,
) -> TemplateResponse:
    notices: list[Any] = []
    user = request.user
    assert isinstance(user, User)
    progress = progress_of([held])[held.pk]
    inside = {coder.coder.pk for coder in progress.coders}
    page = turn_to_page(request, Paginator(held.pairs.with_points(), PAIRS_A_PAGE), notices)
    judged = judged_by(held, page.object_list, user)
    may_change = user.has_perm("declarations.change_round")
    context = {
        "round": held,
        "progress": progress,
        "page": page,
        "pairs": [
            (pair, judged.get((pair.first_id, pair.second_id), 0)) for pair in page.object_list
        ],
        "origins": held.pairs.tally(),
        "may_change": may_change and held.is_running,
        "outside": accounts_that_judge().exclude(pk__in=inside) if may_change else (),
        "notices": notices,
        "done": done,
        "refusals": refusals or [],
        "is_overdue": held.is_running and held.is_overdue,
    }
    return page_or_fragment(
        request,
        page="declarations/round.html",
        fragment="declarations/_round_pairs_results.html",
        context=context,
        status=status,
    )


def _change(done: str) -> Callable[..., Callable[..., HttpResponse]]:
    """
    Make a view that changes a running round, leads back to it, and says what was ``done``.

    The function decorated makes the change, or raises Refused: the page then
    answers 422 with the sentences. Whoever comes by a link, as after a log-in, is led
    to the round.
    """

    def decorate(change: Callable[[HttpRequest, Round], str | None]) -> Callable[..., HttpResponse]:
        @never_cache
        @require_http_methods(["GET", "HEAD", "POST"])
        @needs(SEE, "declarations.change_round")
        def view(request: HttpRequest, key: int) -> HttpResponse:
            if request.method != "POST":
                return redirect("declarations:round", key)
            held = get_object_or_404(Round.objects.select_related("lead"), pk=key)
            try:
                said = change(request, held)
            except Refused as refused:
                held.refresh_from_db()
                return _page(request, held, refusals=refused.sentences, status=422)
            return _go_to(held, said or done)

        view.__name__, view.__doc__ = change.__name__, change.__doc__
        return view

    return decorate


@_change("added")
def coders(request: HttpRequest, held: Round) -> str | None:
    """Bring a coder into a round, or take one out."""
    removes = "remove" in request.POST
    accounts = User.objects.all() if removes else accounts_that_judge()
    form = CoderForm(request.POST, accounts=accounts)
    if not form.is_valid():
        raise Refused(*form.errors["coder"])
    if removes:
        remove_coder(round=held, coder=form.cleaned_data["coder"])
        return "removed"
    add_coder(round=held, coder=form.cleaned_data["coder"])
    return None


@_change("deadline")
def deadline(request: HttpRequest, held: Round) -> str | None:
    """Give a round another deadline, or none."""
    form = DeadlineForm(request.POST)
    if not form.is_valid():
        raise Refused(*form.errors["deadline"])
    set_deadline(round=held, deadline=form.cleaned_data["deadline"])
    return None


@_change("closed")
def close(request: HttpRequest, held: Round) -> str | None:
    """Close a round for good, which shows everybody what was judged in it."""
    form = CloseForm(request.POST)
    if not form.is_valid():
        raise Refused(*form.errors["confirm"])
    if not close_round(round=held):
        raise Refused(gettext("This round is closed already."))
    return None


def _go_to(held: Round, said: str) -> HttpResponse:
    """Lead to a round's page, which says what was done."""
    address = reverse("declarations:round", args=[held.pk])
    return HttpResponseRedirect(with_query(address, {"said": said}), status=303)
