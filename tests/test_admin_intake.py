"""Entering a declaration at the desk: what is pasted is kept, and its points are put right."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from declarations.models import Declaration, Intake

from .admin_forms import page_of
from .factories import (
    PASSWORD,
    make_declaration,
    make_editor,
    make_group,
    make_intake,
    make_user,
)
from .test_entering import TEXT

pytestmark = pytest.mark.django_db
ADD = reverse("admin:declarations_intake_add")
KEEP = reverse("admin:declarations_intake_keep")
LIST = reverse("admin:declarations_intake_changelist")


@pytest.fixture
def editor(client):
    """Sit at the desk."""
    editor = make_editor(username="ana")
    client.force_login(editor)
    return editor


def said(**fields):
    """Return the first step's form as sent: a text of a new group."""
    group = make_group(slug=f"lagoon-{make_group().pk}")
    given = {
        "text": TEXT,
        "issuers": [group.pk],
        "date": "2019-05-03",
        "language": "",
        "token": "t",
    }
    return given | fields


def split_page(intake: Intake) -> str:
    """Return the address of the second step."""
    return reverse("admin:declarations_intake_split", args=[intake.pk])


def test_from_text_to_draft_and_back(client, editor, django_assert_max_num_queries):
    """Each step by plain forms; confirming again updates the same draft."""
    answer = client.post(ADD, said())
    intake = Intake.objects.get()
    assert (answer.status_code, answer.url) == (302, split_page(intake))
    with django_assert_max_num_queries(12):
        page = client.get(answer.url)
    content = page.content.decode()
    assert content.count('class="split-point"') == 5
    assert 'id="text-p1"' in content
    assert "It is called 1 (2) here" in content or "begins again at 1" in content
    assert "style=" not in content
    post = lambda **given: client.post(split_page(intake), given)  # noqa: E731
    intake.refresh_from_db()
    answer = post(do="merge", key="p2", version=intake.version)
    assert answer.url == f"{split_page(intake)}#point-p1"
    answer = post(do="drop", key="p3", version=intake.version)  # the version from before
    assert answer.status_code == 422
    assert "ana changed this" in answer.content.decode()
    intake.refresh_from_db()
    assert len(intake.split["pieces"]) == 4
    answer = post(do="undo", version=intake.version)
    intake.refresh_from_db()
    assert len(intake.split["pieces"]) == 5
    answer = post(at="9999999999999999999", key="p1", version=intake.version)
    assert answer.status_code == 422
    answer = post(do="make", version=intake.version)
    draft = Declaration.objects.get()
    assert (draft.status, draft.points.count()) == ("draft", 5)
    again = post(do="make", version=intake.version)
    assert again.url == answer.url
    assert Declaration.objects.count() == 1
    draft_page = client.get(page_of(draft)).content.decode()
    assert reverse("admin:declarations_intake_text", args=[intake.pk]) in draft_page
    listed = client.get(LIST).content.decode()
    assert ">Declaration of the Ministers<" in listed


def test_what_was_pasted_is_kept_from_the_first_moment(client, editor):
    """By the script as one types, once for one page; a new page offers to go on."""
    kept = client.post(KEEP, {"text": TEXT, "token": "one"}, headers={"HX-Request": "true"})
    intake = Intake.objects.get()
    assert "Kept, " in kept.content.decode()
    client.post(KEEP, {"text": f"{TEXT}3. More.", "token": "one"}, headers={"HX-Request": "true"})
    sent = {"intake": intake.pk, "version": 1, "text": TEXT, "token": "one", "date": "nonsense"}
    answer = client.post(ADD, said(**sent))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Write the day as 2019-05-03." in page
    assert "Support the renewal" in page
    intake.refresh_from_db()
    assert (Intake.objects.count(), intake.text, intake.editor) == (1, TEXT, editor)
    other = client.post(ADD, said(intake=intake.pk, version=1, text="Older", token="two"))
    assert other.status_code == 422
    intake.refresh_from_db()
    assert intake.text == TEXT
    assert "Go on where somebody stopped" in client.get(ADD).content.decode()
    client.post(reverse("admin:declarations_intake_delete", args=[intake.pk]))
    assert not Intake.objects.exists()


def test_a_file_is_kept_as_it_came_and_never_shown_as_a_page(client, editor):
    """Its words are split, an unreadable one costs nothing, and it is handed out to be saved."""
    page = b"<ol start='4'><li>Urge calm.</li><li>Thank all.</li></ol><script>alert(1)</script>"
    file = SimpleUploadedFile("a\u202eb.html", page, "text/html")
    answer = client.post(ADD, said(text="", file=file))
    intake = Intake.objects.get()
    assert answer.url == split_page(intake)
    assert "4. Urge calm." in intake.text
    handed = client.get(reverse("admin:declarations_intake_file", args=[intake.pk]))
    assert handed.content == page
    assert handed["Content-Disposition"].startswith("attachment")
    assert (handed["Content-Type"], handed["X-Content-Type-Options"]) == (
        "application/octet-stream",
        "nosniff",
    )
    shown = client.get(reverse("admin:declarations_intake_text", args=[intake.pk]))
    assert "<script>alert" not in shown.content.decode()
    wrong = SimpleUploadedFile("a.zip", b"PK\x03\x04nonsense")
    sent = said(file=wrong, intake=intake.pk, version=intake.version, text=intake.text, token="u")
    answer = client.post(ADD, sent)
    assert answer.status_code == 422
    intake.refresh_from_db()
    assert bytes(intake.content) == page


def test_an_expired_session_loses_nothing(client):
    """The log-in page holds what was sent and goes on with it; others are told who may."""
    editor, reader = make_editor(), make_user()
    sent = said(text=f"\n{TEXT}")
    held = client.post(ADD, sent)
    assert held.status_code == 401
    assert "Support the renewal of the truce." in held.content.decode()
    wrong = client.post(ADD, sent | {"desk_username": editor.username, "desk_password": "no"})
    assert wrong.status_code == 401
    assert not Intake.objects.exists()
    right = {"desk_username": editor.username, "desk_password": PASSWORD}
    answer = client.post(ADD, sent | right)
    assert answer.url == split_page(Intake.objects.get())
    client.logout()
    quiet = client.post(KEEP, {"text": TEXT}, headers={"HX-Request": "true"})
    assert "log-in has run out" in quiet.content.decode()
    assert client.get(ADD).url.startswith(reverse("admin:login"))
    client.force_login(reader)
    intake = make_intake()
    for address in (ADD, split_page(intake)):
        assert client.get(address).status_code == 403
        assert client.post(address, {"do": "drop"}).status_code == 403
    assert (
        client.get(reverse("admin:declarations_intake_text", args=[intake.pk])).status_code == 403
    )


def test_a_form_from_before_another_log_in_is_held_and_one_of_another_site_refused():
    """Logging in on another page gives a new token: the old form is sent again, not thrown away."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_editor())
    here, old = {"HTTP_ORIGIN": "http://testserver"}, {"csrfmiddlewaretoken": "x" * 32}
    sent = said(text=TEXT) | old
    assert "Send it again" not in client.post(ADD, sent).content.decode()
    elsewhere = client.post(ADD, sent, HTTP_ORIGIN="https://elsewhere.example")
    assert elsewhere.status_code == 403
    assert TEXT[:30] not in elsewhere.content.decode()
    held = client.post(ADD, sent, **here)
    assert held.status_code == 403
    assert "Send it again" in held.content.decode()
    assert TEXT[:30] in held.content.decode()
    assert not Intake.objects.exists()
    token = {"csrfmiddlewaretoken": client.cookies["csrftoken"].value}
    assert client.post(ADD, sent | token, **here).url == split_page(Intake.objects.get())
    htmx = {"headers": {"HX-Request": "true"}, **here}
    quiet = client.post(KEEP, sent, **htmx)
    assert "csrfmiddlewaretoken" in quiet.content.decode()
    assert quiet["HX-Trigger-After-Settle"] == "keepnow"
    assert "HX-Trigger-After-Settle" not in client.post(KEEP, sent | {"renewed": "yes"}, **htmx)
    draft = make_declaration(status="draft")
    for step in ("codes", "check"):
        address = reverse(f"admin:declarations_declaration_{step}", args=[draft.pk])
        again = client.post(address, {"place": "Port Anne"} | old, **here)
        assert "Send it again" in again.content.decode()
        assert Client().post(address, {"place": "Port Anne"}).status_code == 401


def test_day_and_place_are_read_in_the_text_and_never_put_over_what_was_typed(client, editor):
    """A guess is shown as one, and is nobody's word before the editor goes on with it."""
    text = f"Port Anne, 3 de mayo de 2019\n\n{TEXT}"
    quiet = client.post(KEEP, {"text": text, "token": "a"}, headers={"HX-Request": "true"})
    assert 'data-date="2019-05-03" data-place="Port Anne"' in quiet.content.decode()
    kept = {"text": text, "token": "a", "date": "2019-05-03", "guessed": "date"}
    client.post(KEEP, kept, headers={"HX-Request": "true"})
    intake = Intake.objects.get()
    assert intake.details["date"] == ""
    change = reverse("admin:declarations_intake_change", args=[intake.pk])
    assert quiet["HX-Replace-Url"] == change
    page = client.get(change).content.decode()
    assert 'value="2019-05-03"' in page
    assert "Read in the text: “Port Anne, 3 de mayo de 2019”." in page
    sent = said(text=text, intake=intake.pk, version=intake.version, date="", place="Quito")
    shown = client.post(change, sent).content.decode()
    assert 'value="2019-05-03"' in shown
    assert 'value="Port Anne"' not in shown
    intake.refresh_from_db()
    sent |= {"date": "2019-05-03", "guessed": "date", "version": intake.version}
    assert client.post(change, sent).url == split_page(intake)
    intake.refresh_from_db()
    assert (intake.details["date"], intake.details["place"]) == ("2019-05-03", "Quito")
    # The same text once more: said on the next page, with a link.
    second = client.post(ADD, said(text=text, token="other"), follow=True)
    assert f'before: <a href="{split_page(intake)}">' in second.content.decode()


def test_the_text_of_what_is_published_stays_as_it_was_seen(client, editor):
    """No page that was left open, nor an address, changes what readers were given it from."""
    published = make_declaration(status="published")
    intake = make_intake(text=TEXT, declaration=published)
    change = reverse("admin:declarations_intake_change", args=[intake.pk])
    sent = said(text="Another text.", intake=intake.pk, version=intake.version)
    assert "stays with it as what was seen" in client.post(change, sent).content.decode()
    client.post(KEEP, sent, headers={"HX-Request": "true"})
    client.post(split_page(intake), {"do": "again", "language": "es", "version": intake.version})
    original = reverse("admin:declarations_intake_text", args=[intake.pk])
    assert client.get(change).url == client.get(split_page(intake)).url == original
    intake.refresh_from_db()
    assert (intake.text, intake.version) == (TEXT, 1)


def test_odd_texts_and_forms_get_a_sentence(client, editor):
    """NUL, nothing, huge keys, 500 points: an answer, and pages of points."""
    assert "Paste the text" in client.post(ADD, {"text": "\0 "}).content.decode()
    many = "\n".join(f"{n}. Support point number {n} of the list." for n in range(1, 501))
    intake = make_intake(text=many)
    page = client.get(f"{split_page(intake)}?page=99").content.decode()
    assert 'aria-current="page">9<' in page
    assert page.count('class="split-point"') == 20
    for given in (
        {},
        {"do": "nothing"},
        {"do": "merge", "key": "p0\0"},
        {"do": "make"},
        {"do": "settle"},
    ):
        assert client.post(split_page(intake), given | {"version": "1"}).status_code == 422
    fragment = client.post(
        split_page(intake),
        {"do": "renumber", "version": 1},
        headers={"HX-Request": "true"},
    )
    assert fragment.status_code == 200
    assert fragment.content.decode().lstrip().startswith('<div id="intake-review"')
    for name in ("split", "text", "file"):
        address = reverse(f"admin:declarations_intake_{name}", args=[2**63])
        assert client.get(address).status_code == 404
