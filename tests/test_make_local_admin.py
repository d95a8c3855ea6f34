"""The administrator of a new copy."""

import re
from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command

from declarations.models import User
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def run(**options):
    """Run the command and return what it printed."""
    output = StringIO()
    call_command("make_local_admin", stdout=output, **options)
    return output.getvalue()


def test_first_run_makes_an_administrator_and_prints_a_password_that_works():
    """What is printed is enough to log in at the address."""
    printed = run(address="http://127.0.0.1:8001")
    assert "http://127.0.0.1:8001/admin/" in printed
    password = re.search(r"password +(\S+)", printed)[1]
    account = authenticate(username="admin", password=password)
    assert account.is_superuser
    assert account.is_staff


def test_passwords_are_long_and_differ():
    """Two copies do not share a password."""
    first = re.search(r"password +(\S+)", run())[1]
    User.objects.all().delete()
    second = re.search(r"password +(\S+)", run())[1]
    assert len(first) == len(second) == 16
    assert first != second


def test_later_runs_say_one_line_and_change_nothing():
    """The password is shown once, and stays."""
    run()
    before = User.objects.get()
    printed = run()
    assert printed == "Editors' desk: http://127.0.0.1:8000/admin/\n"
    assert User.objects.get().password == before.password


def test_no_administrator_is_made_beside_another():
    """Who has an administrator under any name needs no second one."""
    User.objects.create_superuser("keeper")
    assert "password" not in run()
    assert not User.objects.filter(username="admin").exists()


def test_an_account_named_admin_without_rights_is_left_as_it_is():
    """A name that is taken is never raised to an administrator's."""
    make_user(username="admin")
    assert "createsuperuser" in run()
    assert not User.objects.get().is_superuser
