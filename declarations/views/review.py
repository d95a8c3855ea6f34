"""Answering what is suggested for a point, where it is read."""

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from declarations.forms import ReadingForm, ReviewForm
from declarations.services import Refused, find_point, may_review, reconsider, review_suggestion

from .points import UnknownPoint, coding_context, fetch_declaration, fetch_point, page_context


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, slug: str, label: str) -> HttpResponse:
    """
    Accept or refuse a suggestion, or take a refusal back; show the point's coding as it is then.

    For editors only. What cannot be done answers 422 with the reason. Whoever
    comes back to the address, as after a log-in, is led to the point.
    """
    if request.method != "POST":
        query = request.META.get("QUERY_STRING", "")
        address = reverse("declarations:point", args=[slug, label])
        return redirect(f"{address}?{query}" if query else address)
    if not request.user.is_authenticated:
        back = reverse("declarations:point", args=[slug, label])
        if request.htmx:  # type: ignore[attr-defined]
            return HttpResponseClientRedirect(redirect_to_login(back).url)
        return redirect_to_login(back)
    if not may_review(request.user):
        raise PermissionDenied
    declaration = fetch_declaration(slug)
    points, found = find_point(declaration, label)
    if len(found) != 1:
        raise UnknownPoint(declaration, points)
    language = ReadingForm(request.GET).criteria()["lang"]
    point = fetch_point(declaration, found[0].pk)
    form = ReviewForm(request.POST)
    refusals = []
    if form.is_valid():
        given = dict(form.cleaned_data)
        try:
            if given["answer"] == ReviewForm.RECONSIDER:
                reconsider(point=point, kind=given["kind"], slug=given["slug"])
            else:
                review_suggestion(point=point, reviewer=request.user, **given)
        except Refused as refused:
            refusals = refused.sentences
    else:
        refusals = [gettext("This form was not complete. Open the page again, then answer anew.")]
    if not refusals and not request.htmx:  # type: ignore[attr-defined]
        query = f"?lang={language}" if language != "en" else ""
        return redirect(f"{found[0].get_absolute_url()}{query}#point-coding")
    if request.htmx:  # type: ignore[attr-defined]
        context = coding_context(request, declaration, found[0].pk, language)
        template = "declarations/_point_coding.html"
    else:
        context = page_context(request, declaration, points, found[0].pk)
        template = "declarations/point.html"
    context |= {"refusals": refusals, "is_fragment": bool(request.htmx)}  # type: ignore[attr-defined]
    return TemplateResponse(request, template, context, status=422 if refusals else 200)
