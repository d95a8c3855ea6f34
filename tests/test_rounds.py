"""Opening a coding round: which pairs it gets, who may be in it, and what its lead may do."""

from datetime import timedelta

import pytest
from django.utils import timezone

from declarations.forms.rounds import read_pair
from declarations.models import Declaration, Judgement, Point, Round, RoundPair, Task
from declarations.services import (
    HandPair,
    Refused,
    Wish,
    add_coder,
    compare_declarations,
    open_round,
    plan_round,
    progress_of,
    remove_coder,
    set_deadline,
)
from declarations.services.drawing import draw_by, reference_of
from tests.factories import (
    make_coder,
    make_declaration,
    make_judgement,
    make_lead,
    make_point,
    make_round,
    make_user,
)
from tests.page_parts import parse

pytestmark = pytest.mark.django_db

LIMA = "lima-group-2019-05-03"
SAN_JOSE = "international-contact-group-2019-05-07"


def keys_of(pairs):
    return {pair.keys for pair in pairs}


def by_hand(left, right):
    """Return two points as a lead names them."""
    slugs = (left.declaration.slug, right.declaration.slug)
    return HandPair("as written", *slugs, ((left.anchor, right.anchor),))


def test_the_pairs_are_those_that_a_comparison_matches(sample):
    """The very rows of the founding comparison, the earlier declaration on the left."""
    held = Declaration.objects.for_comparison()
    comparison = compare_declarations(held.get(slug=LIMA), held.get(slug=SAN_JOSE))
    rows = {
        (comparison.left.points[row.left].pk, comparison.right.points[row.right].pk)
        for row in comparison.collation.pairs
    }
    plan = plan_round(Wish(declarations=[SAN_JOSE, LIMA], seed=1))
    assert {(pair.left.pk, pair.right.pk) for pair in plan.pairs} == rows
    assert plan.matched == len(plan.pairs) > 10
    assert {pair.left.declaration.slug for pair in plan.pairs} == {LIMA}


def test_a_sample_can_be_drawn_again_by_its_seed(sample, django_assert_max_num_queries):
    """Those with the least SHA-256, of all that neither match nor are named by hand."""
    with django_assert_max_num_queries(20):
        plan = plan_round(Wish(declarations=[LIMA, SAN_JOSE], sample=10, seed=7))
    matched = {pair.keys for pair in plan.pairs if pair.origin == "matched"}
    points = Point.objects.select_related("declaration")
    others = [
        (left, right)
        for left in points.filter(declaration__slug=LIMA)
        for right in points.filter(declaration__slug=SAN_JOSE)
        if (min(left.pk, right.pk), max(left.pk, right.pk)) not in matched
    ]
    assert plan.drawn_from == len(others)
    others.sort(key=lambda pair: draw_by(7, reference_of(pair[0]), reference_of(pair[1])))
    drawn = {(pair.left, pair.right) for pair in plan.pairs if pair.origin == "sampled"}
    assert drawn == set(others[:10])
    again = plan_round(Wish(declarations=[LIMA, SAN_JOSE], sample=10, seed=8))
    assert keys_of(again.pairs) != keys_of(plan.pairs)
    origins = [pair.origin for pair in plan.pairs]
    assert origins != sorted(origins)
    assert origins != sorted(origins, reverse=True)


def test_pairs_by_hand_couples_and_what_runs_already():
    """A chosen couple counts alone; what another running round holds is left out, and told."""
    one, two, three = (make_declaration(points=["Support the truce."]) for _ in range(3))
    points = [declaration.points.get() for declaration in (one, two, three)]
    slugs = [one.slug, two.slug, three.slug]
    assert len(plan_round(Wish(declarations=slugs)).pairs) == 3
    wish = Wish(
        declarations=slugs,
        couples=[(one.slug, two.slug)],
        by_hand=[by_hand(points[1], points[2])],
    )
    plan = plan_round(wish)
    assert (plan.matched, plan.chosen) == (1, 1)
    running = make_round(pairs=[(points[0], points[1])])
    plan = plan_round(wish)
    assert (plan.matched, plan.chosen, plan.held_elsewhere) == (0, 1, 1)
    Round.objects.filter(pk=running.pk).update(closed=timezone.now())
    assert plan_round(wish).matched == 1
    two.status = "draft"
    two.save()
    assert plan_round(Wish(declarations=slugs)).matched == 1  # drafts are not judged
    with pytest.raises(Refused, match="no published declaration"):
        plan_round(wish)


@pytest.mark.parametrize(
    ("written", "left", "anchors"),
    [
        ("a-1 5 | b 11 bis", "a-1", (("5", "11 bis"),)),
        ("a 5 – b 11", "a", (("5", "11"),)),
        ("https://example.org/compare/a/b/?lang=es&pair=5,11-bis#r-9-9", "a", (("5", "11-bis"),)),
        ("/compare/a/b/#r-5-11-bis", "a", (("5", "11-bis"), ("5-11", "bis"))),
    ],
)
def test_a_pair_is_read_as_people_write_or_copy_it(written, left, anchors):
    """And nonsense is no pair, whatever its form."""
    pair = read_pair(written)
    assert (pair.left, pair.right, pair.anchors) == (left, "b", anchors)
    for nonsense in ("a 5", "a | b", "/compare/a/b/", "http://[", "x" * 5_000, "/compare/a/b/#r-5"):
        assert read_pair(nonsense) is None


def test_each_coder_has_all_pairs_in_an_order_of_their_own(sample):
    """And neither the order nor the keys tell a matched pair from a sampled one."""
    coders = [make_coder(), make_coder()]
    held = open_round(
        lead=make_lead(),
        title="First",
        wish=Wish(declarations=[LIMA, SAN_JOSE], sample=12, seed=3),
        coders=coders,
    )
    queues = [
        list(Task.objects.in_queue(held, coder).values_list("pair", flat=True)) for coder in coders
    ]
    assert sorted(queues[0]) == sorted(queues[1]) == sorted(held.pairs.values_list("pk", flat=True))
    assert queues[0] != queues[1] != sorted(queues[1])
    origins = list(held.pairs.order_by("pk").values_list("origin", flat=True))
    assert "sampled" in origins[: len(origins) // 2]
    assert "matched" in origins[len(origins) // 2 :]
    points = [Point.objects.filter(declaration__slug=slug).count() for slug in (LIMA, SAN_JOSE)]
    unmatched = points[0] * points[1] - held.pairs.tally()["matched"]
    assert (held.seed, held.drawn_from) == (3, unmatched)


def test_who_sees_everything_is_no_coder_of_a_blind_round():
    """Leads and administrators are named in the refusal; in an open round they may code."""
    pair = [make_declaration(points=["Support the truce."]) for _ in range(2)]
    wish = Wish(declarations=[declaration.slug for declaration in pair])
    lead = make_lead(first_name="Lea", last_name="Quesada")
    chief = make_user(username="chief", is_superuser=True)
    for seeing in (lead, chief):
        with pytest.raises(Refused, match="may read every judgement"):
            open_round(lead=lead, title="R", wish=wish, coders=[make_coder(), seeing])
    assert not Round.objects.exists()
    assert not RoundPair.objects.exists()
    assert open_round(lead=lead, title="R", wish=wish, coders=[lead], is_blind=False)


def test_bounds_and_deadlines_are_refused_with_a_sentence(monkeypatch):
    """Nothing of a round that is refused is kept."""
    pair = [make_declaration(points=["Support the truce.", "Urge it."]) for _ in range(2)]
    wish = Wish(declarations=[declaration.slug for declaration in pair])
    lead, coders = make_lead(), [make_coder(), make_coder()]
    yesterday = timezone.now().date() - timedelta(days=1)
    for kept, sentence in [
        ({"wish": Wish()}, "no pair to judge"),
        ({"deadline": yesterday}, "deadline has passed"),
        ({"title": ""}, "cannot be blank"),
    ]:
        with pytest.raises(Refused, match=sentence):
            open_round(**{"lead": lead, "title": "R", "wish": wish, "coders": coders} | kept)
    monkeypatch.setattr("declarations.services.rounds.MAX_TASKS", 1)
    with pytest.raises(Refused, match="at most 1"):
        open_round(lead=lead, title="R", wish=wish, coders=coders)
    assert not Round.objects.exists()


def test_coders_come_and_go_and_keep_what_they_judged():
    """Who comes back finds done what they had judged; a closed round stays as it is."""
    left, right = make_point(), make_point()
    first, second = make_coder(), make_coder()
    held = make_round(pairs=[(left, right)], coders=[first])
    make_judgement(first=left, second=right, coder=first, round=held)
    assert add_coder(round=held, coder=second) == 1
    assert add_coder(round=held, coder=second) == 0
    with pytest.raises(Refused, match="may not judge"):
        add_coder(round=held, coder=make_user())
    with pytest.raises(Refused, match="may read every judgement"):
        add_coder(round=held, coder=make_lead())
    assert remove_coder(round=held, coder=first) == 1
    assert Judgement.objects.count() == 1
    add_coder(round=held, coder=first)
    assert set_deadline(round=held, deadline=timezone.now().date()).lead is None
    progress = progress_of([held])[held.pk]
    assert {(one.coder, one.done, one.total) for one in progress.coders} == {
        (first, 1, 1),
        (second, 0, 1),
    }
    Round.objects.update(closed=timezone.now())
    for change in (
        lambda: add_coder(round=held, coder=make_coder()),
        lambda: remove_coder(round=held, coder=first),
        lambda: set_deadline(round=held, deadline=None),
    ):
        with pytest.raises(Refused, match="closed"):
            change()


def test_a_lead_previews_opens_and_runs_a_round(client, sample, django_assert_max_num_queries):
    """The form says what it gives, keeps what was typed, and what was seen is what is opened."""
    lead, ana, ben = make_lead(), make_coder(first_name="Ana"), make_coder(first_name="Ben")
    client.force_login(lead)
    page = parse(
        client.get(f"/rounds/new/?declarations={LIMA}&declarations=nobody&declarations=%00")
    )
    ticked = [box["value"] for box in page.all("input", name="declarations", checked="")]
    assert ticked == [LIMA]
    sent = {
        "title": "First",
        "kind": "blind",
        "declarations": [LIMA, SAN_JOSE],
        "sample": "5",
        "seed": "7",
        "coders": [ana.pk, ben.pk],
    }
    with django_assert_max_num_queries(30):
        response = client.post("/rounds/new/", {**sent, "preview": "1"})
    plan = response.context["plan"]
    assert (plan.sampled, response.context["tasks"]) == (5, 2 * len(plan.pairs))
    assert parse(response).one("input", id="id_title")["value"] == "First"
    none_left = client.post(
        "/rounds/new/", {**sent, "listed": f"{LIMA}:{SAN_JOSE}"}, headers={"HX-Request": "true"}
    )
    assert none_left.status_code == 422
    assert "no pair to judge" in none_left.text
    for broken, sentence in [
        ({"title": ""}, "Give the round a title"),
        ({"coders": [lead.pk]}, "cannot be a coder of a"),
        ({"coders": ["9" * 30]}, "may not judge pairs"),
        ({"coders": [make_user().pk]}, "may not judge pairs"),
        ({"declarations": ["\0"]}, "not held any more"),
        ({"sample": "-1"}, "as a number"),
        ({"by_hand": "nonsense"}, "names no pair"),
        ({"deadline": "2020-01-01"}, "deadline has passed"),
        ({"deadline": "soon"}, "2026-03-31"),
        ({"kind": "secret"}, "blind or open"),
    ]:
        refused = client.post("/rounds/new/", {**sent, **broken, "open": "1"})
        assert (refused.status_code, sentence in refused.text) == (422, True), sentence
    assert not Round.objects.exists()
    opened = client.post("/rounds/new/", {**sent, "open": "1"})
    held = Round.objects.get()
    assert opened.status_code == 303
    assert opened["Location"].startswith(f"/rounds/{held.pk}/")
    assert {pair.keys for pair in plan.pairs} == set(held.pairs.values_list("first", "second"))
    with django_assert_max_num_queries(16):
        assert "Ana" in client.get(f"/rounds/{held.pk}/").text
    with django_assert_max_num_queries(12):
        assert "First" in client.get("/rounds/").text
    for path, sent, sentence in [
        ("coders", {"coder": "x"}, "may not judge pairs"),
        ("deadline", {"deadline": "2020-01-01"}, "deadline has passed"),
        ("close", {}, "for good"),
    ]:
        refused = client.post(f"/rounds/{held.pk}/{path}/", sent)
        assert refused.status_code == 422
        assert sentence in refused.text
    client.post(f"/rounds/{held.pk}/coders/", {"coder": ben.pk, "remove": "1"})
    assert set(Task.objects.values_list("coder", flat=True)) == {ana.pk}
    client.post(f"/rounds/{held.pk}/close/", {"confirm": "1"})
    held.refresh_from_db()
    assert held.closed is not None
    again = client.post(f"/rounds/{held.pk}/close/", {"confirm": "1"})
    assert again.status_code == 422
    assert "closed already" in again.text


def test_what_goes_from_a_running_round_breaks_nothing(client):
    """Points deleted and declarations taken back: their tasks go, the judgements stay."""
    points = [make_point() for _ in range(4)]
    coder = make_coder()
    held = make_round(pairs=[(points[0], points[1]), (points[2], points[3])], coders=[coder])
    make_judgement(first=points[0], second=points[1], coder=coder, round=held)
    points[0].delete()
    points[2].declaration.status = "draft"
    points[2].declaration.save()
    client.force_login(make_lead())
    assert "draft: not judged" in client.get(f"/rounds/{held.pk}/").text
    client.force_login(coder)
    page = client.get(f"/rounds/{held.pk}/queue/")
    assert page.status_code == 200
    assert "Nothing to judge" in page.text
    assert "a point was deleted" in client.get("/judgements/mine/").text
    assert client.get("/rounds/").status_code == 200
