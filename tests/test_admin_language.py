"""The text of a declaration in another language: kept, paired, looked at, saved."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from declarations.models import Declaration, Intake, Wording
from tests.factories import make_declaration, make_editor, make_user

FOUNDING = "lima-group-2019-05-03"


@pytest.fixture
def desk(client, db):
    """Sit at the desk as an editor."""
    client.force_login(make_editor())
    return client


def address(declaration, *entry):
    """Return the address of the first step, or of an entry's pairs."""
    name = "admin:declarations_declaration_language" + ("_pairs" if entry else "")
    return reverse(name, args=[declaration.pk, *(one.pk for one in entry)])


def give(desk, declaration, text, **fields):
    """Give a text; return the page of its pairs."""
    data = {"language": "es", "origin": "official", "text": text} | fields
    return desk.post(address(declaration), data, follow=True)


def choices(page):
    """Return what a page would send: the part of each point, and the version."""
    rows = page.context["rows"]
    sent = {f"part-{row.point.pk}": row.value for row, _doubts in rows if row.point}
    return sent | {"version": page.context["version"], "do": "save"}


def test_a_language_that_was_taken_away_comes_back_from_its_text(sample, desk):
    """With its numbers, and with one point missing: the others stay where they were."""
    declaration = Declaration.objects.get(slug=FOUNDING)
    spanish = Wording.objects.filter(point__declaration=declaration, language="es")
    held = list(spanish.order_by("point__order").values_list("point__label", "text"))
    spanish.delete()
    Declaration.objects.filter(pk=declaration.pk).update(title_es="")
    kept = [(label.rstrip("?"), text) for label, text in held if label != "5"]
    text = "\n\n".join(f"{label}. {words}" for label, words in kept)
    for _click in range(2):  # a double one is one entry
        page = give(desk, declaration, f"Declaración del Grupo de Lima\n\n{text}")
    assert page.status_code == 200
    data = choices(page) | {"title": "1"}
    done = desk.post(address(declaration, Intake.objects.get()), data, follow=True)
    assert "13 wordings in Spanish were added." in done.content.decode()
    saved = list(spanish.order_by("point__order").values_list("point__label", "text"))
    assert saved == [(label, words) for label, words in held if label != "5"]
    wording = spanish.first()
    assert wording.origin == "official"
    assert wording.stems
    assert wording.history.first().history_change_reason == "Spanish text"
    after = Declaration.objects.get(pk=declaration.pk)
    assert after.version == declaration.version + 1
    assert after.title_es == "Declaración del Grupo de Lima"
    assert after.history.first().history_user.username.startswith("editor-")
    again = desk.get(address(declaration, Intake.objects.get()), follow=True)
    assert "saved already" in again.content.decode()


def test_a_wording_that_is_held_is_replaced_only_where_that_is_ticked(desk):
    """What stands is shown; what was chosen outlives a closed window and a refusal."""
    declaration = make_declaration(
        points=[
            {"text": "Support the truce.", "wordings": {"es": "Apoyan la paz."}},
            {"text": "Urge calm.", "wordings": {"es": "Piden calma."}},
            "Meet again in Lima.",
        ]
    )
    first, second, third = declaration.points.all()
    page = give(desk, declaration, "1. Apoyan la tregua.\n2. Instan a la calma.\n3. Se reúnen.")
    intake = Intake.objects.get()
    shown = page.content.decode()
    assert "Apoyan la paz." in shown
    assert 'style="' not in shown
    sent = choices(page)
    stale = desk.post(address(declaration, intake), sent | {"version": 99, "replace": [first.pk]})
    assert stale.status_code == 409
    assert Wording.objects.filter(language="es").count() == 2
    twice = sent | {f"part-{third.pk}": "p1"}
    refused = desk.post(address(declaration, intake), twice)
    assert refused.status_code == 422
    assert "One part is given to two points" in refused.content.decode()
    sent |= {f"part-{third.pk}": "", "do": "choose", "replace": [second.pk]}
    desk.post(address(declaration, intake), sent)
    later = desk.get(address(declaration, intake))
    assert [row.replacing for row, _doubts in later.context["rows"]][:2] == [False, True]
    assert "No part of the new text" in later.content.decode()
    desk.post(address(declaration, intake), choices(later) | {"replace": [second.pk]})
    spanish = Wording.objects.filter(language="es").order_by("point__order")
    assert [one.text for one in spanish] == ["Apoyan la paz.", "Instan a la calma."]


def test_points_in_another_order_are_told_by_their_numbers(desk):
    """A number that the text alone leaves in doubt is one where a point has it."""
    declaration = make_declaration(
        points=["Support the truce.", "Urge Russia to help.", "Call on Peru.", "Meet in Lima."]
    )
    text = "1. Apoyan la tregua.\n\n3. Llaman a Perú.\n\n2. Instan a Rusia.\n\n4. Se reúnen."
    page = give(desk, declaration, text)
    texts = [row.text for row, _doubts in page.context["rows"]]
    assert texts == ["Apoyan la tregua.", "Instan a Rusia.", "Llaman a Perú.", "Se reúnen."]
    assert "different places" in page.content.decode()


def test_a_text_is_corrected_divided_again_or_thrown_away(desk):
    """It is kept from the first moment, also a file, also one without points."""
    declaration = make_declaration(points=["Support the truce.", "Urge calm."])
    file = SimpleUploadedFile("texto.txt", "1. Apoyan. 2. Instan.".encode("utf-16"))
    page = give(desk, declaration, "", file=file)
    intake = Intake.objects.get()
    assert (intake.filename, bytes(intake.content)[:2]) == ("texto.txt", b"\xff\xfe")
    assert intake.text == "1. Apoyan. 2. Instan."
    assert "texto.txt" in desk.get(address(declaration)).content.decode()
    text = {"do": "text", "text": "1. Apoyan.\r\n\r\n2. Instan."}
    page = desk.post(address(declaration, intake), text, follow=True)
    assert [row.text for row, _doubts in page.context["rows"]] == ["Apoyan.", "Instan."]
    for bad in ("", "a\0b"):
        answer = desk.post(address(declaration, intake), {"do": "text", "text": bad})
        assert answer.status_code == 422
    desk.post(address(declaration, intake), {"do": "discard"})
    assert not Intake.objects.filter(pk=intake.pk).exists()


def test_wrong_texts_and_people_are_refused_in_words(desk, client):
    """A form with its sentences; a page for those who may change wordings."""
    declaration = make_declaration(points=["Support the truce."])
    picture = SimpleUploadedFile("a.png", b"\x89PNG\r\n\x1a\n" + b"0" * 100)
    for fields in ({"text": ""}, {"text": "1. a", "language": "xx"}, {"text": "", "file": picture}):
        answer = give(desk, declaration, **fields)
        assert answer.status_code == 422
        assert "errorlist" in answer.content.decode()
    assert not Intake.objects.exists()
    intake = Intake.objects.create(purpose="language", declaration=declaration, language="es")
    nothing = desk.post(address(declaration, intake), {"do": "save", "version": "1", "part-x": "p"})
    assert nothing.status_code == 422
    client.force_login(make_user(is_staff=True))
    for page in (address(declaration), address(declaration, intake)):
        assert client.get(page).status_code == 403
        assert client.post(page).status_code == 403
