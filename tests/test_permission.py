"""The guard of views: who is led to the log-in, who is told that this is not theirs."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import RequestFactory
from django_htmx.middleware import HtmxDetails

from declarations.views.permission import NotPermitted, needs
from tests.factories import make_coder, make_user


@needs("declarations.add_judgement")
def judge(request):
    """A page for coders."""
    return HttpResponse("judged")


def ask(user, method="get", address="/judge/1/?lang=es", **headers):
    """Ask the page for coders as somebody."""
    request = getattr(RequestFactory(), method)(address, headers=headers)
    request.user = user
    request.htmx = HtmxDetails(request)
    return judge(request)


@pytest.mark.parametrize(
    ("method", "headers", "back"),
    [
        ("get", {}, "/judge/1/%3Flang%3Des"),
        (
            "post",
            {"Referer": "http://testserver/compare/a/b/?view=matrix"},
            "/compare/a/b/%3Fview%3Dmatrix",
        ),
        ("post", {"Referer": "https://elsewhere.example/judge/1/"}, "/"),
        ("post", {"Referer": "http://testserver//elsewhere.example/"}, "/elsewhere.example/"),
        ("post", {}, "/"),
    ],
)
def test_who_is_not_logged_in_comes_back_to_a_page(method, headers, back):
    """To the one that was asked for; of a form, to the one that held it, never to another site."""
    response = ask(AnonymousUser(), method, **headers)
    assert response.status_code == 302
    assert response.headers["Location"] == f"/account/log-in/?next={back}"


def test_htmx_is_told_to_go_to_the_log_in_and_back_to_the_page_it_stands_on():
    """The address of a fragment is no page to come back to."""
    current = "http://testserver/compare/a/b/?lang=es"
    headers = {"HX-Request": "true", "HX-Current-URL": current}
    response = ask(AnonymousUser(), "post", **headers)
    assert response.headers["HX-Redirect"] == ("/account/log-in/?next=/compare/a/b/%3Flang%3Des")


@pytest.mark.django_db
def test_an_account_without_the_right_is_told_for_whom_this_is():
    """And one with it is let in."""
    with pytest.raises(NotPermitted, match="Judging pairs is for coders"):
        ask(make_user())
    assert ask(make_coder()).content == b"judged"
