"""
Who gets what: every address of the site, for everybody who may ask for it.

**A new address?** Give it a row in ``ROUTES``: its name, then what each of the
six in ``PEOPLE`` gets for GET, then for POST, a sign each (see ``SIGNS``).
Where the address takes something that ``AT`` does not name, or names
otherwise, say so in a third place. What is sent in with POST is an empty form,
so one who may do it reads what is missing (``!``) or is led on (``>``).
"""

from typing import NamedTuple

import pytest
from django.urls import reverse

from declarations.urls import routes
from tests.factories import (
    make_coder,
    make_declaration,
    make_editor,
    make_group,
    make_intake,
    make_judgement,
    make_lead,
    make_round,
    make_user,
)

pytestmark = pytest.mark.django_db

PEOPLE = ["anonymous", "account", "coder", "editor", "lead", "superuser"]
SIGNS = {
    ".": "the page, or the file",
    "L": "led to the log-in, and back from there",
    "o": "401, told to log in elsewhere and to send it again",
    "x": "403, in plain words",
    "!": "422, the form with what is wrong",
    ">": "led on",
    "m": "405, not a way to ask",
    "?": "404",
}
ALL, NONE = "......", "mmmmmm"
AT = {
    "slug": "left",
    "left": "left",
    "right": "right",
    "label": "1",
    "declaration": "left",
    "proposition": "truce",
    "slugs": ["left", "right", "third"],
    "uidb64": "MQ",
    "token": "set-password",
    "pair": "1,1",
}
GROUPS = {"left": "one", "right": "other"}


class Row(NamedTuple):
    """What each of the six gets; where the address is."""

    get: str = ALL
    post: str = NONE
    at: dict = {}


READ = Row()
"""A page that everybody reads. It is asked for by READERS only: it knows no more kinds of them."""
READERS = {"anonymous", "coder", "lead"}
ROUTES = {
    "home": READ,
    "declaration_list": READ,
    "declaration": READ,
    "search": READ,
    "actor_list": READ,
    "actor": Row(at={"slug": "one"}),
    "review": Row(">>>>>>", "Lxx!x!"),
    "point": READ,
    "positions": READ,
    "positions_export": READ,
    "statement": READ,
    "codebook": READ,
    "like": Row(ALL, "!!!!!!"),
    "method": READ,
    "choose_groups": READ,
    "compare_groups": Row(at=GROUPS),
    "export_groups_csv": Row(at=GROUPS),
    "choose": READ,
    "compare": READ,
    "export_json": READ,
    "several": READ,
    "several_json": READ,
    "several_csv": READ,
    "account": Row("L....."),
    "login": Row(ALL, ALL),
    "logout": Row(NONE, ">>>>>>"),
    "password_change": Row("L.....", "L....."),
    "password_reset": Row(ALL, ALL),
    "password_reset_sent": READ,
    "password_reset_set": Row(ALL, ALL),
    "rounds": Row("Lx.x.."),
    "round_new": Row("Lxxx..", "Lxxx!!"),
    "round": Row("Lxxx.."),
    "round_coders": Row("Lxxx>>", "Lxxx!!"),
    "round_deadline": Row("Lxxx>>", "Lxxx>>"),
    "round_close": Row("Lxxx>>", "Lxxx!!"),
    "queue": Row("Lxxxxx", "Lxxxxx"),
    "judgements_mine": Row("Lx.x.."),
    "judgements_files": Row("Lxxx..", "Lxxx!!"),
    "judgements_csv": READ,
    "judgements_json": READ,
    "export_csv": READ,
    "choose_pair": Row("Lx.x.."),
    "judge": Row(ALL, "Lx!x!!"),
    "agreement": READ,
    "agreement_export": READ,
    "disagreements": Row("Lxxx.."),
    "adjudicate": Row("Lxxx..", "Lxxx!!"),
}
# Pages of the desk, by their name in the admin, with what they take; who is no staff is told at
# its door. By GET; then, where something is sent in, by POST.
FOR_EDITORS, FOR_LEADS, FOR_NONE = "Lxx.x.", "Lxxx..", "Lxxxxx"
DESK = {
    "index": ["Lxx..."],
    "declarations_declaration_changelist": [FOR_EDITORS],
    "declarations_declaration_import": [FOR_EDITORS, "Lxx.x."],
    "declarations_declaration_process_import": ["Lxx>x>", "Lxx>x>"],
    "declarations_declaration_export": [FOR_EDITORS],
    "declarations_declaration_delete:left": ["Lxx>x>"],
    "declarations_declaration_history:left": [FOR_EDITORS],
    "declarations_declaration_codes:left": [FOR_EDITORS, "oxx!x!"],
    "declarations_declaration_check:left": [FOR_EDITORS, "oxx.x."],
    "declarations_declaration_language:left": [FOR_EDITORS, "Lxx!x!"],
    "declarations_membership_import": [FOR_EDITORS],
    "declarations_point_export": [FOR_EDITORS],
    "declarations_proposition_add": [FOR_EDITORS],
    "declarations_intake_changelist": [FOR_EDITORS],
    "declarations_intake_add": [FOR_EDITORS, "oxx!x!"],
    "declarations_intake_keep": ["Lxx>x>", "oxx.x."],
    "declarations_intake_split:intake": [FOR_EDITORS, "oxx!x!"],
    "declarations_intake_text:intake": [FOR_EDITORS],
    "declarations_judgement_changelist": [FOR_LEADS],
    "declarations_judgement_add": [FOR_NONE],
    "declarations_judgement_delete:judgement": [FOR_NONE, FOR_NONE],
    "declarations_coder_changelist": [FOR_LEADS],
    "declarations_coder_add": [FOR_LEADS],
    "declarations_user_changelist": [FOR_LEADS],
    "declarations_user_add": ["Lxxxx."],
    "auth_group_changelist": ["Lxxxx."],
}


def test_every_address_has_its_row():
    """A new one is not forgotten, and of one that is gone nothing stays."""
    assert ROUTES.keys() == {route.name for route in routes}


@pytest.fixture
def held():
    """Hold declarations, a judged pair, a round; return what stands by its key in addresses."""
    one, other = make_group(slug="one"), make_group(slug="other")
    points = [{"text": "Support the truce.", "positions": {"truce": "affirms"}}]
    left, right, _third = (
        make_declaration(slug=slug, issuers=[issuer], points=points)
        for slug, issuer in (("left", one), ("right", other), ("third", other))
    )
    judgement = make_judgement(first=left.points.get(), second=right.points.get())
    return {
        "left_key": left.pk,
        "intake_key": make_intake().pk,
        "judgement_key": judgement.pk,
        "first": judgement.first_id,
        "second": judgement.second_id,
        "key": make_round().pk,
    }


def make(person):
    """Make the account of one of the six."""
    makers = {"account": make_user, "coder": make_coder, "editor": make_editor, "lead": make_lead}
    if person == "superuser":
        return make_user(is_staff=True, is_superuser=True)
    return makers[person]()


def sign_of(response):
    """Return the sign of what somebody got."""
    to = response.headers.get("HX-Redirect") or response.headers.get("Location", "")
    if to.startswith("/account/log-in/?next="):
        return "L"
    if response.status_code == 403:
        assert b"Your account may not do this" in response.content
    status = 302 if response.status_code == 303 else response.status_code
    return {200: ".", 302: ">", 401: "o", 403: "x", 404: "?", 405: "m", 422: "!"}[status]


@pytest.mark.parametrize("person", PEOPLE)
def test_each_gets_what_is_theirs(client, held, person):
    """By GET, by POST, by htmx where something is sent in, and at the desk."""
    user = None if person == "anonymous" else make(person)
    place = PEOPLE.index(person)
    wrong = []

    def look(what, expected, method, address, **options):
        if user is not None and client.session.get("_auth_user_id") != str(user.pk):
            client.force_login(user)  # what was asked before has logged them out
        response = getattr(client, method)(address, **options)
        if response.headers.get("Location", "").startswith("/admin/login/"):
            response = client.get(response.headers["Location"])
        got = sign_of(response)
        if got != expected[place]:
            wrong.append(f"{what} {address}: {SIGNS[got]}; expected: {SIGNS[expected[place]]}")

    for route in routes:
        row = ROUTES[route.name]
        taken = {name: (AT | held | row.at)[name] for name in route.pattern.converters}
        address = reverse(f"declarations:{route.name}", kwargs=taken)
        if row == READ and person not in READERS:
            continue
        look("GET", row.get, "get", address)
        look("POST", row.post, "post", address)
        if "L" in row.post:
            look("htmx POST", row.post, "post", address, headers={"HX-Request": "true"})
    for page, expected in DESK.items():
        name, _colon, taken = page.partition(":")
        address = reverse(f"admin:{name}", args=[held[f"{taken}_key"]] if taken else [])
        for method, signs in zip(("get", "post"), expected, strict=False):
            look(method.upper(), signs, method, address)
    assert not wrong, "\n".join(wrong)
