"""Steps 3 and 4 of an entry: coding the points of a draft, checking and publishing it."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from declarations.admin.drafts import paging
from declarations.models import Declaration, Point, Position, Review
from declarations.services import drafts
from declarations.services.editing import Refused
from tests.admin_forms import submitted
from tests.comparison import sample as files
from tests.factories import make_coder, make_declaration, make_editor, make_intake, make_point
from tests.test_suggesting import uncode

pytestmark = pytest.mark.django_db

LIMA = files.LIMA


@pytest.fixture
def draft(sample):
    """The Lima Group's declaration as it is after its split: words, and nothing else."""
    uncode(LIMA)
    for point in Point.objects.filter(declaration__slug=LIMA):
        point.force, point.operative = None, ""
        point.save()
    Declaration.objects.filter(slug=LIMA).update(status="draft")
    return Declaration.objects.get(slug=LIMA)


@pytest.fixture
def editor(client):
    """Sit at the desk."""
    held = make_editor(first_name="Ana")
    client.force_login(held)
    return held


def codes_of(draft):
    return reverse("admin:declarations_declaration_codes", args=[draft.pk])


def check_of(draft):
    return reverse("admin:declarations_declaration_check", args=[draft.pk])


def press(client, draft, do, *, htmx=True, **fields):
    """Press a button of the page of codes as it is now, as a browser would."""
    page = client.get(codes_of(draft))
    sent = submitted(page, {"do": do, **fields})
    headers = {"HX-Request": "true"} if htmx else {}
    return client.post(codes_of(draft), sent, headers=headers)


def test_all_points_are_listed_with_words_suggestions_and_evidence(
    client, draft, editor, django_assert_max_num_queries
):
    """As many queries for fourteen points as for one; what is suggested has its evidence."""
    client.get(codes_of(draft))  # the suggester of this process
    with django_assert_max_num_queries(30):
        html = client.get(codes_of(draft)).content.decode()
    assert html.count("data-point") == 14
    assert "0 of 14 points coded" in html
    assert html.count('class="codes-evidence"') > 20
    assert 'aria-current="step"><b>3</b>' in html
    assert "Condemns; deplores" in html  # the verbs that a force is offered for
    assert (
        reverse("admin:declarations_declaration_codes", args=[draft.pk])
        in client.get(
            reverse("admin:declarations_declaration_change", args=[draft.pk])
        ).content.decode()
    )


def test_an_answer_brings_back_its_point_and_the_bar(client, draft, editor):
    """Accepted is coded and reviewed; the fragment is the point alone; plain forms lead back."""
    point = draft.points.get(label="2")
    answer = press(client, draft, f"accept.{point.pk}.topic.human-rights")
    html = answer.content.decode()
    assert answer.status_code == 200
    assert answer["HX-Retarget"] == f"#point-{point.pk}"
    assert html.count("data-point") == 1
    assert 'hx-swap-oob="true"' in html
    assert Review.objects.get().reviewer == editor
    assert point.topics.get().slug == "human-rights"
    other = drafts.read_point_of_draft(draft, point.pk).suggested.positions[0].slug
    answer = press(client, draft, f"refuse.{point.pk}.proposition.{other}", htmx=False)
    assert answer.status_code == 302
    assert answer.url.endswith(f"#point-{point.pk}")
    assert "1 refused" in client.get(codes_of(draft)).content.decode()
    press(client, draft, f"again.{point.pk}.proposition.{other}")
    assert Review.objects.count() == 1


def test_what_is_sure_is_taken_at_once_and_taken_back(
    client, draft, editor, django_assert_max_num_queries
):
    """One transaction, bounded queries, a history of each row; undone, nothing of it is left."""
    page = client.get(codes_of(draft))
    sent = submitted(page, {"do": "sure"})
    told = int(re.search(r"Accept the (\d+) scored 0.40", page.content.decode())[1])
    with django_assert_max_num_queries(75):
        answer = client.post(codes_of(draft), sent, headers={"HX-Request": "true"})
    assert answer["HX-Retarget"] == "#entry-codes"
    assert Review.objects.count() == told > 20
    assert {one.score >= drafts.SURE for one in Review.objects.all()} == {True}
    assert Review.history.count() == told
    point = draft.points.get(label="2")
    assert (point.force, point.operative) == (4, "Condemns; deplores")
    record = point.history.first()
    assert record.history_user == editor
    assert "accepted" in record.history_change_reason
    assert {held.topic_id for held in record.topics.all()} == {
        topic.pk for topic in point.topics.all()
    }
    taken = Position.objects.filter(point__declaration=draft)
    assert taken.count()
    assert Position.history.filter(id__in=taken).count() == taken.count()

    moment = drafts.last_answers(draft.pk, editor).moment
    press(client, draft, f"undo.{moment.isoformat()}")
    assert not Review.objects.exists()
    assert not taken.exists()
    point.refresh_from_db()
    assert (point.force, point.operative, point.topics.count()) == (None, "", 0)
    again = press(client, draft, f"undo.{moment.isoformat()}")
    assert again.status_code == 422
    assert "taken back already" in again.content.decode()


def test_all_of_a_point_keeps_to_five_positions_and_leaves_open_stances(client, draft, editor):
    """What the codebook allows; the rest stays suggested."""
    point = draft.points.get(label="2")
    for place, slug in enumerate(("one", "two", "three", "four")):
        make_point(declaration=make_declaration(), positions={slug: "affirms"})
        Position.objects.create(
            point=point,
            proposition=Position.objects.get(proposition__slug=slug).proposition,
            stance="affirms",
            order=place,
        )
    suggested = drafts.read_point_of_draft(draft, point.pk).suggested
    assert len([one for one in suggested.positions if one.stance]) > 1
    press(client, draft, f"all.{point.pk}")
    assert point.positions.count() == Position.MAX_PER_POINT
    assert drafts.read_point_of_draft(draft, point.pk).suggested.positions
    assert not Review.objects.exclude(point=point).exists()


def test_codes_are_added_by_hand_and_removed(client, draft, editor):
    """By name, by words that no other has; what is meant by several, or by none, is asked again."""
    point = draft.points.get(label="2")
    code = f"code-{point.pk}"
    press(client, draft, f"add.{point.pk}", **{code: "ELECTIONS"})
    press(client, draft, "save", **{code: "Cuba take part", f"new-stance-{point.pk}": "rejects"})
    assert point.topics.get().slug == "elections"
    position = point.positions.get()
    assert position.stance == "rejects"
    several = press(client, draft, f"add.{point.pk}", **{code: "Venezuela"})
    assert several.status_code == 422
    assert "codes have the words" in several.content.decode()
    none = press(client, draft, f"add.{point.pk}", **{code: "tulips\0"})
    assert none.status_code == 422
    press(client, draft, f"remove.{point.pk}.proposition.{position.proposition.slug}")
    press(client, draft, f"remove.{point.pk}.topic.elections")
    assert not point.positions.exists()
    assert not point.topics.exists()
    assert point.history.first().history_change_reason == "Code taken out, point 2"


def test_force_is_offered_typed_and_guarded(client, draft, editor):
    """Of two editors the second is told, and what the first typed stands."""
    point, other = draft.points.get(label="2"), draft.points.get(label="3")
    press(client, draft, f"offer.{point.pk}")
    point.refresh_from_db()
    assert point.force == 4
    page = client.get(codes_of(draft))
    mine = submitted(page, {"do": f"force.{point.pk}", f"force-{point.pk}": "3"})
    press(client, draft, f"force.{other.pk}", **{f"force-{other.pk}": "5"})
    late = client.post(codes_of(draft), mine, headers={"HX-Request": "true"})
    assert late.status_code == 422
    assert late["HX-Retarget"] == "#entry-codes"
    assert "Somebody saved this declaration" in late.content.decode()
    point.refresh_from_db(), other.refresh_from_db()
    assert (point.force, other.force) == (4, 5)
    # An answer overwrites nothing: it is taken, and the page shown as it is now.
    mine["do"] = f"accept.{point.pk}.topic.human-rights"
    late = client.post(codes_of(draft), mine, headers={"HX-Request": "true"})
    assert late.status_code == 200
    assert "Somebody saved" in late.content.decode()
    assert point.topics.exists()


def test_a_button_that_is_none_of_ours_is_refused_in_words(client, editor):
    """Never a server error, whatever is sent."""
    draft = make_declaration(status="draft", points=["Support the truce."])
    nonsense = [
        "",
        "accept",
        "accept.1.topic",
        "accept.1.rank.x",
        "all.x",
        "undo.yesterday",
        "a.\0",
    ]
    for do in [*nonsense, f"all.{10**30}", "undo.2019-05-03T12:00:00"]:
        answer = client.post(codes_of(draft), {"do": do, "seen_version": "x"})
        assert answer.status_code == 422
        assert "This form was not complete" in answer.content.decode()
    for do in ("accept.1.topic.none", "remove.999999.topic.none", "add.999999", "offer.999999"):
        answer = client.post(codes_of(draft), {"do": do, "seen_version": draft.version})
        assert answer.status_code == 422
    assert not Review.objects.exists()


def test_only_editors_code_and_check(client, draft):
    """The anonymous go to the log-in; a coder is refused; no such draft is none."""
    address = codes_of(draft)
    assert "/admin/login/" in client.get(address).url
    assert client.post(address, headers={"HX-Request": "true"}).status_code == 401
    client.force_login(make_coder(is_staff=True))
    assert client.get(address).status_code == 403
    assert client.get(check_of(draft)).status_code == 403
    client.force_login(make_editor())
    for page in ("codes", "check"):
        for key in (999_999, 10**30):
            address = f"/admin/declarations/declaration/{key}/{page}/"
            assert client.get(address).status_code == 404


def test_the_check_says_what_lacks_and_what_is_doubtful_with_where_to_mend_it(
    client, editor, django_assert_max_num_queries
):
    """Each a sentence with a link; nothing is published that readers could not read."""
    first = make_declaration(points=["Support the truce."])
    group = first.issuing_actors[0]
    draft = make_declaration(status="draft", issuers=[], points=[])
    html = client.get(check_of(draft)).content.decode()
    assert "Name at least one issuer." in html
    assert "#issues-group" in html
    assert "Enter at least one point." in html
    refused = client.post(
        check_of(draft), submitted(client.get(check_of(draft)), {"do": "publish"})
    )
    assert refused.status_code == 422
    assert "Name at least one issuer." in refused.content.decode()
    draft.refresh_from_db()
    assert not draft.is_published

    draft = make_declaration(
        status="draft", issuers=[group], points=["Support the truce.", "Urge its renewal."]
    )
    with django_assert_max_num_queries(22):
        html = client.get(check_of(draft)).content.decode()
    assert "issued by the same on the same day" in html
    assert first.title in html
    assert "Points 1, 2 have no position yet" in html
    assert "have no force" in html
    assert "No source is named" in html
    point = draft.points.get(label="1")
    assert f"{codes_of(draft)}?point={point.pk}#point-{point.pk}" in html


def test_publishing_saves_the_details_and_ends_the_entry(client, draft, editor):
    """Then the page leads to the public one and to its nearest; another editor's save is told."""
    entry = make_intake(declaration=draft)
    page = client.get(check_of(draft))
    late = submitted(page, {"do": "publish", "title": "Too late"})
    sent = submitted(page, {"do": "publish", "title": "Declaration of Lima"})
    answer = client.post(check_of(draft), sent, follow=True)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "is published" in html
    assert f"/compare/{LIMA}/international-contact-group-2019-05-07/" in html
    draft.refresh_from_db(), entry.refresh_from_db()
    assert draft.is_published
    assert draft.title == "Declaration of Lima"
    assert entry.finished
    assert entry.finished <= timezone.now()
    assert client.get(draft.get_absolute_url()).status_code == 200
    client.post(check_of(draft), late)
    draft.refresh_from_db()
    assert draft.title == "Declaration of Lima"


def test_keeping_it_as_a_draft_ends_the_entry_and_shows_it_to_nobody(client, draft, editor):
    """It waits among the drafts; of two editors the second is told."""
    entry = make_intake(declaration=draft)
    led = client.get(reverse("admin:declarations_intake_codes", args=[entry.pk]))
    assert led.url == codes_of(draft)
    page = client.get(check_of(draft))
    assert reverse("admin:declarations_intake_text", args=[entry.pk]) in page.content.decode()
    stale = submitted(page, {"do": "save", "place": "Quito"})
    answer = client.post(check_of(draft), submitted(page, {"do": "draft", "place": "Lima"}))
    assert answer.status_code == 302
    assert "status__exact=draft" in answer.url
    entry.refresh_from_db(), draft.refresh_from_db()
    assert entry.finished
    assert draft.place == "Lima"
    assert client.get(draft.get_absolute_url()).status_code == 404
    told = client.post(check_of(draft), stale)
    assert told.status_code == 422
    assert "saved meanwhile" in told.content.decode()
    draft.refresh_from_db()
    assert draft.place == "Lima"


def test_a_long_declaration_is_coded_page_by_page(
    client, draft, editor, monkeypatch, django_assert_max_num_queries
):
    """Counts are of all points; what is sure is taken of the page; a point leads to its page."""
    monkeypatch.setattr(paging, "POINTS_A_PAGE", 2)
    points = list(draft.points.order_by("order"))
    address = f"{codes_of(draft)}?page=2"
    with django_assert_max_num_queries(36):
        page = client.get(address)
    html = page.content.decode()
    assert re.findall(r'id="point-(\d+)"', html) == [str(point.pk) for point in points[2:4]]
    assert "0 of 14 points coded" in html
    assert "Points 3 to 4 of 14" in html
    assert f'href="?point={points[4].pk}#point-{points[4].pk}"' in html  # the next not coded
    assert f'action="{address}" hx-post="{address}"' in html
    told = int(re.search(r"Accept the (\d+) on this page scored 0.40", html)[1])
    answer = client.post(address, submitted(page, {"do": "sure"}))
    assert answer.url == address
    taken = Review.objects.values_list("point__label", flat=True)
    assert len(taken) == told
    assert set(taken) <= {"3", "4"}
    undo = f"undo.{drafts.last_answers(draft.pk, editor).moment.isoformat()}"
    client.post(codes_of(draft), submitted(client.get(codes_of(draft)), {"do": undo}))
    assert not Review.objects.exists()

    last = client.get(codes_of(draft), {"point": points[-1].pk})
    assert "Points 13 to 14 of 14" in last.content.decode()
    sent = submitted(last, {"do": f"force.{points[-1].pk}", f"force-{points[-1].pk}": "5"})
    answer = client.post(codes_of(draft), sent)
    assert answer.url == f"{codes_of(draft)}?page=7#point-{points[-1].pk}"
    assert draft.points.get(pk=points[-1].pk).force == 5
    for wrong in ("page=99", "page=x\0", "point=1\0", f"point={'9' * 5000}", "point="):
        assert "There is no such" in client.get(f"{codes_of(draft)}?{wrong}").content.decode()
    seen = client.get(check_of(draft), {"page": 2}).content.decode()
    assert re.findall(r'class="check-label">(\d+)<', seen) == ["3", "4"]


def test_what_nobody_answered_cannot_be_taken_back(draft):
    """Nor what another answered."""
    ana, ben = make_editor(), make_editor()
    drafts.take_all(declaration=draft, reviewer=ana, least=0.5)
    moment = drafts.last_answers(draft.pk, ana).moment
    with pytest.raises(Refused):
        drafts.take_back(declaration=draft, reviewer=ben, moment=moment)
    assert Review.objects.exists()
