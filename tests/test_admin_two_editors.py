"""Two editors, one declaration: the second is told, and nothing is lost or overwritten unread."""

import threading

import pytest
from django.db import connection, connections
from django.test import Client
from django.urls import reverse

from declarations.admin.forms import DeclarationForm, PointForm
from declarations.models import Declaration, Wording
from declarations.services import editing
from tests.admin_forms import errors_of, page_of, submitted
from tests.databases import of_a_form
from tests.factories import make_declaration, make_editor, make_point

pytestmark = pytest.mark.django_db


def sit_down(username):
    client = Client()
    client.force_login(make_editor(username=username))
    return client


@pytest.fixture
def ana():
    return sit_down("ana")


@pytest.fixture
def ben():
    return sit_down("ben")


@pytest.fixture
def declaration():
    return make_declaration(title="As it was", points=["Support the truce.", "Thank the hosts."])


def test_the_second_editor_is_told_who_saved_and_what(ana, ben, declaration):
    """Nothing of theirs is saved, all of it is still in the form, and the other change is shown."""
    address = page_of(declaration)
    opened = ben.get(address)
    ana.post(address, submitted(ana.get(address), {"points-0-text_en": "Reject the truce."}))
    response = ben.post(address, submitted(opened, {"title": "Ben’s title", "place": "Quito"}))
    page = response.content.decode()
    assert response.status_code == 200
    assert "ana saved this declaration on" in errors_of(response)
    assert "Ben’s title" in page
    assert "Quito" in page
    changed = [change for change in response.context["other_changes"] if change.details]
    assert changed[0].what == "Point 1, wording in English"
    assert changed[0].details == [
        {"field": "Text", "old": "Support the truce.", "new": "Reject the truce."}
    ]
    declaration.refresh_from_db()
    assert (declaration.title, declaration.version) == ("As it was", 2)


def test_the_second_editor_may_save_over_it_knowingly(ana, ben, declaration):
    """By ticking the box that appears only then."""
    address = page_of(declaration)
    opened = ben.get(address)
    assert "save_over" not in opened.content.decode()
    ana.post(address, submitted(ana.get(address), {"place": "Lima"}))
    told = ben.post(address, submitted(opened, {"place": "Quito"}))
    again = ben.post(address, submitted(told))
    assert "ana saved this declaration" in errors_of(again), "without the box it is not saved"
    response = ben.post(address, submitted(told, {"save_over": "on"}))
    assert response.status_code == 302, errors_of(response)
    declaration.refresh_from_db()
    assert (declaration.place, declaration.version) == ("Quito", 3)


def test_the_box_vouches_only_for_the_changes_that_were_shown(ana, ben, declaration):
    """A third save after the notice is news again."""
    address = page_of(declaration)
    opened = ben.get(address)
    ana.post(address, submitted(ana.get(address), {"place": "Lima"}))
    told = ben.post(address, submitted(opened, {"place": "Quito"}))
    ana.post(address, submitted(ana.get(address), {"place": "Bogotá"}))
    response = ben.post(address, submitted(told, {"save_over": "on"}))
    assert "ana saved this declaration" in errors_of(response)
    assert 'name="save_over" id="id_save_over" checked' not in response.content.decode()
    declaration.refresh_from_db()
    assert declaration.place == "Bogotá"


def test_a_point_that_the_other_deleted_does_not_take_typed_words_with_it(ana, ben, declaration):
    """Its card stays on the page, every card keeps its own words, and leaving it out works."""
    address = page_of(declaration)
    opened = ben.get(address)
    ana.post(address, submitted(ana.get(address), {"points-0-DELETE": "on"}))
    response = ben.post(address, submitted(opened, {"points-1-text_en": "Thank them all."}))
    sent = submitted(response)
    assert sent["points-0-text_en"] == ["Support the truce."]
    assert sent["points-1-text_en"] == ["Thank them all."]
    assert "no longer part of what is edited here" in errors_of(response)
    response = ben.post(address, sent | {"save_over": ["on"], "points-0-DELETE": ["on"]})
    assert response.status_code == 302, errors_of(response)
    assert [wording.text for wording in Wording.objects.all()] == ["Thank them all."]


def test_a_point_that_the_other_added_is_kept(ana, ben, declaration):
    """Saving over it touches only what was on the page; a number taken meanwhile is refused."""
    address = page_of(declaration)
    opened = ben.get(address)
    make_point(declaration=declaration, text="New from Ana.")
    editing.raise_version(declaration_id=declaration.pk)
    told = ben.post(address, submitted(opened, {"points-0-label": "3"}))
    response = ben.post(address, submitted(told, {"save_over": "on"}))
    assert "Another point of this declaration has this number." in errors_of(response)
    response = ben.post(address, submitted(told, {"save_over": "on", "points-0-label": "1"}))
    assert response.status_code == 302, errors_of(response)
    assert declaration.points.count() == 3


def test_a_point_on_its_own_page_is_under_the_same_guard(ana, ben, declaration):
    """One codes a point while the other saves the declaration, and the other way round."""
    point = declaration.points.first()
    opened, whole = ben.get(page_of(point)), ben.get(page_of(declaration))
    ana.post(page_of(declaration), submitted(ana.get(page_of(declaration)), {"place": "Lima"}))
    response = ben.post(page_of(point), submitted(opened, {"force": "4"}))
    assert "ana saved this declaration" in errors_of(response)
    response = ben.post(page_of(point), submitted(response, {"save_over": "on"}))
    assert response.status_code == 302
    assert "saved this declaration" in errors_of(
        ben.post(page_of(declaration), submitted(whole, {"place": "Quito"}))
    )


def test_pressing_save_twice_is_explained_as_that(ana, declaration):
    """The second request finds a version of one's own; the sentence says so."""
    address = page_of(declaration)
    data = submitted(ana.get(address), {"place": "Lima"})
    assert ana.post(address, data).status_code == 302
    assert "You saved this declaration yourself" in errors_of(ana.post(address, data))


def test_going_back_to_a_former_state_is_under_the_guard(ana, ben, declaration):
    """The page of a former state says which version it saw, too."""
    address = reverse(
        "admin:declarations_declaration_simple_history",
        args=[declaration.pk, declaration.history.first().pk],
    )
    opened = ben.get(address)
    ana.post(page_of(declaration), submitted(ana.get(page_of(declaration)), {"title": "Ana’s"}))
    response = ben.post(address, submitted(opened))
    assert response.status_code == 200
    declaration.refresh_from_db()
    assert declaration.title == "Ana’s"


@of_a_form
def test_a_page_that_does_not_say_what_it_saw_saves_nothing(ana, declaration, subtests):
    """Forged or mangled, it is treated as a conflict."""
    address = page_of(declaration)
    opened = ana.get(address)
    for version in (None, "", "abc", "-1", "9" * 40, "1\0"):
        with subtests.test(version=version):
            data = submitted(opened, {"seen_version": version, "title": "Forged"})
            response = ana.post(address, data)
            assert response.status_code == 200
            declaration.refresh_from_db()
            assert declaration.title == "As it was"


@of_a_form
def test_a_mangled_time_of_opening_does_no_harm(ana, ben, declaration, subtests):
    """It only bounds the list of other changes."""
    address = page_of(declaration)
    page = ben.get(address)
    ana.post(address, submitted(ana.get(address), {"place": "Lima"}))
    for opened in (None, "yesterday", "2019-05-03", "9999-99-99T00:00", "\0"):
        with subtests.test(opened=opened):
            response = ben.post(address, submitted(page, {"opened": opened}))
            assert "ana saved this declaration" in errors_of(response)


def test_a_claim_that_is_lost_at_the_last_moment_rolls_back_and_is_told(
    ana, declaration, monkeypatch
):
    """The comparison in the form passed; the UPDATE found another version."""
    address = page_of(declaration)
    data = submitted(ana.get(address), {"title": "Too late"})
    claim = editing.claim_version

    def claim_after_another(**arguments):
        monkeypatch.setattr(editing, "claim_version", claim)
        raise editing.ChangedMeanwhile("saved meanwhile")

    monkeypatch.setattr(editing, "claim_version", claim_after_another)
    response = ana.post(address, data)
    assert response.status_code == 200
    assert "Too late" in response.content.decode()
    declaration.refresh_from_db()
    assert (declaration.title, declaration.version) == ("As it was", 1)


@pytest.mark.parametrize("kind", ["declaration", "point"])
def test_a_save_while_a_page_is_put_together_is_not_overwritten(
    ana, ben, declaration, kind, monkeypatch
):
    """The version on the page is that of what it shows, not of a save in between."""
    row = declaration if kind == "declaration" else declaration.points.first()
    form = {"declaration": DeclarationForm, "point": PointForm}[kind]
    make, address = form.__init__, page_of(declaration)

    def make_after_a_save(self, *args, **kwargs):
        monkeypatch.setattr(form, "__init__", make)
        ana.post(address, submitted(ana.get(address), {"place": "Lima", "points-0-force": "4"}))
        make(self, *args, **kwargs)

    monkeypatch.setattr(form, "__init__", make_after_a_save)
    response = ben.post(page_of(row), submitted(ben.get(page_of(row))))
    assert "ana saved this declaration" in errors_of(response)


def test_a_version_is_claimed_once(declaration):
    """Of two claims of one version the second matches no row."""
    assert editing.claim_version(declaration_id=declaration.pk, seen=1) == 2
    with pytest.raises(editing.ChangedMeanwhile):
        editing.claim_version(declaration_id=declaration.pk, seen=1)
    with pytest.raises(editing.ChangedMeanwhile):
        editing.claim_version(declaration_id=declaration.pk, seen=None)


def at_once(*requests):
    """Send requests from a thread each, as nearly together as can be; return the answers."""
    start, answers = threading.Barrier(len(requests)), [None] * len(requests)

    def send(place, client, address, data):
        try:
            start.wait()
            answers[place] = client.post(address, data)
        finally:
            connections.close_all()

    threads = [
        threading.Thread(target=send, args=(place, *request))
        for place, request in enumerate(requests)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def shares_one_connection():
    """Say whether threads would share one connection: so they do with SQLite in memory."""
    name = str(connection.settings_dict["NAME"])
    return connection.vendor == "sqlite" and ("memory" in name or name == ":memory:")


@pytest.mark.django_db(transaction=True)
def test_of_two_saves_truly_at_once_one_wins_and_the_other_is_told():
    """Never both, never neither, never a server error."""
    if shares_one_connection():
        pytest.skip("an SQLite database in memory has one connection")
    declaration = make_declaration(points=["Support the truce."])
    address, clients = page_of(declaration), [sit_down(f"editor-{n}") for n in "abcd"]
    data = [
        submitted(client.get(address), {"place": f"Place {number}"})
        for number, client in enumerate(clients)
    ]
    answers = at_once(*[(c, address, d) for c, d in zip(clients, data, strict=True)])
    assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 302]
    for answer in answers:
        if answer.status_code == 200:
            assert "saved this declaration" in errors_of(answer)
    assert Declaration.objects.get().version == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_new_declarations_truly_at_once_with_one_slug_one_is_told():
    """The database refuses the second; the page comes back with the sentence."""
    if shares_one_connection():
        pytest.skip("an SQLite database in memory has one connection")
    address = reverse("admin:declarations_declaration_add")
    clients = [sit_down("ana"), sit_down("ben")]
    fields = {"title": "Declaration of Lima", "date": "2019-05-03", "slug": "lima"}
    data = [submitted(client.get(address), fields) for client in clients]
    answers = at_once(*[(c, address, d) for c, d in zip(clients, data, strict=True)])
    assert sorted(answer.status_code for answer in answers) == [200, 302]
    assert "already exists" in "".join(errors_of(a) for a in answers if a.status_code == 200)
    assert Declaration.objects.count() == 1
