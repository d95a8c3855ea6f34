"""Who may see a page: the log-in for those who have not, plain words for those who may not."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django_htmx.http import HttpResponseClientRedirect

View = Callable[..., HttpResponse]

SENTENCES: dict[str, str | Promise] = {
    "declarations.add_judgement": _(
        "Judging pairs is for coders. Ask a lead of this site to make you one."
    ),
    "declarations.view_judgement": _(
        "Only leads see what every coder gave before a round is closed. Ask a lead of this site."
    ),
    "declarations.adjudicate_judgement": _(
        "Only leads decide between coders. Ask a lead of this site."
    ),
    "declarations.add_round": _(
        "Only leads open and close coding rounds. Ask a lead of this site."
    ),
    "declarations.add_intake": _(
        "Entering declarations is for editors. Ask the administrator of this site to make you one."
    ),
}
"""What a person is told who lacks a permission: for whom the page is, and whom to ask."""


class NotPermitted(PermissionDenied):
    """
    Somebody who is logged in asks for what is not theirs; ``sentence`` says whom to ask.

    Raise it where a page's own rule decides, as for a round in which somebody
    has no task. The page of the error shows the sentence.
    """

    def __init__(self, sentence: str | Promise = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence


def needs(*permissions: str) -> Callable[[View], View]:
    """
    Let a view answer only people who hold every one of the permissions.

    Anybody else who is not logged in is led to the log-in page and from there
    back (htmx is told to go there); who is logged in gets a page of status 403
    that says for whom this is. Without permissions, any account will do::

        @require_http_methods(["GET", "POST"])
        @needs("declarations.add_judgement")
        def judge(request, left, right): ...

    Put it below the decorator of the methods, so that a wrong method is told
    as such to everybody.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return log_in_first(request)
            for permission in permissions:
                if not request.user.has_perm(permission):
                    raise NotPermitted(SENTENCES.get(permission, ""))
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def log_in_first(request: HttpRequest, *, back: str = "") -> HttpResponse:
    """
    Lead to the log-in page, and from there to ``back``; for htmx, with its own header.

    ``back`` is a path of this site. Without it: the page the request stands
    for; and of what was sent in, or asked for by htmx, the page it came from,
    since an address that takes a form often has no page.
    """
    htmx = request.htmx  # type: ignore[attr-defined]
    if not back:
        if htmx:
            back = htmx.current_url_abs_path or request.get_full_path()
        elif request.method in {"GET", "HEAD"}:
            back = request.get_full_path()
        else:
            back = _page_it_came_from(request)
    if not htmx:
        return redirect_to_login(back)
    return HttpResponseClientRedirect(redirect_to_login(back).url)


def _page_it_came_from(request: HttpRequest) -> str:
    """Return the path of the page whose form was sent, where the browser says it; else home."""
    came_from = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(
        came_from, {request.get_host()}, require_https=request.is_secure()
    ):
        return reverse("declarations:home")
    path = came_from.partition("//")[2].partition("/")[2].partition("#")[0]
    return "/" + path.lstrip("/")  # two strokes would begin the name of another site
