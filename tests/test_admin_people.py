"""Accounts at the desk, on Django's pages; and rivals, whose history is on both sides."""

import pytest
from django.contrib.auth import authenticate

from declarations.models import User
from tests.factories import PASSWORD, make_editor, make_proposition, make_user

pytestmark = pytest.mark.django_db
ACCOUNTS = "/admin/declarations/user/"


def test_an_administrator_makes_an_account_and_sets_its_rights(admin_client):
    """The list, the page that adds, the page that changes."""
    entered = {"username": "ana", "usable_password": "true", "password1": PASSWORD}
    response = admin_client.post(f"{ACCOUNTS}add/", {**entered, "password2": PASSWORD})
    made = User.objects.get(username="ana")
    assert response.headers["Location"] == f"{ACCOUNTS}{made.pk}/change/"
    assert authenticate(username="ana", password=PASSWORD) == made
    assert admin_client.get(response.headers["Location"]).status_code == 200
    assert "ana" in admin_client.get(f"{ACCOUNTS}?q=ana").content.decode()
    assert admin_client.get(f"{ACCOUNTS}{made.pk}/password/").status_code == 200


def test_an_editor_has_no_say_over_accounts(client):
    """Rights over declarations are none over the accounts that happen to stand beside them."""
    client.force_login(make_editor())
    for address in (ACCOUNTS, f"{ACCOUNTS}add/", f"{ACCOUNTS}{make_user().pk}/change/"):
        assert client.get(address).status_code == 403


def test_the_history_of_a_proposition_shows_its_rivals(admin_client):
    """On its page of the desk, and on that of the other one."""
    one, other = make_proposition("election"), make_proposition("transition")
    entered = {
        "text": one.text,
        "slug": one.slug,
        "topic": one.topic_id,
        "definition": one.definition,
        "rivals": [other.pk],
        "order": 0,
    }
    address = "/admin/declarations/proposition/{}/{}/"
    assert admin_client.post(address.format(one.pk, "change"), entered).status_code == 302
    for held, rival in ((one, other), (other, one)):
        page = admin_client.get(address.format(held.pk, "history")).content.decode()
        assert rival.text in page
