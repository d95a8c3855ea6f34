"""Logging in and out, passwords and their reset, and what too many failures bring."""

import re
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.conf import settings as site_settings
from django.contrib.auth import authenticate
from django.core import mail
from django.core.management import call_command
from django.test import RequestFactory
from django.utils import timezone

from declarations.views.lockout import address_of_client
from tests.factories import (
    PASSWORD,
    make_coder,
    make_declaration,
    make_editor,
    make_judgement,
    make_user,
)
from tests.page_parts import parse

pytestmark = pytest.mark.django_db
LOG_IN = "/account/log-in/"
NEW = "seven bright lanterns over the bay"


def log_in(client, username, password=PASSWORD, address=LOG_IN, **options):
    """Send the form of the log-in page."""
    return client.post(address, {"username": username, "password": password}, **options)


@pytest.fixture
def throttled(settings):
    """Count failed log-ins, which the rest of the suite does not."""
    settings.AXES_ENABLED = True
    return site_settings.AXES_FAILURE_LIMIT


def fail(client, username, times, **options):
    """Fail to log in, and return the last answer."""
    for _time in range(times):
        response = log_in(client, username, "guess", **options)
    return response


# --- In and out -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "led_to"),
    [
        ("/codebook/?lang=es", "/codebook/?lang=es"),
        ("https://elsewhere.example/", "/account/"),
        ("//elsewhere.example/", "/account/"),
        ("javascript:alert(1)", "/account/"),
    ],
)
def test_after_the_log_in_one_is_led_to_addresses_of_this_site_only(client, asked, led_to):
    """A link to the log-in page is no way to lead somebody elsewhere."""
    make_user(username="ana")
    page = {"username": "ana", "password": PASSWORD, "next": asked}
    assert client.post(LOG_IN, page).headers["Location"] == led_to


def test_the_account_page_says_who_one_is_and_what_one_may_do(client):
    """Roles in words, judgements that stand, ways on; a coder is offered no desk."""
    coder = make_coder(username="ana", first_name="Ana", last_name="Ruiz")
    make_judgement(coder=coder)
    client.force_login(coder)
    page = parse(client.get("/account/"))
    assert page.one("h1").text == "Ana Ruiz"
    assert "Coder" in page.one("main").text
    assert "1 that stands" in page.one("main").text
    assert "/admin/" not in {link["href"] for link in page.one("main").all("a")}


def test_the_header_names_who_is_logged_in_and_asks_nothing_for_readers(
    client, django_assert_num_queries
):
    """No query and no cookie for a reader; an account's pages are kept by no shared cache."""
    with django_assert_num_queries(0):
        response = client.get(LOG_IN, headers={"Accept-Language": "en"})
    assert "Log in" in parse(response).one("header").text
    before = client.get("/compare/")
    assert not before.cookies
    assert "private" not in before.headers.get("Cache-Control", "")
    client.force_login(make_user(first_name="Ana"))
    after = client.get("/compare/")
    assert "Ana" in parse(after).one("header").text
    for response in (after, client.get("/judgements/export.csv"), client.get("/no/such/page/")):
        assert "private" in response.headers["Cache-Control"]


def test_logging_out_takes_a_form(client):
    """An address that another site loads as a picture logs nobody out."""
    client.force_login(make_user())
    assert client.get("/account/log-out/").status_code == 405
    assert client.get("/account/").status_code == 200
    assert client.post("/account/log-out/").headers["Location"] == "/"
    assert client.get("/account/").status_code == 302


def test_the_desk_sends_to_the_sites_log_in_and_tells_who_may_not_enter(client):
    """One log-in for both; an account without staff status is not led in a circle."""
    response = client.get("/admin/declarations/topic/", follow=True)
    assert response.redirect_chain[-1][0] == f"{LOG_IN}?next=/admin/declarations/topic/"
    client.force_login(make_coder())
    response = client.get("/admin/", follow=True)
    assert response.status_code == 403
    assert "The editors’ desk is for editors and leads" in parse(response).text


# --- Passwords ------------------------------------------------------------------


def test_changing_a_password_keeps_this_browser_and_logs_out_the_others(client):
    """As after a password that somebody else may have seen."""
    ana = make_user(username="ana")
    other = type(client)()
    for browser in (client, other):
        browser.force_login(ana)
    sent = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
    response = client.post("/account/password/", sent, follow=True)
    assert "Your password is changed." in parse(response).text
    assert other.get("/account/").status_code == 302
    assert authenticate(username="ana", password=NEW) == ana


def test_a_forgotten_password_is_reset_by_a_link_that_works_once(client, throttled):
    """From the mail to the log-in, which waits no longer; the second use is refused in words."""
    ana = make_user(username="ana", email="ana@example.org")
    assert fail(client, "ana", throttled).status_code == 429
    client.post("/account/reset/", {"email": "Ana@example.org"})
    [letter] = mail.outbox
    assert "A new password for Declaration Points at testserver" in letter.subject
    link = re.search(r"http://testserver(/account/reset/\S+)", letter.body)[1]
    page = client.get(link, follow=True)
    form = page.redirect_chain[-1][0]
    sent = {"new_password1": NEW, "new_password2": NEW}
    assert "Your new password is set" in parse(client.post(form, sent, follow=True)).text
    assert log_in(client, "ana", NEW).status_code == 302
    assert client.session["_auth_user_id"] == str(ana.pk)
    assert "This link cannot be used" in parse(type(client)().get(link, follow=True)).text


def test_a_reset_tells_nobody_who_has_an_account(client):
    """The same answer for all; and one link in two minutes, however often somebody asks."""
    make_user(email="ana@example.org")
    asked = ["ana@example.org", "nobody@example.org", "ana@example.org"]
    told = [client.post("/account/reset/", {"email": email}, follow=True) for email in asked]
    assert len({response.content for response in told}) == 1
    assert [letter.to for letter in mail.outbox] == [["ana@example.org"]]


# --- Too many failures ----------------------------------------------------------


def test_who_fails_too_often_waits_also_with_the_right_password(client, throttled):
    """In words, with 429; others from there and the same person elsewhere are let in."""
    make_user(username="ana")
    make_user(username="ben")
    assert fail(client, "ana", throttled - 1).status_code == 200
    locked = fail(client, "ana", 1)
    assert locked.status_code == 429
    assert int(locked.headers["Retry-After"]) == 900
    assert "Wait 15 minutes, then try again" in parse(locked).text
    assert log_in(client, "ana").status_code == 429
    assert log_in(client, "ben").status_code == 302
    assert log_in(client, "ana", REMOTE_ADDR="192.0.2.7").status_code == 302
    # A name that no account has is answered alike.
    assert fail(client, "nobody", throttled).content == locked.content


def test_the_wait_ends_by_itself_or_by_command(client, throttled):
    """After a quarter of an hour, or when an administrator resets it; trying on adds nothing."""
    make_user(username="ana")
    fail(client, "ana", throttled + 3)
    assert log_in(client, "ana").status_code == 429
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert log_in(client, "ana").status_code == 302
    fail(client, "ana", throttled)
    call_command("axes_reset_username", "ana")
    assert log_in(client, "ana").status_code == 302
    assert not AccessAttempt.objects.exists()  # nor is anything kept of what went well


@pytest.mark.parametrize("username", ["x" * 5000, "ana\0", "", "\ud83d"])
def test_names_that_no_account_can_have_are_refused_like_others(client, throttled, username):
    """Whatever is sent, a form comes back."""
    sent = {"username": username.encode("utf-8", "replace").decode(), "password": "x"}
    assert client.post(LOG_IN, sent).status_code == 200


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "203.0.113.9", "192.0.2.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.66, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.66, 203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (1, "", "192.0.2.1"),
        (1, "nonsense'", "192.0.2.1"),
        (1, "2001:db8::1", "2001:db8::1"),
    ],
)
def test_the_address_that_failed_is_the_one_that_our_own_proxy_wrote(
    settings, proxies, forwarded, address
):
    """What somebody sends along to look like many counts for nothing."""
    settings.PROXIES = proxies
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    request = RequestFactory().get(LOG_IN, headers=headers, REMOTE_ADDR="192.0.2.1")
    assert address_of_client(request) == address


def test_an_editor_who_logs_in_from_the_desk_gets_there(client, throttled):
    """And one who reads is led back to what they read."""
    make_editor(username="eve")
    declaration = make_declaration()
    response = client.get("/admin/", follow=True)
    address = response.redirect_chain[-1][0]
    asked = {"username": "eve", "password": PASSWORD, "next": "/admin/"}
    assert client.post(address, asked, follow=True).request["PATH_INFO"] == "/admin/"
    client.post("/account/log-out/")
    read = declaration.get_absolute_url()
    [link] = [a for a in parse(client.get(read)).one("header").all("a") if a.text == "Log in"]
    assert link["href"] == f"{LOG_IN}?next={read}"
