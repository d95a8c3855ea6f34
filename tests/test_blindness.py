"""
Nobody learns what another coder judged in a running round, from no page, export or count.

A judgement that is hidden must leave no trace at all: each response is compared, byte by byte,
with the same response before the judgement was given. A page that asks the database nothing of
judgements cannot tell of one, and is asked for once.
"""

import re

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import client as test_client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from declarations.models import Judgement, Point, Round
from declarations.services.judging import withdraw
from declarations.urls import routes
from tests.factories import (
    make_coder,
    make_declaration,
    make_editor,
    make_group,
    make_judgement,
    make_lead,
    make_round,
    make_user,
)
from tests.page_parts import parse

pytestmark = pytest.mark.django_db

LIMA = "lima-group-2019-05-03"
SAN_JOSE = "international-contact-group-2019-05-07"
OTHER = "lima-group-2019-04-15"
FOUNDING = f"/compare/{LIMA}/{SAN_JOSE}/"
PAIR = f"/judge/{LIMA}/{SAN_JOSE}/5,10/"
HTMX = {"HX-Request": "true"}
NEW_EACH_TIME = re.compile(
    rb'(name="(?:csrfmiddlewaretoken|token|seed)" value="[^"]*")|(value="[^"]*" name="token")'
    rb'|("(?:exported|made|read|generated)": "[^"]*")'
)

ADDRESSES = {
    "home": "/",
    "declaration_list": "/declarations/",
    "declaration": f"/declarations/{LIMA}/",
    "search": "/search/?q=elections",
    "actor_list": "/actors/",
    "actor": "/actors/lima-group/",
    "review": f"/review/{LIMA}/5/",
    "point": f"/declarations/{LIMA}/5/",
    "positions": "/positions/",
    "positions_export": "/positions/export.csv",
    "statement": None,  # the words of one stance, which nobody judges
    "codebook": "/codebook/",
    "like": "/like/",
    "method": "/method/",
    "choose_groups": "/compare/groups/",
    "compare_groups": "/compare/groups/lima-group/contact-group/",
    "export_groups_csv": "/compare/groups/lima-group/contact-group/export.csv",
    "choose": "/compare/",
    "compare": FOUNDING,
    "export_json": f"{FOUNDING}export.json",
    "export_csv": f"{FOUNDING}export.csv",
    "several": f"{FOUNDING}{OTHER}/",
    "several_json": f"{FOUNDING}{OTHER}/export.json",
    "several_csv": f"{FOUNDING}{OTHER}/export.csv",
    "choose_pair": f"/judge/{LIMA}/{SAN_JOSE}/",
    "judge": PAIR,
    "rounds": "/rounds/",
    "round_new": "/rounds/new/",
    "round": "/rounds/{round}/",
    "round_coders": "/rounds/{round}/coders/",
    "round_deadline": "/rounds/{round}/deadline/",
    "round_close": "/rounds/{round}/close/",
    "queue": "/rounds/{round}/queue/?n=1",
    "judgements_mine": "/judgements/mine/",
    "agreement": "/agreement/?round={round}",
    "agreement_export": "/agreement/export.csv",
    "disagreements": "/agreement/disagreements/",
    "adjudicate": "/agreement/disagreements/{first}/{second}/",
    "judgements_files": "/judgements/",
    "judgements_csv": "/judgements/export.csv",
    "judgements_json": "/judgements/export.json",
    "account": "/account/",
    # Forms that know nothing of judgements.
    **dict.fromkeys(
        [
            "login",
            "logout",
            "password_change",
            "password_reset",
            "password_reset_sent",
            "password_reset_set",
        ]
    ),
}
"""Every name of declarations/urls.py: what is asked, or None where there is nothing to learn."""

MORE = [f"{FOUNDING}?view=matrix", f"{FOUNDING}?basis=judged"]
SHOWING = [
    FOUNDING,
    f"{FOUNDING}export.json",
    f"{FOUNDING}export.csv",
    f"/declarations/{LIMA}/5/",
    PAIR,
    "/judgements/export.csv",
]
"""Where a judgement shows once it may be seen."""
DESK = [
    "/admin/declarations/judgement/",
    "/admin/declarations/point/{first}/history/",
    "/admin/declarations/point/{first}/delete/",
]


def test_every_route_is_walked():
    """A new page must say here where it is, or why nothing can be learnt from it."""
    assert {route.name for route in routes} == ADDRESSES.keys()


@pytest.fixture
def held(db):
    """A running blind round of two coders with pair 5 – 10 and another, neither of them judged."""
    groups = [make_group(slug=slug, name=slug.title()) for slug in ("lima-group", "contact-group")]
    said = {"text": "Support the renewal of the truce.", "positions": {"truce": "affirms"}}
    also = {"text": "Urge the release of prisoners.", "positions": {"release": "affirms"}}
    points = {}
    for slug, labels, issuer in [
        (LIMA, "5 11", groups[0]),
        (SAN_JOSE, "10 9", groups[1]),
        (OTHER, "1 2", groups[0]),
    ]:
        one, other = labels.split()
        make_declaration(
            slug=slug, issuers=[issuer], points=[{**said, "label": one}, {**also, "label": other}]
        )
        for point in Point.objects.filter(declaration__slug=slug).select_related("declaration"):
            points[slug, point.label] = point
    pairs = [
        (points[LIMA, "5"], points[SAN_JOSE, "10"]),
        (points[LIMA, "11"], points[SAN_JOSE, "9"]),
    ]
    return make_round(pairs=pairs, coders=[make_coder(username="ana"), make_coder(username="ben")])


def answers(client, held, viewer, addresses):
    """Return what a viewer gets where judgements are asked for, without what differs each time."""
    client.cookies.clear()
    if viewer is not None:
        client.force_login(viewer)
    pair = held.pairs.order_by("pk").first()
    kept = {"round": held.pk, "first": pair.first_id, "second": pair.second_id}
    found = {}
    for address in addresses:
        asked = address.format(**kept)
        for headers in ({}, HTMX) if asked == FOUNDING and viewer is None else ({},):
            with CaptureQueriesContext(connection) as queries:
                response = client.get(asked, headers=headers)
            if not any("judgement" in query["sql"] for query in queries):
                continue
            told = {
                name: value
                for name, value in response.headers.items()
                if name not in {"Content-Security-Policy", "Set-Cookie", "Expires", "Last-Modified"}
            }
            body = NEW_EACH_TIME.sub(b"", getattr(response, "content", b""))
            found[address, bool(headers)] = (response.status_code, told, body)
    return found


def differing(before, after):
    """Return the addresses that answer otherwise than before."""
    return [address for address, answer in before.items() if after.get(address) != answer]


def test_a_hidden_judgement_leaves_no_trace_for_anybody_but_its_coder(
    client, held, monkeypatch, caplog
):
    """Coder A, a reader and an editor get the very same bytes; withdrawing shows as little."""
    day = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: day)
    monkeypatch.setattr(test_client, "store_rendered_templates", lambda *args, **more: None)
    caplog.set_level("CRITICAL", "django.request")  # dozens of refusals, each with its traceback
    ana, ben = (task.coder for task in held.pairs.first().tasks.order_by("coder__username"))
    everywhere = [*filter(None, ADDRESSES.values())]
    editor = make_editor()  # who may judge as well, and is in no round
    editor.user_permissions.add(Permission.objects.get(codename="add_judgement"))
    elsewhere = [f"{FOUNDING}export.json", PAIR, *DESK]
    walks = [(None, [*everywhere, *MORE]), (ana, everywhere), (editor, elsewhere)]
    first = held.pairs.order_by("pk").first()
    before = [answers(client, held, *walk) for walk in walks]
    given = [
        make_judgement(
            first=first.first,
            second=first.second,
            coder=ben,
            coder_name="Ben",
            round=held,
            relation=relation,
            rationale="What nobody may know.",
        )
        for relation in ("divergent", "unrelated")
    ]
    outsider = make_coder(username="outsider")
    make_judgement(
        first=first.first, second=first.second, coder=outsider, round=held, relation="unrelated"
    )
    withdraw(judgement=given[0], coder=ben)
    for (viewer, _addresses), answered in zip(walks, before, strict=True):
        again = answers(client, held, viewer, dict.fromkeys(address for address, _ in answered))
        assert differing(answered, again) == [], viewer
    # The counter-check: what the test looks for is there once the round is closed.
    Round.objects.update(closed=day)
    after = answers(client, held, None, SHOWING)
    assert {asked for asked, htmx in after if after[asked, htmx] != before[0][asked, htmx]} == {
        *SHOWING
    }


def test_of_a_pair_to_be_judged_a_coder_reads_not_even_what_stands_from_before(held):
    """Others do; the coder's own stays theirs, and in an open round judging lifts it."""
    ana, ben = (task.coder for task in held.pairs.first().tasks.order_by("coder__username"))
    pair = held.pairs.order_by("pk").first()
    old = make_judgement(first=pair.first, second=pair.second, coder_name="Scholar")
    mine = make_judgement(first=pair.first, second=pair.second, coder=ana)

    def seen(viewer):
        return set(Judgement.objects.visible_to(viewer).of_pair(pair.first_id, pair.second_id))

    assert seen(None) == seen(make_user()) == seen(make_lead()) == {old, mine}
    assert seen(ana) == {mine}
    assert seen(ben) == set()
    Round.objects.update(is_blind=False)
    assert seen(ana) == {mine}
    now = make_judgement(first=pair.first, second=pair.second, coder=ana, round=held)
    assert seen(ana) == {old, mine, now}
    assert seen(ben) == set()


def test_a_coder_gets_no_comparison_of_what_they_are_to_judge(client, held):
    """A page that leads to the queue; 403 for exports; no picture, no counterpart, no likeness."""
    ana = held.pairs.first().tasks.order_by("coder__username").first().coder
    client.force_login(ana)
    queue = f"/rounds/{held.pk}/queue/"
    for address in (FOUNDING, f"/compare/{SAN_JOSE}/{LIMA}/?view=matrix", PAIR):
        page = parse(client.get(address))
        assert page.all("a", href=queue)
        assert not page.all("tr", data_row="")
        assert client.get(address, headers=HTMX)["HX-Refresh"] == "true"
    beside = f"{FOUNDING}{OTHER}/"  # a third text, or their groups, would tell as much
    groups = "/compare/groups/lima-group/contact-group/"
    for address in (beside, groups):
        assert parse(client.get(address)).all("a", href=queue)
        assert client.get(address, headers=HTMX)["HX-Refresh"] == "true"
    exports = [f"{at}export.{kind}" for at in (FOUNDING, beside) for kind in ("json", "csv")]
    for export in (*exports, f"{groups}export.csv"):
        refused = client.get(export)
        assert refused.status_code == 403
        assert "hidden from you" in refused.text
    assert "founding-title" not in client.get("/").text
    point = client.get(f"/declarations/{LIMA}/5/")
    assert "1 point is left out" in point.text
    assert f"/declarations/{SAN_JOSE}/10/" not in point.text
    # Others are compared as ever, and so is everything for others.
    assert parse(client.get(f"/compare/{OTHER}/{SAN_JOSE}/")).all("tr", data_row="")
    client.force_login(make_lead())
    assert parse(client.get(FOUNDING)).all("tr", data_row="")
    client.logout()
    assert f"/declarations/{SAN_JOSE}/10/" in client.get(f"/declarations/{LIMA}/5/").text
    client.force_login(ana)
    Round.objects.update(is_blind=False)
    for pair in held.pairs.all():
        assert not parse(client.get(FOUNDING)).all("tr", data_row="")
        make_judgement(first=pair.first, second=pair.second, coder=ana, round=held)
    assert parse(client.get(FOUNDING)).all("tr", data_row="")
