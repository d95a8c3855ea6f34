"""Judgements as files: taken away by everybody who may see them, brought in by leads."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from declarations.forms import JudgementFileForm
from declarations.services.judgements_io import (
    MOST_BYTES,
    JudgementsError,
    LoadPlan,
    as_csv_text,
    as_json_text,
    describe,
    judgements_for,
    load_judgements,
    plan_load,
    read_judgements,
)

from .permission import log_in_first, needs


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@needs("declarations.view_judgement", "declarations.adjudicate_judgement")
def files(request: HttpRequest) -> HttpResponse:
    """
    Offer judgements to take away; look through a file of others, and load it.

    A file is first looked through: the page then says what it would add, and
    comes with its text to be loaded. A second sending of that adds nothing.
    """
    form = JudgementFileForm()
    plan: LoadPlan | None = None
    text = ""
    if request.method == "POST":
        form = JudgementFileForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                sent = request.FILES.get("file")
                if sent is not None and sent.size > MOST_BYTES:
                    read_judgements(b" " * (MOST_BYTES + 1))  # says so, without reading it
                data = form.data_sent()
                given, faults = read_judgements(data)
                if request.POST.get("action") == "load":
                    plan = load_judgements(given, faults)
                    if not plan.faults:
                        messages.success(request, " ".join(plan.sentences(done=True)))
                        return redirect("declarations:judgements_files")
                else:
                    plan = plan_load(given, faults)
                if plan.is_loadable:
                    text = data.decode("utf-8-sig")
            except JudgementsError as error:
                form.add_error("file", str(error))
    context = {
        "form": form,
        "plan": plan,
        "sentences": plan.sentences(done=False) if plan else [],
        "named": plan.named() if plan else [],
        "text": text,
        "count": judgements_for(request.user).count(),
    }
    wrong = bool(form.errors) or bool(plan and plan.faults)
    return TemplateResponse(
        request, "declarations/judgements.html", context, status=422 if wrong else 200
    )


@require_safe
def export_csv(request: HttpRequest) -> HttpResponse:
    """Return the judgements that the reader may see, as CSV."""
    return _export(request, "csv")


@require_safe
def export_json(request: HttpRequest) -> HttpResponse:
    """Return the judgements that the reader may see, as JSON."""
    return _export(request, "json")


def _export(request: HttpRequest, kind: str) -> HttpResponse:
    """Return a file; with ``coder=me`` of what one gave oneself, for which one has to log in."""
    own = request.GET.get("coder") == "me"
    if own and not request.user.is_authenticated:
        return log_in_first(request)
    rows = describe(judgements_for(request.user, own=own))
    if kind == "csv":
        response = HttpResponse(as_csv_text(rows), content_type="text/csv; charset=utf-8")
    else:
        response = HttpResponse(as_json_text(rows), content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="judgements.{kind}"'
    patch_vary_headers(response, ("Cookie",))
    return response
