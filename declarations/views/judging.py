"""Judging a pair where it is read, all that was judged of it, and choosing another one."""

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from declarations.forms import ComparisonFilterForm, JudgementForm, View, WithdrawalForm
from declarations.models import Declaration, User
from declarations.services import (
    Pair,
    Refused,
    find_pair,
    history_of,
    judge_pair,
    may_judge,
    take_back,
)

from .compare import fetch_pair, row_order
from .judging_forms import RowForm, form_of_pair
from .links import UNFILTERED, ComparisonLinks, with_query
from .permission import log_in_first, needs
from .pictures import draw_bar
from .veiled import veil_over
from .viewers import read_by, viewer_of


@require_http_methods(["GET", "HEAD", "POST"])
def judge(request: HttpRequest, left: str, right: str, pair: str) -> HttpResponse:
    """
    Show all that was judged of two points; record a coder's word on them, or take it back.

    htmx gets the row anew, with the counts of the page beside it; a plain form
    leads back here. What cannot be done answers 422 with the reason.
    """
    if request.method == "POST":
        if not request.user.is_authenticated:
            htmx = request.htmx  # type: ignore[attr-defined]
            return log_in_first(request, back="" if htmx else request.get_full_path())
        return _judge(request, left, right, pair)
    declarations = fetch_pair(left, right)
    if (hidden := veil_over(request, viewer_of(request), *declarations)) is not None:
        return hidden
    found = _find(request, declarations, pair)
    viewer = viewer_of(request)
    form = form_of_pair(found, request.path, _kept(request.GET)) if may_judge(viewer) else None
    if form is not None:
        form = replace(form, on_page=True, done=request.GET.get("done", ""))
    response = _page(request, found, viewer, form)
    return read_by(response, viewer)


@needs("declarations.add_judgement")
def _judge(request: HttpRequest, left: str, right: str, pair: str) -> HttpResponse:
    declarations = fetch_pair(left, right)
    # Whoever is to judge pairs of the two in a round does so there, without how they compare.
    if (hidden := veil_over(request, viewer_of(request), *declarations)) is not None:
        return hidden
    found = _find(request, declarations, pair)
    coder = request.user
    assert isinstance(coder, User)
    opened = form_of_pair(found, request.path, _kept(request.GET))
    done, refusals, sent = "", list[str](), JudgementForm(request.POST)
    try:
        if "withdraw" in request.POST:
            undone = WithdrawalForm(request.POST)
            if not undone.is_valid():
                raise Refused(gettext("This is no judgement of yours on these two."))
            take_back(pair=found, coder=coder, key=undone.cleaned_data["withdraw"])
            done = "withdrawn"
        elif sent.is_valid():
            given = sent.cleaned_data
            judge_pair(
                pair=found,
                coder=coder,
                relation=given["relation"],
                rationale=given["rationale"],
                seen=(given["seen_left"], given["seen_right"]),
                token=given["token"],
            )
            done = "judged"
        else:
            refusals = _refusals(sent)
    except Refused as refused:
        refusals = refused.sentences
    on_page = "on_page" in request.POST
    if not refusals and not request.htmx:  # type: ignore[attr-defined]
        kept = _kept(request.GET)
        return HttpResponseRedirect(
            f"{request.path}?{kept}{'&' if kept else ''}done={done}#judging"
        )
    form = opened and replace(opened, on_page=on_page, done=done)
    if refusals and form:
        form = replace(
            form,
            refusals=refusals,
            relation=_text(sent, "relation"),
            rationale=_text(sent, "rationale"),
        )
    status = 422 if refusals else 200
    if request.htmx:  # type: ignore[attr-defined]
        return read_by(_row(request, found, coder, form, on_page=on_page, status=status), coder)
    return read_by(_page(request, found, coder, form, status=status), coder)


def _refusals(sent: JudgementForm) -> list[str]:
    """Return what is wrong with a form that its sender can set right; else a sentence."""
    found = [message for name in ("relation", "rationale") for message in sent.errors.get(name, ())]
    return found or [gettext("This form was not complete. Open the page again, then judge anew.")]


def _text(sent: JudgementForm, name: str) -> str:
    """Return what was sent in a field, without what no page can show."""
    return str(sent.data.get(name, "")).replace("\0", "")[:5_000]


def _find(request: HttpRequest, declarations: tuple[Declaration, Declaration], pair: str) -> Pair:
    if declarations[0] == declarations[1]:
        raise Http404(gettext("A declaration is not compared with itself."))
    language = ComparisonFilterForm(request.GET).criteria()["lang"]
    found = find_pair(*declarations, pair, language)
    if found is None:
        raise Http404(gettext("One of these declarations has no such point."))
    return found


def _kept(sent: QueryDict) -> str:
    """Return the query string of the comparison, without what it does not know."""
    return ComparisonLinks.asked_for("", ComparisonFilterForm(sent).criteria()).query


def _row_context(
    request: HttpRequest, pair: Pair, viewer: User | None, form: RowForm | None
) -> dict[str, Any]:
    """Return what the row of a pair needs, and the links and counts of its comparison."""
    asked = ComparisonFilterForm(request.GET).criteria()
    comparison, row, is_row = pair.compare(viewer, row_order(asked))
    left, right = (side.declaration.slug for side in comparison.sides)
    path = reverse("declarations:compare", args=[left, right])
    links = ComparisonLinks.asked_for(path, asked)
    dressed = comparison.dress([row])[0]
    address = links.address(view="", **UNFILTERED)
    return {
        "comparison": comparison,
        "row": replace(dressed, form=form),
        "is_row": is_row,
        "links": links,
        "states": links.states(comparison),
        "basis_links": links.bases(comparison),
        "bar": draw_bar(comparison.counts, comparison.collation.suggested),
        "is_filtered": links.is_filtered,
        "is_row_alone": True,
        "unfiltered": links.unfiltered,
        "compare_address": path,
        "row_address": f"{_with_pair(address, pair)}#{dressed.anchor}",
        "language": comparison.language,
    }


def _with_pair(address: str, pair: Pair) -> str:
    """Return the address of a comparison in which two points are a row if they match at all."""
    left, right = pair.points
    mark = "&" if "?" in address else "?"
    return f"{address}{mark}pair={left.anchor},{right.anchor}"


def _row(
    request: HttpRequest,
    pair: Pair,
    coder: User,
    form: RowForm | None,
    *,
    on_page: bool,
    status: int,
) -> TemplateResponse:
    """Answer htmx with the row as it is now; beside it the summary, or the history on its page."""
    context = _row_context(request, pair, coder, form)
    if on_page:
        context["is_own_page"] = True
        context["history"] = history_of(*pair.points, coder)
    return TemplateResponse(
        request, "declarations/_judge_saved.html", {**context, "is_fragment": True}, status=status
    )


def _page(
    request: HttpRequest, pair: Pair, viewer: User | None, form: RowForm | None, status: int = 200
) -> TemplateResponse:
    context = _row_context(request, pair, viewer, form)
    left, right = pair.points
    return TemplateResponse(
        request,
        "declarations/judge.html",
        {
            **context,
            "is_own_page": True,
            "may_judge": may_judge(viewer),
            "history": history_of(left, right, viewer),
            "left_point": left,
            "right_point": right,
            "view": View.ALIGNED.value,
        },
        status=status,
    )


@require_safe
@needs("declarations.add_judgement")
def choose_pair(request: HttpRequest, left: str, right: str) -> HttpResponse:
    """Choose any two points of two declarations to judge; go on to them once both are chosen."""
    declarations = fetch_pair(left, right)
    if (hidden := veil_over(request, viewer_of(request), *declarations)) is not None:
        return hidden
    if left == right:
        raise Http404(gettext("A declaration is not compared with itself."))
    language = ComparisonFilterForm(request.GET).criteria()["lang"]
    chosen, message = {}, ""
    for name, declaration in zip(("left", "right"), declarations, strict=True):
        anchors = {point.anchor for point in declaration.points.all()}
        given = request.GET.get(name, "")
        if given in anchors:
            chosen[name] = given
        elif given:
            message = gettext("One of these declarations has no such point. Choose from the lists.")
    if len(chosen) == 2:
        address = reverse(
            "declarations:judge", args=[left, right, f"{chosen['left']},{chosen['right']}"]
        )
        return HttpResponseRedirect(
            with_query(address, {"lang": language} if language != "en" else {})
        )
    if not message and {"left", "right"} <= request.GET.keys():
        message = gettext("Choose a point on either side.")
    return TemplateResponse(
        request,
        "declarations/judge_choose.html",
        {
            "sides": declarations,
            "left_declaration": declarations[0],
            "right_declaration": declarations[1],
            "chosen_left": chosen.get("left", ""),
            "chosen_right": chosen.get("right", ""),
            "message": message,
            "language": language,
        },
        status=422 if message else 200,
    )
