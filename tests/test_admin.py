"""The editors' desk: who gets in, what its pages show, publishing, history."""

import datetime

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from declarations.models import Declaration, Judgement, Point
from tests.admin_forms import list_of, page_of, post_declaration, submitted
from tests.factories import (
    make_declaration,
    make_editor,
    make_judgement,
    make_point,
    make_proposition,
    make_topic,
    make_user,
)

pytestmark = pytest.mark.django_db
LISTS = ["actor", "declaration", "judgement", "membership", "point", "position", "proposition",
         "topic"]  # fmt: skip


@pytest.fixture
def desk(client):
    """Sit at the desk as an editor."""
    client.force_login(make_editor(username="editor"))
    return client


# --- Who gets in --------------------------------------------------------------


def test_readers_are_sent_to_the_login(client):
    """An account without staff rights is as good as none."""
    client.force_login(make_user())
    response = client.get(list_of("declaration"))
    assert response.status_code == 302
    assert response.url.startswith(reverse("admin:login"))


def test_staff_without_permissions_sees_nothing(client):
    """Being staff opens the door, not the drawers."""
    client.force_login(make_user(is_staff=True))
    assert (
        "declaration" not in client.get(reverse("admin:index")).content.decode().split("<main")[1]
    )
    assert client.get(list_of("declaration")).status_code == 403
    declaration = make_declaration(points=["Support the truce."])
    for address in (page_of(declaration), page_of(declaration.points.get())):
        assert client.get(address).status_code == 403
    compare = reverse("admin:declarations_declaration_compare_with", args=[declaration.pk])
    assert client.get(compare).status_code == 403


@pytest.fixture
def looker(client):
    """Sit at the desk with the right to look."""
    user = make_user(is_staff=True)
    user.user_permissions.set(
        Permission.objects.filter(
            content_type__app_label="declarations", codename__startswith="view_"
        )
    )
    client.force_login(user)
    return client


def test_who_may_only_look_reads_but_cannot_save(looker):
    """The page shows the words and no button; a forged save is refused."""
    declaration = make_declaration(points=["Support the truce."])
    page = looker.get(page_of(declaration)).content.decode()
    assert "Support the truce." in page
    assert 'name="_save"' not in page
    assert looker.post(page_of(declaration), {"title": "Taken"}).status_code == 403
    declaration.refresh_from_db()
    assert declaration.title != "Taken"


def test_who_may_only_look_cannot_go_back_to_a_former_state(looker):
    """simple_history asks for the permission to view only; reverting is a change."""
    declaration = make_declaration(title="First")
    declaration.title = "Second"
    declaration.save()
    former = declaration.history.last()
    address = reverse(
        "admin:declarations_declaration_simple_history", args=[declaration.pk, former.pk]
    )
    assert looker.get(address).status_code == 200
    assert looker.post(address, {"title": "First"}).status_code == 403
    declaration.refresh_from_db()
    assert declaration.title == "Second"


def test_who_may_only_look_is_offered_no_publishing(looker):
    """The action is neither offered nor carried out."""
    draft = make_declaration(status="draft", points=["Support the truce."])
    assert "publish" not in looker.get(list_of("declaration")).content.decode().split("<form id")[1]
    looker.post(list_of("declaration"), {"action": "publish", "_selected_action": [draft.pk]})
    draft.refresh_from_db()
    assert draft.status == "draft"


def test_a_coder_may_code_but_not_change_the_words(client):
    """Without rights on wordings the boxes are locked, and what is forged into them is ignored."""
    declaration = make_declaration(points=["Support the truce."])
    coder = make_user(is_staff=True)
    coder.user_permissions.set(
        Permission.objects.filter(
            codename__in=["change_declaration", "change_point", "change_position"]
        )
    )
    client.force_login(coder)
    response = post_declaration(
        client, declaration, {"points-0-text_en": "Reject the truce.", "points-0-force": "4"}
    )
    assert response.status_code == 302
    point = declaration.points.get()
    assert point.force == 4
    assert point.wordings.get().text == "Support the truce."


# --- Pages --------------------------------------------------------------------


@pytest.mark.parametrize("key", ["abc", "0", "99999999999999999999", "%00"])
@pytest.mark.parametrize("part", ["change", "history", "history/1", "delete", "compare-with"])
def test_a_key_that_leads_nowhere_is_no_server_error(desk, key, part):
    """Not found, or back to the desk with a word about it."""
    response = desk.get(f"/admin/declarations/declaration/{key}/{part}/", follow=True)
    assert response.status_code in (200, 404)
    response = desk.get(f"/admin/declarations/point/{key}/{part}/", follow=True)
    assert response.status_code in (200, 404)


def test_a_point_is_shown_between_its_neighbours_with_the_codebook(desk):
    """The words, the points beside it, and the coding rules, its own topics first."""
    declaration = make_declaration(points=["Thank.", "Support the truce.", "Close."])
    point = declaration.points.get(label="2")
    make_proposition("war", topic="war", definition="Rejected where war is refused.")
    make_proposition("truce", topic="truce", definition="Affirmed where a truce is wished.")
    point.topics.add(make_topic("truce"))
    context = desk.get(page_of(point)).context
    assert (context["previous_point"].label, context["next_point"].label) == ("1", "3")
    assert [part["topic"].slug for part in context["codebook"]] == ["truce", "war"]
    assert [part["is_own"] for part in context["codebook"]] == [True, False]


def test_a_judgement_is_read_by_leads_and_never_touched(desk, admin_client):
    """No adding, changing or deleting at the desk, whatever the permissions."""
    judgement = make_judgement(rationale="Both ask for it.")
    assert desk.get(page_of(judgement)).status_code == 403
    desk = admin_client
    assert "Both ask for it." in desk.get(page_of(judgement)).content.decode()
    assert desk.post(page_of(judgement), {"relation": "divergent"}).status_code == 403
    assert desk.get(reverse("admin:declarations_judgement_add")).status_code == 403
    delete = reverse("admin:declarations_judgement_delete", args=[judgement.pk])
    assert desk.post(delete, {"post": "yes"}).status_code == 403
    assert Judgement.objects.get().relation == "convergent"


# --- Drafts, the site, comparisons -----------------------------------------------


def test_a_draft_offers_no_way_to_a_page_that_does_not_exist(desk):
    """It says that it is not on the site; a published declaration has the link."""
    draft = make_declaration(status="draft", points=["Support the truce."])
    for row in (draft, draft.points.get()):
        page = desk.get(page_of(row)).content.decode()
        assert "Draft: not on the site yet" in page
        assert "View on site" not in page
    published = make_declaration(points=["Support the truce."])
    for row in (published, published.points.get()):
        page = desk.get(page_of(row)).content.decode()
        assert f'href="{row.get_absolute_url()}"' in page
        assert "Draft: not on the site yet" not in page


def test_compare_with_leads_to_the_public_comparison(desk):
    """Without scripts: a select of what is published, and an address that people can pass on."""
    left, right = make_declaration(slug="left"), make_declaration(slug="right")
    make_declaration(slug="hidden", status="draft")
    address = reverse("admin:declarations_declaration_compare_with", args=[left.pk])
    form = desk.get(address).context["form"]
    assert [row.slug for row in form.fields["other"].queryset] == ["right"]
    response = desk.get(address, {"other": right.pk})
    assert response.status_code == 302
    assert response.url == reverse(
        "declarations:compare", kwargs={"left": "left", "right": "right"}
    )


@pytest.mark.parametrize("other", ["", "abc", "0", "99999999999999999999", "\0"])
def test_compare_with_nothing_sensible_asks_again(desk, other):
    """With a sentence at the field."""
    left = make_declaration()
    address = reverse("admin:declarations_declaration_compare_with", args=[left.pk])
    response = desk.get(address, {"other": other})
    assert response.status_code == 422
    assert response.context["form"].errors["other"]


def test_a_draft_is_not_compared(desk):
    """Comparisons show what readers may see; the page says what to do."""
    draft, other = make_declaration(status="draft"), make_declaration()
    address = reverse("admin:declarations_declaration_compare_with", args=[draft.pk])
    response = desk.get(address, {"other": other.pk})
    assert response.status_code == 200
    assert "publish it first" in response.content.decode()


def act(client, action, *rows):
    return client.post(
        list_of("declaration"),
        {"action": action, "_selected_action": [row.pk for row in rows]},
        follow=True,
    )


def test_publishing_from_the_list_leaves_out_what_is_not_ready(desk):
    """One goes out, with a new version and a line of history; the other stays, with the reason."""
    ready = make_declaration(status="draft", title="Ready", points=["Support the truce."])
    bare = make_declaration(status="draft", title="Bare")
    page = act(desk, "publish", ready, bare).content.decode()
    ready.refresh_from_db()
    bare.refresh_from_db()
    assert (ready.status, ready.version) == ("published", 2)
    assert ready.history.first().history_user.username == "editor"
    assert (bare.status, bare.version) == ("draft", 1)
    assert "“Bare” stays a draft. Enter at least one point." in page


def test_taking_back_to_draft_hides_from_readers(desk):
    """And doing it twice changes nothing the second time."""
    declaration = make_declaration(points=["Support the truce."])
    act(desk, "unpublish", declaration)
    page = act(desk, "unpublish", declaration).content.decode()
    declaration.refresh_from_db()
    assert (declaration.status, declaration.version) == ("draft", 2)
    assert not Declaration.objects.published().exists()
    assert "0 declarations are drafts again" in page


def test_what_is_published_is_not_deleted(desk):
    """People cite it: the desk says to take it back to draft first; a draft can go."""
    declaration = make_declaration(points=[{"positions": {"truce": "affirms"}}])
    make_judgement(first=declaration.points.get(), second=make_point())
    delete = reverse("admin:declarations_declaration_delete", args=[declaration.pk])
    page = desk.post(delete, {"post": "yes"}, follow=True).content.decode()
    assert "Published declarations are not deleted" in page
    assert Declaration.objects.filter(pk=declaration.pk).exists()
    Declaration.objects.filter(pk=declaration.pk).update(status="draft")
    assert "Are you sure" in desk.get(delete).content.decode()
    desk.post(delete, {"post": "yes"})
    assert not Declaration.objects.filter(pk=declaration.pk).exists()
    assert Judgement.objects.get().first_id is None or Judgement.objects.get().second_id is None


def test_the_last_point_of_what_readers_see_stays(desk):
    """Deleting it would leave an empty page; the desk says so."""
    declaration = make_declaration(points=["Support the truce."])
    delete = reverse("admin:declarations_point_delete", args=[declaration.points.get().pk])
    page = desk.post(delete, {"post": "yes"}, follow=True).content.decode()
    assert "Enter at least one point." in page
    assert declaration.points.count() == 1


def test_deleting_a_point_tells_whoever_has_the_declaration_open(desk):
    """Its version rises, and its history says what happened."""
    declaration = make_declaration(points=["Support the truce.", "Thank the hosts."])
    point = declaration.points.get(label="2")
    desk.post(reverse("admin:declarations_point_delete", args=[point.pk]), {"post": "yes"})
    declaration.refresh_from_db()
    assert declaration.version == 2
    assert declaration.history.first().history_change_reason == "Point 2: deleted"
    assert not Point.objects.filter(pk=point.pk).exists()


# --- History ------------------------------------------------------------------


def test_the_history_of_a_declaration_tells_of_its_points(desk):
    """The old words stay readable, in full, with who changed them and why."""
    old = "Support the truce, " * 40
    declaration = make_declaration(points=[old])
    declaration.history.update(history_date=datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC))
    post_declaration(
        desk, declaration, {"points-0-text_en": "Reject it.", "change_reason": "Wrong copy"}
    )
    response = desk.get(reverse("admin:declarations_declaration_history", args=[declaration.pk]))
    change = next(c for c in response.context["latest_changes"] if c.details)
    assert change.what == "Point 1, wording in English"
    assert (change.who, change.reason) == ("editor", "Wrong copy")
    assert change.details == [{"field": "Text", "old": old, "new": "Reject it."}]


def test_an_editor_goes_back_to_a_former_state(desk):
    """With a new version, so that others are told."""
    declaration = make_declaration(title="First", points=["Support the truce."])
    declaration.title = "Second"
    declaration.save()
    address = reverse(
        "admin:declarations_declaration_simple_history",
        args=[declaration.pk, declaration.history.last().pk],
    )
    response = desk.post(address, submitted(desk.get(address)))
    assert response.status_code == 302, response.context["adminform"].form.errors
    declaration.refresh_from_db()
    assert (declaration.title, declaration.version) == ("First", 2)
