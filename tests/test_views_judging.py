"""Judging a pair where it is read: what is kept, what is refused, and who sees what of it."""

from uuid import uuid4

import pytest
from django.test import Client

from declarations.models import Declaration, Judgement, Point, Round, Withdrawal, digest_of
from declarations.services import Refused, find_pair, judge_pair
from tests.compared_pairs import make_pair
from tests.factories import (
    make_coder,
    make_declaration,
    make_judgement,
    make_lead,
    make_pseudonym,
    make_round,
    make_user,
)
from tests.page_parts import parse, read_csv, row_ids
from tests.test_admin_two_editors import at_once, shares_one_connection

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


@pytest.fixture
def pair():
    """Two declarations whose first points both affirm the truce: convergent, from the codes."""
    return make_pair()


@pytest.fixture
def coder(client):
    """A coder who is logged in."""
    coder = make_coder(username="ana")
    client.force_login(coder)
    return coder


def address(pair, numbers="1,1"):
    """Return where a pair of points of two declarations is judged."""
    return f"/judge/{pair[0].slug}/{pair[1].slug}/{numbers}/"


def compared(pair):
    """Return the address of the comparison."""
    return f"/compare/{pair[0].slug}/{pair[1].slug}/"


def filled(pair, relation="convergent", **fields):
    """Return what the form of the first points sends."""
    left, right = (side.points.first().wordings.get().text for side in pair)
    seen = {"seen_left": digest_of(left), "seen_right": digest_of(right)}
    return {"relation": relation, "rationale": "", "token": str(uuid4()), **seen, **fields}


def test_a_row_is_judged_in_its_place_once(client, pair, coder):
    """The answer is the row, with its confirmation, and the counts; the same form again is one."""
    page = parse(client.get(compared(pair)))
    assert page.one("tr", id="r-1-1").one("form", klass="judge")["action"] == address(pair)
    form = filled(pair, "partial", rationale="Only one names a date.")
    for _click in range(2):
        answer = parse(client.post(address(pair), form, headers=HTMX))
        row = answer.one("tr")
        assert (row["id"], row["data-relation"], row["data-basis"]) == (
            "r-1-1",
            "partial",
            "judged",
        )
        assert "Judged partial by you, just now" in row.one("p", klass="own-judgement").text
        assert "partial, 1 coder" in row.one("th").text
        assert "1 converges in part" in answer.one("section", id="compare-summary").text
    assert Judgement.objects.count() == 1
    assert Judgement.objects.get().coder == coder


def test_unrelated_stays_on_the_screen_and_is_listed_below(client, pair, coder):
    """The next page has two silences, and says where the pair went."""
    form = filled(pair, "unrelated", rationale="Another truce.")
    assert parse(client.post(address(pair), form, headers=HTMX)).one("tr")["id"] == "r-1-1"
    client.logout()
    page = parse(client.get(compared(pair)))
    assert sorted(row_ids(page)) == ["left-1", "right-1"]
    assert "unrelated, 1 coder" in page.one("details", klass="unrelated").text


def test_who_departs_from_what_stands_says_why(client, pair, coder):
    """Refused with what they chose still there; who agrees need not say why."""
    response = client.post(address(pair), filled(pair, "divergent"), headers=HTMX)
    assert response.status_code == 422
    row = parse(response).one("tr")
    assert "departs from what stands, which is convergent" in row.one("p", klass="refused").text
    assert "checked" in row.one("input", value="divergent").attributes
    assert not Judgement.objects.exists()
    assert client.post(address(pair), filled(pair), headers=HTMX).status_code == 200


def test_in_a_round_no_reason_is_asked_and_nothing_told(client, pair, coder):
    """
    Whoever has the pair in a queue is led there; who judges it besides need not say why.

    In a blind round nobody does, least of all who has read what its coders gave.
    """
    points = [side.points.first() for side in pair]
    held = make_round(pairs=[points], coders=[make_coder()])
    said = {coder: "other coders holds this pair", make_lead(): "You may read"}
    for seeing, sentence in said.items():
        client.force_login(seeing)
        refused = client.post(address(pair), filled(pair, "divergent"), headers=HTMX)
        assert refused.status_code == 422
        assert sentence in parse(refused).one("p", klass="refused").text
    client.force_login(coder)
    Round.objects.update(is_blind=False)
    make_judgement(
        first=points[0], second=points[1], relation="partial", round=held, coder_name="Eva Luna"
    )
    assert "Luna" not in client.get(address(pair)).content.decode()
    answer = client.post(address(pair), filled(pair, "divergent"), headers=HTMX)
    assert answer.status_code == 200
    assert Judgement.objects.get(coder=coder).round == held
    assert "Luna" in answer.content.decode()  # of an open round, once one has judged
    make_round(pairs=[points], coders=[coder])
    for response in (
        client.get(address(pair)),
        client.get(f"/judge/{pair[0].slug}/{pair[1].slug}/"),
        client.post(address(pair), filled(pair, "partial"), headers=HTMX),
    ):
        assert "from the codes" not in response.content.decode()
        assert "Luna" not in response.content.decode()
    assert Judgement.objects.filter(coder=coder).count() == 1


def test_words_that_changed_meanwhile_are_shown_not_judged(client, pair, coder):
    """The answer has a sentence and the new words."""
    form = filled(pair)
    wording = pair[0].points.get().wordings.get()
    wording.text = "Support the truce of May."
    wording.save()
    response = client.post(address(pair), form, headers=HTMX)
    assert response.status_code == 422
    text = response.content.decode()
    assert "words were changed since you opened the page" in text
    assert "truce of May" in parse(response).one("tr").text
    assert not Judgement.objects.exists()


def test_a_point_that_is_taken_out_meanwhile_is_not_judged(pair, coder):
    """The page was read before, and nothing is kept."""
    found = find_pair(*Declaration.objects.for_comparison().order_by("pk"), "1,1", "en")
    seen = tuple(digest_of(wording.text) for wording in found.words)
    Point.objects.filter(pk=found.points[1].pk).delete()
    with pytest.raises(Refused, match="taken out meanwhile"):
        judge_pair(
            pair=found, coder=coder, relation="partial", rationale="Why.", seen=seen, token=uuid4()
        )
    assert not Judgement.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_coders_at_once_are_both_kept_and_a_form_sent_twice_is_one(pair):
    """Also truly at once, with a database that several may write to."""
    if shares_one_connection():
        pytest.skip("an SQLite database in memory has one connection")
    requests = []
    for relation in ("partial", "unrelated"):
        client, form = Client(), filled(pair, relation, rationale="Read both.")
        client.force_login(make_coder())
        requests += [(client, address(pair), form)] * 3
    assert {answer.status_code for answer in at_once(*requests)} == {302}
    given = Judgement.objects.values_list("relation", flat=True)
    assert sorted(given) == ["partial", "unrelated"]


def test_an_undo_lets_what_was_given_before_stand_again(client, pair, coder):
    """Only one's own, and only of this pair."""
    points = {"first": pair[0].points.get(), "second": pair[1].points.get()}
    make_judgement(**points, relation="partial", coder=coder)
    last = make_judgement(**points, relation="divergent", coder=coder)
    row = parse(client.post(address(pair), {"withdraw": last.pk}, headers=HTMX)).one("tr")
    assert "stands again: Judged partial by you" in row.one("p", klass="own-judgement").text
    others = make_judgement(**points, relation="divergent")
    elsewhere = make_judgement(coder=coder)
    for key in (others.pk, elsewhere.pk, 10**30, "x", "\0"):
        response = client.post(address(pair), {"withdraw": key}, headers=HTMX)
        assert response.status_code == 422
    assert Withdrawal.objects.count() == 1


def test_without_script_the_form_has_a_page(client, pair, coder):
    """It leads back there, and says what was done."""
    response = client.post(address(pair), filled(pair, rationale="Both want it."))
    assert response.status_code == 302
    page = parse(client.get(response.url.partition("#")[0]))
    assert "Judged convergent by you, just now" in page.one("p", klass="own-judgement").text
    refused = client.post(address(pair), filled(pair, "divergent"))
    assert refused.status_code == 422
    assert parse(refused).one("h1")
    broken = client.post(address(pair), {"relation": "no\0ne", "rationale": "\0"})
    assert broken.status_code == 422


def test_only_coders_judge(client, pair):
    """The log-in for who has not logged in, plain words for who may not; nothing is kept."""
    for headers in ({}, HTMX):
        response = client.post(address(pair), filled(pair), headers=headers)
        where = response.headers.get("HX-Redirect") or response.headers["Location"]
        assert "log-in" in where
    page = client.get(compared(pair)).content.decode()
    assert "judging.js" not in page
    assert "Judge another" not in page
    client.force_login(make_user())
    assert client.post(address(pair), filled(pair), headers=HTMX).status_code == 403
    assert client.get(f"/judge/{pair[0].slug}/{pair[1].slug}/").status_code == 403
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(make_coder())
    assert strict.post(address(pair), filled(pair), headers=HTMX).status_code == 403
    assert "Judge another" not in client.get(address(pair)).content.decode()
    assert not Judgement.objects.exists()


def test_the_hundredth_judgement_asks_no_more_than_the_second(
    client, coder, django_assert_max_num_queries
):
    """However many the coder gave before, on a comparison of 144 pairs."""
    points = [{"text": f"Support truce {n}.", "positions": {"truce": "affirms"}} for n in range(12)]
    sides = make_declaration(points=points), make_declaration(points=points)
    client.get(compared(sides))

    def judge():
        form = filled(sides, rationale="Both want it.")
        with django_assert_max_num_queries(50) as asked:
            assert client.post(address(sides), form, headers=HTMX).status_code == 200
        return len(asked)

    judge()
    second = judge()
    for left in sides[0].points.all():
        for right in sides[1].points.all():
            make_judgement(first=left, second=right, coder=coder)
    assert judge() == second


def test_the_history_tells_all_and_by_the_names_that_the_lead_set(client, pair):
    """In order of time: taken back, stale with the words it saw, adjudicated."""
    points = {"first": pair[0].points.get(), "second": pair[1].points.get()}
    coder = make_coder(username="ana", first_name="Ana", last_name="Mora")
    make_pseudonym(account=coder, pseudonym="Coder A")
    make_judgement(**points, relation="divergent", coder=coder, coder_name="Ana Mora")
    wording = points["first"].wordings.get()
    wording.text = wording.text.replace("truce", "ceasefire")
    wording.save()
    undone = make_judgement(**points, relation="unrelated", coder=coder, coder_name="Ana Mora")
    Withdrawal.objects.create(judgement=undone)
    make_judgement(
        **points,
        relation="partial",
        kind="adjudication",
        rationale="Both are right.",
        coder_name="Lea Durán",
    )
    page = parse(client.get(address(pair)))
    history = page.one("section", id="judge-history")
    assert "Ana Mora" not in page.text
    first, second, third = history.one("ol").children[1::2]
    assert first.one("strong").text == "Coder A"
    assert "stale" in first.text
    assert (first.one("del").text, first.one("ins").text) == ("truce", "ceasefire")
    assert "taken back" in second.text
    assert "adjudicated by Lea Durán" in third.text
    assert "Both are right." in third.text
    row = page.one("th", klass="meets").text
    assert "adjudicated partial; 1 judgement from before the words were changed" in row


def test_what_is_hidden_breaks_nothing(client, pair):
    """A draft, a point that is gone, a pair that is none, a text beside itself: no such page."""
    make_judgement(first=pair[0].points.get(), second=pair[1].points.get())
    slugs = pair[0].slug, pair[1].slug
    for missing in ("1,9", "1", ",", "1,1,1", "\0,1", "x" * 3000):
        assert client.get(f"/judge/{slugs[0]}/{slugs[1]}/{missing}/").status_code == 404
    assert client.get(f"/judge/{slugs[0]}/{slugs[0]}/1,1/").status_code == 404
    assert client.get(address(pair)).status_code == 200
    Declaration.objects.filter(pk=pair[1].pk).update(status="draft")
    assert client.get(address(pair)).status_code == 404
    Declaration.objects.filter(pk=pair[1].pk).update(status="published")
    pair[1].points.get().delete()
    assert client.get(address(pair)).status_code == 404
    assert Judgement.objects.count() == 1


def test_rows_are_filtered_by_what_they_rest_on(client, pair):
    """With counts, in the address, beside the other filters; dissent is found as such."""
    points = {"first": pair[0].points.get(), "second": pair[1].points.get()}
    assert not parse(client.get(compared(pair))).all("p", klass="bases")
    for name, relation in (("A", "partial"), ("B", "partial"), ("C", "divergent")):
        make_judgement(**points, relation=relation, coder_name=name)
    page = parse(client.get(f"{compared(pair)}?relation=partial"))
    links = page.one("p", klass="bases").all("a")
    assert [link.text for link in links] == ["Judged 1", "Coders differ 1"]
    assert links[1]["href"].endswith("?relation=partial&basis=disputed")
    assert row_ids(parse(client.get(links[1]["href"]))) == ["r-1-1"]
    assert "2 coders partial, 1 divergent" in page.one("th", klass="meets").text
    page = parse(client.get(f"{compared(pair)}?basis=coded"))
    assert row_ids(page) == []


def test_exports_carry_who_judged_why_and_when(client, pair):
    """By pseudonym; what a running round holds back is in none of them but the lead's."""
    points = [pair[0].points.get(), pair[1].points.get()]
    make_pseudonym(name="Ana Mora", pseudonym="Coder A")
    given = {"first": points[0], "second": points[1], "relation": "partial"}
    make_judgement(**given, coder_name="Ana Mora", rationale="=Only one names a date.")
    held = make_round(pairs=[points])
    make_judgement(**given, coder_name="Eva Luna", round=held)
    data = client.get(f"{compared(pair)}export.json").json()
    (judgement,) = data["rows"][0]["judgements"]
    assert (judgement["coder"], judgement["stale"]) == ("Coder A", False)
    assert judgement["given"][:2] == "20"
    (line,) = read_csv(client.get(f"{compared(pair)}export.csv"))
    assert (line["relation"], line["basis"]) == ("partial", "judged")
    assert line["coders"] == "Coder A: partial"
    assert line["judged"] == "partial, 1 coder"
    assert line["rationales"] == "'=Only one names a date."
    client.force_login(make_lead())
    (line,) = read_csv(client.get(f"{compared(pair)}export.csv"))
    assert line["coders"] == "Coder A: partial\nEva Luna: partial"


def test_any_two_points_can_be_chosen(client, pair, coder):
    """By lists; what is not there is said, and nobody is led astray."""
    choose = f"/judge/{pair[0].slug}/{pair[1].slug}/"
    assert client.get(f"{choose}?left=1&right=1&lang=es").url == f"{address(pair)}?lang=es"
    page = parse(client.get(f"{choose}?left=1"))
    assert "selected" in page.one("select", id="another-left").one("option", value="1").attributes
    assert client.get(f"{choose}?left=1&right=").status_code == 422
    assert "no such point" in parse(client.get(f"{choose}?left=9&right=%00")).one("main").text
    assert parse(client.get(compared(pair))).one("form", klass="another-pair")["action"] == choose
