"""Roles: their groups and rights, how they are set up and given, accounts made by command."""

import re
from importlib import import_module
from io import StringIO

import pytest
from django.apps import apps
from django.contrib.auth import authenticate
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command
from django.db import connection

from declarations.apps import set_up_roles_after_migrating
from declarations.models import Judgement, User
from declarations.services.roles import RIGHTS, Role, roles_of, set_up_roles
from tests.factories import make_coder, make_editor, make_judgement, make_lead, make_round

pytestmark = pytest.mark.django_db


def rights_in(group_name):
    """Return the codenames of a group's permissions."""
    return set(Group.objects.get(name=group_name).permissions.values_list("codename", flat=True))


def run(*arguments):
    """Run a command and return what it printed."""
    output = StringIO()
    call_command(*arguments, stdout=output)
    return output.getvalue()


def test_a_database_that_was_just_made_has_the_roles():
    """Without any command; every right that a role needs is one that exists."""
    for role in Role:
        assert rights_in(role.group_name) == RIGHTS[role]


def test_an_editor_learns_nothing_of_judgements_that_readers_do_not():
    """Who may see all judgements sees what coders give in a blind round, so only leads may."""
    coder, editor, lead = make_coder(), make_editor(), make_lead()
    make_judgement(coder=coder, round=make_round())
    seen = {
        user.username: Judgement.objects.visible_to(user).count() for user in User.objects.all()
    }
    assert seen == {coder.username: 1, editor.username: 0, lead.username: 1}
    assert not any("judgement" in right or "round" in right for right in RIGHTS[Role.EDITOR])
    assert not editor.has_perm("declarations.change_user")
    assert not lead.has_perm("declarations.change_user")


def test_an_upgrade_takes_nothing_away_and_brings_nothing_back():
    """What an administrator gave stays, and so does what they took; only what is new is added."""
    editors = Group.objects.get(name="Editor")
    editors.permissions.add(Permission.objects.get(codename="view_user"))
    editors.permissions.remove(Permission.objects.get(codename="delete_declaration"))
    Permission.objects.get(codename="add_intake").delete()  # as before the version that has it
    set_up_roles_after_migrating(apps.get_app_config("declarations"))
    assert rights_in("Editor") == RIGHTS[Role.EDITOR] - {"delete_declaration"} | {"view_user"}


def test_the_command_gives_back_what_is_missing_and_says_so():
    """Twice is once."""
    Group.objects.get(name="Coder").delete()
    Group.objects.get(name="Editor").permissions.remove(
        Permission.objects.get(codename="delete_declaration")
    )
    assert run("set_up_roles") == (
        "Coder: added add_judgement.\nEditor: added delete_declaration.\nLead: nothing to add.\n"
    )
    assert "added" not in run("set_up_roles")
    assert not any(set_up_roles().values())


def test_an_account_made_by_command_can_be_used_at_once():
    """The password is printed and works; the desk is open to who works there, and to no coder."""
    printed = run(
        "make_account", "ana", "--role", "lead", "--role", "editor", "--name", "Ana Ruiz Gil"
    )
    ana = authenticate(username="ana", password=re.search(r"password +(\S+)", printed)[1])
    assert (ana.first_name, ana.last_name, ana.is_staff) == ("Ana", "Ruiz Gil", True)
    assert [str(word) for word in roles_of(ana)] == ["Editor", "Lead"]
    run("make_account", "ben", "--role", "coder", "--email", "ben@example.org")
    ben = User.objects.get(username="ben")
    assert (ben.is_staff, ben.is_superuser, ben.email) == (False, False, "ben@example.org")
    assert ben.has_perm("declarations.add_judgement")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["ana", "--role", "coder"], "already exists"),
        (["ana banana", "--role", "coder"], "valid username"),
        (["ben", "--role", "coder", "--email", "nowhere"], "valid email"),
    ],
)
def test_an_account_that_cannot_be_made_is_refused_in_a_sentence(arguments, sentence):
    """And nothing is changed."""
    ana = make_coder(username="ana")
    with pytest.raises(CommandError, match=sentence):
        run("make_account", *arguments)
    assert list(User.objects.all()) == [ana]


def test_editors_made_by_the_old_recipe_do_not_see_judgements_after_an_upgrade():
    """Their group had every right of the app; it becomes the role, and leads keep theirs."""
    Group.objects.get(name="Editor").delete()
    old = Group.objects.create(name="Editors")
    old.permissions.set(Permission.objects.filter(content_type__app_label="declarations"))
    ana = make_coder(username="ana")
    ana.groups.set([old])
    ruled = import_module(
        "declarations.migrations.0009_editors_by_the_old_recipe_see_no_judgements"
    )
    ruled.become_the_role(apps, connection.schema_editor())
    assert rights_in("Editor") >= RIGHTS[Role.EDITOR]
    assert roles_of(ana) == ["Editor"]
    assert not ana.has_perm("declarations.view_judgement")
    assert rights_in("Lead") == RIGHTS[Role.LEAD]
