"""When something is not there, not allowed, or out of order: what the reader is told."""

import logging
import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import InterfaceError, OperationalError, connections
from django.test import Client

from declarations.models import Declaration
from tests.factories import make_declaration, make_editor
from tests.page_parts import parse

LIMA = "lima-group-2019-05-03"
SAN_JOSE = "international-contact-group-2019-05-07"


@pytest.fixture
def reader():
    """A reader who gets the page of an error, as served; not the exception, as tests do."""
    return Client(raise_request_exception=False)


def proposals(response):
    """Return the addresses that a 404 page proposes."""
    return [
        link["href"] for item in parse(response).one("main").all("li") for link in item.all("a")
    ]


# --- Not held ---------------------------------------------------------------------


@pytest.mark.django_db
def test_an_address_of_nothing_is_a_page_with_ways_on(client):
    """It says so in words, and leads to the list and the chooser."""
    response = client.get("/no/such/page/")
    page = parse(response)
    assert response.status_code == 404
    assert page.one("h1").text == "Nothing is held under this address"
    links = [link["href"] for link in page.one("main").all("a")]
    assert links == ["/declarations/", "/compare/"]


@pytest.mark.parametrize(
    ("address", "proposal"),
    [
        ("/declarations/limagroup-2019-05-03/", f"/declarations/{LIMA}/"),
        (f"/declarations/{LIMA}x/?lang=es", f"/declarations/{LIMA}/?lang=es"),
        (f"/compare/{LIMA}x/{SAN_JOSE}/", f"/compare/{LIMA}/{SAN_JOSE}/"),
        (f"/compare/{LIMA}/{SAN_JOSE}x/", f"/compare/{LIMA}/{SAN_JOSE}/"),
        (
            f"/compare/{LIMA}/{SAN_JOSE}x/?relation=partial&relation=open&lang=es",
            f"/compare/{LIMA}/{SAN_JOSE}/?relation=partial&relation=open&lang=es",
        ),
        (
            f"/compare/{LIMA}/{SAN_JOSE}x/export.json?lang=es",
            f"/compare/{LIMA}/{SAN_JOSE}/export.json?lang=es",
        ),
        (f"/compare/{LIMA}x/{LIMA}x/", f"/compare/{LIMA}/{LIMA}/"),
    ],
)
def test_a_mistyped_slug_is_answered_with_the_nearest(client, sample, address, proposal):
    """The link keeps the rest of the address: the other side, the view, the query string."""
    response = client.get(address)
    assert response.status_code == 404
    assert proposals(response)[0] == proposal
    assert client.get(proposal).status_code == 200


def test_two_mistyped_slugs_are_put_right_one_after_the_other(client, sample):
    """First the left, then the right."""
    first = client.get(f"/compare/{LIMA}x/{SAN_JOSE}x/?order=topic")
    assert proposals(first)[0] == f"/compare/{LIMA}/{SAN_JOSE}x/?order=topic"
    second = client.get(proposals(first)[0])
    assert proposals(second)[0] == f"/compare/{LIMA}/{SAN_JOSE}/?order=topic"


@pytest.mark.django_db
def test_a_slug_that_is_a_part_of_the_address_as_well(client):
    """Only the slug is put right, not the folder of the same name."""
    make_declaration(slug="declaration-2019")
    response = client.get("/declarations/declarations/")
    assert proposals(response) == ["/declarations/declaration-2019/"]


def test_a_slug_near_to_nothing_gets_no_proposal(client, sample):
    """The page says what may be the matter instead."""
    response = client.get("/declarations/zzzzzzzzzzzz/")
    assert proposals(response) == []
    assert "mistyped, or what stood here is not published" in parse(response).text


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    ["/declarations/%00/", "/declarations/%FF/", "/compare/a/b%00/", "/" + "x" * 5000 + "/"],
)
def test_addresses_that_no_declaration_can_have(client, address):
    """Bytes that are no text, and too many of them."""
    assert client.get(address).status_code == 404


def test_near_declarations_that_cannot_be_read_are_left_out(client, sample, monkeypatch, caplog):
    """The page is shown all the same, and the failure logged."""

    def break_down(slug):
        raise OperationalError("server closed the connection")

    monkeypatch.setattr("declarations.views.errors.near_declarations", break_down)
    response = client.get(f"/declarations/{LIMA}x/")
    assert response.status_code == 404
    assert proposals(response) == []
    assert "Near declarations could not be read" in caplog.text


# --- Not allowed ------------------------------------------------------------------


@pytest.fixture
def break_home(monkeypatch):
    """Make the home page raise what a test says."""

    def break_with(error):
        def tally(queryset):
            raise error

        monkeypatch.setattr(type(Declaration.objects.all()), "tally", tally)

    return break_with


@pytest.mark.django_db
def test_forbidden_says_what_needs_an_account(reader, break_home):
    """Reading does not; the page leads to the log-in and back."""
    break_home(PermissionDenied)
    response = reader.get("/")
    page = parse(response)
    assert response.status_code == 403
    assert "Your account may not do this" in page.text
    assert [link["href"] for link in page.one("main").all("a")] == [
        "/account/log-in/?next=%2F",
        "/",
    ]


@pytest.mark.django_db
def test_a_form_without_its_token_is_explained():
    """Nothing was saved, and going back keeps what was typed."""
    make_editor(username="editor")
    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/account/log-in/", {"username": "editor", "password": "x"})
    assert response.status_code == 403
    assert "Nothing was saved. Go back: what you typed is still there." in parse(response).text


# --- Out of order -----------------------------------------------------------------


@pytest.mark.django_db
def test_a_mistake_of_ours_is_a_page_and_a_line_in_the_log(reader, break_home, caplog):
    """With the traceback in the log and none on the page."""
    break_home(ZeroDivisionError("division by zero"))
    response = reader.get("/")
    page = parse(response)
    assert response.status_code == 500
    assert "Something broke on our side" in page.text
    assert "ZeroDivisionError" not in page.text
    assert any(
        record.exc_info and record.exc_info[0] is ZeroDivisionError for record in caplog.records
    )


@pytest.mark.django_db
def test_a_missing_table_is_no_database_that_is_away(reader, break_home):
    """SQLite reports it alike; waiting half a minute would not help, and 500 says so."""
    break_home(OperationalError("no such table: declarations_declaration"))
    response = reader.get("/")
    assert response.status_code == 500
    assert "The database cannot be reached" not in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_a_database_that_goes_away_is_said_to_be_away(reader, break_home, caplog, error):
    """503, with when to come again, and the reason in the log only."""
    break_home(error("server closed the connection unexpectedly"))
    response = reader.get("/")
    page = parse(response)
    assert response.status_code == 503
    assert int(response.headers["Retry-After"]) > 0
    assert "The database cannot be reached just now" in page.text
    assert "server closed" not in page.text
    assert "The database cannot be reached: server closed" in caplog.text
    assert any(record.levelno == logging.ERROR for record in caplog.records)


def get_without_database(address, **options):
    """Ask for an address in a thread of its own, which has to open a connection and cannot."""
    answers = []

    def ask():
        reader = Client(raise_request_exception=False)
        for name, value in options.get("cookies", {}).items():
            reader.cookies[name] = value
        answers.append(reader.get(address, headers=options.get("headers", {})))

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()
    return answers[0]


@pytest.fixture
def no_connection(db, monkeypatch):
    """Let every new connection fail as the driver does when no server answers."""

    def refuse(self, parameters):
        raise self.Database.OperationalError("connection to server failed: Connection refused")

    monkeypatch.setattr(type(connections["default"]), "get_new_connection", refuse)


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/declarations/",
        f"/declarations/{LIMA}/",
        "/codebook/",
        "/compare/",
        f"/compare/{LIMA}/{SAN_JOSE}/",
        f"/compare/{LIMA}/{SAN_JOSE}/export.json",
        "/admin/",
    ],
)
def test_without_a_database_every_page_is_the_same_503(no_connection, address):
    """Also for who is logged in: the page asks neither session nor account."""
    for cookies in ({}, {"sessionid": "kept-from-before"}):
        if address == "/admin/" and not cookies:
            continue  # without a session the desk asks for nothing: it sends to the log-in
        response = get_without_database(address, cookies=cookies)
        assert response.status_code == 503
        assert response.headers["Retry-After"] == "30"
        assert "Wait half a minute and reload the page." in parse(response).text


def test_without_a_database_an_unknown_address_is_still_not_found(no_connection):
    """Nothing on that page needs one."""
    response = get_without_database("/no/such/page/", cookies={"sessionid": "kept"})
    assert response.status_code == 404


def test_the_site_comes_back_with_its_database(db, monkeypatch):
    """The next request after the failure is served as if nothing had been."""
    with monkeypatch.context() as broken:
        broken.setattr(
            type(Declaration.objects.all()),
            "tally",
            lambda queryset: (_ for _ in ()).throw(OperationalError("away")),
        )
        assert Client(raise_request_exception=False).get("/").status_code == 503
    assert Client().get("/").status_code == 200


@pytest.mark.parametrize("status", [403, 404, 500, 503])
def test_pages_of_errors_carry_the_same_headers_as_all(reader, break_home, db, status):
    """The content security policy covers what goes wrong as well."""
    errors = {403: PermissionDenied, 500: ValueError, 503: OperationalError}
    if status in errors:
        break_home(errors[status])
    response = reader.get("/" if status in errors else "/no/such/page/")
    assert response.status_code == status
    assert "default-src 'self'" in response.headers["Content-Security-Policy"]
    assert response.headers["X-Frame-Options"] == "DENY"


def test_a_request_beyond_all_measure_gets_a_plain_page(client):
    """More fields than any form of the site has are refused in words, not with a bare line."""
    fields = "&".join(f"field{n}=1" for n in range(10_001))
    response = client.post(
        "/account/log-in/", fields, content_type="application/x-www-form-urlencoded"
    )
    assert response.status_code == 400
    assert "This request was not understood" in response.content.decode()
